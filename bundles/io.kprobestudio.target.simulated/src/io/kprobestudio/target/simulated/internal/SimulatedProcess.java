/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.simulated.internal.workload.Machine;
import io.kprobestudio.target.simulated.internal.workload.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;

/** A program that runs on the simulated board. Its time passes while somebody waits for it or for what it prints. */
final class SimulatedProcess implements TargetProcess {

    private static final long STEP = 5;
    private static final long MANUAL_STEP = 20_000_000L;

    private final SimulatedConnection connection;
    private final boolean manual;
    private final Program program;
    private final Printed output;
    private final Printed errors;

    SimulatedProcess(SimulatedConnection connection, boolean manual, Program program) {
        this.connection = connection;
        this.manual = manual;
        this.program = program;
        output = new Printed(program::takeOutput);
        errors = new Printed(program::takeErrors);
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(program.pid());
    }

    @Override
    public OutputStream input() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return errors;
    }

    /** Lets the machine run; where time is manual, whoever waits for a program moves it. */
    private OptionalInt look() throws LinkException {
        try {
            return connection.perform(machine -> {
                if (manual && program.exitCode().isEmpty()) {
                    advance(machine);
                }
                output.fetch();
                errors.fetch();
                return program.exitCode();
            });
        } catch (LinkException ended) {
            throw ended;
        } catch (TargetException e) {
            throw new LinkException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void advance(Machine machine) {
        machine.advanceTo(machine.kernel().now() + MANUAL_STEP);
    }

    @Override
    public OptionalInt await(Duration timeout) throws LinkException, InterruptedException {
        long until = System.nanoTime() + timeout.toNanos();
        OptionalInt code = look();
        while (code.isEmpty() && System.nanoTime() - until < 0) {
            Thread.sleep(manual ? 0 : STEP);
            code = look();
        }
        if (code.isPresent()) {
            connection.ended(this);
        }
        return code;
    }

    @Override
    public void close() {
        connection.ended(this);
        try {
            connection.perform(machine -> {
                machine.kernel().changed();
                program.kill();
                return 0;
            });
        } catch (TargetException ended) {
            program.kill();
        }
        output.close();
        errors.close();
    }

    /** What the program prints; a read waits for more until the program ends. */
    private final class Printed extends InputStream {
        private final Supplier<byte[]> source;
        private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        private byte[] current = new byte[0];
        private int at;
        private boolean closed;

        Printed(Supplier<byte[]> source) {
            this.source = source;
        }

        synchronized void fetch() {
            waiting.writeBytes(source.get());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte @Nullable [] buffer, int offset, int length) throws IOException {
            byte[] into = Objects.requireNonNull(buffer);
            while (true) {
                OptionalInt code;
                try {
                    code = closed ? OptionalInt.of(0) : look();
                } catch (LinkException e) {
                    throw new IOException(e);
                }
                synchronized (this) {
                    if (at == current.length) {
                        current = waiting.toByteArray();
                        waiting.reset();
                        at = 0;
                    }
                    if (at < current.length) {
                        int count = Math.min(length, current.length - at);
                        System.arraycopy(current, at, into, offset, count);
                        at += count;
                        return count;
                    }
                }
                if (code.isPresent()) {
                    return -1;
                }
                try {
                    Thread.sleep(manual ? 0 : STEP);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException("interrupted while a program's output was waited for", e);
                }
            }
        }

        @Override
        public synchronized int available() {
            return current.length - at + waiting.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.TargetException;

/**
 * Reads {@code trace_pipe_raw} of this machine, one thread for all CPUs.
 *
 * <p>Java cannot open a file without blocking, and need not: a read waits only while a CPU's buffer holds no event
 * (kernel/trace/trace.c, tracing_buffers_read), and how many it holds stands in {@code per_cpu/cpuN/stats}. So many
 * sub-buffers are read as these events fill at least; that a reader stays behind which takes the next session's events is
 * impossible, since the reader is this process.
 */
final class LocalDrain implements Drain {

    private static final int HEADER = 16;
    private static final int BUSY_MILLISECONDS = 2;
    private static final int IDLE_MILLISECONDS = 50;
    /** Events below this number wait for some ticks, so that sub-buffers come nearly full. */
    private static final int ENOUGH_SUB_BUFFERS = 6;
    private static final int USUAL_RECORD = 60;
    private static final int TICKS_OF_PATIENCE = 5;
    private static final int ROUNDS_WITHOUT_CHANGE = 3;
    private static final int SUB_BUFFERS_A_VISIT = 256;
    private static final int ROUNDS_A_VISIT = 8;

    private final DrainRequest request;
    private final DrainSink sink;
    private final List<Cpu> cpus = new ArrayList<>();
    private final AtomicLong transferred = new AtomicLong();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final Object wake = new Object();
    private volatile boolean finishing;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    /** A CPU's open files. */
    private record Cpu(int number, FileChannel pipe, Path stats) {
    }

    private LocalDrain(DrainRequest request, DrainSink sink) {
        this.request = request;
        this.sink = sink;
        thread = new Thread(this::run, "Kprobe Studio drain " + request.instance());
        thread.setDaemon(true);
    }

    static LocalDrain start(DrainRequest request, DrainSink sink) throws TargetException {
        LocalDrain drain = new LocalDrain(request, sink);
        try {
            for (int cpu : request.cpus()) {
                drain.cpus.add(new Cpu(cpu, FileChannel.open(Path.of(request.file(cpu)), StandardOpenOption.READ),
                        Path.of(request.instance(), "per_cpu", "cpu" + cpu, "stats")));
            }
        } catch (IOException broken) {
            drain.closeFiles();
            throw new TargetException(
                    "the ring buffer cannot be read: instance=%s reason=%s".formatted(request.instance(),
                            broken.getMessage()),
                    broken);
        }
        drain.thread.start();
        return drain;
    }

    @Override
    public DrainMode mode() {
        return DrainMode.DIRECT;
    }

    @Override
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    @Override
    public long transferred() {
        return transferred.get();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(request.subBufferSize());
        try {
            int tick = 0;
            while (!closed && !finishing) {
                tick++;
                int enough = tick % TICKS_OF_PATIENCE == 0 ? 1
                        : ENOUGH_SUB_BUFFERS * request.subBufferSize() / USUAL_RECORD;
                boolean busy = false;
                for (Cpu cpu : cpus) {
                    long events = events(cpu);
                    for (int round = 0; round < ROUNDS_A_VISIT && events >= enough; round++) {
                        busy |= visit(cpu, events, buffer) >= ENOUGH_SUB_BUFFERS;
                        events = events(cpu);
                    }
                }
                pause(busy ? BUSY_MILLISECONDS : IDLE_MILLISECONDS);
            }
            if (!closed) {
                readRest(buffer);
            }
        } catch (IOException | RuntimeException broken) {
            if (!closed) {
                failure = broken;
            }
        } finally {
            closeFiles();
            ended.countDown();
        }
    }

    /** Until nothing is left, or some rounds found the same: what is counted and cannot be read must not keep us here. */
    private void readRest(ByteBuffer buffer) throws IOException {
        long before = -1;
        int same = 0;
        while (!closed && same < ROUNDS_WITHOUT_CHANGE) {
            long left = 0;
            for (Cpu cpu : cpus) {
                long events = events(cpu);
                left += events;
                if (events > 0) {
                    visit(cpu, events, buffer);
                }
            }
            if (left == 0) {
                return;
            }
            same = left == before ? same + 1 : 0;
            before = left;
        }
    }

    private int visit(Cpu cpu, long events, ByteBuffer buffer) throws IOException {
        long most = (request.subBufferSize() - HEADER) / request.shortestRecord();
        int count = (int) Math.min(SUB_BUFFERS_A_VISIT, (events + most - 1) / most);
        for (int i = 0; i < count && !closed; i++) {
            buffer.clear();
            int size = cpu.pipe().read(buffer);
            if (size <= 0) {
                // The kernel says now and then that there is nothing although there is
                return i;
            }
            transferred.addAndGet(size);
            while (buffer.hasRemaining()) {
                buffer.put((byte) 0);
            }
            buffer.flip();
            sink.accept(cpu.number(), buffer);
        }
        return count;
    }

    /** The first line of the statistics is {@code entries: N}. */
    private static long events(Cpu cpu) throws IOException {
        String text = new String(Files.readAllBytes(cpu.stats()), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        String line = end < 0 ? "" : text.substring(0, end);
        if (!line.startsWith("entries: ")) {
            throw new IOException(
                    "the statistics of a CPU begin with something else: file=" + cpu.stats() + " line=" + line);
        }
        return Long.parseLong(line.substring("entries: ".length()).strip());
    }

    private void pause(int milliseconds) {
        synchronized (wake) {
            if (!finishing && !closed) {
                try {
                    wake.wait(milliseconds);
                } catch (InterruptedException interrupted) {
                    closed = true;
                }
            }
        }
    }

    private void closeFiles() {
        for (Cpu cpu : cpus) {
            try {
                cpu.pipe().close();
            } catch (IOException broken) {
                // there is nothing to lose in a file that was read
            }
        }
    }

    @Override
    public void finish(Duration timeout) throws TargetException, InterruptedException {
        synchronized (wake) {
            finishing = true;
            wake.notifyAll();
        }
        try {
            if (!ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TargetException(
                        "the drain was not through in time: timeout=%d ms".formatted(timeout.toMillis()));
            }
        } finally {
            close();
        }
        Throwable broken = failure;
        if (broken != null) {
            throw new TargetException("the drain broke: instance=%s reason=%s".formatted(request.instance(),
                    broken.getMessage()), broken);
        }
    }

    @Override
    public void close() {
        synchronized (wake) {
            closed = true;
            wake.notifyAll();
        }
        closeFiles();
        if (Thread.currentThread() != thread) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.internal.files.Node;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jdt.annotation.Nullable;

/** Reads the sub-buffers of a simulated instance, each CPU on a thread of its own. */
final class SimulatedDrain implements Drain {

    private static final long PAUSE = 20;

    /** Finds a file of the machine. */
    interface Finder {
        @Nullable
        Node find(String path) throws TargetException;
    }

    private final SimulatedConnection connection;
    private final DrainRequest request;
    private final DrainSink sink;
    private final Finder finder;
    private final List<Thread> readers = new ArrayList<>();
    private final Queue<Node.StreamFile> open = new ConcurrentLinkedQueue<>();
    private final AtomicLong transferred = new AtomicLong();
    private volatile boolean finishing;
    private volatile boolean closed;
    private boolean finished;
    private volatile @Nullable TargetException failure;

    SimulatedDrain(SimulatedConnection connection, DrainRequest request, DrainSink sink, Finder finder) {
        this.connection = connection;
        this.request = request;
        this.sink = sink;
        this.finder = finder;
    }

    void start() throws TargetException {
        for (int cpu : request.cpus()) {
            connection.perform(machine -> {
                Node.StreamFile file = file(cpu);
                file.keepOpen();
                return open.add(file);
            });
            Thread reader = Thread.ofPlatform().daemon().name("simulated drain of cpu" + cpu)
                    .unstarted(() -> drain(cpu));
            readers.add(reader);
        }
        readers.forEach(Thread::start);
    }

    private void drain(int cpu) {
        try {
            while (!closed) {
                boolean last = finishing;
                byte[] bytes = read(cpu);
                if (bytes.length > 0) {
                    deliver(cpu, bytes);
                } else if (last) {
                    return;
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (TargetException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new TargetException("what was drained could not be taken: instance=%s cpu=%d: %s"
                    .formatted(request.instance(), cpu, e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] read(int cpu) throws TargetException {
        connection.slow();
        return connection.perform(machine -> {
            return file(cpu).readNow(16 * request.subBufferSize());
        });
    }

    private Node.StreamFile file(int cpu) throws TargetException {
        if (finder.find(request.file(cpu)) instanceof Node.StreamFile stream) {
            return stream;
        }
        throw new LinkException("the file is gone: path=" + request.file(cpu), null);
    }

    private void deliver(int cpu, byte[] bytes) {
        int piece = connection.faults().shortReads() > 0 ? connection.faults().shortReads() : bytes.length;
        for (int at = 0; at < bytes.length && !closed; at += piece) {
            int length = Math.min(piece, bytes.length - at);
            transferred.addAndGet(length);
            sink.accept(cpu, ByteBuffer.wrap(bytes, at, length).slice());
        }
    }

    @Override
    public DrainMode mode() {
        return DrainMode.DIRECT;
    }

    @Override
    public long transferred() {
        return transferred.get();
    }

    @Override
    public void finish(Duration timeout) throws TargetException, InterruptedException {
        if (finished) {
            return;
        }
        finishing = true;
        long until = System.nanoTime() + timeout.toNanos();
        for (Thread reader : readers) {
            long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
            if (!reader.join(Duration.ofMillis(left))) {
                close();
                throw new TargetException("the buffers were not read to their end in time: instance=%s timeout=%s"
                        .formatted(request.instance(), timeout));
            }
        }
        boolean wasClosed = closed;
        close();
        TargetException broken = failure;
        if (broken != null) {
            throw broken;
        }
        finished = true;
        if (wasClosed) {
            throw new LinkException("the drain was closed before its end: instance=" + request.instance(), null);
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Node.StreamFile file = open.poll(); file != null; file = open.poll()) {
            file.letGo();
        }
        connection.ended(this);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Prints merged records by several threads: batches of records are printed side by side and written in their order. The
 * buffers of records must stay readable, as those of files do. Used once.
 */
final class TextWriting implements AutoCloseable {

    private static final int BATCH = 1 << 12;

    private final OutputStream out;
    private final LinePrinter first;
    private final Queue<LinePrinter> free = new ConcurrentLinkedQueue<>();
    private final ExecutorService printers;
    private final Deque<Future<Batch>> running = new ArrayDeque<>();
    private final Deque<Batch> idle = new ArrayDeque<>();
    private final int limit;
    private Batch filling;

    TextWriting(TraceMetadata metadata, TextOptions options, OutputStream out) {
        this.out = out;
        first = new LinePrinter(metadata, options);
        limit = 3 * options.threads();
        printers = RecordingText.pool(options.threads());
        filling = new Batch();
    }

    /** Records to print, and their text. */
    private final class Batch {
        private final int[] cpus = new int[BATCH];
        private final long[] times = new long[BATCH];
        private final ByteBuffer[] buffers = new ByteBuffer[BATCH];
        private final int[] offsets = new int[BATCH];
        private final int[] lengths = new int[BATCH];
        private final TextBuffer text = new TextBuffer(BATCH * 128);
        private int count;

        Batch print() {
            text.clear();
            LinePrinter printer = Optional.ofNullable(free.poll()).orElseGet(first::another);
            for (int i = 0; i < count; i++) {
                printer.line(cpus[i], times[i], buffers[i], offsets[i], lengths[i], text);
            }
            free.add(printer);
            return this;
        }
    }

    void record(int cpu, long time, ByteBuffer buffer, int offset, int length) throws IOException {
        Batch batch = filling;
        int i = batch.count++;
        batch.cpus[i] = cpu;
        batch.times[i] = time;
        batch.buffers[i] = buffer;
        batch.offsets[i] = offset;
        batch.lengths[i] = length;
        if (batch.count == BATCH) {
            submit();
        }
    }

    private void submit() throws IOException {
        Batch full = filling;
        running.add(printers.submit(full::print));
        if (running.size() >= limit) {
            writeOldest();
        }
        filling = idle.isEmpty() ? new Batch() : idle.pop();
        filling.count = 0;
    }

    private void writeOldest() throws IOException {
        try {
            Batch done = running.remove().get();
            done.text.drainTo(out);
            idle.push(done);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while printing", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Writes what is left. */
    void finish() throws IOException {
        submit();
        while (!running.isEmpty()) {
            writeOldest();
        }
    }

    @Override
    public void close() {
        RecordingText.end(printers);
    }
}

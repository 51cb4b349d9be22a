/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes a recording's event lines to a stream, by one thread or several. Used once. */
final class RecordingText {

    /** What is written at once: as much as a pipe takes. */
    static final int BLOCK = 1 << 16;
    /** Below this many bytes of records, or so many records, a second thread costs more than it gains. */
    private static final long SMALL = 1 << 20;
    private static final long FEW = 1 << 12;

    private final RecordingReader reader;
    private final OutputStream out;
    private final TextOptions options;

    RecordingText(RecordingReader reader, OutputStream out, TextOptions options) {
        this.reader = reader;
        this.out = out;
        this.options = options;
    }

    ReadSummary write() throws IOException {
        if (options.threads() > 1 && reader.size() > SMALL && reader.most() > FEW && !options.lostEvents()) {
            return TextSlices.suits(reader, options) ? slices() : batches(new Notices(RecordSink.NONE));
        }
        LinePrinter printer = new LinePrinter(reader.metadata(), options);
        TextBuffer text = new TextBuffer(BLOCK + 8192);
        RecordSink notices = options.lostEvents() ? new LostLines(text) : RecordSink.NONE;
        ReadSummary summary = reader.readFrom(new Notices(notices), (cpu, time, buffer, offset, length) -> {
            printer.line(cpu, time, buffer, offset, length, text);
            if (text.size() >= BLOCK) {
                text.drainBlocks(out, BLOCK);
            }
        }, true);
        text.drainTo(out);
        return summary;
    }

    /** By slices of time side by side; where the recording's times do not allow it, the rest by batches. */
    private ReadSummary slices() throws IOException {
        Notices notices = new Notices(RecordSink.NONE);
        try (TextSlices slices = new TextSlices(reader, options, out, notices)) {
            long[] rest = slices.write();
            return rest == null ? notices.summary(slices.records())
                    : batches(notices, rest).withMore(slices.records());
        }
    }

    /** By batches of merged records, printed side by side. */
    private ReadSummary batches(Notices notices, long... places) throws IOException {
        try (TextWriting writing = new TextWriting(reader.metadata(), options, out)) {
            ReadSummary summary = reader.readFrom(notices, writing::record, false, places);
            writing.finish();
            return summary;
        }
    }

    /** Threads that do not keep a process alive. */
    static ExecutorService pool(int threads) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "decode");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Ends a pool; returns when its threads are gone: a process without other threads ends by itself. */
    static void end(ExecutorService pool) {
        pool.shutdownNow();
        pool.close();
    }

    /** Says where events were lost, as the kernel's {@code trace_pipe} does. */
    private record LostLines(TextBuffer text) implements RecordSink {
        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            // records are printed by the line printer
        }

        @Override
        public void missed(int cpu, long count) {
            text.put("CPU:");
            text.putUnsigned(cpu);
            text.put(" [LOST ");
            if (count >= 0) {
                text.putUnsigned(count);
                text.put(' ');
            }
            text.put("EVENTS]\n");
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Prints a recording by several threads: each reads, merges and prints slices of time of its own, which are written in their order by
 * whichever thread is done. A slice counts only where it begins with the very records that the one before ended at, so that what
 * is written is what one thread writes, whatever the recording's times are. Used once.
 */
final class TextSlices implements AutoCloseable {

    /** A slice of more sub-buffers, or of more text, would take too much memory: it is left to the other way. */
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_TEXT = 1 << 22;
    /** Slices of a thread that may wait to be written: while one thread waits for a pipe's reader, the others print on. */
    private static final long AHEAD = 8;
    /** Files that all threads together may hold open. */
    private static final int FILES = 512;

    private final RecordingReader reader;
    private final OutputStream out;
    private final Notices notices;
    private final LinePrinter first;
    private final int threads;
    private final TimeSlices slices;
    private final ExecutorService pool;

    private final Object lock = new Object();
    private final Map<Long, Printed> done = new HashMap<>();
    private final Deque<TextBuffer> idle = new ArrayDeque<>();
    private long taken;
    private long written;
    private long records;
    private boolean writing;
    private boolean stopped;
    /** Where what is written ends. */
    private long[] places = {};
    private boolean whole;

    /** @param notices gets what was met in what is written */
    TextSlices(RecordingReader reader, TextOptions options, OutputStream out, Notices notices) throws IOException {
        this.reader = reader;
        this.out = out;
        this.notices = notices;
        threads = threads(reader, options);
        first = new LinePrinter(reader.metadata(), options);
        slices = new TimeSlices(reader.data(), reader.metadata().layout());
        pool = RecordingText.pool(threads);
    }

    private static int threads(RecordingReader reader, TextOptions options) {
        return Math.min(options.threads(), FILES / Math.max(1, reader.data().size()) - 1);
    }

    /** Whether a recording can be printed so. */
    static boolean suits(RecordingReader reader, TextOptions options) {
        return reader.isWhole() && threads(reader, options) > 1
                && reader.data().stream().allMatch(CpuData::isDirect)
                && TimeSlices.most(reader.data().size(), reader.metadata().layout()) <= MOST_BYTES;
    }

    /** A slice's text, and where each CPU's stream begins and ends in it. */
    private static final class Printed {
        private final TextBuffer text;
        private final Notices met = new Notices(RecordSink.NONE);
        private final long[] begins;
        private final long[] ends;
        private long records;
        private boolean last;

        Printed(TextBuffer text, int cpus) {
            this.text = text;
            begins = new long[cpus];
            ends = new long[cpus];
        }

        static void places(RecordMerge merge, long[] to) {
            for (int i = 0; i < to.length; i++) {
                to[i] = merge.place(i);
            }
        }
    }

    /** Thrown out of a slice whose text takes too much room. */
    private static final class TooLong extends IOException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Writes what can be written so.
     *
     * @return where each CPU's records go on that are left; null where none are
     */
    long @Nullable [] write() throws IOException {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit(() -> {
                work();
                return null;
            }));
        }
        IOException failure = null;
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while printing", e);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof IOException cause)) {
                    throw new IllegalStateException(e.getCause());
                }
                failure = cause;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return whole ? null : places;
    }

    /** How many records were written. */
    long records() {
        return records;
    }

    private void work() throws IOException, InterruptedException {
        boolean sound = false;
        List<CpuData.ClosableSource> sources = new ArrayList<>();
        try {
            for (CpuData cpu : reader.data()) {
                CpuData.ClosableSource source = cpu.open(reader.metadata().layout());
                sources.add(source);
                source.reuse();
            }
            LinePrinter printer = first.another();
            while (true) {
                TimeSlices.Slice slice;
                TextBuffer text;
                long number;
                synchronized (lock) {
                    while (taken - written >= AHEAD * threads && !stopped) {
                        lock.wait();
                    }
                    slice = stopped ? null : slices.next();
                    if (slice == null) {
                        break;
                    }
                    number = taken++;
                    text = idle.isEmpty() ? new TextBuffer(8 * RecordingText.BLOCK) : idle.pop();
                }
                write(number, print(slice, sources, printer, text));
            }
            sound = true;
        } finally {
            if (!sound) {
                stop();
            }
            for (CpuData.ClosableSource source : sources) {
                source.close();
            }
        }
    }

    private void stop() {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
    }

    /** Returns null where the text takes too much room. */
    private @Nullable Printed print(TimeSlices.Slice slice, List<CpuData.ClosableSource> sources, LinePrinter printer,
            TextBuffer text) throws IOException {
        Printed printed = new Printed(text, sources.size());
        RecordMerge merge = new RecordMerge(reader.metadata().layout(), sources, printed.met);
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).until(slice.end(i));
            sources.get(i).seek(slice.begin(i));
            merge.beginAt(i, slice.from());
        }
        merge.begin();
        Printed.places(merge, printed.begins);
        try {
            printed.records = merge.forEachUntil(slice.last(), (cpu, time, buffer, offset, length) -> {
                printer.line(cpu, time, buffer, offset, length, text);
                if (text.size() > MOST_TEXT) {
                    throw new TooLong();
                }
            });
        } catch (TooLong tooLong) {
            return null;
        }
        Printed.places(merge, printed.ends);
        printed.last = slice.last() == -1;
        return printed;
    }

    /** Writes a slice when it is the next one, and those behind it that are done; otherwise leaves it to another thread. */
    private void write(long number, @Nullable Printed slice) throws IOException {
        Printed next;
        synchronized (lock) {
            if (slice == null) {
                stop();
            } else {
                done.put(number, slice);
            }
            next = writing ? null : nextToWrite();
            writing |= next != null;
        }
        while (next != null) {
            next.text.drainBlocks(out, RecordingText.BLOCK);
            next.text.drainTo(out);
            synchronized (lock) {
                written++;
                records += next.records;
                notices.add(next.met);
                places = next.ends;
                whole = next.last;
                idle.push(next.text);
                next = nextToWrite();
                writing = next != null;
                lock.notifyAll();
            }
        }
    }

    private @Nullable Printed nextToWrite() {
        Printed next = done.remove(written);
        if (next != null && written > 0 && !Arrays.equals(next.begins, places)) {
            stop();
            return null;
        }
        return next;
    }

    @Override
    public void close() throws IOException {
        RecordingText.end(pool);
        slices.close();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Merges live streams of several CPUs by time, within bounded memory. Sub-buffers are pushed as they arrive; records come
 * out in the order of time as soon as no CPU can have an earlier one, at the latest when {@link #flush} says so or the
 * memory is used up: a CPU that was silent until then may be heard late, and its records then stand out of order. For
 * one thread at a time.
 */
public final class TimeMerger {

    private final PageLayout layout;
    private final long capacity;
    private final RecordSink sink;
    private final List<Stream> streams = new ArrayList<>();
    private final Deque<byte[]> pool = new ArrayDeque<>();
    private long held;

    /**
     * @param layout   of the sub-buffers
     * @param cpus     how many CPUs are expected, from 0 on; more may come
     * @param capacity bytes of sub-buffers that may wait
     * @param sink     gets records in the order of time, missed events and damage
     */
    public TimeMerger(PageLayout layout, int cpus, long capacity, RecordSink sink) {
        this(layout, IntStream.range(0, cpus).boxed().toList(), capacity, sink);
    }

    /**
     * @param layout   of the sub-buffers
     * @param cpus     the CPUs that are expected; more may come
     * @param capacity bytes of sub-buffers that may wait
     * @param sink     gets records in the order of time, missed events and damage
     */
    public TimeMerger(PageLayout layout, List<Integer> cpus, long capacity, RecordSink sink) {
        this.layout = layout;
        this.capacity = Math.max(capacity, layout.size());
        this.sink = sink;
        cpus.forEach(cpu -> streams.add(new Stream(cpu)));
    }

    /**
     * Takes a CPU's next sub-buffer, which is copied, and passes on what has become safe to order.
     *
     * @param position of the sub-buffer in the CPU's stream, for reports
     */
    public void push(int cpu, ByteBuffer page, int offset, long position) {
        Stream stream = stream(cpu);
        byte[] copy = pool.isEmpty() ? new byte[layout.size()] : pool.pop();
        int available = Math.min(layout.size(), page.limit() - offset);
        page.get(offset, copy, 0, available);
        if (available < copy.length) {
            Arrays.fill(copy, available, copy.length, (byte) 0);
        }
        stream.waiting.add(new Page(ByteBuffer.wrap(copy).order(layout.order()), position));
        held += layout.size();
        emit(0, false);
    }

    private Stream stream(int cpu) {
        for (Stream stream : streams) {
            if (stream.cpu == cpu) {
                return stream;
            }
        }
        Stream stream = new Stream(cpu);
        streams.add(stream);
        return stream;
    }

    /** Passes on all records up to this time stamp, whatever CPUs are silent. */
    public void flush(long time) {
        emit(time, true);
    }

    /** Passes on all that waits: at the end, or when all CPUs were silent for long enough. */
    public void flush() {
        emit(-1L, true);
    }

    /** Bytes of sub-buffers that wait. */
    public long held() {
        return held;
    }

    private void emit(long until, boolean forced) {
        while (true) {
            Stream first = null;
            boolean all = true;
            for (Stream stream : streams) {
                if (!stream.ready && !stream.advance()) {
                    all = false;
                } else if (first == null || stream.before(first)) {
                    first = stream;
                }
            }
            if (first == null) {
                return;
            }
            boolean due = forced && Long.compareUnsigned(first.cursor.time(), until) <= 0;
            if (!all && !due && held <= capacity) {
                return;
            }
            first.ready = false;
            RecordCursor cursor = first.cursor;
            sink.record(first.cpu, cursor.time(), cursor.buffer(), cursor.offset(), cursor.length());
        }
    }

    private record Page(ByteBuffer bytes, long position) {
    }

    private final class Stream {
        private final int cpu;
        private final RecordCursor cursor = new RecordCursor(layout);
        private final Deque<Page> waiting = new ArrayDeque<>();
        private @Nullable Page current;
        private boolean ready;

        Stream(int cpu) {
            this.cpu = cpu;
        }

        boolean before(Stream other) {
            int order = Long.compareUnsigned(cursor.time(), other.cursor.time());
            return order < 0 || order == 0 && cpu < other.cpu;
        }

        boolean advance() {
            while (!cursor.next()) {
                Page done = current;
                if (done != null) {
                    String problem = cursor.problem();
                    if (problem != null) {
                        sink.corrupt(new CorruptSubBuffer(cpu, done.position(), cursor.problemOffset(), problem));
                    }
                    pool.push(done.bytes().array());
                    held -= layout.size();
                }
                if (waiting.isEmpty()) {
                    current = null;
                    cursor.clear();
                    return false;
                }
                Page next = waiting.remove();
                current = next;
                cursor.reset(next.bytes(), 0, layout.size());
                if (cursor.missed() != 0) {
                    sink.missed(cpu, cursor.missed());
                }
            }
            ready = true;
            return true;
        }
    }
}

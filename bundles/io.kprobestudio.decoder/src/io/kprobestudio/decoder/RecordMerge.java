/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps through the records of several CPUs in the order of time; of equal time stamps the lower CPU's comes first, as
 * in the kernel's {@code trace}. A CPU whose stream goes back in time does not hold up the others. Memory: one cursor a
 * CPU. For one thread.
 */
public final class RecordMerge {

    /** The place behind a source's last record. */
    static final long END = Long.MAX_VALUE;

    private final PageLayout layout;
    private final RecordSink notices;
    private Head[] heap = new Head[0];
    private int live;
    private boolean begun;
    private final List<Head> heads = new ArrayList<>();

    /**
     * @param layout  of all sub-buffers
     * @param sources one for each CPU
     * @param notices is told of missed events and corrupt sub-buffers; its {@code record} is not called
     */
    public RecordMerge(PageLayout layout, List<? extends SubBufferSource> sources, RecordSink notices) {
        this.layout = layout;
        this.notices = notices;
        for (SubBufferSource source : sources) {
            heads.add(new Head(source));
        }
    }

    /**
     * Moves to the next record.
     *
     * @return false at the end
     * @throws IOException when a source cannot be read
     */
    public boolean next() throws IOException {
        if (!begun) {
            begin();
        } else if (live > 0 && !heap[0].advance()) {
            heap[0] = heap[--live];
            sift(0);
        } else {
            sift(0);
        }
        return live > 0;
    }

    /**
     * Passes on all records, instead of {@link #next}: those of one CPU that come before the other CPUs' next ones in one go.
     *
     * @return how many there were
     */
    long forEach(RecordingReader.Output output) throws IOException {
        begin();
        return forEachUntil(-1, output);
    }

    /**
     * Passes on all records up to a time stamp, after {@link #begin()}: ends where each CPU's next record is the first of its
     * stream that is later.
     *
     * @param last the time stamp, unsigned
     * @return how many there were
     */
    long forEachUntil(long last, RecordingReader.Output output) throws IOException {
        long records = 0;
        while (live > 2 && Long.compareUnsigned(heap[0].time, last) <= 0) {
            Head second = heap[2].before(heap[1]) ? heap[2] : heap[1];
            records += heap[0].passBefore(second, last, output);
            if (heap[0].done) {
                heap[0] = heap[--live];
            }
            sift(0);
        }
        if (live == 2) {
            records += forBothUntil(last, output);
        }
        if (live == 1 && Long.compareUnsigned(heap[0].time, last) <= 0) {
            records += heap[0].passUntil(last, output);
            live = heap[0].done ? 0 : 1;
        }
        return records;
    }

    /** Of two streams each goes on where the other one has a later record: nothing is to be compared but time stamps. */
    private long forBothUntil(long last, RecordingReader.Output output) throws IOException {
        long records = 0;
        Head first = heap[0];
        Head second = heap[1];
        while (Long.compareUnsigned(first.time, last) <= 0) {
            records += first.passBefore(second, last, output);
            if (first.done) {
                heap[0] = second;
                live = 1;
                return records;
            }
            if (second.before(first)) {
                Head passed = first;
                first = second;
                second = passed;
            }
        }
        heap[0] = first;
        heap[1] = second;
        return records;
    }

    /** Lets a source begin with its first record that is not before a time; what it meets before that is not told again. */
    void beginAt(int source, long time) {
        heads.get(source).earliest = time;
    }

    /** Lets a source begin with the record at a place, or with none; what it meets before that is not told again. */
    void begin(int source, long place) {
        Head head = heads.get(source);
        head.place = place;
        head.skip = place == END ? Integer.MAX_VALUE : 0;
    }

    /** Where a source's next record stands, counted as {@link SubBufferSource#position} is; {@link #END} where there is none. */
    long place(int source) {
        Head head = heads.get(source);
        return head.done ? END : head.at();
    }

    /** Goes to each source's first record. */
    void begin() throws IOException {
        begun = true;
        heap = new Head[heads.size()];
        for (Head head : heads) {
            if (head.begin()) {
                heap[live++] = head;
            }
        }
        for (int i = live / 2; i >= 0; i--) {
            sift(i);
        }
    }

    private void sift(int from) {
        int at = from;
        while (true) {
            int child = 2 * at + 1;
            if (child >= live) {
                return;
            }
            if (child + 1 < live && heap[child + 1].before(heap[child])) {
                child++;
            }
            if (!heap[child].before(heap[at])) {
                return;
            }
            Head other = heap[child];
            heap[child] = heap[at];
            heap[at] = other;
            at = child;
        }
    }

    /** Where the sub-buffer begins that a source's next record is in; behind its data where there is none. */
    long position(int source) {
        return heads.get(source).source.position();
    }

    /** How many records of that sub-buffer come before it. */
    int ordinal(int source) {
        Head head = heads.get(source);
        return head.done ? Integer.MAX_VALUE : head.ordinal;
    }

    /** Before the first record: lets so many records of a source's first sub-buffer pass. */
    void skip(int source, int records) {
        heads.get(source).skip = records;
    }

    /** CPU of the record. */
    public int cpu() {
        return heap[0].cpu;
    }

    /** Time stamp of the record, unsigned. */
    public long time() {
        return heap[0].time;
    }

    /** The buffer that holds the record. */
    public ByteBuffer buffer() {
        return heap[0].cursor.buffer();
    }

    /** Where the record's payload begins in the buffer. */
    public int offset() {
        return heap[0].cursor.offset();
    }

    /** Bytes of the record's payload. */
    public int length() {
        return heap[0].cursor.length();
    }

    private final class Head {
        private final SubBufferSource source;
        private final RecordCursor cursor = new RecordCursor(layout);
        private final int cpu;
        private long time;
        private int ordinal;
        private int skip;
        private long earliest;
        private long place;
        private boolean quiet;
        private boolean done;

        Head(SubBufferSource source) {
            this.source = source;
            cpu = source.cpu();
        }

        boolean before(Head other) {
            int order = Long.compareUnsigned(time, other.time);
            return order < 0 || order == 0 && cpu < other.cpu;
        }

        long at() {
            return source.position() + cursor.offset() - source.offset();
        }

        /** Goes to the first record that is wanted. */
        boolean begin() throws IOException {
            quiet = earliest != 0 || place != 0;
            boolean more = advance();
            while (more && (Long.compareUnsigned(time, earliest) < 0 || at() < place)) {
                more = advance();
            }
            quiet = false;
            return more;
        }

        /** Passes on its records that come before the next one of another source, and are not behind a time stamp. */
        long passBefore(Head other, long last, RecordingReader.Output output) throws IOException {
            long until = cpu < other.cpu ? other.time : other.time - 1;
            return passUntil(Long.compareUnsigned(until, last) < 0 ? until : last, output);
        }

        /** Passes on its records up to a time stamp, unsigned; the first of them in any case. */
        long passUntil(long last, RecordingReader.Output output) throws IOException {
            long records = 0;
            boolean more = true;
            while (more && (records == 0 || Long.compareUnsigned(time, last) <= 0)) {
                records += cursor.forEachUntil(last, cpu, output);
                more = cursor.stands() || advance();
                time = cursor.time();
            }
            return records;
        }

        boolean advance() throws IOException {
            if (skip == Integer.MAX_VALUE) {
                done = true;
                return false;
            }
            ordinal++;
            while (!cursor.next()) {
                String problem = cursor.problem();
                if (problem != null && !quiet) {
                    notices.corrupt(
                            new CorruptSubBuffer(cpu, source.position(), cursor.problemOffset(), problem));
                }
                if (!source.next()) {
                    String broken = source.problem();
                    if (broken != null && !quiet) {
                        notices.corrupt(new CorruptSubBuffer(cpu, source.position(), 0, broken));
                    }
                    done = true;
                    return false;
                }
                ordinal = 0;
                cursor.reset(source.buffer(), source.offset(), source.available());
                if (cursor.missed() != 0 && !quiet) {
                    notices.missed(cpu, cursor.missed());
                }
            }
            if (skip > 0) {
                while (skip > 0 && cursor.next()) {
                    skip--;
                    ordinal++;
                }
                skip = 0;
            }
            time = cursor.time();
            return true;
        }
    }
}

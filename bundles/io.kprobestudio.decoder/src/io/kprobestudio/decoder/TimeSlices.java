/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Cuts a recording into slices of time, of a few sub-buffers a CPU, by the time stamps of its sub-buffers. A slice may be wrong where
 * a stream goes back in time inside its sub-buffers: whoever reads it compares where the one before ended. For one thread at a time.
 */
final class TimeSlices implements AutoCloseable {

    /** Bytes of all CPUs' sub-buffers in a slice, about. */
    private static final int BYTES = 1 << 17;

    private final PageLayout layout;
    private final int step;
    private final List<Pages> cpus = new ArrayList<>();
    private long from;
    private boolean ended;

    TimeSlices(List<? extends CpuData> data, PageLayout layout) throws IOException {
        this.layout = layout;
        step = step(data.size(), layout);
        for (CpuData cpu : data) {
            cpus.add(new Pages(cpu.open(layout)));
        }
    }

    private static int step(int cpus, PageLayout layout) {
        return Math.max(1, BYTES / (layout.size() * Math.max(1, cpus)));
    }

    /** Bytes of sub-buffers that a slice may have. */
    static long most(int cpus, PageLayout layout) {
        return (1L + step(cpus, layout)) * layout.size() * cpus;
    }

    /** A slice. */
    static final class Slice {
        private final long from;
        private final long last;
        private final long[] begins;
        private final long[] ends;

        private Slice(long from, long last, int cpus) {
            this.from = from;
            this.last = last;
            begins = new long[cpus];
            ends = new long[cpus];
        }

        /** Its first time stamp. */
        long from() {
            return from;
        }

        /** Its last time stamp, unsigned. */
        long last() {
            return last;
        }

        /** The sub-buffer that a CPU's first record is in, or one before it; {@link RecordMerge#END} where there is none. */
        long begin(int cpu) {
            return begins[cpu];
        }

        /** Behind the sub-buffer that a CPU's first record behind the slice is in. */
        long end(int cpu) {
            return ends[cpu];
        }
    }

    /** The time stamps of a CPU's next sub-buffers. */
    private final class Pages implements AutoCloseable {
        private final CpuData.ClosableSource source;
        private final long[] places = new long[step + 1];
        private final long[] times = new long[step + 1];
        private int first;
        private int count;
        private long latest;
        private boolean more = true;

        Pages(CpuData.ClosableSource source) {
            this.source = source;
            source.skim();
        }

        /** Looks so many sub-buffers ahead; returns whether their times can be relied on. */
        boolean fill() throws IOException {
            try {
                return look();
            } catch (InternalError fault) {
                // A page cannot be had any more: who copies what it reads goes as far as the file does.
                return false;
            }
        }

        private boolean look() throws IOException {
            while (more && count <= step) {
                more = source.next();
                if (more) {
                    if (source.available() < layout.dataOffset()) {
                        return false;
                    }
                    long time = SubBuffer.timestamp(layout, source.buffer(), source.offset());
                    if (Long.compareUnsigned(time, latest) < 0) {
                        return false;
                    }
                    latest = time;
                    int at = (first + count++) % times.length;
                    times[at] = time;
                    places[at] = source.position();
                }
            }
            return true;
        }

        long time(int ahead) {
            return times[(first + ahead) % times.length];
        }

        long place() {
            return count == 0 ? RecordMerge.END : places[first];
        }

        /** Goes to the last sub-buffer that begins before a time. */
        void advance(long time) {
            while (count > 1 && Long.compareUnsigned(time(1), time) < 0) {
                first = (first + 1) % times.length;
                count--;
            }
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }

    /**
     * The next slice.
     *
     * @return null behind the last one, and where the time stamps do not allow one
     */
    @Nullable
    Slice next() throws IOException {
        if (ended) {
            return null;
        }
        long until = 0;
        for (Pages pages : cpus) {
            if (!pages.fill()) {
                ended = true;
                return null;
            }
            if (pages.count > step && (until == 0 || Long.compareUnsigned(pages.time(step), until) < 0)) {
                until = pages.time(step);
            }
        }
        ended = until == 0;
        if (!ended && Long.compareUnsigned(until, from) <= 0) {
            ended = true;
            return null;
        }
        Slice slice = new Slice(from, until - 1, cpus.size());
        for (int i = 0; i < slice.begins.length; i++) {
            Pages pages = cpus.get(i);
            slice.begins[i] = pages.place();
            if (!ended) {
                pages.advance(until);
            }
            slice.ends[i] = ended || pages.count == 0 ? RecordMerge.END : pages.place() + layout.size();
        }
        from = until;
        return slice;
    }

    @Override
    public void close() throws IOException {
        for (Pages pages : cpus) {
            pages.close();
        }
    }
}

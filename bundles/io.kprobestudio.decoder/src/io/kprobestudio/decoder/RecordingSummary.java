/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * What can be told of a recording without reading all of it. Immutable.
 *
 * @param kernel that was recorded
 * @param cpus what each CPU recorded, in order
 * @param instances the tracing instances' names, the top one's empty
 * @param probes the definitions that there were, as {@code kprobe_events} lists them
 * @param events how many there are, {@link #UNKNOWN} where that takes reading a large recording
 * @param nanos from the first event to the last one, {@link #UNKNOWN} where the clock does not count nanoseconds or a large
 *            recording is compressed
 */
public record RecordingSummary(KernelVersion kernel, List<Cpu> cpus, List<String> instances, List<String> probes,
        long events, long nanos) {

    /** A number that is not known. */
    public static final long UNKNOWN = -1;

    /** Up to so many bytes, all events are counted: some hundredths of a second. */
    static final long SMALL = 8L << 20;
    /** So many empty sub-buffers at the end of a CPU are looked through for its last event. */
    private static final int LAST = 16;

    /** Keeps the lists for itself. */
    public RecordingSummary {
        cpus = List.copyOf(cpus);
        instances = List.copyOf(instances);
        probes = List.copyOf(probes);
    }

    /**
     * A CPU's part of a recording.
     *
     * @param number the CPU's, from 0 on
     * @param bytes of its sub-buffers, compressed ones where they are
     */
    public record Cpu(int number, long bytes) {
    }

    /**
     * Reads a recording's metadata, and little of its events; all of them where they are few. Not for the UI thread.
     *
     * @param path a folder or a {@code trace.dat} file
     * @throws TraceDataException when it is no recording
     * @throws IOException when it cannot be read
     */
    public static RecordingSummary of(Path path) throws IOException, TraceDataException {
        return of(RecordingReader.open(path, Decompressors.BUILT_IN), SMALL);
    }

    /** @param small up to so many bytes all events are read */
    static RecordingSummary of(RecordingReader reader, long small) throws IOException {
        Span span = new Span();
        boolean whole = reader.size() <= small;
        long events = UNKNOWN;
        if (whole) {
            events = reader.readUnmerged(span).records();
        } else {
            RecordingIndex index = RecordingIndex.kept(reader);
            events = index == null ? UNKNOWN : index.rows();
            for (CpuData cpu : reader.data()) {
                whole = span.ends(cpu, reader.metadata().layout());
                if (!whole) {
                    break;
                }
            }
        }
        TraceMetadata metadata = reader.metadata();
        return new RecordingSummary(metadata.kernel(),
                reader.data().stream().map(cpu -> new Cpu(cpu.cpu(), cpu.size())).toList(), reader.instances(),
                metadata.probes().lines().filter(line -> !line.isBlank()).toList(), events,
                whole && metadata.clock().inNanoseconds() ? span.nanos() : UNKNOWN);
    }

    /** The time from the first record to the last one. */
    private static final class Span implements RecordSink {

        private boolean any;
        private long first;
        private long last;

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            take(time);
        }

        private void take(long time) {
            first = any && Long.compareUnsigned(first, time) <= 0 ? first : time;
            last = any && Long.compareUnsigned(last, time) >= 0 ? last : time;
            any = true;
        }

        /** Looks at a CPU's first and last records; false where they are not to be had quickly. */
        boolean ends(CpuData data, PageLayout layout) throws IOException {
            if (!(data instanceof CpuFile file)) {
                return data.size() == 0;
            }
            RecordCursor cursor = new RecordCursor(layout);
            try (CpuData.ClosableSource source = file.open(layout)) {
                source.reuse();
                if (source.next()) {
                    page(source, cursor);
                }
                long pages = (file.size() + layout.size() - 1) / layout.size();
                for (long page = pages - 1; page > Math.max(0, pages - LAST); page--) {
                    source.seek(file.from() + page * layout.size());
                    source.until(file.from() + (page + 1) * layout.size());
                    if (source.next() && page(source, cursor)) {
                        return true;
                    }
                }
            }
            return true;
        }

        private boolean page(SubBufferSource source, RecordCursor cursor) {
            cursor.reset(source.buffer(), source.offset(), source.available());
            boolean found = false;
            while (cursor.next()) {
                take(cursor.time());
                found = true;
            }
            return found;
        }

        long nanos() {
            return any ? last - first : 0;
        }
    }
}

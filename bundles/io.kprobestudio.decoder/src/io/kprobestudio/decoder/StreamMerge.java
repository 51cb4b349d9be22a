/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Puts what two tracing instances recorded on a CPU into one stream in the order of time: each record with its time stamp and
 * its bytes as the kernel wrote them, in sub-buffers of our own. Where one of the two lost events or is damaged, the next
 * sub-buffer says so. Of equal time stamps the first stream's comes first. Memory: a sub-buffer of each. For one thread.
 */
public final class StreamMerge {

    private static final String RAW = "trace_pipe_raw";
    /** Of a time extend: 27 in its header and a word. */
    private static final int DELTA_BITS = RecordHeader.TS_SHIFT + Integer.SIZE;

    private final PageLayout layout;
    private final OutputStream out;
    private final SubBufferWriter writer;
    private byte[] record = new byte[0];
    /* Events lost since the last sub-buffer began: how many, or UNKNOWN_COUNT; 0 for none. */
    private long gap;

    private StreamMerge(PageLayout layout, OutputStream out) {
        this.layout = layout;
        this.out = out;
        writer = new SubBufferWriter(layout);
    }

    /**
     * Merges what another instance brought into a recording's streams: of each CPU {@code
     * instances/NAME/per_cpu/cpuN/trace_pipe_raw} into {@code per_cpu/cpuN/trace_pipe_raw}. What else is known of that instance
     * stays where it is.
     *
     * @param folder the recording
     * @param instance the other instance's name in it
     * @throws TraceDataException when the folder holds no recording
     * @throws IOException when a file cannot be read or written: what is merged by then stays merged
     */
    public static void merge(Path folder, String instance) throws IOException, TraceDataException {
        PageLayout layout = RecordingFolder.metadata(folder).layout();
        for (CpuFile other : RecordingFolder.cpus(folder.resolve("instances").resolve(instance))) {
            if (other.size() > 0) {
                Path raw = folder.resolve("per_cpu").resolve("cpu" + other.cpu()).resolve(RAW);
                Path merged = raw.resolveSibling(RAW + ".merged");
                try (OutputStream out = PrivateFiles.create(merged)) {
                    new StreamMerge(layout, out).write(raw, other.file());
                }
                Files.move(merged, raw, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.delete(other.file());
        }
    }

    private void write(Path one, Path other) throws IOException {
        List<CpuFile> streams = List.of(new CpuFile(0, one, 0, Files.size(one)),
                new CpuFile(1, other, 0, Files.size(other)));
        try (OpenRecording open = new OpenRecording(layout, streams, CpuData.ClosableSource::reuse, new Losses())) {
            RecordMerge merge = open.merge();
            while (merge.next()) {
                take(merge);
            }
            if (gap != 0) {
                begin(writer.lastTime());
            }
            if (writer.isOpen()) {
                end();
            }
        }
    }

    private void take(RecordMerge merge) throws IOException {
        int length = merge.length();
        if (record.length < length) {
            record = new byte[length];
        }
        merge.buffer().get(merge.offset(), record, 0, length);
        long time = merge.time();
        // A stream may go back in time, and further on than a delta has bits for
        boolean follows = writer.isOpen() && gap == 0 && time - writer.lastTime() >>> DELTA_BITS == 0;
        if (!follows || !writer.append(record, 0, length, time)) {
            begin(time);
            writer.append(record, 0, length, time);
        }
    }

    private void begin(long time) throws IOException {
        if (writer.isOpen()) {
            end();
        }
        writer.begin(time);
        writer.missed(gap);
        gap = 0;
    }

    private void end() throws IOException {
        out.write(writer.finish().array(), 0, layout.size());
    }

    /** What was lost before the next record. */
    private final class Losses implements RecordSink {

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            throw new IllegalStateException("a merge passes records on by itself");
        }

        @Override
        public void missed(int cpu, long count) {
            gap = gap == UNKNOWN_COUNT || count < 0 ? UNKNOWN_COUNT : gap + count;
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            gap = UNKNOWN_COUNT;
        }
    }
}

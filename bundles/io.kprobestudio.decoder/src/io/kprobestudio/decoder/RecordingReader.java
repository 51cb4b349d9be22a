/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording: a folder that mirrors tracefs, or a {@code trace.dat} file of version 6 or 7. Immutable and thread-safe:
 * each reading opens the files anew.
 */
public final class RecordingReader {

    private static final int MAX_REPORTS = 1000;
    private static final int FLUSH = 1 << 16;
    /** Below this many bytes of records a second thread costs more than it gains. */
    private static final long SMALL = 1 << 20;

    private final Path path;
    private final TraceMetadata metadata;
    private final List<? extends CpuData> cpus;
    private final List<TraceDatReader.Buffer> buffers;

    private RecordingReader(Path path, TraceMetadata metadata, List<? extends CpuData> cpus,
            List<TraceDatReader.Buffer> buffers) {
        this.path = path;
        this.metadata = metadata;
        this.cpus = List.copyOf(cpus);
        this.buffers = List.copyOf(buffers);
    }

    /**
     * Opens a recording and reads its metadata.
     *
     * @param path          a folder or file
     * @param decompressors for compressed files
     * @throws TraceDataException when it is no recording
     * @throws IOException        when it cannot be read
     */
    public static RecordingReader open(Path path, Decompressors decompressors) throws IOException, TraceDataException {
        if (Files.isDirectory(path)) {
            return new RecordingReader(path, RecordingFolder.metadata(path), RecordingFolder.cpus(path), List.of());
        }
        if (!Files.exists(path)) {
            throw new TraceDataException("no recording: " + path + " does not exist");
        }
        if (!TraceDatReader.matches(path)) {
            throw new TraceDataException("no recording: " + path + " is neither a folder nor a trace.dat file");
        }
        TraceDatReader.Content content = TraceDatReader.read(path, decompressors);
        TraceDatReader.Buffer first = content.buffers().stream().filter(b -> !b.cpus().isEmpty()).findFirst()
                .orElse(new TraceDatReader.Buffer("", "", 0, List.of()));
        return new RecordingReader(path, content.metadata(), first.cpus(), content.buffers());
    }

    /** Names of the tracing instances that the file holds; the top one's is empty. */
    public List<String> instances() {
        return buffers.isEmpty() ? List.of("") : buffers.stream().map(TraceDatReader.Buffer::name).toList();
    }

    /**
     * The same recording, of another of its instances.
     *
     * @throws TraceDataException when there is none of this name
     */
    public RecordingReader instance(String name) throws TraceDataException {
        for (TraceDatReader.Buffer buffer : buffers) {
            if (buffer.name().equals(name)) {
                TraceClock clock = buffer.clock().isEmpty() ? metadata.clock() : new TraceClock(buffer.clock(), 0);
                return new RecordingReader(path, metadata.withClock(clock), buffer.cpus(), buffers);
            }
        }
        throw new TraceDataException(path + ": no instance=" + name);
    }

    /** Where the recording is. */
    public Path path() {
        return path;
    }

    /** What is known of its kernel. */
    public TraceMetadata metadata() {
        return metadata;
    }

    /** Its CPUs, in order. */
    public List<Integer> cpus() {
        return cpus.stream().map(CpuData::cpu).toList();
    }

    /** Bytes of sub-buffers. */
    public long size() {
        return cpus.stream().mapToLong(CpuData::size).sum();
    }

    /**
     * Passes all records, in the order of time, to a sink; on the caller's thread.
     *
     * @throws IOException when a file cannot be read
     */
    public ReadSummary read(RecordSink sink) throws IOException {
        return read(sink, sink::record);
    }

    private ReadSummary read(RecordSink sink, Output output) throws IOException {
        Notices notices = new Notices(sink);
        List<CpuData.ClosableSource> sources = new ArrayList<>();
        try {
            for (CpuData cpu : cpus) {
                sources.add(cpu.open(metadata.layout()));
            }
            RecordMerge merge = new RecordMerge(metadata.layout(), sources, notices);
            long records = 0;
            while (merge.next()) {
                output.record(merge.cpu(), merge.time(), merge.buffer(), merge.offset(), merge.length());
                records++;
            }
            return notices.summary(records);
        } finally {
            for (CpuData.ClosableSource source : sources) {
                source.close();
            }
        }
    }

    /**
     * Writes the event lines, as the kernel's {@code trace} has them.
     *
     * @throws IOException when a file cannot be read or the stream not be written
     */
    public ReadSummary writeText(OutputStream out, TextOptions options) throws IOException {
        if (options.threads() > 1 && size() > SMALL) {
            try (TextWriting writing = new TextWriting(metadata, options, out)) {
                ReadSummary summary = read(RecordSink.NONE, writing::record);
                writing.finish();
                return summary;
            }
        }
        LinePrinter printer = new LinePrinter(metadata, options.escape());
        TextBuffer text = new TextBuffer(FLUSH + 8192);
        ReadSummary summary = read(RecordSink.NONE, (cpu, time, buffer, offset, length) -> {
            printer.line(cpu, time, buffer, offset, length, text);
            if (text.size() >= FLUSH) {
                text.drainTo(out);
            }
        });
        text.drainTo(out);
        return summary;
    }

    /** Takes records, and may fail to write them. */
    @FunctionalInterface
    interface Output {
        void record(int cpu, long time, ByteBuffer buffer, int offset, int length) throws IOException;
    }

    private static final class Notices implements RecordSink {
        private final RecordSink to;
        private final List<CorruptSubBuffer> corrupt = new ArrayList<>();
        private long damaged;
        private long missed;
        private long gaps;

        Notices(RecordSink to) {
            this.to = to;
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            throw new IllegalStateException("records are merged");
        }

        @Override
        public void missed(int cpu, long count) {
            gaps++;
            missed += Math.max(0, count);
            to.missed(cpu, count);
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            damaged++;
            if (corrupt.size() < MAX_REPORTS) {
                corrupt.add(problem);
            }
            to.corrupt(problem);
        }

        ReadSummary summary(long records) {
            return new ReadSummary(records, missed, gaps, corrupt, damaged);
        }
    }
}

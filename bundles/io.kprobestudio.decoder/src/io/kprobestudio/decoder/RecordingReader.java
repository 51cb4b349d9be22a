/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A recording: a folder that mirrors tracefs, or a {@code trace.dat} file of version 6 or 7. Immutable and thread-safe:
 * each reading opens the files anew.
 */
public final class RecordingReader {

    private final Path path;
    private final TraceMetadata metadata;
    private final List<? extends CpuData> cpus;
    private final List<TraceDatReader.Buffer> buffers;
    private final Part part;

    private RecordingReader(Path path, TraceMetadata metadata, List<? extends CpuData> cpus,
            List<TraceDatReader.Buffer> buffers) {
        this(path, metadata, cpus, buffers, Part.ALL);
    }

    private RecordingReader(Path path, TraceMetadata metadata, List<? extends CpuData> cpus,
            List<TraceDatReader.Buffer> buffers, Part part) {
        this.path = path;
        this.metadata = metadata;
        this.cpus = List.copyOf(cpus);
        this.buffers = List.copyOf(buffers);
        this.part = part;
    }

    /** What of a recording is read: at most so many records that a filter chooses, from a row on that an index finds. */
    private record Part(@Nullable EventFilter filter, @Nullable RecordingIndex index, long from, long most) {
        static final Part ALL = new Part(null, null, 0, Long.MAX_VALUE);

        EventFilter.Test test(TraceMetadata metadata) {
            EventFilter chosen = filter;
            return chosen == null ? EventFilter.ALL : chosen.on(metadata);
        }
    }

    private RecordingReader with(Part other) {
        return new RecordingReader(path, metadata, cpus, buffers, other);
    }

    /** The same recording, of which only what a filter chooses is read. */
    public RecordingReader choose(EventFilter filter) {
        return with(new Part(filter, part.index(), part.from(), part.most()));
    }

    /**
     * The same recording, read from a row on.
     *
     * @param index of this recording
     * @param row   from 0 on; behind the last one nothing is read
     */
    public RecordingReader from(RecordingIndex index, long row) {
        if (row < 0) {
            throw new IllegalArgumentException("row=" + row);
        }
        return with(new Part(part.filter(), index, row, part.most()));
    }

    /** The same recording, of which so many records are read at most. */
    public RecordingReader limit(long most) {
        if (most < 0) {
            throw new IllegalArgumentException("most=" + most);
        }
        return with(new Part(part.filter(), part.index(), part.from(), most));
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
                .orElse(new TraceDatReader.Buffer("", content.metadata(), List.of()));
        return new RecordingReader(path, first.metadata(), first.cpus(), content.buffers());
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
                return new RecordingReader(path, buffer.metadata(), buffer.cpus(), buffers, part);
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
        return read(sink, sink::record, true);
    }

    /**
     * Passes all records to a sink, one CPU behind the other, whatever was chosen; on the caller's thread.
     *
     * @throws IOException when a file cannot be read
     */
    public ReadSummary readUnmerged(RecordSink sink) throws IOException {
        Notices notices = new Notices(sink);
        RecordWalker walker = new RecordWalker(metadata.layout());
        long records = 0;
        for (CpuData cpu : cpus) {
            try (CpuData.ClosableSource source = cpu.open(metadata.layout())) {
                source.skim();
                records += walker.walkAll(source, sink, notices);
            } catch (InternalError fault) {
                throw FileSubBuffers.unreadable(cpu.file(), fault);
            }
        }
        return notices.summary(records);
    }

    ReadSummary write(Output output) throws IOException {
        return read(RecordSink.NONE, output, true);
    }

    /** @param reuse whether the output is done with a record when its call ends */
    private ReadSummary read(RecordSink sink, Output output, boolean reuse) throws IOException {
        return readFrom(new Notices(sink), output, reuse);
    }

    /** @param places of each CPU's first record that is passed on, as {@link RecordMerge#place} says it; none for all records */
    ReadSummary readFrom(Notices notices, Output output, boolean reuse, long... places) throws IOException {
        try (OpenRecording open = open(reuse ? CpuData.ClosableSource::reuse : source -> {
        }, notices)) {
            RecordMerge merge = open.merge();
            for (int i = 0; i < places.length; i++) {
                open.sources().get(i).seek(places[i]);
                merge.begin(i, places[i]);
            }
            if (part == Part.ALL) {
                return notices.summary(merge.forEach(output));
            }
            return notices.summary(readPart(merge, open.sources(), output));
        }
    }

    private OpenRecording open(Consumer<CpuData.ClosableSource> prepare, RecordSink notices) throws IOException {
        return new OpenRecording(metadata.layout(), cpus, prepare, notices);
    }

    /** Opens it to be stepped through, all of it: what a filter, a row or a number would leave out is there. */
    OpenRecording steps(RecordSink notices) throws IOException {
        return open(CpuData.ClosableSource::reuse, notices);
    }

    /** Opens it to be stepped through from a row on. */
    OpenRecording steps(RecordSink notices, RecordingIndex index, long row) throws IOException {
        OpenRecording open = steps(notices);
        boolean done = false;
        try {
            long skip = seek(open.merge(), open.sources(), index, row);
            while (skip > 0 && open.merge().next()) {
                skip--;
            }
            done = true;
            return open;
        } finally {
            if (!done) {
                open.close();
            }
        }
    }

    /** What its filter chooses. */
    EventFilter.Test test() {
        return part.test(metadata);
    }

    /**
     * How its clock runs against that of the machine that recorded it, where that was measured.
     *
     * @throws TraceDataException when what is kept of it makes no sense
     * @throws IOException when it cannot be read
     */
    public Optional<ClockRelation> clockRelation() throws IOException, TraceDataException {
        Path file = path.resolve(ClockRelation.FILE);
        return Files.isRegularFile(file)
                ? Optional.of(ClockRelation.parse(Files.readString(file, StandardCharsets.ISO_8859_1)))
                : Optional.empty();
    }

    private long readPart(RecordMerge merge, List<CpuData.ClosableSource> sources, Output output) throws IOException {
        RecordingIndex index = part.index();
        long skip = part.from();
        if (index != null) {
            if (skip >= index.rows()) {
                return 0;
            }
            skip = seek(merge, sources, index, skip);
        }
        EventFilter.Test test = part.test(metadata);
        long records = 0;
        while (records < part.most() && merge.next()) {
            if (skip > 0) {
                skip--;
            } else if (test.matches(merge.cpu(), merge.time(), merge.buffer(), merge.offset(), merge.length())) {
                output.record(merge.cpu(), merge.time(), merge.buffer(), merge.offset(), merge.length());
                records++;
            }
        }
        return records;
    }

    /** Goes to the last entry of the index before a row; returns how many rows lie between. */
    private static long seek(RecordMerge merge, List<CpuData.ClosableSource> sources, RecordingIndex index, long row)
            throws IOException {
        int entry = index.entryForRow(row);
        for (int i = 0; i < sources.size(); i++) {
            sources.get(i).seek(index.position(entry, i));
            merge.skip(i, index.ordinal(entry, i));
        }
        return row - index.entryRow(entry);
    }

    /**
     * Writes the event lines, as the kernel's {@code trace} has them.
     *
     * @throws IOException when a file cannot be read or the stream not be written
     */
    public ReadSummary writeText(OutputStream out, TextOptions options) throws IOException {
        return new RecordingText(this, out, options).write();
    }

    /** The CPUs' data. */
    List<? extends CpuData> data() {
        return cpus;
    }

    /** Whether all of it is read, and nothing else. */
    boolean isWhole() {
        return part == Part.ALL;
    }

    /** How many records are read at most. */
    long most() {
        return part.most();
    }

    /** The files that hold records. */
    List<Path> files() {
        return cpus.stream().map(CpuData::file).distinct().toList();
    }

    /** What is called at each record of a merge. */
    @FunctionalInterface
    interface Step {
        void at(RecordMerge merge);
    }

    /** Steps through all records. */
    void walk(Step step) throws IOException {
        try (OpenRecording open = open(CpuData.ClosableSource::skim, RecordSink.NONE)) {
            RecordMerge merge = open.merge();
            while (merge.next()) {
                step.at(merge);
            }
        } catch (InternalError fault) {
            throw FileSubBuffers.unreadable(path, fault);
        }
    }

    /**
     * Passes some rows to a sink.
     *
     * @param index of this recording
     * @param from  the first row, from 0 on
     * @param count how many
     * @return how many were there
     * @throws IOException when a file cannot be read
     */
    public long readRows(RecordingIndex index, long from, long count, RecordSink sink) throws IOException {
        if (from < 0 || from >= index.rows() || count <= 0) {
            return 0;
        }
        return with(new Part(null, index, from, count)).read(sink).records();
    }

    /**
     * The first row whose time stamp is not before a time.
     *
     * @return its number; the number of rows where there is none
     * @throws IOException when a file cannot be read
     */
    public long rowAt(RecordingIndex index, long time) throws IOException {
        if (index.rows() == 0) {
            return 0;
        }
        int entry = index.entryForTime(time);
        long[] row = { index.entryRow(entry) };
        boolean[] found = { false };
        with(new Part(null, index, row[0], 2L * RecordingIndex.INTERVAL))
                .read((cpu, stamp, buffer, offset, length) -> {
                    found[0] |= Long.compareUnsigned(stamp, time) >= 0;
                    row[0] += found[0] ? 0 : 1;
                });
        return Math.min(row[0], index.rows());
    }

    /** Takes records, and may fail to write them. */
    @FunctionalInterface
    interface Output {
        void record(int cpu, long time, ByteBuffer buffer, int offset, int length) throws IOException;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.ClockResolution;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.StreamMerge;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceDatWriter;
import io.kprobestudio.target.DiskException;
import io.kprobestudio.target.OwnerOnly;

/**
 * Writes a recording's folder, which mirrors tracefs, or a {@code trace.dat} file where its name ends with {@code
 * .dat}. It is written beside its place and moved there when it is whole, so that a folder of that name is always a
 * whole recording. Its files are readable by the user alone. Pages of different CPUs may come from different threads.
 */
public final class RecordingFolderWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    /** The version that every reader of such files knows. */
    private static final int TRACE_DAT_VERSION = 6;
    /** The name that the second instance has in a recording. */
    private static final String BESIDE = "stacks";
    /** What a trace.dat file begins with. */
    private static final byte[] TRACE_DAT = { 0x17, 0x08, 0x44, 't', 'r', 'a', 'c', 'i', 'n', 'g' };

    private final Path place;
    private final Path folder;
    private final boolean isFile;
    private final Map<Integer, OutputStream> streams = new HashMap<>();
    /* Of the second instance. */
    private final Map<Integer, OutputStream> beside = new HashMap<>();

    /**
     * Begins a recording.
     *
     * @param place where it will be
     * @param cpus its CPUs
     * @throws IOException when something else is there, or it cannot be written
     */
    public RecordingFolderWriter(Path place, List<Integer> cpus) throws IOException {
        this.place = place.toAbsolutePath();
        isFile = String.valueOf(this.place.getFileName()).endsWith(".dat");
        if (Files.exists(place) && !(isFile ? isTraceDat(place) : isRecording(place))) {
            throw new IOException("something else than a recording is there: output=" + place);
        }
        Path parent = Optional.ofNullable(this.place.getParent()).orElse(this.place);
        if (!Files.isDirectory(parent)) {
            throw new IOException("no such folder: " + parent + " output=" + place);
        }
        folder = parent.resolve("." + this.place.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        deleteTree(folder);
        deleteWhatDeadProcessesLeft(parent);
        try {
            open(folder, cpus, streams);
        } catch (IOException | RuntimeException failed) {
            try {
                close();
            } catch (IOException also) {
                failed.addSuppressed(also);
            }
            throw failed;
        }
    }

    private static void open(Path top, List<Integer> cpus, Map<Integer, OutputStream> into) throws IOException {
        for (int cpu : cpus) {
            Path file = top.resolve("per_cpu").resolve("cpu" + cpu).resolve("trace_pipe_raw");
            Files.createDirectories(file.resolveSibling(""));
            OwnerOnly.write(file, new byte[0]);
            into.put(cpu, new BufferedOutputStream(
                    Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND), BUFFER));
        }
    }

    /**
     * Expects sub-buffers of a second instance too, whose records {@link #finish} puts among the others.
     *
     * @param cpus its CPUs
     * @throws IOException when it cannot be written
     */
    public void expectBeside(List<Integer> cpus) throws IOException {
        open(folder.resolve("instances").resolve(BESIDE), cpus, beside);
    }

    /** A process that was killed while it recorded to this place left its unfinished recording. */
    private void deleteWhatDeadProcessesLeft(Path parent) throws IOException {
        Pattern unfinished = Pattern.compile("\\." + Pattern.quote(place.getFileName() + ".") + "([0-9]{1,10})\\.part");
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent, ".*.part")) {
            for (Path sibling : siblings) {
                Matcher matcher = unfinished.matcher(String.valueOf(sibling.getFileName()));
                if (matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
                    deleteTree(sibling);
                }
            }
        }
    }

    private static boolean isTraceDat(Path place) throws IOException {
        if (!Files.isRegularFile(place)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(place)) {
            return Arrays.equals(in.readNBytes(TRACE_DAT.length), TRACE_DAT) || Files.size(place) == 0;
        }
    }

    private static boolean isRecording(Path place) {
        return Files.isRegularFile(place.resolve("header_page")) && Files.isDirectory(place.resolve("per_cpu"));
    }

    /** Appends a sub-buffer to a CPU's stream, of the second instance or the first. */
    void page(int cpu, boolean second, byte[] page) throws IOException {
        Map<Integer, OutputStream> of = second ? beside : streams;
        @Nullable
        OutputStream stream = of.containsKey(cpu) ? of.get(cpu) : null;
        if (stream != null) {
            try {
                stream.write(page);
            } catch (IOException full) {
                throw new DiskException(place, full);
            }
        }
    }

    /** Brings what was appended so far to the disk, so that a reader finds it should this process die. For any thread. */
    void flush() throws IOException {
        for (OutputStream stream : all()) {
            try {
                stream.flush();
            } catch (IOException full) {
                throw new DiskException(place, full);
            }
        }
    }

    /** Writes a file of text that is bytes, relative to the recording. */
    public void text(String name, String content) throws IOException {
        bytes(name, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes a file, relative to the recording. */
    public void bytes(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder)) {
            throw new IOException("a name from the target leads out of the recording: name=" + name);
        }
        try {
            Files.createDirectories(file.resolveSibling(""));
            OwnerOnly.write(file, content);
        } catch (IOException full) {
            throw new DiskException(place, full);
        }
    }

    /** Writes what the kernel tells in the end: files by name, and each CPU's statistics. */
    public void counts(Map<String, String> texts, Map<Integer, String> stats) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            text(text.getKey(), text.getValue());
        }
        stats("", stats);
    }

    /** Writes the statistics of each CPU's buffer in the second instance. */
    public void countsBeside(Map<Integer, String> stats) throws IOException {
        stats("instances/" + BESIDE + "/", stats);
    }

    private void stats(String top, Map<Integer, String> stats) throws IOException {
        for (Map.Entry<Integer, String> text : stats.entrySet()) {
            text(top + "per_cpu/cpu" + text.getKey() + "/stats", text.getValue());
        }
    }

    /**
     * Ends the recording and puts it into its place; an older one there is replaced.
     *
     * @return its place
     */
    public Path finish() throws IOException {
        boolean merges = !beside.isEmpty();
        closeStreams();
        if (merges) {
            merge();
        }
        measureClock();
        if (isFile) {
            Path file = folder.resolveSibling(folder.getFileName() + ".dat");
            try {
                TraceDatWriter.write(folder, file, TRACE_DAT_VERSION);
            } catch (TraceDataException senseless) {
                throw new IOException(senseless.getMessage(), senseless);
            }
            Files.move(file, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            deleteTree(folder);
            return place;
        }
        if (Files.exists(place)) {
            deleteTree(place);
        }
        Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
        return place;
    }

    private void merge() throws IOException {
        try {
            StreamMerge.merge(folder, BESIDE);
        } catch (TraceDataException senseless) {
            throw new IOException(senseless.getMessage(), senseless);
        }
    }

    /** The step of the target's clock, from the time stamps that were recorded. */
    private void measureClock() throws IOException {
        try {
            long step = ClockResolution.measure(RecordingReader.open(folder, Decompressors.BUILT_IN));
            if (step > 0) {
                text(ClockResolution.FILE, step + "\n");
            }
        } catch (TraceDataException unreadable) {
            // without a header_page there is nothing to measure
            return;
        }
    }

    private List<OutputStream> all() {
        return Stream.concat(streams.values().stream(), beside.values().stream()).toList();
    }

    private void forgetStreams() {
        streams.clear();
        beside.clear();
    }

    private void closeStreams() throws IOException {
        IOException failed = null;
        for (OutputStream stream : all()) {
            try {
                stream.close();
            } catch (IOException full) {
                failed = full;
            }
        }
        forgetStreams();
        if (failed != null) {
            throw new DiskException(place, failed);
        }
    }

    /**
     * Ends a recording that the disk had no room for, and keeps what it took.
     *
     * @return where that is: beside the recording's place, so that what is in that is whole
     */
    private Path keepUnfinished() throws IOException {
        Path kept = place.resolveSibling(place.getFileName() + ".unfinished");
        deleteTree(kept);
        try {
            closeStreams();
        } catch (DiskException full) {
            // that is why it is unfinished
            forgetStreams();
        }
        return Files.move(folder, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same, in words for a message about what did not work. */
    public String keptUnfinished() {
        try {
            return "; what there was room for is in " + keepUnfinished();
        } catch (IOException gone) {
            return "; nothing of it is kept: " + gone.getMessage();
        }
    }

    /** Drops the recording, when it was not finished. */
    @Override
    public void close() throws IOException {
        closeStreams();
        deleteTree(folder);
    }

    private static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        Files.walkFileTree(top, new SimpleFileVisitor<Path>() {

            @Override
            public FileVisitResult visitFile(@Nullable Path file, @Nullable BasicFileAttributes attributes)
                    throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(@Nullable Path visited, @Nullable IOException failure)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

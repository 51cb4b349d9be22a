/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A recording's files, where it may be a tar archive as BusyBox and others write it (ustar, with GNU's long names), which is
 * what the exported script brings from a board: unpacked into a folder of its own, which is deleted when this is closed.
 */
final class TarFile implements AutoCloseable {

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX = 155;
    private static final int LONGEST_NAME = 4096;

    private final Path folder;
    private final boolean unpacked;

    private TarFile(Path folder, boolean unpacked) {
        this.folder = folder;
        this.unpacked = unpacked;
    }

    /** A recording's folder or file as it is, or the folder that its tar archive was unpacked into. */
    static TarFile open(Path recording) throws IOException {
        return isOne(recording) ? unpack(recording) : new TarFile(recording, false);
    }

    /** Whether a path is a tar archive. */
    private static boolean isOne(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] header = in.readNBytes(BLOCK);
            return header.length == BLOCK && text(header, MAGIC_AT, 5).equals("ustar");
        }
    }

    /** Unpacks its files; what is neither a file nor a folder is left out. */
    private static TarFile unpack(Path archive) throws IOException {
        TarFile unpacked = new TarFile(Files.createTempDirectory("kprobes-tar"), true);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(archive))) {
            unpacked.read(in, archive);
            return unpacked;
        } catch (IOException failure) {
            unpacked.close();
            throw failure;
        }
    }

    /** Where the recording is to be read. */
    Path path() {
        return folder;
    }

    private void read(InputStream in, Path archive) throws IOException {
        String longName = "";
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                return;
            }
            long size = size(header, archive);
            String name = longName.isEmpty() ? name(header) : longName;
            longName = "";
            char type = (char) header[TYPE_AT];
            if (type == 'L') {
                if (size > LONGEST_NAME) {
                    throw damaged(archive, "a name of bytes=" + size);
                }
                longName = text(in.readNBytes((int) size), 0, (int) size);
            } else if (type == '5') {
                Files.createDirectories(place(name, archive));
            } else if (type == '0' || type == 0) {
                copy(in, size, place(name, archive), archive);
            } else {
                skip(in, size, name, archive);
            }
            skip(in, (BLOCK - size % BLOCK) % BLOCK, name, archive);
        }
    }

    private static void skip(InputStream in, long bytes, String name, Path archive) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException cut) {
            throw damaged(archive, "it ends within file=" + name);
        }
    }

    private static void copy(InputStream in, long size, Path to, Path archive) throws IOException {
        Files.createDirectories(to.resolveSibling(""));
        try (OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0;) {
                int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (read < 0) {
                    throw damaged(archive, "it ends within file=" + to.getFileName());
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** Nothing is written outside of the folder, whatever a name says. */
    private Path place(String name, Path archive) throws IOException {
        Path place = folder.resolve(name.replaceFirst("^/+", "")).normalize();
        if (!place.startsWith(folder)) {
            throw damaged(archive, "a name that leads out of it: name=" + name);
        }
        return place;
    }

    private static IOException damaged(Path archive, String what) {
        return new IOException("not a tar archive of a recording: path=%s: %s".formatted(archive, what));
    }

    private static String name(byte[] header) {
        String prefix = text(header, PREFIX_AT, PREFIX);
        // GNU's own header has times where ustar has a prefix, and a blank in its magic word
        boolean posix = header[MAGIC_AT + 5] == 0;
        return (posix && !prefix.isEmpty() ? prefix + "/" : "") + text(header, 0, NAME);
    }

    private static long size(byte[] header, Path archive) throws IOException {
        String octal = text(header, SIZE_AT, SIZE_LENGTH).strip();
        if (!octal.matches("[0-7]{1,11}")) {
            throw damaged(archive, "a size that is no octal number: size=" + octal);
        }
        return Long.parseLong(octal, 8);
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < Math.min(bytes.length, from + length) && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        if (!unpacked) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

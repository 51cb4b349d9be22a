/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import io.kprobestudio.target.OwnerOnly;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps what was read of kernels, so that the next connection to the same boot of the same kernel need not read it again. A
 * file an entry, for the user alone, since it holds kernel addresses; a handful of them. What cannot be read back, because a
 * crash cut it off or the disk damaged it, is dropped; what cannot be written is not kept: both cost time and nothing else.
 * Thread-safe, also between processes.
 */
public final class DescriptionCache {

    /** How many descriptions are kept: those that were used last. */
    public static final int MOST = 8;

    private static final String MAGIC = "kprobe-studio description 1";
    private static final String SUFFIX = ".description";
    private static final int MOST_FILES = 64;
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /**
     * Makes a cache.
     *
     * @param folder where the entries are kept; made when something is kept
     */
    public DescriptionCache(Path folder) {
        this.folder = folder;
    }

    private Path path(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, 16) + SUFFIX);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    /** What is kept under a key: file name to content; nothing when there is no such entry or it is damaged. */
    Optional<Map<String, byte[]>> find(String key) {
        Path path = path(key);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            Map<String, byte[]> files = read(path, key);
            Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
            return Optional.of(files);
        } catch (IOException damaged) {
            drop(path);
            return Optional.empty();
        }
    }

    private static Map<String, byte[]> read(Path path, String key) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(new GZIPInputStream(Files.newInputStream(path), BUFFER), BUFFER))) {
            if (!text(in).equals(MAGIC) || !text(in).equals(key)) {
                throw new IOException("another form, or another kernel's: path=" + path);
            }
            int count = in.readInt();
            if (count < 0 || count > MOST_FILES) {
                throw new IOException("too many files: path=%s files=%d".formatted(path, count));
            }
            for (int i = 0; i < count; i++) {
                files.put(text(in), bytes(in));
            }
            // the check sum behind the content is compared when the end is reached
            if (in.read() >= 0) {
                throw new IOException("more than its content: path=" + path);
            }
        }
        return files;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Tracefs.MOST) {
            throw new IOException("not a length: length=" + length);
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("cut off: length=%d of=%d".formatted(bytes.length, length));
        }
        return bytes;
    }

    /** Keeps files under a key, in place of what was kept under it, and drops the entries that were not used for longest. */
    void keep(String key, Map<String, byte[]> files) {
        Path path = path(key);
        Path part = path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid());
        try {
            OwnerOnly.createFolder(folder);
            OwnerOnly.write(part, new byte[0]);
            write(part, key, files);
            Files.move(part, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            prune();
        } catch (IOException unwritten) {
            drop(part);
        }
    }

    private static void write(Path part, String key, Map<String, byte[]> files) throws IOException {
        try (DataOutputStream out = new DataOutputStream(
                new BufferedOutputStream(new Quick(Files.newOutputStream(part)), BUFFER))) {
            text(out, MAGIC);
            text(out, key);
            out.writeInt(files.size());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                text(out, file.getKey());
                out.writeInt(file.getValue().length);
                out.write(file.getValue());
            }
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void prune() throws IOException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(folder)) {
            entries = all.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(DescriptionCache::used).reversed()).toList();
        }
        entries.stream().skip(MOST).forEach(DescriptionCache::drop);
    }

    private static FileTime used(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void drop(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException stays) {
            // looked at again, and found damaged again, by the next connection
            return;
        }
    }

    /** Packs quickly rather than small: symbols shrink to a quarter either way. */
    private static final class Quick extends GZIPOutputStream {

        Quick(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.testkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * As much of the tar format as the data needs: files and folders with names of up to 255 bytes.
 *
 * <pre>
 * offset  0          100  108  116  124   136    148    156   157       257    263      345      500   512
 *         | name     |mode|uid |gid |size |mtime |check |type |linkname |magic |owners…|prefix   |     |
 * </pre>
 */
final class TarArchive {

    private static final int BLOCK = 512;
    private static final int NAME = 0;
    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final String POSIX_MAGIC = "ustar\0";

    private TarArchive() {
    }

    /**
     * Unpacks what stands below one top folder.
     *
     * @param in the archive's bytes; read to the end mark, not closed
     * @param top the archive's only top folder
     * @param target an existing folder, which takes the place of {@code top}
     * @throws IOException when the archive ends early, holds something that is neither file nor folder, or something
     *         outside {@code top}; the message names the entry
     */
    static void unpack(InputStream in, String top, Path target) throws IOException {
        while (true) {
            byte[] header = in.readNBytes(BLOCK);
            if (header.length < BLOCK) {
                throw new EOFException("tar archive ends in a header, bytes=" + header.length);
            }
            String name = name(header);
            if (name.isEmpty()) {
                return;
            }
            Path path = target.resolve(Path.of(top).relativize(Path.of(name).normalize())).normalize();
            if (!path.startsWith(target)) {
                throw new IOException("tar entry outside its top folder, name=" + name + " top=" + top);
            }
            long size = Long.parseLong(text(header, SIZE, SIZE_LENGTH).trim(), 8);
            switch (header[TYPE]) {
            case '5' -> Files.createDirectories(path);
            case '0', '\0' -> copy(in, path, name, size);
            default -> throw new IOException("tar entry name=" + name + " has type=" + (char) header[TYPE]);
            }
        }
    }

    private static String name(byte[] header) {
        String name = text(header, NAME, NAME_LENGTH);
        boolean posix = POSIX_MAGIC
                .equals(new String(header, MAGIC, POSIX_MAGIC.length(), StandardCharsets.ISO_8859_1));
        String prefix = posix ? text(header, PREFIX, PREFIX_LENGTH) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }

    private static void copy(InputStream in, Path path, String name, long size) throws IOException {
        Files.createDirectories(path.resolve("..").normalize());
        try (OutputStream out = Files.newOutputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            for (long left = size; left > 0;) {
                int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                if (count < 0) {
                    throw new EOFException("tar entry name=" + name + " lacks bytes=" + left);
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Makes a {@code trace.dat} of any size out of a smaller one of {@link MakeRecording}: each CPU's sub-buffers again and again,
 * each time later by as much as the recording is long. Between the copies the file has holes, which are empty sub-buffers
 * to who reads it and take no room on the disk.
 *
 * <p>
 * Arguments: the file to take, the file to make, its bytes, the number of copies.
 */
public final class LargeRecording {

    private static final int PAGE = 4096;
    private static final byte[] DATA = "flyrecord\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] OPTIONS = "options  \0".getBytes(StandardCharsets.ISO_8859_1);

    private LargeRecording() {
    }

    /** Where the bytes stand last. */
    private static int last(ByteBuffer in, byte[] wanted) throws IOException {
        for (int at = in.limit() - wanted.length; at >= 0; at--) {
            if (in.slice(at, wanted.length).equals(ByteBuffer.wrap(wanted))) {
                return at;
            }
        }
        throw new IOException("no trace.dat of version 6 with options: " + new String(wanted,
                StandardCharsets.ISO_8859_1).strip() + " is missing");
    }

    /** Makes the file, and prints nothing. */
    public static void main(String[] args) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(Files.readAllBytes(Path.of(args[0]))).order(ByteOrder.LITTLE_ENDIAN);
        long copies = Long.parseLong(args[3]);
        int table = last(from, DATA) + DATA.length;
        int cpus = from.getInt(last(from, OPTIONS) - Integer.BYTES);
        long first = from.getLong(table);
        // Whole sub-buffers, a copy's share of the file and one to spare for the head of the file.
        long stride = (Long.parseLong(args[2]) - first) / (cpus * copies) / PAGE * PAGE;
        long begin = Long.MAX_VALUE;
        long end = 0;
        for (int at = (int) first; at < from.limit(); at += PAGE) {
            begin = Math.min(begin, from.getLong(at));
            end = Math.max(end, from.getLong(at));
        }
        long later = end - begin + 1_000_000_000L;
        try (FileChannel to = FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer head = ByteBuffer.allocate((int) first).order(ByteOrder.LITTLE_ENDIAN)
                    .put(from.slice(0, (int) first));
            for (int cpu = 0; cpu < cpus; cpu++) {
                int entry = table + 16 * cpu;
                long data = first + cpu * copies * stride;
                head.putLong(entry, data).putLong(entry + Long.BYTES, copies * stride);
                ByteBuffer pages = from.slice((int) from.getLong(entry), (int) from.getLong(entry + Long.BYTES))
                        .order(ByteOrder.LITTLE_ENDIAN);
                if (pages.limit() > stride) {
                    throw new IOException("bytes=" + args[2] + " have no room for copies=" + copies);
                }
                for (long copy = 0; copy < copies; copy++) {
                    to.write(pages.rewind(), data + copy * stride);
                    for (int at = 0; at < pages.limit(); at += PAGE) {
                        pages.putLong(at, pages.getLong(at) + later);
                    }
                }
            }
            to.write(head.flip(), 0);
            // The file ends with a hole.
            to.write(ByteBuffer.allocate(1), first + cpus * copies * stride - 1);
        }
    }
}

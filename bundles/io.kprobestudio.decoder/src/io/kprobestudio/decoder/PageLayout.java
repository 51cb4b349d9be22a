/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteOrder;

/**
 * Where a sub-buffer keeps its parts, as an instance's {@code events/header_page} tells (from 3.5 on; sub-buffers of
 * more than a page from 6.8 on).
 *
 * @param timestampOffset offset of the 64-bit time stamp of the sub-buffer
 * @param commitOffset    offset of {@code commit}: the length of the data, and the missed-events flags
 * @param commitSize      4 or 8: the kernel's word size
 * @param dataOffset      offset of the first record
 * @param dataSize        room for records, in bytes
 * @param order           the kernel's byte order, which {@code header_page} does not tell
 */
public record PageLayout(int timestampOffset, int commitOffset, int commitSize, int dataOffset, int dataSize,
        ByteOrder order) {

    /** No kernel makes sub-buffers beyond 128 pages of 64 KiB. */
    public static final int MAX_SIZE = 1 << 23;

    /** Checks that the parts fit into each other. */
    public PageLayout {
        if (commitSize != 4 && commitSize != 8) {
            throw new IllegalArgumentException("commit size=" + commitSize + ", expected 4 or 8");
        }
        if (timestampOffset < 0 || commitOffset < 0 || dataSize <= 0 || dataSize > MAX_SIZE
                || dataOffset < timestampOffset + Long.BYTES || dataOffset < commitOffset + commitSize
                || dataOffset > 4096) {
            throw new IllegalArgumentException("timestamp offset=" + timestampOffset + ", commit offset="
                    + commitOffset + ", commit size=" + commitSize + ", data offset=" + dataOffset + ", data size="
                    + dataSize + " do not make a sub-buffer");
        }
    }

    /**
     * The layout that current kernels use.
     *
     * @param wordSize 4 or 8
     * @param size     of the sub-buffer, such as 4096
     * @param order    byte order
     */
    public static PageLayout of(int wordSize, int size, ByteOrder order) {
        return new PageLayout(0, 8, wordSize, 8 + wordSize, size - 8 - wordSize, order);
    }

    /** The same of sub-buffers of another size, in bytes. */
    public PageLayout withSize(int size) {
        return new PageLayout(timestampOffset, commitOffset, commitSize, dataOffset, size - dataOffset, order);
    }

    /**
     * Reads {@code header_page}.
     *
     * @param text  the file's content
     * @param order the kernel's byte order
     * @throws TraceDataException when a field is missing or the sizes make no sense
     */
    public static PageLayout parse(String text, ByteOrder order) throws TraceDataException {
        EventField timestamp = null;
        EventField commit = null;
        EventField data = null;
        for (String line : text.split("\n")) {
            String trimmed = line.strip();
            if (!trimmed.startsWith("field:")) {
                continue;
            }
            EventField field = EventField.parse(trimmed);
            switch (field.name()) {
            case "timestamp" -> timestamp = field;
            case "commit" -> commit = field;
            case "data" -> data = field;
            default -> {
                // "overwrite" is no part of the layout
            }
            }
        }
        if (timestamp == null || commit == null || data == null) {
            throw new TraceDataException("header_page: timestamp, commit or data is missing");
        }
        try {
            return new PageLayout(timestamp.offset(), commit.offset(), commit.size(), data.offset(), data.size(),
                    order);
        } catch (IllegalArgumentException e) {
            throw new TraceDataException("header_page: " + e.getMessage(), e);
        }
    }

    /** Bytes of a whole sub-buffer. */
    public int size() {
        return dataOffset + dataSize;
    }

    /** The kernel's word size in bytes, 4 or 8. */
    public int wordSize() {
        return commitSize;
    }

    /** The text of {@code header_page} for this layout, as 6.1 writes it. */
    public String toHeaderPage() {
        return line("u64 timestamp", timestampOffset, 8, 0) + line("local_t commit", commitOffset, commitSize, 1)
                + line("int overwrite", commitOffset, 1, 1) + line("char data", dataOffset, dataSize, 0);
    }

    private static String line(String field, int offset, int size, int signed) {
        return "\tfield: " + field + ";\toffset:" + offset + ";\tsize:" + size + ";\tsigned:" + signed + ";\n";
    }
}

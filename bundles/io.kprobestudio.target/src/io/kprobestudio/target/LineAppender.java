/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends lines to a file of which a crash may have cut the last line off. */
public final class LineAppender {

    private LineAppender() {
    }

    /**
     * Appends lines. Where the last line of the file lacks its newline, it gets one, so that what is appended stays whole; where
     * the disk takes a part of the lines only, that is taken back.
     *
     * @param channel open to read and to write; the caller keeps others from writing
     * @param lines whole lines, each with its newline
     * @throws IOException when the disk does not take them
     */
    public static void append(FileChannel channel, byte[] lines) throws IOException {
        long size = channel.size();
        long at = size;
        try {
            if (size > 0 && !endsALine(channel, size)) {
                at = write(channel, at, new byte[]{ '\n' });
            }
            write(channel, at, lines);
        } catch (IOException full) {
            try {
                channel.truncate(size);
            } catch (IOException worse) {
                full.addSuppressed(worse);
            }
            throw full;
        }
    }

    private static boolean endsALine(FileChannel channel, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, size - 1) == 1 && last.get(0) == '\n';
    }

    private static long write(FileChannel channel, long from, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        return at;
    }
}

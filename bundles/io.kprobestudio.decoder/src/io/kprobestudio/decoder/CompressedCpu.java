/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A CPU's sub-buffers in compressed chunks, as {@code trace.dat} version 7 has them: a count, then for each chunk its
 * compressed and its expanded size and its bytes.
 *
 * @param cpu           the CPU
 * @param file          the file
 * @param from          where the count stands
 * @param size          bytes in the file
 * @param order         of the numbers
 * @param algorithm     its name in the file
 * @param decompressors where to find it
 */
record CompressedCpu(int cpu, Path file, long from, long size, ByteOrder order, String algorithm,
        Decompressors decompressors) implements CpuData {

    private static final int MAX_CHUNK = 1 << 26;

    @Override
    public ClosableSource open(PageLayout layout) throws IOException {
        Decompressor decompressor = decompressors.byName(algorithm);
        if (decompressor == null) {
            throw new IOException(file + ": no decompressor for algorithm=" + algorithm);
        }
        return new Source(this, layout, decompressor);
    }

    private static final class Source implements ClosableSource {
        private final CompressedCpu data;
        private final PageLayout layout;
        private final Decompressor decompressor;
        private final FileChannel channel;
        private final long end;
        private long at;
        private long left;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private long chunkAt;
        private int offset;

        Source(CompressedCpu data, PageLayout layout, Decompressor decompressor) throws IOException {
            this.data = data;
            this.layout = layout;
            this.decompressor = decompressor;
            channel = FileChannel.open(data.file, StandardOpenOption.READ);
            end = Math.min(channel.size(), data.from + data.size);
            at = data.from;
            left = data.size < Integer.BYTES ? 0 : Integer.toUnsignedLong(number());
            offset = -layout.size();
        }

        private int number() throws IOException {
            return bytes(Integer.BYTES).getInt();
        }

        private ByteBuffer bytes(int count) throws IOException {
            if (count < 0 || at + count > end) {
                throw new IOException(data.file + " offset=" + at + ": a chunk of " + Integer.toUnsignedString(count)
                        + " bytes passes the end of cpu=" + data.cpu);
            }
            ByteBuffer read = ByteBuffer.allocate(count).order(data.order);
            while (read.hasRemaining() && channel.read(read, at + read.position()) > 0) {
                // until all is there
            }
            at += count;
            return read.flip();
        }

        @Override
        public int cpu() {
            return data.cpu;
        }

        @Override
        public boolean next() throws IOException {
            offset += layout.size();
            while (offset >= chunk.limit()) {
                if (left == 0) {
                    return false;
                }
                left--;
                chunkAt = at;
                int compressed = number();
                int expanded = number();
                if (expanded < 0 || expanded > MAX_CHUNK) {
                    throw new IOException(data.file + " offset=" + chunkAt + ": expanded size="
                            + Integer.toUnsignedString(expanded) + " of a chunk");
                }
                ByteBuffer target = ByteBuffer.allocate(expanded);
                try {
                    decompressor.decompress(bytes(compressed), target);
                } catch (TraceDataException e) {
                    throw new IOException(data.file + " offset=" + chunkAt + ": " + e.getMessage(), e);
                }
                chunk = target.flip().order(layout.order());
                offset = 0;
            }
            return true;
        }

        @Override
        public ByteBuffer buffer() {
            return chunk;
        }

        @Override
        public int offset() {
            return offset;
        }

        @Override
        public int available() {
            return Math.min(layout.size(), chunk.limit() - offset);
        }

        @Override
        public long position() {
            return chunkAt;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

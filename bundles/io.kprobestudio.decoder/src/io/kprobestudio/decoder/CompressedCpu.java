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

import org.eclipse.jdt.annotation.Nullable;

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
        private long base;
        private int offset;
        private @Nullable String problem;

        Source(CompressedCpu data, PageLayout layout, Decompressor decompressor) throws IOException {
            this.data = data;
            this.layout = layout;
            this.decompressor = decompressor;
            channel = FileChannel.open(data.file, StandardOpenOption.READ);
            end = channel.size();
            at = data.from;
            left = data.size == 0 ? 0 : -1;
            offset = -layout.size();
        }

        private int number() throws IOException, TraceDataException {
            return bytes(Integer.BYTES).getInt();
        }

        private ByteBuffer bytes(int count) throws IOException, TraceDataException {
            if (count < 0 || at + count > end) {
                throw new TraceDataException("a chunk of " + Integer.toUnsignedString(count)
                        + " bytes passes the end of the file");
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
            try {
                if (left < 0) {
                    left = Integer.toUnsignedLong(number());
                }
                while (offset >= chunk.limit()) {
                    if (left == 0) {
                        return false;
                    }
                    left--;
                    expand();
                }
                return true;
            } catch (TraceDataException e) {
                problem = e.getMessage();
                left = 0;
                return false;
            }
        }

        private void expand() throws IOException, TraceDataException {
            base += chunk.limit();
            int compressed = number();
            int expanded = number();
            if (expanded < 0 || expanded > MAX_CHUNK) {
                throw new TraceDataException("expanded size=" + Integer.toUnsignedString(expanded) + " of a chunk");
            }
            ByteBuffer target = ByteBuffer.allocate(expanded);
            decompressor.decompress(bytes(compressed), target);
            chunk = target.flip().order(layout.order());
            offset = 0;
        }

        @Override
        public void seek(long place) throws IOException {
            // Chunks are found one behind the other only.
            boolean more = true;
            while (more && position() + layout.size() < place) {
                more = next();
            }
        }

        @Override
        public @Nullable String problem() {
            return problem;
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

        /** Counted in the expanded stream. */
        @Override
        public long position() {
            return base + offset;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}

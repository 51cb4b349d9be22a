/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A CPU's sub-buffers in a file, mapped a window at a time. For one thread at a time. */
final class FileSubBuffers implements CpuData.ClosableSource {

    private static final long WINDOW = 1L << 28;

    private final int cpu;
    private final int size;
    private final PageLayout layout;
    private final FileChannel channel;
    private final long begin;
    private final long end;
    private final long window;
    private ByteBuffer map = ByteBuffer.allocate(0);
    private long mapped;
    private long position;

    /**
     * @param from where the sub-buffers begin in the file
     * @param to   where they end, the file's size at most
     */
    FileSubBuffers(int cpu, PageLayout layout, Path file, long from, long to) throws IOException {
        this.cpu = cpu;
        this.layout = layout;
        size = layout.size();
        channel = FileChannel.open(file, StandardOpenOption.READ);
        begin = from;
        end = Math.min(to, channel.size());
        window = Math.max(1, WINDOW / size) * size;
        position = from - size;
        mapped = from;
    }

    static FileSubBuffers whole(int cpu, PageLayout layout, Path file) throws IOException {
        return new FileSubBuffers(cpu, layout, file, 0, Long.MAX_VALUE);
    }

    @Override
    public int cpu() {
        return cpu;
    }

    @Override
    public boolean next() throws IOException {
        if (position + size >= end) {
            return false;
        }
        position += size;
        if (position >= mapped + map.capacity()) {
            mapped = position;
            map = channel.map(FileChannel.MapMode.READ_ONLY, position, Math.min(window, end - position))
                    .order(layout.order());
        }
        return true;
    }

    @Override
    public void seek(long place) {
        position = begin + Math.max(0, place - begin) / size * size - size;
        map = ByteBuffer.allocate(0);
        mapped = begin;
    }

    @Override
    public ByteBuffer buffer() {
        return map;
    }

    @Override
    public int offset() {
        return (int) (position - mapped);
    }

    @Override
    public int available() {
        return (int) Math.min(size, end - position);
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

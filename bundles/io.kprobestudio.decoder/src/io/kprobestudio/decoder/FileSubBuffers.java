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
 * A CPU's sub-buffers in a file, mapped, and copied a piece at a time into arrays, which stay in the processor's cache, unless
 * little of it is looked at. A file that has become shorter is read as far as it goes. For one thread at a time.
 */
final class FileSubBuffers implements CpuData.ClosableSource {

    private static final int PIECE = 1 << 17;
    private static final long WINDOW = 1L << 28;

    private final int cpu;
    private final int size;
    private final ByteOrder order;
    private final FileWindows windows;
    private final FileChannel channel;
    private final long begin;
    private final long end;
    private final int most;
    private ByteBuffer piece = ByteBuffer.allocate(0);
    private long read;
    private long position;
    private long until = Long.MAX_VALUE;
    private boolean reuse;
    private boolean mapped;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowBegin;

    FileSubBuffers(CpuFile data, PageLayout layout) throws IOException {
        cpu = data.cpu();
        order = layout.order();
        size = layout.size();
        windows = data.windows();
        windows.open(data.file());
        channel = FileChannel.open(data.file(), StandardOpenOption.READ);
        begin = data.from();
        end = Math.min(begin + data.size(), channel.size());
        most = Math.max(1, PIECE / size) * size;
        position = begin - size;
        read = begin;
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
        if (position >= read + piece.limit()) {
            return load();
        }
        return true;
    }

    private boolean load() throws IOException {
        read = position;
        if (position < windowBegin || position >= windowBegin + window.limit()) {
            long bytes = Math.max(1, WINDOW / size) * size;
            windowBegin = begin + (position - begin) / bytes * bytes;
            window = windows.map(channel, windowBegin, Math.min(bytes, end - windowBegin));
        }
        if (mapped) {
            piece = window.duplicate().order(order);
            read = windowBegin;
            return true;
        }
        int left = (int) (windowBegin + window.limit() - position);
        int bytes = (int) Math.min(Math.min(most, Math.max(size, until - position)), left);
        if (!reuse || piece.capacity() < bytes) {
            piece = ByteBuffer.allocate(bytes).order(order);
        }
        piece.clear().limit(bytes);
        if (copy(bytes)) {
            return true;
        }
        while (piece.hasRemaining() && channel.read(piece, read + piece.position()) > 0) {
            // until all is there, or the file has become shorter
        }
        piece.flip();
        return piece.hasRemaining();
    }

    /** Whether the piece could be copied from the mapped file, which costs a third less than reading it. */
    private boolean copy(int bytes) throws IOException {
        try {
            window.get((int) (position - windowBegin), piece.array(), 0, bytes);
            // Compiled code is told of a fault at its next safepoint, maybe in its caller: this native call is one.
            return channel.size() >= position + bytes;
        } catch (InternalError fault) {
            // So the virtual machine tells of a page that cannot be had: the file is shorter now, or its disk fails.
            return false;
        }
    }

    /** What a fault in a mapped file comes to, where its data are not copied. */
    static IOException unreadable(Path file, InternalError fault) {
        return new IOException("a page cannot be read: the file became shorter, or its disk fails: file=" + file,
                fault);
    }

    @Override
    public void reuse() {
        reuse = true;
    }

    @Override
    public void skim() {
        mapped = true;
    }

    @Override
    public void seek(long place) {
        position = begin + Math.max(0, place - begin) / size * size - size;
        piece = reuse ? piece.limit(0) : ByteBuffer.allocate(0);
        read = begin;
    }

    @Override
    public void until(long place) {
        until = place;
    }

    @Override
    public ByteBuffer buffer() {
        return piece;
    }

    @Override
    public int offset() {
        return (int) (position - read);
    }

    @Override
    public int available() {
        return Math.min(size, piece.limit() - offset());
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

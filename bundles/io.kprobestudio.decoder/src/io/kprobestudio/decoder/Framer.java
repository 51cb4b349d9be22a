/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;

/**
 * Makes whole sub-buffers out of whatever chunks one CPU's stream is delivered in. For one thread at a time. Sub-buffers
 * that lie whole in a chunk are passed on without a copy.
 */
public final class Framer {

    /** Takes whole sub-buffers. */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param page     holds the sub-buffer, in the layout's byte order; valid during the call only
         * @param offset   where it begins
         * @param position where it begins in the CPU's stream
         */
        void subBuffer(ByteBuffer page, int offset, long position);
    }

    private final PageLayout layout;
    private final int size;
    private final Sink sink;
    private final ByteBuffer partial;
    private long position;

    /**
     * @param layout the sub-buffers' size and byte order
     * @param sink   gets each sub-buffer as soon as it is whole
     */
    public Framer(PageLayout layout, Sink sink) {
        this.layout = layout;
        this.sink = sink;
        size = layout.size();
        partial = ByteBuffer.allocate(size).order(layout.order());
    }

    /**
     * Takes the next bytes of the stream.
     *
     * @param chunk is read from its position to its limit
     */
    public void push(ByteBuffer chunk) {
        if (partial.position() > 0) {
            int wanted = Math.min(partial.remaining(), chunk.remaining());
            int limit = chunk.limit();
            chunk.limit(chunk.position() + wanted);
            partial.put(chunk);
            chunk.limit(limit);
            if (partial.hasRemaining()) {
                return;
            }
            partial.clear();
            deliver(partial, 0);
        }
        if (chunk.remaining() >= size) {
            ByteBuffer view = chunk.duplicate().order(layout.order());
            view.limit(view.capacity());
            while (chunk.remaining() >= size) {
                int at = chunk.position();
                chunk.position(at + size);
                deliver(view, at);
            }
        }
        partial.put(chunk);
    }

    /** Takes the next bytes of the stream. */
    public void push(byte[] bytes, int offset, int length) {
        push(ByteBuffer.wrap(bytes, offset, length));
    }

    private void deliver(ByteBuffer page, int at) {
        long here = position;
        position += size;
        sink.subBuffer(page, at, here);
    }

    /** Bytes of a sub-buffer that has begun and is not whole yet; at the end of a stream: what was cut off. */
    public int pending() {
        return partial.position();
    }

    /** Where in the stream the next sub-buffer begins, which is also how much has been passed on. */
    public long position() {
        return position;
    }

    /** Forgets a sub-buffer that has begun: for a stream that starts anew. */
    public void reset() {
        partial.clear();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.RecordHeader;
import io.kprobestudio.decoder.SubBufferWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The ring buffer of a CPU, page for page as kernel/trace/ring_buffer.c fills it: a record never crosses a page, a full
 * buffer gives up its oldest page or refuses the record, and a page that is read while it is being written is handed out
 * as far as it has got.
 */
final class CpuBuffer {

    /** A record that waits to be read. */
    record Entry(long time, byte[] payload) {
    }

    private static final class Page {
        private final List<Entry> entries = new ArrayList<>();
        private int used;
        private int bytes;
        private int read;

        int left() {
            return entries.size() - read;
        }
    }

    private final int cpu;
    private final Deque<Page> pages = new ArrayDeque<>();
    private PageLayout layout;
    private int kilobytes;
    private boolean overwrite = true;
    private long overrun;
    private long dropped;
    private long readEvents;
    private long lostBeforeRead;
    private long entries;
    private long lastTime;
    private byte[] rest = new byte[0];

    CpuBuffer(int cpu, PageLayout layout, int kilobytes) {
        this.cpu = cpu;
        this.layout = layout;
        this.kilobytes = kilobytes;
    }

    int cpu() {
        return cpu;
    }

    int kilobytes() {
        return kilobytes;
    }

    /** The size of its pages, in KiB. */
    int actualKilobytes() {
        return (int) ((long) pageLimit() * layout.dataSize() >> 10);
    }

    /** Changes the size; the oldest pages go when they no longer fit. */
    void resize(int newKilobytes) {
        kilobytes = newKilobytes;
        while (pages.size() > pageLimit()) {
            dropOldest();
        }
    }

    void setOverwrite(boolean on) {
        overwrite = on;
    }

    /** Changes the size of a sub-buffer, which empties the buffer. */
    void setLayout(PageLayout newLayout) {
        layout = newLayout;
        clear();
    }

    PageLayout layout() {
        return layout;
    }

    private int pageLimit() {
        return Math.max(2, (int) (((long) kilobytes * 1024 + layout.dataSize() - 1) / layout.dataSize()));
    }

    /** Empties the buffer and its statistics. */
    void clear() {
        pages.clear();
        overrun = 0;
        dropped = 0;
        readEvents = 0;
        lostBeforeRead = 0;
        entries = 0;
        lastTime = 0;
    }

    /** Adds a record, where there is room; one that no page can hold is refused silently, as the kernel does. */
    boolean write(long time, byte[] payload) {
        int size = SubBufferWriter.recordSize(payload.length);
        if (size + RecordHeader.EXTENDED_SIZE > layout.dataSize()) {
            return false;
        }
        long at = Math.max(time, lastTime);
        @Nullable
        Page page = Maybe.of(pages.peekLast());
        int extend = page != null && at - lastTime > RecordHeader.TS_MASK ? RecordHeader.EXTENDED_SIZE : 0;
        if (page == null || page.used + size + extend > layout.dataSize()) {
            if (pages.size() >= pageLimit()) {
                if (!overwrite) {
                    dropped++;
                    return false;
                }
                dropOldest();
            }
            page = new Page();
            pages.addLast(page);
            extend = 0;
        }
        page.used += size + extend;
        page.bytes += size + extend;
        page.entries.add(new Entry(at, payload));
        entries++;
        lastTime = at;
        return true;
    }

    private void dropOldest() {
        @Nullable
        Page oldest = Maybe.of(pages.pollFirst());
        if (oldest != null) {
            overrun += oldest.left();
            lostBeforeRead += oldest.left();
            entries -= oldest.left();
        }
    }

    /** Whether nothing waits to be read. */
    boolean isEmpty() {
        return entries == 0;
    }

    /** Takes the oldest page out, as a sub-buffer; null when there is none. */
    @Nullable
    ByteBuffer readPage() {
        @Nullable
        Page page = nextPage();
        if (page == null) {
            return null;
        }
        pages.pollFirst();
        SubBufferWriter writer = new SubBufferWriter(layout);
        List<Entry> left = page.entries.subList(page.read, page.entries.size());
        writer.begin(left.get(0).time());
        for (Entry entry : left) {
            writer.append(entry.payload(), entry.time());
        }
        if (lostBeforeRead > 0) {
            writer.missed(lostBeforeRead);
            lostBeforeRead = 0;
        }
        readEvents += left.size();
        entries -= left.size();
        return writer.finish();
    }

    /** Takes sub-buffers out, as many as fit; what a short read leaves of one comes first next time. */
    byte[] readRaw(int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < limit) {
            if (rest.length == 0) {
                ByteBuffer page = limit - out.size() >= layout.size() || out.size() == 0 ? readPage() : null;
                if (page == null) {
                    break;
                }
                rest = new byte[page.remaining()];
                page.get(rest);
            }
            int part = Math.min(rest.length, limit - out.size());
            out.write(rest, 0, part);
            rest = Arrays.copyOfRange(rest, part, rest.length);
        }
        return out.toByteArray();
    }

    private @Nullable Page nextPage() {
        @Nullable
        Page page = Maybe.of(pages.peekFirst());
        while (page != null && page.left() == 0) {
            pages.pollFirst();
            page = Maybe.of(pages.peekFirst());
        }
        return page;
    }

    /** The oldest record, or null. */
    @Nullable
    Entry peek() {
        @Nullable
        Page page = nextPage();
        return page == null ? null : page.entries.get(page.read);
    }

    /** Takes the oldest record out. */
    void consume() {
        @Nullable
        Page page = nextPage();
        if (page != null) {
            page.read++;
            readEvents++;
            entries--;
        }
    }

    /** All records that wait, oldest first. */
    List<Entry> waiting() {
        List<Entry> all = new ArrayList<>();
        for (Page page : pages) {
            all.addAll(page.entries.subList(page.read, page.entries.size()));
        }
        return all;
    }

    long entries() {
        return entries;
    }

    /** Records that wait or were overwritten: what {@code entries-written} in a trace head sums up. */
    long written() {
        return entries + overrun;
    }

    /** How many records were lost since the last read. */
    long lostBeforeRead() {
        return lostBeforeRead;
    }

    /** The loss was told to a reader. */
    void lostReported() {
        lostBeforeRead = 0;
    }

    /** The text of {@code per_cpu/cpuN/stats}. */
    String stats(long now, boolean nanoseconds) {
        long bytes = 0;
        for (Page page : pages) {
            bytes += page.bytes;
        }
        Entry oldest = peek();
        return "entries: " + entries + "\noverrun: " + overrun + "\ncommit overrun: 0\nbytes: " + bytes
                + "\noldest event ts: " + time(oldest == null ? 0 : oldest.time(), nanoseconds) + "\nnow ts: "
                + time(now, nanoseconds) + "\ndropped events: " + dropped + "\nread events: " + readEvents + "\n";
    }

    private static String time(long value, boolean nanoseconds) {
        if (!nanoseconds) {
            return Long.toString(value);
        }
        return KernelTime.seconds((value + 500) / 1000);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(kilobytes);
        out.writeBoolean(overwrite);
        out.writeInt(layout.size());
        out.writeLong(overrun);
        out.writeLong(dropped);
        out.writeLong(readEvents);
        out.writeLong(lostBeforeRead);
        out.writeLong(lastTime);
        out.writeInt(pages.size());
        for (Page page : pages) {
            out.writeInt(page.used);
            out.writeInt(page.left());
            for (Entry entry : page.entries.subList(page.read, page.entries.size())) {
                out.writeLong(entry.time());
                out.writeInt(entry.payload().length);
                out.write(entry.payload());
            }
        }
    }

    void load(DataInput in) throws IOException {
        kilobytes = in.readInt();
        overwrite = in.readBoolean();
        layout = PageLayout.of(layout.wordSize(), in.readInt(), layout.order());
        overrun = in.readLong();
        dropped = in.readLong();
        readEvents = in.readLong();
        lostBeforeRead = in.readLong();
        lastTime = in.readLong();
        pages.clear();
        entries = 0;
        int pageCount = in.readInt();
        for (int i = 0; i < pageCount; i++) {
            Page page = new Page();
            page.used = in.readInt();
            page.bytes = page.used;
            int count = in.readInt();
            for (int j = 0; j < count; j++) {
                long time = in.readLong();
                byte[] payload = new byte[in.readInt()];
                in.readFully(payload);
                page.entries.add(new Entry(time, payload));
            }
            entries += count;
            pages.addLast(page);
        }
    }
}

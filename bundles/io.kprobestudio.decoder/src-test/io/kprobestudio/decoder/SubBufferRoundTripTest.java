/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

/** What {@link SubBufferWriter} writes, {@link Framer}, {@link RecordWalker} and the mergers give back. */
public class SubBufferRoundTripTest {

    private record Rec(int cpu, long time, List<Byte> payload) {
    }

    private static final class Collector implements RecordSink {
        private final List<Rec> records = new ArrayList<>();
        private final List<Long> missed = new ArrayList<>();
        private final List<CorruptSubBuffer> corrupt = new ArrayList<>();

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            List<Byte> payload = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                payload.add(buffer.get(offset + i));
            }
            records.add(new Rec(cpu, time, payload));
        }

        @Override
        public void missed(int cpu, long count) {
            missed.add(count);
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            corrupt.add(problem);
        }
    }

    private static List<PageLayout> layouts() {
        List<PageLayout> layouts = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int word : new int[]{ 4, 8 }) {
                for (int size : new int[]{ 4096, 16384, 65536 }) {
                    layouts.add(PageLayout.of(word, size, order));
                }
            }
        }
        return layouts;
    }

    private static List<Byte> padded(byte[] payload) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : payload) {
            bytes.add(b);
        }
        while (bytes.size() % 4 != 0) {
            bytes.add((byte) 0);
        }
        return bytes;
    }

    private static void write(PageLayout layout, long seed, List<Rec> expected, List<byte[]> pages) {
        SplittableRandom random = new SplittableRandom(seed);
        SubBufferWriter writer = new SubBufferWriter(layout);
        long time = random.nextLong() >>> 2;
        for (int i = 0; i < 400; i++) {
            // every width of delta, those at which a time extend begins among them
            time += switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> RecordHeader.TS_MASK;
            case 2 -> RecordHeader.TS_MASK + 1L;
            case 3 -> 1L << random.nextInt(50);
            default -> random.nextInt(1 << random.nextInt(1, 30));
            };
            byte[] payload = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 900 : 120)];
            for (int b = 0; b < payload.length; b++) {
                payload[b] = (byte) random.nextInt();
            }
            if (!writer.isOpen()) {
                writer.begin(time);
            }
            if (random.nextInt(12) == 0) {
                writer.appendDiscarded(8 + 4 * random.nextInt(5));
            }
            boolean absolute = random.nextInt(20) == 0;
            if (!(absolute ? writer.appendAbsolute(payload, time) : writer.append(payload, time))) {
                pages.add(bytes(writer.finish()));
                writer.begin(time);
                assertTrue(writer.append(payload, time));
            }
            expected.add(new Rec(3, time, padded(payload)));
        }
        pages.add(bytes(writer.finish()));
    }

    private static byte[] bytes(ByteBuffer page) {
        byte[] copy = new byte[page.remaining()];
        page.get(copy);
        return copy;
    }

    @Test
    public void shouldGiveBackEachRecordWhenChunksAreOfAnySize() {
        int seed = 1;
        for (PageLayout layout : layouts()) {
            List<Rec> expected = new ArrayList<>();
            List<byte[]> pages = new ArrayList<>();
            write(layout, seed++, expected, pages);
            Collector found = new Collector();
            RecordWalker walker = new RecordWalker(layout);
            Framer framer = new Framer(layout, (page, offset, position) -> {
                assertEquals(0, position % layout.size());
                assertTrue(walker.walk(3, page, offset, position, found));
            });
            SplittableRandom random = new SplittableRandom(seed);
            for (byte[] page : pages) {
                int at = 0;
                while (at < page.length) {
                    int chunk = Math.min(page.length - at, 1 + random.nextInt(2 * layout.size()));
                    framer.push(page, at, chunk);
                    at += chunk;
                }
            }
            assertEquals(0, framer.pending());
            assertEquals(layout.toString(), expected, found.records);
            assertEquals(List.of(), found.corrupt);
        }
    }

    @Test
    public void shouldReadTheLayoutThatItWritesWhenTextIsParsed() throws Exception {
        for (PageLayout layout : layouts()) {
            assertEquals(layout, PageLayout.parse(layout.toHeaderPage(), layout.order()));
        }
    }

    @Test
    public void shouldTellMissedEventsWhenTheyWereCountedAndWhenNot() {
        for (PageLayout layout : layouts()) {
            for (long count : new long[]{ 1, 0x7fffffffL, RecordSink.UNKNOWN_COUNT }) {
                SubBufferWriter writer = new SubBufferWriter(layout);
                writer.begin(5);
                writer.append(new byte[]{ 1, 2, 3, 4 }, 6);
                writer.missed(count);
                Collector found = new Collector();
                new RecordWalker(layout).walk(0, writer.finish(), 0, 0, found);
                assertEquals(List.of(count), found.missed);
                assertEquals(1, found.records.size());
            }
        }
    }

    @Test
    public void shouldTellThatEventsAreMissingWhenTheCountHasNoRoom() {
        PageLayout layout = PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN);
        SubBufferWriter writer = new SubBufferWriter(layout);
        writer.begin(1);
        byte[] payload = new byte[4];
        while (writer.append(payload, 1)) {
            // until the page is full: 4084 bytes leave 4, too few for another record
            assertFalse(writer.isEmpty());
        }
        writer.missed(77);
        ByteBuffer page = writer.finish();
        Collector found = new Collector();
        new RecordWalker(layout).walk(0, page, 0, 0, found);
        boolean room = SubBuffer.commit(SubBuffer.commitWord(layout, page, 0)) <= layout.dataSize() - 4;
        assertEquals(List.of(room ? 77L : RecordSink.UNKNOWN_COUNT), found.missed);
    }

    @Test
    public void shouldKeepUnsignedDeltasWhenTheSignBitIsSet() {
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            for (int delta : new int[]{ 0, 1, 1 << 26, RecordHeader.TS_MASK }) {
                for (int type : new int[]{ 0, 1, 28, 29, 30, 31 }) {
                    int header = RecordHeader.of(type, delta, order);
                    assertEquals(type, RecordHeader.typeLen(header, order));
                    assertEquals(delta, RecordHeader.timeDelta(header, order));
                }
            }
        }
    }

    @Test
    public void shouldOrderByTimeThenCpuWhenStreamsAreMergedLive() {
        PageLayout layout = PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN);
        Collector found = new Collector();
        TimeMerger merger = new TimeMerger(layout, 2, 1 << 20, found);
        merger.push(1, page(layout, 10, 20, 30), 0, 0);
        assertEquals("CPU 0 may still have earlier ones", 0, found.records.size());
        merger.push(0, page(layout, 10, 25, 40), 0, 0);
        assertEquals(List.of(10L, 10L, 20L, 25L, 30L), found.records.stream().map(Rec::time).toList());
        assertEquals(0, found.records.get(0).cpu());
        merger.flush(39);
        assertEquals(5, found.records.size());
        merger.flush();
        assertEquals(40L, found.records.getLast().time());
        assertEquals(0, merger.held());
    }

    @Test
    public void shouldPassRecordsOnWhenMemoryIsUsedUp() {
        PageLayout layout = PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN);
        Collector found = new Collector();
        TimeMerger merger = new TimeMerger(layout, 2, 3 * 4096, found);
        for (int i = 0; i < 50; i++) {
            merger.push(0, page(layout, 100 + i), 0, 4096L * i);
            assertTrue("held=" + merger.held(), merger.held() <= 4 * 4096);
        }
        merger.flush();
        assertEquals(50, found.records.size());
    }

    private static ByteBuffer page(PageLayout layout, long... times) {
        SubBufferWriter writer = new SubBufferWriter(layout);
        writer.begin(times[0]);
        for (long time : times) {
            assertTrue(writer.append(new byte[]{ 1, 0, 0, 0 }, time));
        }
        return ByteBuffer.wrap(bytes(writer.finish())).order(layout.order());
    }

    @Test
    public void shouldRefuseWhatNoSubBufferCanHoldWhenWriting() {
        SubBufferWriter writer = new SubBufferWriter(PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN));
        writer.begin(1);
        String message = "";
        try {
            writer.append(new byte[5000], 1);
        } catch (IllegalArgumentException e) {
            message = String.valueOf(e.getMessage());
        }
        assertEquals("length=5000 does not fit a sub-buffer of 4096", message);
        assertNull(writer.missedEvents());
        assertArrayEquals(new byte[4080], java.util.Arrays.copyOfRange(bytes(writer.finish()), 16, 4096));
    }
}

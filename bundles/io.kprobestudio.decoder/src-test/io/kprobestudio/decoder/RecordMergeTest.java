/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

/** One to five streams, of which some end early and many records have the same time stamp, in the order of time. */
public class RecordMergeTest {

    private static final PageLayout LAYOUT = PageLayout.of(8, 4096, ByteOrder.LITTLE_ENDIAN);
    private static final RecordSink NOTHING = (cpu, time, buffer, offset, length) -> {
    };

    private record Rec(long time, int cpu, int number) {
    }

    private static final class Pages implements SubBufferSource {
        private final int cpu;
        private final List<ByteBuffer> pages;
        private int at = -1;

        Pages(int cpu, List<ByteBuffer> pages) {
            this.cpu = cpu;
            this.pages = pages;
        }

        @Override
        public int cpu() {
            return cpu;
        }

        @Override
        public boolean next() {
            return ++at < pages.size();
        }

        @Override
        public ByteBuffer buffer() {
            return pages.get(at);
        }

        @Override
        public int offset() {
            return 0;
        }

        @Override
        public int available() {
            return LAYOUT.size();
        }

        @Override
        public long position() {
            return (long) at * LAYOUT.size();
        }
    }

    private static ByteBuffer page(SubBufferWriter writer) {
        ByteBuffer copy = ByteBuffer.allocate(LAYOUT.size()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(writer.finish()).clear();
        return copy;
    }

    private static List<ByteBuffer> pages(int cpu, SplittableRandom random, List<Rec> expected) {
        List<ByteBuffer> pages = new ArrayList<>();
        SubBufferWriter writer = new SubBufferWriter(LAYOUT);
        long time = random.nextInt(100);
        int count = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(1_500);
        int steps = 1 + random.nextInt(1 + random.nextInt(200));
        for (int number = 0; number < count; number++) {
            time += random.nextInt(steps);
            byte[] payload = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
            if (!writer.isOpen()) {
                writer.begin(time);
            }
            if (!writer.append(payload, time)) {
                pages.add(page(writer));
                writer.begin(time);
                writer.append(payload, time);
            }
            expected.add(new Rec(time, cpu, number));
        }
        if (writer.isOpen()) {
            pages.add(page(writer));
        }
        return pages;
    }

    private static List<SubBufferSource> sources(long seed, List<Rec> expected) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SubBufferSource> sources = new ArrayList<>();
        int cpus = 1 + random.nextInt(5);
        for (int cpu = 0; cpu < cpus; cpu++) {
            sources.add(new Pages(cpu, pages(cpu, random, expected)));
        }
        return sources;
    }

    private static void assertSame(long seed, List<Rec> expected, List<Rec> found) {
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            assertEquals("seed=" + seed + " i=" + i, expected.get(i), found.get(i));
        }
        assertEquals("seed=" + seed, expected.size(), found.size());
    }

    /** In one go, in pieces of time, and one by one: each time all records by time, then CPU, then their place. */
    @Test
    public void shouldGiveAllInTheOrderOfTimeWhenStreamsEndAtDifferentTimes() throws IOException {
        for (long seed = 0; seed < 300; seed++) {
            List<Rec> expected = new ArrayList<>();
            sources(seed, expected);
            expected.sort(Comparator.comparingLong(Rec::time).thenComparingInt(Rec::cpu).thenComparingInt(Rec::number));

            List<Rec> whole = new ArrayList<>();
            RecordingReader.Output output = (cpu, time, buffer, offset, length) -> whole
                    .add(new Rec(time, cpu, buffer.getInt(offset)));
            assertEquals(expected.size(),
                    new RecordMerge(LAYOUT, sources(seed, new ArrayList<>()), NOTHING).forEach(output));
            assertSame(seed, expected, whole);

            whole.clear();
            RecordMerge pieces = new RecordMerge(LAYOUT, sources(seed, new ArrayList<>()), NOTHING);
            pieces.begin();
            long last = expected.isEmpty() ? 0 : expected.get(expected.size() - 1).time();
            for (long until = 0; until < last; until += 1 + seed * 37) {
                pieces.forEachUntil(until, output);
                long reached = until;
                assertEquals("seed=" + seed, expected.stream().filter(rec -> rec.time() <= reached).count(),
                        whole.size());
            }
            pieces.forEachUntil(-1, output);
            assertSame(seed, expected, whole);

            whole.clear();
            RecordMerge each = new RecordMerge(LAYOUT, sources(seed, new ArrayList<>()), NOTHING);
            while (each.next()) {
                whole.add(new Rec(each.time(), each.cpu(), each.buffer().getInt(each.offset())));
            }
            assertSame(seed, expected, whole);
        }
    }
}

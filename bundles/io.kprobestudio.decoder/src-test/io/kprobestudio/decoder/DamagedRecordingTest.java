/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** Truncations and bit flips of real recordings: reported, never thrown, and the rest decodes. */
public class DamagedRecordingTest {

    /** In each recording; {@code releng/scripts/damaged.sh} asks for more. */
    private static final int PLACES = Integer.getInteger("kps.places", 1_100);

    private static final class Counter implements RecordSink {
        private final KernelText text;
        private final EventDecoder decoder;
        private final TextBuffer out = new TextBuffer(1 << 12);
        private final List<CorruptSubBuffer> corrupt = new ArrayList<>();
        private long records;

        Counter(TraceMetadata metadata) {
            text = new KernelText(metadata);
            decoder = new EventDecoder(metadata);
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            records++;
            out.clear();
            text.line(cpu, time, buffer, offset, length, out);
            decoder.decode(cpu, time, buffer, offset, length);
            assertTrue("a line ends", out.size() > 0 && out.endsWith(0, '\n'));
            assertTrue("a line of " + out.size() + " bytes from a record of " + length, out.size() < 1 << 19);
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            corrupt.add(problem);
        }
    }

    /** The pages of each CPU: what is damaged is one of them at a time. */
    private static List<byte[]> pages(Path recording, int size) throws Exception {
        List<byte[]> pages = new ArrayList<>();
        for (int cpu = 0; cpu < 4; cpu++) {
            Path raw = recording.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw");
            if (!Files.isRegularFile(raw)) {
                continue;
            }
            byte[] all = Files.readAllBytes(raw);
            for (int at = 0; at + size <= all.length; at += size) {
                pages.add(java.util.Arrays.copyOfRange(all, at, at + size));
            }
        }
        return pages;
    }

    @Test
    public void shouldReportAndGoOnWhenBitsFlip() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            Path recording = KernelTruth.recording(name);
            TraceMetadata metadata = RecordingReader.open(recording, Decompressors.BUILT_IN).metadata();
            PageLayout layout = metadata.layout();
            List<byte[]> pages = pages(recording, layout.size());
            Counter counter = new Counter(metadata);
            RecordWalker walker = new RecordWalker(layout);
            SplittableRandom random = new SplittableRandom(name.hashCode());
            for (int i = 0; i < PLACES; i++) {
                byte[] page = pages.get(random.nextInt(pages.size())).clone();
                int commit = SubBuffer.commit(SubBuffer.commitWord(layout,
                        ByteBuffer.wrap(page).order(layout.order()), 0));
                int bit = random.nextInt(8 * Math.min(page.length, layout.dataOffset() + Math.max(commit, 1)));
                page[bit / 8] ^= (byte) (1 << bit % 8);
                walker.walk(0, ByteBuffer.wrap(page).order(layout.order()), 0, i, counter);
            }
            assertTrue(name, counter.records > 0);
            System.out.printf("%s: %d bits flipped, %d reported, %d records decoded%n", name, PLACES,
                    counter.corrupt.size(), counter.records);
            for (CorruptSubBuffer problem : counter.corrupt) {
                assertTrue(problem.toString(), problem.offset() >= 0 && problem.offset() <= layout.size());
            }
        }
    }

    @Test
    public void shouldReportAndGoOnWhenPagesAreCutOff() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            Path recording = KernelTruth.recording(name);
            TraceMetadata metadata = RecordingReader.open(recording, Decompressors.BUILT_IN).metadata();
            PageLayout layout = metadata.layout();
            List<byte[]> pages = pages(recording, layout.size());
            Counter counter = new Counter(metadata);
            RecordWalker walker = new RecordWalker(layout);
            SplittableRandom random = new SplittableRandom(7);
            int reported = 0;
            for (int i = 0; i < PLACES; i++) {
                byte[] page = pages.get(random.nextInt(pages.size()));
                int length = random.nextInt(page.length);
                int commit = SubBuffer.commit(SubBuffer.commitWord(layout,
                        ByteBuffer.wrap(page).order(layout.order()), 0));
                ByteBuffer cut = ByteBuffer.wrap(java.util.Arrays.copyOf(page, length)).order(layout.order());
                boolean sound = walker.walk(0, cut, 0, i, counter);
                assertEquals(name + " length=" + length, length >= layout.dataOffset() + commit, sound);
                reported += sound ? 0 : 1;
            }
            System.out.printf("%s: %d pages cut off, %d reported, %d records decoded%n", name, PLACES, reported,
                    counter.records);
            assertEquals(reported, counter.corrupt.size());
        }
    }

    @Test
    public void shouldNameTheDamageWhenTheCommitIsTooLarge() {
        PageLayout layout = PageLayout.of(4, 4096, java.nio.ByteOrder.LITTLE_ENDIAN);
        ByteBuffer page = ByteBuffer.allocate(4096).order(layout.order());
        page.putInt(8, 5000);
        List<CorruptSubBuffer> found = new ArrayList<>();
        new RecordWalker(layout).walk(2, page, 0, 8192, new RecordSink() {
            @Override
            public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
                throw new AssertionError("no record is sound");
            }

            @Override
            public void corrupt(CorruptSubBuffer problem) {
                found.add(problem);
            }
        });
        assertEquals("[cpu=2 position=8192 offset=12: commit=5000 exceeds the 4084 bytes of data]", found.toString());
    }
}

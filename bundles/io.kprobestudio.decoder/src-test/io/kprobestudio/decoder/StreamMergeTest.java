/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

import io.kprobestudio.testkit.KernelTruth;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Recordings of real kernels, parted into two instances' streams, are the same again when they are merged. */
public class StreamMergeTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static Path raw(Path top, int cpu) {
        return top.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw");
    }

    private static RecordingReader open(Path recording) throws Exception {
        return RecordingReader.open(recording, Decompressors.BUILT_IN);
    }

    private static byte[] text(Path recording) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        open(recording).writeText(out, TextOptions.EXACT);
        return out.toByteArray();
    }

    /** A CPU's sub-buffers, from those records of another stream that are chosen by their time; says what that one lost. */
    private static byte[] chosen(byte[] stream, PageLayout layout, LongPredicate times, boolean losses) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SubBufferWriter writer = new SubBufferWriter(layout);
        RecordCursor cursor = new RecordCursor(layout);
        long missed = 0;
        ByteBuffer all = ByteBuffer.wrap(stream).order(layout.order());
        for (int at = 0; at + layout.size() <= stream.length; at += layout.size()) {
            cursor.reset(all, at, layout.size());
            missed += losses ? cursor.missed() : 0;
            while (cursor.next()) {
                byte[] record = new byte[cursor.length()];
                all.get(cursor.offset(), record);
                if (!times.test(cursor.time())) {
                    continue;
                }
                boolean follows = missed == 0 && writer.isOpen() && cursor.time() >= writer.lastTime();
                if (!follows || !writer.append(record, cursor.time())) {
                    if (writer.isOpen()) {
                        out.writeBytes(writer.finish().array());
                    }
                    writer.begin(cursor.time());
                    writer.missed(missed);
                    missed = 0;
                    assertTrue(writer.append(record, cursor.time()));
                }
            }
        }
        if (writer.isOpen()) {
            out.writeBytes(writer.finish().array());
        }
        return out.toByteArray();
    }

    /** A copy of a recording with a part of its records in an instance of their own. */
    private Path parted(String name) throws Exception {
        Path source = KernelTruth.recording(name);
        Path copy = folder.getRoot().toPath().resolve(name);
        try (var files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        RecordingReader reader = open(copy);
        for (int cpu : reader.cpus()) {
            byte[] stream = Files.readAllBytes(raw(copy, cpu));
            Path other = raw(copy.resolve("instances/stacks"), cpu);
            Files.createDirectories(other.getParent());
            LongPredicate apart = time -> Long.hashCode(time * 0x9e3779b97f4a7c15L) >>> 30 == 0;
            Files.write(raw(copy, cpu), chosen(stream, reader.metadata().layout(), apart.negate(), true));
            Files.write(other, chosen(stream, reader.metadata().layout(), apart, false));
        }
        return copy;
    }

    @Test
    public void shouldBeWhatItWasWhenPartedRecordingsOfRealKernelsAreMerged() throws Exception {
        int inOrder = 0;
        for (String name : KernelTruth.names("recordings")) {
            Path source = KernelTruth.recording(name);
            Path copy = parted(name);
            ReadSummary whole = open(source).read(RecordSink.NONE);
            long left = open(copy).read(RecordSink.NONE).records();
            assertTrue(name + " records=" + left + " of " + whole.records(),
                    left > whole.records() / 2 && left < whole.records() * 9 / 10);
            StreamMerge.merge(copy, "stacks");
            ReadSummary merged = open(copy).read(RecordSink.NONE);
            assertEquals(name, whole.records(), merged.records());
            assertEquals(name, whole.missed(), merged.missed());
            assertEquals(name, 0, merged.damaged());
            if (whole.gaps() == 0 && isInOrder(source)) {
                assertArrayEquals(name, text(source), text(copy));
                inOrder++;
            } else if (whole.gaps() == 0) {
                assertArrayEquals(name, sorted(text(source)), sorted(text(copy)));
            }
            for (int cpu : open(copy).cpus()) {
                assertFalse("it is one stream now", Files.exists(raw(copy.resolve("instances/stacks"), cpu)));
            }
        }
        assertTrue("recordings in order: " + inOrder, inOrder >= 5);
    }

    /** A processor's clock may go back when it wakes up: where its records stand then says their stream alone. */
    private static boolean isInOrder(Path recording) throws Exception {
        Map<Integer, Long> last = new HashMap<>();
        boolean[] ordered = { true };
        open(recording).readUnmerged((cpu, time, buffer, offset, length) -> {
            ordered[0] &= last.getOrDefault(cpu, 0L) <= time;
            last.put(cpu, time);
        });
        return ordered[0];
    }

    private static Object[] sorted(byte[] text) {
        return new String(text, StandardCharsets.ISO_8859_1).lines().sorted().toArray();
    }

    private static byte[] page(PageLayout layout, long missed, long... times) {
        SubBufferWriter writer = new SubBufferWriter(layout);
        writer.begin(times[0]);
        writer.missed(missed);
        for (long time : times) {
            assertTrue(writer.append(new byte[]{ 1, 0, 0, 0 }, time));
        }
        return writer.finish().array().clone();
    }

    private record Found(List<Long> times, List<Long> missed) {
    }

    private Found merged(byte[] one, byte[] other) throws Exception {
        Path top = folder.newFolder().toPath();
        PageLayout layout = PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN);
        Files.copy(KernelTruth.recording("imx6-6.1-kp").resolve("header_page"), top.resolve("header_page"));
        Files.copy(KernelTruth.recording("imx6-6.1-kp").resolve("uname"), top.resolve("uname"));
        for (Path instance : List.of(top, top.resolve("instances/other"))) {
            Files.createDirectories(raw(instance, 0).getParent());
            Files.write(raw(instance, 0), instance.equals(top) ? one : other);
        }
        assertEquals(layout.size(), open(top).metadata().layout().size());
        StreamMerge.merge(top, "other");
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        open(top).read(new RecordSink() {

            @Override
            public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
                found.times.add(time);
            }

            @Override
            public void missed(int cpu, long count) {
                found.missed.add(count);
            }
        });
        return found;
    }

    @Test
    public void shouldSayWhatBothLostWhenTheyAreMerged() throws Exception {
        PageLayout layout = PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN);
        Found found = merged(page(layout, 7, 10, 30), page(layout, 5, 20, 40));
        assertEquals(List.of(10L, 20L, 30L, 40L), found.times);
        assertEquals(List.of(12L), found.missed);
        found = merged(page(layout, 0, 10, 30), page(layout, RecordSink.UNKNOWN_COUNT, 20, 40));
        assertEquals(List.of(RecordSink.UNKNOWN_COUNT), found.missed);
    }

    @Test
    public void shouldKeepWhatCanBeReadAndSayThatSomethingIsMissingWhenASubBufferIsDamaged() throws Exception {
        PageLayout layout = PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN);
        byte[] damaged = page(layout, 0, 20, 40);
        // the second record is longer than what is there
        damaged[layout.dataOffset() + 8] = 28;
        Found found = merged(page(layout, 0, 10, 30), damaged);
        assertEquals(List.of(10L, 20L, 30L), found.times);
        assertEquals(List.of(RecordSink.UNKNOWN_COUNT), found.missed);
    }

    @Test
    public void shouldHoldTimesThatGoBackOrFarAheadWhenAStreamHasThem() throws Exception {
        PageLayout layout = PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        back.writeBytes(page(layout, 0, 100, 110));
        back.writeBytes(page(layout, 0, 50));
        back.writeBytes(page(layout, 0, 1L << 61));
        Found found = merged(back.toByteArray(), page(layout, 0, 105));
        assertEquals(List.of(100L, 105L, 110L, 50L, 1L << 61), found.times);
    }
}

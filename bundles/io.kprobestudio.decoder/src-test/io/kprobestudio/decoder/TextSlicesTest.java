/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** Several threads that print slices of time: what they write and report is what one thread does, whatever the times are. */
public class TextSlicesTest {

    private static final int PAGE = 4096;
    private static final int TIMES = 16;
    private static final int CPUS = 4;

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private final ByteBuffer[] streams = new ByteBuffer[CPUS];

    /** A recording with lost events, again and again, each time later. */
    private void repeat() throws Exception {
        Path recording = KernelTruth.recording("imx6-7.2-overrun");
        for (int cpu = 0; cpu < CPUS; cpu++) {
            byte[] once = Files.readAllBytes(recording.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw"));
            ByteBuffer all = ByteBuffer.allocate(TIMES * once.length).order(ByteOrder.LITTLE_ENDIAN);
            for (int time = 0; time < TIMES; time++) {
                all.put(once);
                for (int at = time * once.length; at < all.position(); at += PAGE) {
                    all.putLong(at, all.getLong(at) + time * 10_000_000_000L);
                }
            }
            streams[cpu] = all.flip();
        }
    }

    private RecordingReader reader() throws Exception {
        Path recording = KernelTruth.recording("imx6-7.2-overrun");
        Path copy = temporary.newFolder().toPath();
        try (Stream<Path> files = Files.walk(recording)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(recording.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        for (int cpu = 0; cpu < CPUS; cpu++) {
            ByteBuffer stream = streams[cpu];
            byte[] bytes = new byte[stream.limit()];
            stream.get(0, bytes);
            Files.write(copy.resolve("per_cpu/cpu" + cpu + "/trace_pipe_raw"), bytes);
        }
        return RecordingReader.open(copy, Decompressors.BUILT_IN);
    }

    private static TextOptions threads(int threads) {
        return new TextOptions(threads, false, false);
    }

    /** Compares the text and the report; returns how many records slices printed, and in the other place all. */
    private long[] compare() throws Exception {
        RecordingReader reader = reader();
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ReadSummary expected = reader.writeText(one, threads(1));
        for (int threads : new int[]{ 2, 5 }) {
            ByteArrayOutputStream several = new ByteArrayOutputStream();
            assertEquals(expected, reader.writeText(several, threads(threads)));
            assertArrayEquals(one.toByteArray(), several.toByteArray());
        }
        assertTrue(TextSlices.suits(reader, threads(2)));
        try (TextSlices slices = new TextSlices(reader, threads(2), OutputStream.nullOutputStream(),
                new Notices(RecordSink.NONE))) {
            long @Nullable [] rest = slices.write();
            assertEquals(rest == null, slices.records() == expected.records());
            return new long[]{ slices.records(), expected.records() };
        }
    }

    @Test
    public void shouldPrintAllBySlicesWhenTimeGoesOn() throws Exception {
        repeat();
        long[] records = compare();
        assertTrue("records=" + records[1], records[1] > 100_000);
        assertEquals(records[1], records[0]);
    }

    @Test
    public void shouldLeaveTheRestWhenASubBufferIsEarlierThanTheOneBefore() throws Exception {
        repeat();
        ByteBuffer stream = streams[2];
        int at = stream.limit() / PAGE / 2 * PAGE;
        stream.putLong(at, stream.getLong(at) - 60_000_000_000L);
        long[] records = compare();
        assertTrue(records[0] + " of " + records[1], records[0] > records[1] / 4 && records[0] < records[1]);
    }

    /** The sub-buffers' own times give no hint: only the slice before shows that its records reach further. */
    @Test
    public void shouldLeaveTheRestWhenRecordsAreLaterThanTheSubBuffersBehindThem() throws Exception {
        repeat();
        ByteBuffer stream = streams[1];
        int at = stream.limit() / PAGE / 2 * PAGE;
        for (int i = 1; i < 40; i++) {
            stream.putLong(at + i * PAGE, stream.getLong(at) + i);
        }
        long[] records = compare();
        assertTrue(records[0] + " of " + records[1], records[0] > records[1] / 4 && records[0] < records[1]);
    }

    @Test
    public void shouldLeaveTheRestWhenManySubBuffersHaveOneTime() throws Exception {
        repeat();
        int at = streams[0].limit() / PAGE / 2 * PAGE;
        for (ByteBuffer stream : streams) {
            for (int i = 1; i < 40; i++) {
                stream.putLong(at + i * PAGE, stream.getLong(at));
            }
        }
        long[] records = compare();
        assertTrue(records[0] + " of " + records[1], records[0] > records[1] / 4 && records[0] < records[1]);
    }

    @Test
    public void shouldReportTheSameWhenSubBuffersAreDamagedOrCutOff() throws Exception {
        repeat();
        for (int cpu = 0; cpu < CPUS; cpu++) {
            ByteBuffer stream = streams[cpu];
            for (int page = 5 + cpu; page < stream.limit() / PAGE; page += 7) {
                if (page % 2 == 0) {
                    stream.putInt(page * PAGE + 8, PAGE);
                } else {
                    stream.putInt(page * PAGE + 12 + 400, 0);
                    stream.putInt(page * PAGE + 12 + 404, -1);
                }
            }
        }
        streams[0].limit(streams[0].limit() - PAGE / 2);
        streams[1].limit(streams[1].limit() - PAGE + 6);
        streams[3].limit(0);
        long[] records = compare();
        assertTrue(records[0] + " of " + records[1], records[0] > records[1] / 2);
    }

    @Test
    public void shouldFailAsOneThreadDoesWhenTheTextCannotBeWritten() throws Exception {
        repeat();
        RecordingReader reader = reader();
        OutputStream full = new OutputStream() {
            private long left = 1 << 20;

            @Override
            public void write(int b) throws IOException {
                write(new byte[]{ (byte) b }, 0, 1);
            }

            @Override
            public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw new IOException("no room");
                }
            }
        };
        try {
            reader.writeText(full, threads(2));
        } catch (IOException e) {
            assertEquals("no room", e.getMessage());
            return;
        }
        throw new AssertionError("more was written than there is room for");
    }
}

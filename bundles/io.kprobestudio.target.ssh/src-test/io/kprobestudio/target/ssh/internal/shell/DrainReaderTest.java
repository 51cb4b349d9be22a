/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Test;

import io.kprobestudio.target.DrainRequest;

public class DrainReaderTest {

    private static final String MARKER = "0123456789abcdef";
    private static final int SIZE = 4096;

    private final Map<Integer, ByteArrayOutputStream> got = new HashMap<>();

    @Test
    public void shouldSortSubBuffersByCpuWhenChunksAreCutAnywhere() throws IOException {
        Random random = new Random(5);
        Map<Integer, ByteArrayOutputStream> sent = new HashMap<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes("Welcome to the board\n" + MARKER + "start\n"));
        for (int visit = 0; visit < 60; visit++) {
            int cpu = random.nextInt(3);
            stream.writeBytes(bytes(MARKER + cpu + "\n"));
            for (int page = random.nextInt(4); page > 0; page--) {
                byte[] content = new byte[SIZE];
                random.nextBytes(content);
                stream.writeBytes(content);
                sent.computeIfAbsent(cpu, key -> new ByteArrayOutputStream()).writeBytes(content);
            }
        }
        stream.writeBytes(bytes(MARKER + "end\n"));
        DrainReader reader = reader(chopped(stream.toByteArray(), random));
        reader.awaitStart();
        assertTrue(reader.run());
        assertEquals(sent.keySet(), got.keySet());
        sent.forEach((cpu, content) -> assertArrayEquals(content.toByteArray(), content(cpu)));
        assertEquals(stream.size(), reader.transferred());
    }

    @Test
    public void shouldTellTheLimitWhenTargetSawTooManyEvents() throws IOException {
        DrainReader reader = reader(new ByteArrayInputStream(bytes(MARKER + "start\n" + MARKER + "storm\n")));
        reader.awaitStart();
        IOException failure = assertThrows(IOException.class, reader::run);
        assertEquals("the target saw too many events a second, and switched ours off: most=1000", failure.getMessage());
    }

    @Test
    public void shouldTellThatEndIsMissingWhenStreamStops() throws IOException {
        DrainReader reader = reader(new ByteArrayInputStream(bytes(MARKER + "start\n" + MARKER + "1\n")));
        reader.awaitStart();
        assertFalse(reader.run());
    }

    @Test
    public void shouldNameWhatIsWrongWhenStreamIsNoDrain() throws IOException {
        assertEquals("the target's shell ended before it drained anything",
                assertThrows(IOException.class, () -> reader(stream("sh: no dd\n")).awaitStart()).getMessage());
        assertEquals("the drain's first bytes belong to no CPU", failure("x".repeat(SIZE)));
        assertEquals("the drain names a CPU that it was not asked for: line=9", failure(MARKER + "9\n"));
        assertEquals("the drain names a CPU that it was not asked for: line=-1", failure(MARKER + "-1\n"));
        assertEquals("the drain broke off within a sub-buffer: bytes=100", failure(MARKER + "0\n" + "x".repeat(100)));
        assertEquals("the drain broke off within a marker", failure(MARKER + "0".repeat(100)));
    }

    private String failure(String text) throws IOException {
        DrainReader reader = reader(stream(text));
        reader.awaitStart();
        return String.valueOf(assertThrows(IOException.class, reader::run).getMessage());
    }

    private static InputStream stream(String behindStart) {
        return new ByteArrayInputStream(bytes((behindStart.startsWith("sh") ? "" : MARKER + "start\n") + behindStart));
    }

    private DrainReader reader(InputStream in) {
        return new DrainReader(in, MARKER, new DrainRequest("/t", List.of(0, 1, 2), SIZE).withMostEvents(1000),
                (cpu, buffer) -> {
                    byte[] part = new byte[buffer.remaining()];
                    buffer.get(part);
                    got.computeIfAbsent(cpu, key -> new ByteArrayOutputStream()).writeBytes(part);
                });
    }

    private byte[] content(int cpu) {
        return got.getOrDefault(cpu, new ByteArrayOutputStream()).toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A stream that gives as many bytes a read as a network would: any number. */
    private static InputStream chopped(byte[] content, Random random) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte @Nullable [] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(6000)));
            }
        };
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

public class DecodeTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int decode(Path recording, OutputStream out) {
        return new Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(messages, true, StandardCharsets.UTF_8), false)).run("decode", recording.toString());
    }

    private Path copy(String name) throws IOException {
        Path from = KernelTruth.recording(name);
        Path to = folder.getRoot().toPath().resolve("another-name");
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.endsWith("trace.txt")) {
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        }
        return to;
    }

    @Test
    public void shouldPrintWhatTheKernelPrintedWhenTheAnswerIsNotThere() throws IOException {
        String name = "imx6-6.1-kp";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, decode(copy(name), out));
        StringBuilder expected = new StringBuilder();
        String text = new String(Files.readAllBytes(KernelTruth.recording(name).resolve("trace.txt")),
                StandardCharsets.ISO_8859_1);
        for (String line : text.split("(?<=\n)")) {
            if (!line.startsWith("#")) {
                expected.append(line);
            }
        }
        assertArrayEquals(expected.toString().getBytes(StandardCharsets.ISO_8859_1), out.toByteArray());
        assertEquals("", messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldTellTheDamageAndEndWithOneWhenASubBufferIsDamaged() throws IOException {
        Path recording = copy("imx6-6.1-kp");
        Path raw = recording.resolve("per_cpu").resolve("cpu0").resolve("trace_pipe_raw");
        byte[] bytes = Files.readAllBytes(raw);
        // The length of the records of the second sub-buffer, far beyond its end.
        bytes[4096 + 9] = 0x7f;
        Files.write(raw, bytes);
        assertEquals(1, decode(recording, OutputStream.nullOutputStream()));
        String told = messages.toString(StandardCharsets.UTF_8);
        assertEquals(told, 0, told.indexOf("damaged sub-buffer: cpu=0 position=4096"));
    }

    @Test
    public void shouldEndQuietlyWhenWhoeverReadsHadEnough() throws IOException {
        OutputStream full = new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertEquals(0, decode(copy("imx6-6.1-kp"), full));
        assertEquals("", messages.toString(StandardCharsets.UTF_8));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/**
 * A recording of a board whose symbols are given the names of functions of tests/data/debuginfo/places.c: what was recorded at
 * vfs_write is shown as counted_too, and what was at vfs_read as sums.
 */
public class DecodeSourceTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private Path recording = Path.of("");

    @Before
    public void rename() throws Exception {
        recording = folder.getRoot().toPath().resolve("renamed");
        Path from = KernelTruth.recording("imx6-6.1-kp");
        try (var files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                Path to = recording.resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        replace("kallsyms", " vfs_write\n", " counted_too\n");
        replace("kallsyms", " vfs_read\n", " sums\n");
        Files.writeString(recording.resolve("kprobe_events"), """
                p:kprobes/wr counted_too count=%r0:s32 head=+8(@table+16)
                p:kprobes/rd sums+0x4 seed=%r0:s32
                r10:kprobes/rdret sums ret=$retval:s32
                e:other/one sched/sched_switch
                """);
    }

    private void replace(String file, String old, String now) throws Exception {
        String text = Files.readString(recording.resolve(file), StandardCharsets.ISO_8859_1);
        assertTrue(old, text.contains(old));
        Files.writeString(recording.resolve(file), text.replace(old, now), StandardCharsets.ISO_8859_1);
    }

    private String decode(int code, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] words = new String[2 + more.length];
        words[0] = "decode";
        words[1] = recording.toString();
        System.arraycopy(more, 0, words, 2, more.length);
        assertEquals(messages.toString(StandardCharsets.UTF_8), code, new Kprobes(
                new Console(new ByteArrayInputStream(new byte[0]), out,
                        new PrintStream(messages, true, StandardCharsets.UTF_8), false))
                .run(words));
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static String object(String name) {
        return KernelTruth.debugObjects().resolve(name).toString();
    }

    @Test
    public void shouldSayWhereInTheSourceWhenDebugInformationIsThere() throws Exception {
        String plain = decode(0);
        String noted = decode(0, "--vmlinux", object("places-arm.o"));
        // without what is said, each line is the kernel's own
        assertEquals(plain, noted.replaceAll("(?m)^\t.*\n", ""));
        List<String> lines = noted.lines().toList();
        int written = index(lines, ": wr: (counted_too+0x0/");
        assertTrue(lines.get(written + 1),
                lines.get(written + 1).matches("\tcounted_too at /src/places\\.c:\\d+; count: seed"));
        int returned = index(lines, "<- sums)");
        assertTrue(lines.get(returned), lines.get(returned).contains(" rdret: ("));
        assertEquals("\tret: what sums returns", lines.get(returned + 1));
    }

    private static int index(List<String> lines, String words) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(words)) {
                return i;
            }
        }
        throw new AssertionError("no line has " + words);
    }

    @Test
    public void shouldWriteTheSameWhenAFileIsNamed() throws Exception {
        Path file = folder.getRoot().toPath().resolve("noted.txt");
        assertEquals("", decode(0, "--rows", "300", "-o", file.toString(), "--vmlinux", object("places-arm.o")));
        assertEquals(decode(0, "--rows", "300", "--vmlinux", object("places-arm.o")),
                Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    @Test
    public void shouldRefuseWhenTheFileIsAnotherKernelOrTheFormIsNoText() throws Exception {
        replace("kallsyms", " vfs_open\n", " counted\n");
        replace("kallsyms", " filp_close\n", " second_name\n");

        decode(Kprobes.USAGE, "--vmlinux", object("places-arm.o"));
        decode(Kprobes.USAGE, "--vmlinux", object("places-arm.o"), "--format", "csv");
        decode(Kprobes.USAGE, "--vmlinux", "/no/such/vmlinux");
        String said = messages.toString(StandardCharsets.UTF_8);
        assertTrue(said, said.contains(
                "this is not the kernel of the recording: its functions lie elsewhere, file="
                        + object("places-arm.o")));
        assertTrue(said, said.contains("--vmlinux says what belongs to lines of text: without --format=csv"));
        assertTrue(said, said.contains("no debug information: file=/no/such/vmlinux reason="));
    }
}

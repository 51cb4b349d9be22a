/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

public class DecodeTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private int decode(Path recording, OutputStream out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("decode", recording.toString()));
        arguments.addAll(List.of(more));
        return new Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(messages, true, StandardCharsets.UTF_8), false))
                .run(arguments.toArray(new String[0]));
    }

    private Path copy(String name) throws IOException {
        return copy(name, "another-name");
    }

    private Path copy(String name, String as) throws IOException {
        Path from = KernelTruth.recording(name);
        Path to = folder.getRoot().toPath().resolve(as);
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
    public void shouldPrintInOneOrderWhenAFolderHoldsSeveralRecordings() throws IOException {
        // one began 100 ms before the other, whose clock loses 10 us in 1000 s, all known to 200 us and less
        Files.writeString(copy("imx6-6.1-kp", "set/one").resolve("clock_relation"),
                "machine m\nat 0 -100 100\nat 1000000000000 -100 100\n");
        Files.writeString(copy("imx6-6.1-kp", "set/two").resolve("clock_relation"),
                "machine m\nat 0 99800000 100200000\nat 1000000000000 100009900 100010100\n");
        Path set = folder.getRoot().toPath().resolve("set");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, decode(set, out, "--rows", "1", "--filter", "event == \"open\""));
        assertEquals("the common time is that of one\n"
                + "two: common time to +- 210 ns to +- 210 us, runs 0.0 +- 0.3 ppm fast\n",
                messages.toString(StandardCharsets.UTF_8));
        String line = out.toString(StandardCharsets.ISO_8859_1);
        assertTrue(line, line.matches("(?s) +[0-9]+\\.[0-9]{3,6} +one: .* open: \\(.*"));
        messages.reset();
        assertEquals(2, decode(set, out, "--format", "ctf"));
        assertEquals(2, decode(set, out, "--filter", "nothing_has_this == 1"));
        assertTrue(messages.toString(StandardCharsets.UTF_8), messages.toString(StandardCharsets.UTF_8)
                .contains("no event of the recording has a field nothing_has_this"));
    }

    private static void entry(OutputStream out, String name, char type, byte[] content) throws IOException {
        byte[] header = new byte[512];
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, header, 0, name.length());
        byte[] size = "%011o".formatted(content.length).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(size, 0, header, 124, size.length);
        header[156] = (byte) type;
        System.arraycopy("ustar  ".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 7);
        out.write(header);
        out.write(content);
        out.write(new byte[(512 - content.length % 512) % 512]);
    }

    @Test
    public void shouldPrintTheSameWhenTheRecordingIsATarArchive() throws IOException {
        Path recording = copy("imx6-6.1-kp");
        Path archive = folder.getRoot().toPath().resolve("probes.tar");
        try (OutputStream tar = Files.newOutputStream(archive); var files = Files.walk(recording)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = "./" + recording.relativize(file);
                entry(tar, "././@LongLink", 'L', name.getBytes(StandardCharsets.US_ASCII));
                boolean isFolder = Files.isDirectory(file);
                entry(tar, name.substring(0, Math.min(99, name.length())), isFolder ? '5' : '0',
                        isFolder ? new byte[0] : Files.readAllBytes(file));
            }
            tar.write(new byte[1024]);
        }
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        decode(recording, expected);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(messages.toString(StandardCharsets.UTF_8), 0, decode(archive, out));
        assertTrue(expected.size() > 0);
        assertArrayEquals(expected.toByteArray(), out.toByteArray());
    }

    @Test
    public void shouldWriteNothingOutsideWhenANameOfATarArchiveLeadsThere() throws IOException {
        Path archive = folder.getRoot().toPath().resolve("bad.tar");
        try (OutputStream tar = Files.newOutputStream(archive)) {
            entry(tar, "../kprobes-outside", '0', new byte[]{ 1 });
        }
        assertEquals(1, decode(archive, OutputStream.nullOutputStream()));
        String told = messages.toString(StandardCharsets.UTF_8);
        assertTrue(told, told.contains("name=../kprobes-outside"));
    }

    @Test
    public void shouldSayWhereATarArchiveEndsWhenItIsCutOff() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        entry(tar, "header_page", '0', "short".getBytes(StandardCharsets.US_ASCII));
        Path archive = folder.newFile("cut.tar").toPath();
        Files.write(archive, java.util.Arrays.copyOf(tar.toByteArray(), 512 + 5));
        assertEquals(1, decode(archive, OutputStream.nullOutputStream()));
        assertEquals("kprobes decode: not a tar archive of a recording: path=" + archive
                + ": it ends within file=header_page" + System.lineSeparator(),
                messages.toString(StandardCharsets.UTF_8));
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
    public void shouldSayWhichFormatCannotBeReadWhenRecordsNeedIt() throws IOException {
        Path recording = copy("imx6-6.1-kp");
        Path format;
        try (var events = Files.list(recording.resolve("events/kprobes"))) {
            format = events.sorted().findFirst().orElseThrow().resolve("format");
        }
        String text = Files.readString(format);
        Files.writeString(format, text.replaceFirst("field:unsigned long __probe_ip;\toffset:8",
                "field:unsigned long __probe_ip;\toffset:x"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, decode(recording, out));
        String said = messages.toString(StandardCharsets.UTF_8);
        assertTrue(said, said.contains("records of an event are shown as unknown: format of kprobes:"
                + format.getParent().getFileName() + ": not a field: field:unsigned long __probe_ip;"));
        assertTrue(out.toString(StandardCharsets.ISO_8859_1).contains("Unknown type "));
        Files.writeString(format, text.replaceFirst("ID: [0-9]+", "ID: none"));
        messages.reset();
        assertEquals(0, decode(recording, new ByteArrayOutputStream()));
        said = messages.toString(StandardCharsets.UTF_8);
        assertTrue(said, said.contains("records of an event are shown as unknown: format of kprobes:"));
        assertTrue(said, said.contains(": ID=none"));
    }

    /** Standard output that takes nothing. */
    private static OutputStream refusing(String words) {
        return new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException(words);
            }

            @Override
            public void write(byte @Nullable [] bytes, int offset, int length) throws IOException {
                throw new IOException(words);
            }
        };
    }

    @Test
    public void shouldEndQuietlyWhenWhoeverReadsHadEnough() throws IOException {
        assertEquals(0, decode(copy("imx6-6.1-kp"), refusing("Broken pipe")));
        assertEquals("", messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldEndQuietlyWhenAPipeFailsInAnotherLanguage() throws IOException {
        Console console = new Console(new ByteArrayInputStream(new byte[0]),
                new BufferedOutputStream(refusing("Daten\u00fcbergabe unterbrochen")),
                new PrintStream(messages, true, StandardCharsets.UTF_8), false, Console.Destination.PIPE);
        assertEquals(0, new Kprobes(console).run("decode", path("imx6-6.1-kp"), "--rows", "1"));
        assertEquals("", messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldSayThatTheOutputIsNotWholeWhenTheDiskIsFull() throws IOException {
        String said = "kprobes decode: standard output cannot be written: reason=No space left on device"
                + System.lineSeparator();
        assertEquals(1, decode(copy("imx6-6.1-kp"), refusing("No space left on device")));
        assertEquals(said, messages.toString(StandardCharsets.UTF_8));
        messages.reset();
        // a text that fits the buffer fails when that is written, after the command is done
        assertEquals(1, run(new BufferedOutputStream(refusing("No space left on device"), 1 << 16), false, "decode",
                path("imx6-6.1-kp"), "--rows", "1"));
        assertEquals(said, messages.toString(StandardCharsets.UTF_8));
    }

    private int run(OutputStream out, boolean terminal, String... arguments) {
        return new Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(messages, true, StandardCharsets.UTF_8), false,
                terminal ? Console.Destination.TERMINAL : Console.Destination.FILE)).run(arguments);
    }

    private String output(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(messages.toString(StandardCharsets.UTF_8), 0, run(out, false, arguments));
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private String refusal(String... arguments) {
        messages.reset();
        assertEquals(2, run(OutputStream.nullOutputStream(), false, arguments));
        return messages.toString(StandardCharsets.UTF_8).strip();
    }

    private static String path(String recording) throws IOException {
        return KernelTruth.recording(recording).toString();
    }

    @Test
    public void shouldPrintChosenEventsWhenAFilterIsGiven() throws IOException {
        String recording = path("imx6-6.1-kp");
        String[] opens = output("decode", recording, "--filter", "event == \"open\" && dfd < 0 && path ~ \"/sys/*\"")
                .split("\n");
        long expected = output("decode", recording).lines()
                .filter(l -> l.matches(".*: open: .* dfd=-\\d+ path=\"/sys/.*")).count();
        assertEquals(expected, opens.length);
        assertTrue(expected > 10);
        assertEquals("kprobes decode: filter column=6: expected an operator behind event in: event = 1",
                refusal("decode", recording, "-f", "event = 1"));
        assertEquals("kprobes decode: filter column=0: no event of the recording has a field pth in: pth == 1",
                refusal("decode", recording, "-f", "pth == 1"));
    }

    @Test
    public void shouldBeginWhereAskedToWhenARowOrTimeIsGiven() throws IOException {
        String recording = copy("imx6-6.1-kp").toString();
        String[] all = output("decode", recording).split("(?<=\n)(?=.{16}-\\d+ +\\[\\d{3}\\] )");
        assertEquals(all[0] + all[1], output("decode", recording, "--rows", "2"));
        assertEquals(all[6000] + all[6001], output("decode", recording, "--from", "6000", "--rows", "2"));
        String time = all[5000].replaceAll("(?s).*?\\s(\\d+\\.\\d{6}): .*", "$1");
        String first = output("decode", recording, "--at", time, "--rows", "1");
        assertTrue(first, List.of(all).indexOf(first) >= 4995 && List.of(all).indexOf(first) <= 5005);
        assertEquals("behind the end", "", output("decode", recording, "--at", "1e12"));
        assertTrue(refusal("decode", recording, "--at", "1", "--from", "1").contains("give one"));
        assertTrue(refusal("decode", recording, "--rows", "-1").contains("negative"));
    }

    @Test
    public void shouldEscapeWhatWasRecordedWhenItGoesToATerminal() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertEquals(0, run(out, true, "decode", path("imx6-6.1-kp")));
        String text = out.toString(StandardCharsets.ISO_8859_1);
        assertEquals(0, text.chars().filter(c -> c != '\n' && (c < ' ' || c > 126)).count());
        assertTrue(text.contains("\\n"));
    }

    @Test
    public void shouldWriteOtherFormsWhenAskedTo() throws IOException {
        String recording = path("imx6-6.1-kp");
        assertEquals("time,cpu,pid,task,event,text",
                output("decode", recording, "--format", "csv", "--rows", "1").split("\n")[0]);
        String json = output("decode", recording, "--format", "json", "-f", "event == \"open\"", "--rows", "1");
        assertTrue(json, json.startsWith("{\"time\":") && json.contains("\"path\":\"/dev/null\""));
        String hidden = output("decode", recording, "--format", "json", "-f", "event == \"close\"", "--rows", "1",
                "--redact");
        assertTrue(hidden, hidden.contains("\"f\":\"(____ptrval____)\""));
        Path file = folder.getRoot().toPath().resolve("o.csv");
        assertEquals("", output("decode", recording, "--format", "csv", "-o", file.toString()));
        assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
        Path ctf = folder.getRoot().toPath().resolve("ctf");
        assertEquals("", output("decode", recording, "--format", "ctf", "-o", ctf.toString()));
        assertTrue(Files.isRegularFile(ctf.resolve("metadata")) && Files.isRegularFile(ctf.resolve("stream_0")));
        for (String form : List.of("dat", "dat7")) {
            String dat = folder.getRoot().toPath().resolve(form + ".dat").toString();
            assertEquals("", output("decode", recording, "--format", form, "-o", dat));
            assertEquals(output("decode", recording), output("decode", dat));
            assertTrue(refusal("decode", dat, "--format", "dat", "-o", dat).contains("only a recording's folder"));
        }
        assertTrue(
                refusal("decode", recording, "--format", "dat", "-o", "x", "--redact").contains("kernel's own pages"));
        assertTrue(refusal("decode", recording, "--format", "ctf").contains("needs --output"));
        assertTrue(refusal("decode", recording, "--format", "ctf", "-o", file.toString()).contains("a file is there"));
    }
}

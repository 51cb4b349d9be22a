/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** Recordings as folders and as trace.dat files, their index, and what is exported from them. */
public class RecordingReaderTest {

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private static String text(RecordingReader reader) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.writeText(out, new TextOptions(1, false, false));
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static RecordingReader open(Path path) throws Exception {
        return RecordingReader.open(path, Decompressors.BUILT_IN);
    }

    private static String failure(Path path) {
        try {
            open(path);
            return "";
        } catch (Exception e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    public void shouldPrintTheSameWhenWrittenAsTraceDatAndReadBack() throws Exception {
        for (String name : List.of("imx6-3.14-kp", "imx6-7.2-subbuf16", "amd64-7.2-kp")) {
            Path folder = KernelTruth.recording(name);
            String expected = text(open(folder));
            for (int version : new int[]{ 6, 7 }) {
                Path file = temporary.getRoot().toPath().resolve(name + "-" + version + ".dat");
                TraceDatWriter.write(folder, file, version);
                RecordingReader reader = open(file);
                assertEquals(name + " version=" + version, expected, text(reader));
                assertEquals(List.of(""), reader.instances());
                assertEquals(expected, text(reader.instance("")));
                assertEquals(PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
            }
        }
    }

    @Test
    public void shouldPassTheSameRecordsWhenCpusAreNotMerged() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = open(KernelTruth.recording(name));
            List<String> merged = new ArrayList<>();
            ReadSummary expected = reader.read((cpu, time, buffer, offset, length) -> merged
                    .add(cpu + " " + time + " " + length + " " + buffer.getShort(offset)));
            List<String> unmerged = new ArrayList<>();
            List<Integer> cpus = new ArrayList<>();
            ReadSummary summary = reader.readUnmerged((cpu, time, buffer, offset, length) -> {
                unmerged.add(cpu + " " + time + " " + length + " " + buffer.getShort(offset));
                if (cpus.isEmpty() || !cpus.get(cpus.size() - 1).equals(cpu)) {
                    cpus.add(cpu);
                }
            });
            merged.sort(null);
            unmerged.sort(null);
            assertEquals(name, merged, unmerged);
            assertEquals(name, expected, summary);
            assertTrue(name + " " + cpus, reader.cpus().containsAll(cpus) && cpus.size() <= reader.cpus().size());
        }
    }

    @Test
    public void shouldSayWhatIsWrongWhenItIsNoRecording() throws Exception {
        Path folder = temporary.newFolder().toPath();
        assertEquals("no recording: header_page is missing in " + folder, failure(folder));
        Path file = folder.resolve("x.dat");
        assertEquals("no recording: " + file + " does not exist", failure(file));
        Files.writeString(file, "hello, this is text");
        assertEquals("no recording: " + file + " is neither a folder nor a trace.dat file", failure(file));
        Files.writeString(file, TraceDatReader.MAGIC + "9\0", StandardCharsets.ISO_8859_1);
        assertTrue(failure(file), failure(file).startsWith(file + " offset=12: byte order of 1 bytes passes the end"));
    }

    @Test
    public void shouldSayWhatIsWrongWhenTraceDatIsCutOff() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("whole.dat");
        TraceDatWriter.write(KernelTruth.recording("imx6-3.14-kp"), file, 6);
        byte[] whole = Files.readAllBytes(file);
        Path cut = temporary.getRoot().toPath().resolve("cut.dat");
        for (int length : new int[]{ 11, 13, 17, 40, 300, 5000, 100_000, 1_200_000 }) {
            Files.write(cut, java.util.Arrays.copyOf(whole, length));
            assertFalse("length=" + length, failure(cut).isEmpty());
        }
    }

    @Test
    public void shouldHaveTheClockOfAnInstanceWhenTheFileListsAllClocks() throws Exception {
        Path source = copy(KernelTruth.recording("imx6-6.1-kp"));
        Files.writeString(source.resolve("trace_clock"), "local global [counter] uptime\n");
        for (int version : new int[]{ 6, 7 }) {
            Path file = temporary.getRoot().toPath().resolve("clock" + version + ".dat");
            TraceDatWriter.write(source, file, version);
            assertEquals("counter", open(file).metadata().clock().name());
            assertEquals("counter", open(file).instance("").metadata().clock().name());
        }
    }

    @Test
    public void shouldHaveTheSubBuffersOfAnInstanceWhenTheyAreLargerThanOthers() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("pages.dat");
        TraceDatWriter.write(KernelTruth.recording("imx6-6.1-kp"), file, 7);
        String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        String buffer = "\0local\0\0\u0010\0\0";
        assertTrue(text.contains(buffer));
        Files.write(file, text.replace(buffer, "\0local\0\0\u0020\0\0").getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(8192, open(file).instance("").metadata().layout().size());
        assertEquals(8192, open(file).metadata().layout().size());
        Files.write(file, text.replace(buffer, "\0local\0\u0001\0\0\0").getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(failure(file), failure(file).startsWith("buffer= page size=1: "));
    }

    @Test
    public void shouldFindHeaderPageUnderEventsWhenItIsNotAtTheTop() throws Exception {
        Path source = KernelTruth.recording("imx6-3.14-kp");
        Path copy = copy(source);
        Files.move(copy.resolve("header_page"), copy.resolve("events/header_page"));
        assertEquals(text(open(source)), text(open(copy)));
    }

    private Path copy(Path source) throws Exception {
        Path copy = temporary.newFolder().toPath();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(source.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        return copy;
    }

    private record Row(int cpu, long time, int offset) {
    }

    @Test
    public void shouldReachAnyRowAndTimeWhenIndexed() throws Exception {
        Path folder = copy(KernelTruth.recording("imx6-6.1-mix"));
        RecordingReader reader = open(folder);
        List<Row> rows = new ArrayList<>();
        reader.read((cpu, time, buffer, offset, length) -> rows.add(new Row(cpu, time, length)));
        RecordingIndex index = RecordingIndex.open(reader);
        assertEquals(rows.size(), index.rows());
        assertTrue(index.entries() > 2);
        for (long from : new long[]{ 0, 1, RecordingIndex.INTERVAL - 1, RecordingIndex.INTERVAL, 40_000,
                rows.size() - 5 }) {
            List<Row> found = new ArrayList<>();
            reader.readRows(index, from, 50,
                    (cpu, time, buffer, offset, length) -> found.add(new Row(cpu, time, length)));
            assertEquals("from=" + from, rows.subList((int) from, (int) Math.min(rows.size(), from + 50)), found);
            long time = rows.get((int) from).time();
            long first = reader.rowAt(index, time);
            assertEquals(time, rows.get((int) first).time());
            assertTrue(first == 0 || rows.get((int) first - 1).time() < time);
        }
        assertEquals(rows.size(), reader.rowAt(index, Long.MAX_VALUE));
        assertTrue(Files.isRegularFile(RecordingIndex.file(folder)));
    }

    @Test
    public void shouldMakeTheIndexWhenTheOneThatIsKeptCannotBeRead() throws Exception {
        Path folder = copy(KernelTruth.recording("imx6-6.1-kp"));
        Files.deleteIfExists(RecordingIndex.file(folder));
        Files.createDirectory(RecordingIndex.file(folder));
        RecordingReader reader = open(folder);
        assertEquals(reader.read(RecordSink.NONE).records(), RecordingIndex.open(reader).rows());
    }

    @Test
    public void shouldBuildTheIndexAnewWhenTheRecordingChangedOrTheFileIsDamaged() throws Exception {
        Path folder = copy(KernelTruth.recording("imx6-6.1-kp"));
        RecordingReader reader = open(folder);
        long rows = RecordingIndex.open(reader).rows();
        Path file = RecordingIndex.file(folder);
        byte[] kept = Files.readAllBytes(file);
        byte[] damaged = kept.clone();
        damaged[20] ^= 1;
        Files.write(file, damaged);
        assertEquals(rows, RecordingIndex.open(reader).rows());
        assertTrue(java.util.Arrays.equals(kept, Files.readAllBytes(file)));
        Files.setLastModifiedTime(folder.resolve("per_cpu/cpu0/trace_pipe_raw"), FileTime.fromMillis(1_000_000));
        RecordingIndex.open(reader);
        assertFalse(java.util.Arrays.equals(kept, Files.readAllBytes(file)));
    }

    @Test
    public void shouldChooseEventsWhenFiltered() throws Exception {
        RecordingReader reader = open(KernelTruth.recording("imx6-6.1-kp"));
        assertEquals(1288, count(reader, "event == \"open\""));
        assertEquals(1288, count(reader, "event == \"open\" && dfd < 0"));
        assertEquals(0, count(reader, "event == \"open\" && dfd >= 0"));
        assertEquals(count(reader, "event == \"open\""), count(reader, "path ~ \"*\""));
        assertEquals(count(reader, "path ~ \"/sys/*\"") + count(reader, "path !~ \"/sys/*\""),
                count(reader, "event == \"open\""));
        assertTrue(count(reader, "path ~ \"/sys/*\"") > 0);
        assertEquals(1402 + 1588, count(reader, "event == \"close\" || event == \"multi\""));
        assertEquals(6942, count(reader, "!(cpu > 3)"));
        assertEquals(count(reader, "task == \"ls\""), count(reader, "comm ~ \"l[a-z]\""));
        assertEquals(6942, count(reader, "time < 720.5") + count(reader, "time >= 720.5"));
        assertEquals(0, count(reader, "no_such_field == 1"));
        assertEquals(217, count(reader, "event == \"wr\" && count & 0xffffffff || event==\"wr\" && count == 0"));
    }

    private static long count(RecordingReader reader, String filter) throws Exception {
        EventFilter.Test test = EventFilter.parse(filter).on(reader.metadata());
        long[] count = new long[1];
        reader.read((cpu, time, buffer, offset, length) -> count[0] += test.matches(cpu, time, buffer, offset, length)
                ? 1
                : 0);
        return count[0];
    }

    @Test
    public void shouldNameTheColumnWhenAFilterIsWrong() {
        assertEquals("filter column=9: expected an operator behind event in: event    \"x\"", parse("event    \"x\""));
        assertEquals("filter column=5: expected a number or text in quotes in: a == b", parse("a == b"));
        assertEquals("filter column=7: expected && or || in: a == 1 b", parse("a == 1 b"));
        assertEquals("filter column=6: the text has no end in: a ~ \"b", parse("a ~ \"b"));
        assertEquals("filter column=0: expected a name in: 3 < 4", parse("3 < 4"));
    }

    @Test
    public void shouldNameTheColumnWhenAFilterNamesWhatNoEventHas() throws Exception {
        TraceMetadata metadata = open(KernelTruth.recording("imx6-6.1-kp")).metadata();
        EventFilter.parse("dfd < 0 && (.pid == 1 || event == \"open\") && !(cpu == 1) && time > 1").check(metadata);
        try {
            EventFilter.parse("event == \"open\" && dfdd < 0").check(metadata);
        } catch (TraceDataException e) {
            assertEquals(
                    "filter column=19: no event of the recording has a field dfdd in: event == \"open\" && dfdd < 0",
                    e.getMessage());
            return;
        }
        throw new AssertionError("a name that no event has was taken");
    }

    @Test
    public void shouldReadAPartWhenARowANumberAndAFilterAreGiven() throws Exception {
        RecordingReader whole = open(copy(KernelTruth.recording("imx6-6.1-mix")));
        String[] lines = lines(whole);
        RecordingIndex index = RecordingIndex.open(whole);
        assertEquals(List.of(lines).subList(0, 5), List.of(lines(whole.limit(5))));
        assertEquals("", text(whole.limit(0)));
        assertEquals("", text(whole.from(index, index.rows())));
        RecordingReader opens = whole.choose(EventFilter.parse("event == \"sched_switch\" && cpu == 1"));
        List<String> expected = new ArrayList<>();
        for (String line : lines) {
            if (line.contains(" sched_switch: ") && line.contains(" [001] ")) {
                expected.add(line);
            }
        }
        assertTrue(expected.size() > 10);
        assertEquals(expected, List.of(lines(opens)));
        assertEquals(expected.subList(0, 7), List.of(lines(opens.limit(7))));
        long[] row = new long[1];
        whole.limit(20_000).read((cpu, time, buffer, offset, length) -> row[0]++);
        List<Row> after = new ArrayList<>();
        opens.from(index, row[0]).limit(3)
                .read((cpu, time, buffer, offset, length) -> after.add(new Row(cpu, time, 0)));
        List<Row> rows = new ArrayList<>();
        whole.read((cpu, time, buffer, offset, length) -> rows.add(new Row(cpu, time, 0)));
        assertEquals(3, after.size());
        assertTrue(rows.subList(20_000, rows.size()).containsAll(after));
        assertEquals(1, after.get(0).cpu());
    }

    private static String[] lines(RecordingReader reader) throws Exception {
        return text(reader).split("\n");
    }

    private static String parse(String filter) {
        try {
            return EventFilter.parse(filter).toString();
        } catch (TraceDataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    public void shouldReadItsOwnLinesWhenTextIsParsed() throws Exception {
        RecordingReader reader = open(KernelTruth.recording("imx6-6.1-kp"));
        List<DecodedEvent> events = new ArrayList<>();
        EventDecoder decoder = new EventDecoder(reader.metadata());
        reader.read((cpu, time, buffer, offset, length) -> events.add(decoder.decode(cpu, time, buffer, offset,
                length)));
        List<TraceLine> lines = Stream.of(text(reader).split("\n")).map(TraceLine::parse).filter(l -> l.isPresent())
                .map(l -> l.orElseThrow()).toList();
        assertEquals(events.size(), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            DecodedEvent event = events.get(i);
            TraceLine line = lines.get(i);
            assertEquals(event.event(), line.event());
            assertEquals(event.pid(), line.pid());
            assertEquals(event.cpu(), line.cpu());
            assertEquals(event.task(), line.task());
            assertEquals((event.time() + 500) / 1000, line.time() / 1000);
        }
    }

    @Test
    public void shouldMakeCellsHarmlessWhenExported() throws Exception {
        assertEquals("'=1+1", SafeText.csv("=1+1"));
        assertEquals("'@x", SafeText.csv("@x"));
        assertEquals("-100", SafeText.csv("-100"));
        assertEquals("\"a,\"\"b\"\"\"", SafeText.csv("a,\"b\""));
        assertEquals("\\x1b[2J\\n\\xff", SafeText.escape("\u001b[2J\n\u00ff"));
        RecordingReader reader = open(KernelTruth.recording("imx6-6.1-kp"));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        new RecordingExport(reader).csv(csv);
        String[] lines = csv.toString(StandardCharsets.ISO_8859_1).split("\n");
        assertEquals(6943, lines.length);
        assertEquals("710228489092,2,133,sh,kprobes:multi,(filp_close+0x0/0x84) f=0xc2cff3c0".replaceAll("^\\d+", ""),
                lines[1].replaceAll("^\\d+", ""));
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        new RecordingExport(reader, EventFilter.parse("event == \"open\"").on(reader.metadata())).jsonLines(json);
        String[] objects = json.toString(StandardCharsets.ISO_8859_1).split("\n");
        assertEquals(1288, objects.length);
        assertTrue(objects[0], objects[0].endsWith("\"cpu\":2,\"pid\":133,\"task\":\"sh\",\"event\":\"kprobes:open\","
                + "\"fields\":{\"__probe_ip\":3227291656,\"dfd\":-100,\"path\":\"/dev/null\",\"flags\":131649}}"));
    }

    @Test
    public void shouldSayWhereEventsWereLostWhenAskedTo() throws Exception {
        RecordingReader reader = open(KernelTruth.recording("imx6-7.2-overrun"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReadSummary summary = reader.writeText(out, new TextOptions(2, false, true));
        long gaps = 0;
        long missed = 0;
        for (String line : out.toString(StandardCharsets.ISO_8859_1).split("\n")) {
            if (line.startsWith("CPU:")) {
                gaps++;
                assertTrue(line, line.matches("CPU:\\d \\[LOST \\d+ EVENTS\\]"));
                missed += Long.parseLong(line.split(" ")[2]);
            }
        }
        assertEquals(summary.gaps(), gaps);
        assertEquals(summary.missed(), missed);
    }

    @Test
    public void shouldEscapeControlBytesWhenShownOnATerminal() throws Exception {
        RecordingReader reader = open(KernelTruth.recording("imx6-6.1-kp"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReadSummary summary = reader.writeText(out, new TextOptions(1, true, false));
        String text = out.toString(StandardCharsets.ISO_8859_1);
        assertEquals("a line an event", summary.records(), text.chars().filter(c -> c == '\n').count());
        assertEquals(0, text.chars().filter(c -> c != '\n' && (c < ' ' || c > 126)).count());
        assertTrue(text.contains("/bin/busybox\\n"));
    }
}

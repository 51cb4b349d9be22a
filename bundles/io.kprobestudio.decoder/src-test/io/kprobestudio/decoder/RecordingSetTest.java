/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** Recordings of several targets in one order. */
public class RecordingSetTest {

    /** A line an event, also where a text holds newlines. */
    private static final TextOptions PLAIN = new TextOptions(1, true, false);
    private static final String ONE_MACHINE = "machine m\n";

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    /** A recording of a kernel under another name, with what is known of its clock. */
    private Path recording(String name, String truth, String relation) throws IOException {
        Path from = KernelTruth.recording(truth);
        Path to = temporary.getRoot().toPath().resolve("set").resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        if (!relation.isEmpty()) {
            Files.writeString(to.resolve(ClockRelation.FILE), relation);
        }
        return to;
    }

    private static RecordingSet open(Path... folders) throws Exception {
        List<RecordingSet.Member> members = new ArrayList<>();
        for (Path folder : folders) {
            members.add(RecordingSet.Member.open(folder));
        }
        return new RecordingSet(members);
    }

    private static List<String> lines(RecordingSet set) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RecordingSetExport(set, PLAIN, Long.MAX_VALUE).text(out);
        return out.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static List<String> lines(Path folder) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordingReader.open(folder, Decompressors.BUILT_IN).writeText(out, PLAIN);
        return out.toString(StandardCharsets.ISO_8859_1).lines().toList();
    }

    private static long firstTime(Path folder) throws Exception {
        long[] first = { 0 };
        RecordingReader.open(folder, Decompressors.BUILT_IN).limit(1)
                .read((cpu, time, buffer, offset, length) -> first[0] = time);
        return first[0];
    }

    private static String at(long time, long least, long most) {
        return "at %d %d %d\n".formatted(time, least, most);
    }

    @Test
    public void shouldPrintEachRecordingsLinesInOneOrderOfTime() throws Exception {
        long one = firstTime(KernelTruth.recording("imx6-6.1-kp"));
        long other = firstTime(KernelTruth.recording("amd64-7.2-kp"));
        // both began at the same moment of the machine, known to 400 and 200 ns
        Path board = recording("board", "imx6-6.1-kp", ONE_MACHINE + at(one, -one - 400, -one + 400));
        Path server = recording("a-server", "amd64-7.2-kp", ONE_MACHINE + at(other, -other - 200, -other + 200));
        List<Path> found = RecordingSet.recordingsIn(board.resolveSibling(""));
        assertEquals(List.of(server, board), found);
        RecordingSet set = open(board, server);
        List<String> merged = lines(set);
        List<String> ofBoard = merged.stream().filter(line -> line.contains("    board: ")).toList();
        List<String> ofServer = merged.stream().filter(line -> line.contains(" a-server: ")).toList();
        assertEquals(merged.size(), ofBoard.size() + ofServer.size());
        assertEquals(lines(board), ofBoard.stream().map(line -> line.substring(line.indexOf("board: ") + 7)).toList());
        assertEquals(lines(server),
                ofServer.stream().map(line -> line.substring(line.indexOf("server: ") + 8)).toList());
        double before = 0;
        boolean mixed = false;
        for (int i = 0; i < merged.size(); i++) {
            double common = Double.parseDouble(merged.get(i).substring(0, 15).strip());
            assertTrue("line=" + i, common >= before);
            before = common;
            mixed |= i > 0 && merged.get(i - 1).contains("server: ") && merged.get(i).contains("board: ");
        }
        assertTrue("events of both stand among each other", mixed);
        assertEquals("the first recording's clock is the common one", one, set.common(0, one));
        assertEquals(one, set.common(1, other), 1);
        // 400 + 200 ns, and a step of 1 ns each: to the microsecond
        assertEquals("%5d.%06d   ".formatted(one / 1_000_000_000, one % 1_000_000_000 / 1000),
                ofBoard.get(0).substring(0, 15));
    }

    @Test
    public void shouldWriteColumnsAndMembersForTheCommonTimeAndTheTarget() throws Exception {
        long one = firstTime(KernelTruth.recording("imx6-6.1-kp"));
        Path board = recording("board", "imx6-6.1-kp", ONE_MACHINE + at(one, 0, 0));
        Path late = recording("late", "imx6-6.1-kp", ONE_MACHINE + at(one, 60_000_000, 60_100_000));
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        RecordingSet set = open(board, late);
        RecordingSetExport export = new RecordingSetExport(set, PLAIN, 1);
        export.csv(csv);
        long shown = one / 100_000 * 100_000;
        List<String> rows = csv.toString(StandardCharsets.ISO_8859_1).lines().toList();
        assertEquals("common,target,time,cpu,pid,task,event,text", rows.get(0));
        assertTrue(rows.get(1), rows.get(1).startsWith(shown + ",board," + one + ","));
        assertEquals(2, rows.size());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        export.jsonLines(json);
        String object = json.toString(StandardCharsets.ISO_8859_1);
        assertTrue(object, object.startsWith("{\"common\":%d,\"target\":\"board\",\"time\":%d,".formatted(shown, one)));
        assertTrue(object, object.endsWith("}}\n"));
    }

    @Test
    public void shouldLeaveOutWhatAFilterDoesNotChoose() throws Exception {
        Path board = recording("board", "imx6-6.1-kp", ONE_MACHINE + at(1, 0, 0));
        RecordingSet.Member all = RecordingSet.Member.open(board);
        RecordingSet set = new RecordingSet(List.of(all, all.choose(EventFilter.parse("cpu == 99"))));
        List<ReadSummary> summaries = set.read((member, common, cpu, time, buffer, offset, length) -> {
        }, Long.MAX_VALUE);
        assertEquals(lines(board).size(), summaries.get(0).records());
        assertEquals(0, summaries.get(1).records());
    }

    @Test
    public void shouldShowNoDigitThatDoesNotHold() {
        assertEquals(1, RecordingSetExport.step(0));
        assertEquals(10, RecordingSetExport.step(2));
        assertEquals(1_000_000, RecordingSetExport.step(120_000));
        assertEquals("   31.108922017", seconds(31_108_922_017L, 1));
        assertEquals("   31.1089     ", seconds(31_108_922_017L, 100_000));
        assertEquals("   31.1        ", seconds(31_108_922_017L, 100_000_000));
        assertEquals("   31          ", seconds(31_108_922_017L, 1_000_000_000L));
        assertEquals("   30          ", seconds(31_108_922_017L, 10_000_000_000L));
        assertEquals("   -0.51       ", seconds(-508_922_017L, 10_000_000));
    }

    private static String seconds(long time, long step) {
        TextBuffer out = new TextBuffer(64);
        RecordingSetExport.seconds(out, time, step);
        return out.toString();
    }

    @Test
    public void shouldSayWhyWhenClocksCannotBeRelated() throws Exception {
        Path board = recording("board", "imx6-6.1-kp", ONE_MACHINE + at(1, 0, 0));
        Path alone = recording("alone", "imx6-6.1-kp", "");
        Path elsewhere = recording("elsewhere", "imx6-6.1-kp", "machine n\n" + at(1, 0, 0));
        Path counting = recording("counting", "imx6-6.1-kp", ONE_MACHINE + at(1, 0, 0));
        Files.writeString(counting.resolve("trace_clock"), "local [counter]\n");
        assertEquals("it is not known how the recording's clock runs against others: " + alone
                + " has no clock_relation; record all targets at once (kprobes record -t A -t B -o FOLDER), or each"
                + " with --align", refused(board, alone));
        assertEquals("the recordings were made by two machines, or it was started anew between them, so that nothing"
                + " relates their clocks: " + board + " machine=m, " + elsewhere + " machine=n",
                refused(board, elsewhere));
        assertEquals("a clock that counts cannot be aligned: " + counting + " clock=counter", refused(board, counting));
    }

    private static String refused(Path... folders) {
        return String.valueOf(assertThrows(TraceDataException.class, () -> open(folders)).getMessage());
    }

    /** What tells a record from others. */
    private static String record(int member, long common, int cpu, long time, int offset) {
        return member + " " + common + " " + cpu + " " + time + " " + offset;
    }

    @Test
    public void shouldFindRowsByNumberAndTimeAsTheyComeInOneOrder() throws Exception {
        long one = firstTime(KernelTruth.recording("imx6-7.2-subbuf16"));
        long other = firstTime(KernelTruth.recording("amd64-7.2-kp"));
        Path board = recording("board", "imx6-7.2-subbuf16", ONE_MACHINE + at(one, -one - 400, -one + 400));
        Path server = recording("server", "amd64-7.2-kp", ONE_MACHINE + at(other, -other - 200, -other + 200));
        RecordingSet set = open(board, server);
        List<String> all = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        set.read((member, common, cpu, time, buffer, offset, length) -> {
            all.add(record(member, common, cpu, time, length));
            times.add(common);
        }, Long.MAX_VALUE);
        List<RecordingIndex> indexes = new ArrayList<>();
        for (RecordingSet.Member member : set.members()) {
            indexes.add(RecordingIndex.open(member.reader()));
        }
        List<String> noted = new ArrayList<>();
        RecordingSetRows rows = RecordingSetRows.of(set, indexes,
                (member, common, cpu, time, buffer, offset, length) -> noted
                        .add(record(member, common, cpu, time, length)));
        assertEquals(all, noted);
        assertEquals(all.size(), rows.rows());
        assertTrue("more than an entry: rows=" + rows.rows(), rows.rows() > RecordingSetRows.INTERVAL);
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            int from = i == 0 ? RecordingSetRows.INTERVAL - 1 : random.nextInt(all.size());
            int count = random.nextInt(60);
            List<String> read = new ArrayList<>();
            rows.read(from, count, (member, common, cpu, time, buffer, offset, length) -> read
                    .add(record(member, common, cpu, time, length)));
            assertEquals("from=" + from, all.subList(from, Math.min(all.size(), from + count)), read);
            long common = times.get(from) + random.nextInt(3) - 1;
            assertEquals("common=" + common,
                    times.indexOf(times.stream().filter(time -> time >= common).findFirst().orElseThrow()),
                    rows.rowAt(common));
        }
        assertEquals(0, rows.rowAt(Long.MIN_VALUE));
        assertEquals(rows.rows(), rows.rowAt(Long.MAX_VALUE));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordWalker;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** What ring buffers, switches, clocks, instances and the files around them do. */
public class BufferRulesTest {

    private static final int EINVAL = 22;

    private static void probe(SimulatedBoard board) throws Exception {
        assertEquals(0, board.append("kprobe_events", "p:m vfs_mkdir name=+0(+28(%r2)):string"));
        assertEquals(0, board.append("events/kprobes/m/enable", "1"));
    }

    private static long sum(SimulatedBoard board, String array, String name) throws Exception {
        long sum = 0;
        for (int cpu = 0; cpu < 4; cpu++) {
            sum += board.stat(array, cpu, name);
        }
        return sum;
    }

    @Test
    public void shouldBalanceItsAccountWhenTheBufferOverflows() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals("7 (expanded: 1408)\n", board.read("buffer_size_kb"));
            assertEquals(0, board.set("buffer_size_kb", "8"));
            assertEquals("11\n", board.read("buffer_size_kb"));
            assertEquals("44\n", board.read("buffer_total_size_kb"));
            probe(board);
            board.board().call("vfs_mkdir", 2000);
            assertEquals(2000, board.profile("m")[0]);
            assertTrue(sum(board, "", "overrun") > 0);
            assertEquals(2000, sum(board, "", "entries") + sum(board, "", "overrun"));
            assertEquals(sum(board, "", "entries"), board.trace("").size());
            assertTrue(board.read("trace").contains("# entries-in-buffer/entries-written: " + sum(board, "", "entries")
                    + "/2000   #P:4\n"));
            Count count = drain(board, board.root());
            assertEquals(2000, count.records + count.missed);
            assertEquals(count.records, sum(board, "", "read events"));
            assertEquals(0, sum(board, "", "entries"));
        }
    }

    @Test
    public void shouldDropNewEventsWhenOverwritingIsOff() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.set("buffer_size_kb", "8");
            assertEquals(0, board.set("options/overwrite", "0"));
            probe(board);
            board.board().call("vfs_mkdir", 2000);
            assertEquals(0, sum(board, "", "overrun"));
            assertEquals(2000, sum(board, "", "entries") + sum(board, "", "dropped events"));
            assertEquals(EINVAL, board.set("options/overwrite", "2"));
        }
    }

    private static final class Count implements RecordSink {
        private long records;
        private long missed;
        private long last;

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            assertTrue("time goes on", time >= last);
            last = time;
            records++;
        }

        @Override
        public void missed(int cpu, long lost) {
            missed += lost;
        }
    }

    private static Count drain(SimulatedBoard board, String instance) throws Exception {
        List<ByteArrayOutputStream> streams = new ArrayList<>();
        for (int cpu = 0; cpu < 4; cpu++) {
            streams.add(new ByteArrayOutputStream());
        }
        try (Drain drain = board.connection().drain(new DrainRequest(instance, List.of(0, 1, 2, 3), 4096),
                (cpu, bytes) -> {
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    streams.get(cpu).writeBytes(copy);
                })) {
            drain.finish(Duration.ofSeconds(20));
            assertEquals(streams.stream().mapToLong(ByteArrayOutputStream::size).sum(), drain.transferred());
        }
        PageLayout layout = PageLayout.parse(board.read("events/header_page"), ByteOrder.LITTLE_ENDIAN);
        Count count = new Count();
        for (int cpu = 0; cpu < 4; cpu++) {
            byte[] bytes = streams.get(cpu).toByteArray();
            assertEquals(0, bytes.length % 4096);
            count.last = 0;
            for (int at = 0; at < bytes.length; at += 4096) {
                new RecordWalker(layout).walk(cpu, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), at, at,
                        count);
            }
        }
        return count;
    }

    @Test
    public void shouldGiveEachEventOnceWhenPipesAreRead() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            probe(board);
            board.board().call("vfs_mkdir", 5);
            List<String> text = board.trace("");
            assertEquals(5, text.size());
            assertEquals("trace takes nothing away", text, board.trace(""));
            assertEquals(text, board.read("trace_pipe").lines().toList());
            assertEquals("", board.readNow("trace_pipe"));
            assertEquals(List.of(), board.trace(""));
            board.board().call("vfs_mkdir", 2);
            assertEquals(4096, board.connection().read(board.root() + "/per_cpu/cpu0/trace_pipe_raw", 1 << 20).length);
            assertEquals("", board.readNow("per_cpu/cpu0/trace_pipe_raw"));
        }
    }

    @Test
    public void shouldRecordNothingButCountWhenTracingIsOff() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            probe(board);
            assertEquals(0, board.set("tracing_on", "0"));
            assertEquals("0\n", board.read("tracing_on"));
            board.board().call("vfs_mkdir", 3);
            assertEquals(3, board.profile("m")[0]);
            assertEquals(List.of(), board.trace(""));
            assertEquals(EINVAL, board.set("tracing_on", "yes"));
        }
    }

    @Test
    public void shouldKeepInstancesApartWhenBothRecord() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.mkdir("instances/x"));
            assertEquals(17, board.mkdir("instances/x"));
            assertEquals("1411\n", board.read("instances/x/buffer_size_kb"));
            assertEquals(0, board.append("kprobe_events", "p:m vfs_mkdir mode=%r3:u32"));
            assertEquals(0, board.set("instances/x/events/kprobes/m/enable", "1"));
            assertEquals("0\n", board.read("events/kprobes/m/enable"));
            assertEquals(0, board.set("instances/x/events/kprobes/m/filter", "mode == 1"));
            board.board().call("vfs_mkdir", 2);
            assertEquals(List.of(), board.trace("instances/x/"));
            assertEquals(0, board.set("instances/x/events/kprobes/m/filter", "0"));
            board.board().call("vfs_mkdir", 3);
            assertEquals(3, board.trace("instances/x/").size());
            assertEquals(List.of(), board.trace(""));
            assertEquals(16, board.append("kprobe_events", "-:kprobes/m"));
            assertEquals("an instance that goes lets go of its events", 0, board.rmdir("instances/x"));
            assertEquals(0, board.append("kprobe_events", "-:kprobes/m"));
            assertEquals(2, board.rmdir("instances/x"));
        }
    }

    @Test
    public void shouldNameTheFaultWhenAFilterIsRefused() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.12");
                SimulatedBoard old = new SimulatedBoard("&kernel=3.14")) {
            for (SimulatedBoard one : List.of(board, old)) {
                assertEquals(0, one.append("kprobe_events", "p:m vfs_mkdir mode=%r3:u32"));
                assertEquals(0, one.set("events/kprobes/m/filter", "mode == 0x1c0 || mode == 7"));
                assertEquals("mode == 0x1c0 || mode == 7\n", one.read("events/kprobes/m/filter"));
                assertEquals(EINVAL, one.set("events/kprobes/m/filter", "nope == 1"));
            }
            assertEquals("nope == 1\n     ^\nparse_error: Field not found\n\n", board.read("events/kprobes/m/filter"));
            assertEquals("nope == 1\n^\nparse_error: Field not found\n\n", old.read("events/kprobes/m/filter"));
            assertEquals(EINVAL, board.set("events/kprobes/m/filter", "mode == \"a\""));
            assertTrue(board.read("events/kprobes/m/filter").contains("parse_error: Expecting numeric field"));
            assertEquals("ENOENT", 2, board.set("events/kprobes/m/filter", "(mode == 1"));
            assertEquals(EINVAL, board.set("events/kprobes/m/filter", "mode"));
            assertEquals(0, board.set("events/kprobes/m/filter", "!(mode < 5) && common_pid > 0 && comm ~ \"s*\""));
        }
    }

    @Test
    public void shouldEmptyTheBufferWhenTheClockChanges() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            probe(board);
            board.board().call("vfs_mkdir", 1);
            assertEquals(0, board.set("trace_clock", "counter"));
            assertTrue(board.read("trace_clock").startsWith("local global [counter] "));
            assertEquals(List.of(), board.trace(""));
            board.board().call("vfs_mkdir", 2);
            assertTrue(board.trace("").get(0).contains(" 1: m: "));
            assertTrue(board.trace("").get(1).contains(" 2: m: "));
            assertEquals(EINVAL, board.set("trace_clock", "sundial"));
        }
    }

    @Test
    public void shouldSwitchEventsByPatternWhenSetEventIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("set_event", "sched:sched_sw* net:*"));
            assertTrue(board.read("set_event").contains("sched:sched_switch\n"));
            assertTrue(board.read("set_event").contains("net:net_dev_xmit\n"));
            assertEquals("X\n", board.read("events/sched/enable"));
            assertEquals("1\n", board.read("events/net/enable"));
            assertEquals("X\n", board.read("events/enable"));
            assertEquals(0, board.append("set_event", "!sched:sched_switch"));
            assertEquals("0\n", board.read("events/sched/enable"));
            assertEquals("opening with truncation switches off", 0, board.set("set_event", ""));
            assertEquals("", board.read("set_event"));
            assertEquals(EINVAL, board.append("set_event", "nothing:here"));
        }
    }

    @Test
    public void shouldRecordOnlyTheWantedProcessesWhenTheyAreNamed() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:o do_sys_openat2 path=+0(%r1):ustring");
            board.append("events/kprobes/o/enable", "1");
            assertEquals(0, board.set("set_event_pid", "101"));
            board.board().run(2_000_000_000L);
            assertFalse(board.trace("").isEmpty());
            assertTrue(board.trace("").stream().allMatch(line -> line.contains("bash-101 ")));
            assertTrue(board.read("saved_cmdlines").contains("101 bash\n"));
        }
    }

    @Test
    public void shouldShowWholePagesWhenABufferIsResizedOn61() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            for (String[] size : new String[][]{ { "1", "7" }, { "8", "11" }, { "64", "67" }, { "100", "103" },
                    { "1408", "1411" }, { "4096", "4099" } }) {
                assertEquals(0, board.append("buffer_size_kb", size[0]));
                assertEquals(size[1] + "\n", board.read("buffer_size_kb"));
                assertEquals(4 * Integer.parseInt(size[1]) + "\n", board.read("buffer_total_size_kb"));
            }
            assertEquals(0, board.append("per_cpu/cpu1/buffer_size_kb", "16"));
            assertEquals("19\n", board.read("per_cpu/cpu1/buffer_size_kb"));
            assertEquals("X\n", board.read("buffer_size_kb"));
        }
    }

    @Test
    public void shouldKeepTheRefusalsOfAnInstanceApartWhenAFilterIsWrongThere() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            assertEquals(0, board.mkdir("instances/x"));
            assertEquals(22, board.append("instances/x/events/kprobes/a/filter", "m == 448"));
            assertEquals("", board.read("error_log"));
            assertTrue(board.read("instances/x/error_log").contains("error: Field not found\n  Command: m == 448\n"));
        }
    }

    @Test
    public void shouldRoundSubBuffersToPowersOfTwoWhenTheirSizeIsWrittenOn612() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.12")) {
            assertEquals("4\n", board.read("buffer_subbuf_size_kb"));
            assertEquals(0, board.append("buffer_subbuf_size_kb", "8"));
            assertEquals("8\n", board.read("buffer_subbuf_size_kb"));
            assertEquals(0, board.append("buffer_subbuf_size_kb", "9"));
            assertEquals("16\n", board.read("buffer_subbuf_size_kb"));
            assertEquals(22, board.append("buffer_subbuf_size_kb", "0"));
            assertEquals(22, board.append("buffer_subbuf_size_kb", "1025"));
            assertEquals(0, board.append("buffer_subbuf_size_kb", "1024"));
            assertEquals("1024\n", board.read("buffer_subbuf_size_kb"));
        }
    }

    @Test
    public void shouldDescribeTheOverwriteFlagAsTheKernelDoesWhenThePageHeaderIsRead() throws Exception {
        try (SimulatedBoard older = new SimulatedBoard("&kernel=6.1");
                SimulatedBoard newer = new SimulatedBoard("&kernel=7.2")) {
            assertTrue(older.read("events/header_page").contains("int overwrite;"));
            assertTrue(newer.read("events/header_page").contains("char overwrite;"));
        }
    }

    @Test
    public void shouldShowOneCpusSizeWhenTheOthersDiffer() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("per_cpu/cpu0/buffer_size_kb", "64"));
            assertEquals("67\n", board.read("per_cpu/cpu0/buffer_size_kb"));
            assertEquals("7\n", board.read("per_cpu/cpu1/buffer_size_kb"));
            assertEquals("X\n", board.read("buffer_size_kb"));
        }
    }

    @Test
    public void shouldTakeOnFullBuffersWhenAnEventFileIsWrittenWhateverItSays() throws Exception {
        for (String[] write : new String[][]{ { "set_event", "\n" }, { "events/kprobes/a/enable", "0" } }) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
                assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
                assertEquals("7 (expanded: 1408)\n", board.read("buffer_size_kb"));
                assertEquals(0, board.append(write[0], write[1]));
                assertEquals("1411\n", board.read("buffer_size_kb"));
            }
        }
    }

    @Test
    public void shouldForgetRecordsWhenAnEventThatWasOnceOnIsRemoved() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\np:never vfs_mkdir\np:once vfs_mkdir\n"));
            assertEquals(0, board.append("events/kprobes/once/enable", "1"));
            assertEquals(0, board.append("events/kprobes/once/enable", "0"));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            board.board().call("vfs_mkdir", 2);
            assertEquals(0, board.append("kprobe_events", "-:never\n"));
            assertEquals(2, board.trace("").size());
            assertEquals(0, board.append("kprobe_events", "-:once\n"));
            assertEquals(0, board.trace("").size());
        }
    }

    @Test
    public void shouldMatchWholeNamesAndPatternsWhenSetEventIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("kprobe_events", "p:g1/ab vfs_mkdir\np:g1/ac vfs_mkdir\np:g2/ab vfs_mkdir\n"));
            for (String[] match : new String[][]{ { "g1:a?", "g1:ab\ng1:ac\n" }, { "?1:ab", "g1:ab\n" },
                    { "ab", "g1:ab\ng2:ab\n" }, { "g2", "g2:ab\n" }, { "g1:", "g1:ab\ng1:ac\n" },
                    { ":ac", "g1:ac\n" }, { "g1:*c", "g1:ac\n" } }) {
                assertEquals(match[0], 0, board.set("set_event", match[0]));
                assertEquals(match[0], match[1], board.read("set_event"));
            }
            assertEquals(22, board.append("set_event", "g1:b?"));
        }
    }

    @Test
    public void shouldEmptyOneCpusBufferWhenItsTraceIsTruncated() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("set_event", "sched:sched_switch\n"));
            board.board().run(2_000_000_000L);
            assertEquals(0, board.append("tracing_on", "0"));
            assertTrue(board.stat("", 0, "entries") > 0);
            assertTrue(board.stat("", 1, "entries") > 0);
            assertEquals(0, board.set("per_cpu/cpu0/trace", ""));
            assertEquals(0, board.stat("", 0, "entries"));
            assertTrue(board.stat("", 1, "entries") > 0);
            assertEquals(0, board.set("trace", ""));
            assertEquals(0, board.stat("", 1, "entries"));
        }
    }

    /** As a booted 7.2 answered: a filter, the errno, and of error_log the words and the column. */
    @Test
    public void shouldRefuseFiltersAsTheKernelDoesWhenTheirStructureIsWrong() throws Exception {
        for (String[] filter : new String[][]{ { "m == 448 && (m == 1 ||)", "1", "Error", "0" },
                { "(m == 448 &&)", "1", "Error", "0" }, { "m == 7 || m == 448 &&", "22", "Error", "0" },
                { "&& m == 448", "1", "Error", "0" }, { "m == 448 && ||", "1", "Error", "0" },
                { "!", "22", "No filter found", "1" }, { "()", "22", "Error", "0" },
                { "m == 448 )", "1", "Too few '('", "9" }, { "(m == 448", "2", "Too many '('", "0" },
                { "m == 448 &", "1", "Too many terms in predicate expression", "9" } }) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=7.2")) {
                assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir m=%r3:u32\n"));
                assertEquals(filter[0], Integer.parseInt(filter[1]),
                        board.append("events/kprobes/a/filter", filter[0]));
                assertEquals("event filter parse error: error: " + filter[2] + "\n  Command: " + filter[0] + "\n"
                        + " ".repeat(11 + Integer.parseInt(filter[3])) + "^\n",
                        board.read("error_log").replaceFirst("^\\[.*?\\] ", ""));
            }
        }
    }

    @Test
    public void shouldTakeAnOperatorAtTheEndWhenAFilterIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=7.2")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir m=%r3:u32\n"));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            for (String[] filter : new String[][]{ { "m == 1 &&", "0" }, { "m == 448 &&", "1" }, { "m == 1 ||", "0" },
                    { "m == 448 || ", "1" }, { "!(m == 448) &&", "0" }, { "m == 448 && m == 7 ||", "0" },
                    { "m == 448 && !", "1" } }) {
                assertEquals(filter[0], 0, board.append("events/kprobes/a/filter", filter[0]));
                assertEquals(filter[0].strip() + "\n", board.read("events/kprobes/a/filter"));
                assertEquals(0, board.set("trace", ""));
                board.board().call("vfs_mkdir", 1);
                assertEquals(filter[0], Integer.parseInt(filter[1]), board.trace("").size());
            }
        }
    }

    @Test
    public void shouldReturnTheFoldersDentryWhenOneIsMadeOn72() throws Exception {
        for (String kernel : new String[]{ "6.12", "7.2" }) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=" + kernel)) {
                assertEquals(0, board.append("kprobe_events", "r:a vfs_mkdir q=$retval:x32\n"));
                assertEquals(0, board.append("events/kprobes/a/enable", "1"));
                board.board().call("vfs_mkdir", 1);
                assertEquals(kernel, kernel.equals("6.12"), board.trace("").get(0).endsWith(" q=0x0"));
            }
        }
    }
}

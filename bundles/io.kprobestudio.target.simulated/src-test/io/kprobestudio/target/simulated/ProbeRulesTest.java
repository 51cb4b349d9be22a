/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.LinkException;
import java.util.List;
import org.junit.Test;

/** What trace_kprobe.c does with probes, beyond what the recorded sequences reach. */
public class ProbeRulesTest {

    private static final int EBUSY = 16;
    private static final int ENOENT = 2;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;

    @Test
    public void shouldRefuseRemovalWhenPerfHoldsTheEvent() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_read\np:b vfs_write\n"));
            assertEquals(0, board.board().perf("kprobes/a", true));
            assertEquals(EBUSY, board.append("kprobe_events", "-:kprobes/a"));
            assertEquals("all or nothing", EBUSY, board.set("kprobe_events", ""));
            assertEquals(2, board.read("kprobe_events").lines().count());
            assertEquals(0, board.board().perf("kprobes/a", false));
            assertEquals(ENOENT, board.board().perf("kprobes/a", false));
            assertEquals(0, board.append("kprobe_events", "-:kprobes/a"));
            assertEquals(0, board.set("kprobe_events", ""));
            assertEquals("", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldCountHitsWithoutRecordsWhenOnlyPerfIsOn() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:a vfs_mkdir\nr:b vfs_mkdir\n");
            board.board().perf("kprobes/a", true);
            board.board().perf("kprobes/b", true);
            board.board().call("vfs_mkdir", 3);
            assertArrayEquals(new long[]{ 3, 0 }, board.profile("a"));
            assertArrayEquals(new long[]{ 3, 0 }, board.profile("b"));
            assertEquals(List.of(), board.trace(""));
        }
    }

    @Test
    public void shouldCountHitsOnlyWhereRecordsAreWrittenWhenTheKernelIs38() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=3.8")) {
            assertFalse(board.list(".").contains("instances"));
            board.append("kprobe_events", "p:a vfs_mkdir\nr:b vfs_mkdir\n");
            board.board().perf("kprobes/a", true);
            board.board().call("vfs_mkdir", 3);
            assertArrayEquals("perf alone is not counted", new long[]{ 0, 0 }, board.profile("a"));
            board.append("events/kprobes/enable", "1");
            board.board().call("vfs_mkdir", 2);
            assertArrayEquals(new long[]{ 2, 0 }, board.profile("a"));
            assertArrayEquals("returns are never counted", new long[]{ 0, 0 }, board.profile("b"));
            assertEquals(4, board.trace("").size());
            assertEquals(List.of("enable", "filter", "format", "id"), board.list("events/kprobes/a"));
        }
    }

    @Test
    public void shouldKeepHitsWhenTheModuleGoesAndComes() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:x dummy:dummy_xmit len=%r0:x32\n"));
            assertEquals(0, board.append("events/kprobes/x/enable", "1"));
            assertFalse(board.read("/sys/kernel/debug/kprobes/list").contains("dummy_xmit"));
            assertEquals(38, board.board().call("dummy_xmit", 1));
            assertEquals(0, board.board().loadModule("dummy"));
            assertEquals(EEXIST, board.board().loadModule("dummy"));
            assertTrue(board.read("/proc/modules").startsWith("dummy "));
            assertTrue(board.read("/proc/kallsyms").contains("t dummy_xmit\t[dummy]"));
            assertTrue(board.read("/sys/kernel/debug/kprobes/list").contains("dummy_xmit+0x0  dummy"));
            board.board().call("dummy_xmit", 4);
            assertArrayEquals(new long[]{ 4, 0 }, board.profile("x"));
            assertEquals(0, board.board().unloadModule("dummy"));
            assertEquals(ENOENT, board.board().unloadModule("dummy"));
            assertArrayEquals("hits stay", new long[]{ 4, 0 }, board.profile("x"));
            assertEquals("p:kprobes/x dummy:dummy_xmit len=%r0:x32\n", board.read("kprobe_events"));
            board.board().loadModule("dummy");
            board.board().call("dummy_xmit", 2);
            assertArrayEquals(new long[]{ 6, 0 }, board.profile("x"));
            assertEquals(ENOENT, board.board().loadModule("no_such_module"));
        }
    }

    @Test
    public void shouldMissReturnsWhenMaxactiveIsUsedUp() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "r2:few schedule\nr200:many schedule\n");
            board.append("events/kprobes/enable", "1");
            board.board().run(2_000_000_000L);
            long[] few = board.profile("few");
            long[] many = board.profile("many");
            assertTrue("few=" + few[1], few[1] > 0);
            assertEquals("each sleep is hit or missed, but for those that have not ended", 0, many[1]);
            assertTrue(few[0] > 0 && few[0] < many[0]);
        }
    }

    @Test
    public void shouldNotShowLostReturnsWhenTheKernelIs314() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=3.14")) {
            board.append("kprobe_events", "r:few schedule\n");
            board.append("events/kprobes/enable", "1");
            board.board().run(2_000_000_000L);
            assertTrue(board.profile("few")[0] > 0);
            assertEquals(0, board.profile("few")[1]);
        }
    }

    @Test
    public void shouldCountFaultsAsMissesWhenTheKernelIsBefore514() throws Exception {
        String definition = "p:w vfs_write bad=+0(+0(%r2)):string deep=+8(+0(%r2)):u32\n";
        try (SimulatedBoard old = new SimulatedBoard("&kernel=5.10"); SimulatedBoard young = new SimulatedBoard("")) {
            for (SimulatedBoard board : List.of(old, young)) {
                assertEquals(0, board.append("kprobe_events", definition));
                board.append("events/kprobes/enable", "1");
                board.board().call("vfs_write", 4);
                assertTrue(board.trace("").get(0).endsWith(" bad=(fault) deep=0"));
            }
            assertArrayEquals("a string is tried twice", new long[]{ 4, 12 }, old.profile("w"));
            assertArrayEquals(new long[]{ 4, 0 }, young.profile("w"));
        }
    }

    @Test
    public void shouldStopAtTheBadLineWhenSeveralAreWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(EINVAL,
                    board.append("kprobe_events", "p:a vfs_read\n# note\n\np:b vfs_read %r99\np:c vfs_read\n"));
            assertEquals("p:kprobes/a vfs_read\n", board.read("kprobe_events"));
            String log = board.read("error_log");
            assertTrue(log, log.matches("(?s)\\[ +\\d+\\.\\d{6}\\] trace_kprobe: error: Invalid register name\n"
                    + "  Command: p:b vfs_read %r99\n +\\^\n"));
            String caret = log.lines().toList().get(2);
            assertEquals("  Command: p:b vfs_read ".length(), caret.indexOf('^'));
            assertEquals(0, board.set("error_log", ""));
            assertEquals("", board.read("error_log"));
        }
    }

    @Test
    public void shouldKeepTheLastEightErrorsWhenThereAreMore() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            for (int i = 0; i < 11; i++) {
                board.append("kprobe_events", "p:e" + i + " vfs_read %nothing" + i);
            }
            List<String> commands = board.read("error_log").lines().filter(line -> line.startsWith("  Command"))
                    .toList();
            assertEquals(8, commands.size());
            assertTrue(commands.get(0).contains("p:e3 "));
            assertTrue(commands.get(7).contains("p:e10 "));
        }
    }

    @Test
    public void shouldWriteTheReasonIntoTheKernelLogWhenThereIsNoErrorLog() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=3.14")) {
            assertFalse(board.list(".").contains("error_log"));
            assertEquals(ENOENT, board.append("kprobe_events", "p:a no_such_function"));
            try (io.kprobestudio.target.TargetProcess dmesg = board.connection().start(List.of("dmesg"))) {
                String text = new String(dmesg.output().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
                assertTrue(text, text.contains("Could not insert probe at no_such_function+0: -2"));
            }
        }
    }

    @Test
    public void shouldDropTheOldProbeWhenAReplacementFailsBefore54() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=3.14")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_read"));
            assertEquals(ENOENT, board.append("kprobe_events", "p:a no_such_function"));
            assertEquals("", board.read("kprobe_events"));
            assertFalse(board.list("events").contains("kprobes"));
        }
    }

    @Test
    public void shouldRunTheNewestProbeFirstWhenSeveralSitAtOnePlace() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:first vfs_mkdir\nr:firstret vfs_mkdir\np:second vfs_mkdir\n"
                    + "r:secondret vfs_mkdir\np:inside vfs_mkdir+4\n");
            board.append("events/kprobes/enable", "1");
            board.board().call("vfs_mkdir", 1);
            List<String> names = board.trace("").stream().map(line -> line.split(": ")[1]).toList();
            assertEquals(List.of("second", "first", "inside", "firstret", "secondret"), names);
        }
    }

    @Test
    public void shouldPutTheTrampolineIntoTheLinkRegisterWhenAReturnProbeRanBefore() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:plain vfs_mkdir who=%lr:symbol\n");
            board.append("events/kprobes/enable", "1");
            board.board().call("vfs_mkdir", 1);
            board.append("kprobe_events", "r:ret vfs_mkdir\n");
            board.append("events/kprobes/ret/enable", "1");
            board.board().call("vfs_mkdir", 1);
            List<String> lines = board.trace("").stream().filter(line -> line.contains(" plain: ")).toList();
            assertTrue(lines.get(0), lines.get(0).contains("who=do_mkdirat+0x"));
            assertTrue(lines.get(1), lines.get(1).contains("who=__kretprobe_trampoline+0x0/0x"));
        }
    }

    @Test
    public void shouldGiveEachEventAnIdOfItsOwnWhenProbesComeAndGo() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:a vfs_read\np:b vfs_read\n");
            int first = Integer.parseInt(board.read("events/kprobes/a/id").strip());
            int second = Integer.parseInt(board.read("events/kprobes/b/id").strip());
            assertEquals(first + 1, second);
            assertTrue(board.read("events/kprobes/b/format").contains("\nID: " + second + "\n"));
            board.append("kprobe_events", "-:kprobes/b\np:c vfs_read\n");
            assertEquals(second + 1, Integer.parseInt(board.read("events/kprobes/c/id").strip()));
        }
    }

    @Test
    public void shouldGiveTheLeastFreeIdAgainWhenTheKernelIs612() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.12")) {
            board.append("kprobe_events", "p:a vfs_read\np:b vfs_read\n");
            int first = Integer.parseInt(board.read("events/kprobes/a/id").strip());
            assertEquals(first + 1, Integer.parseInt(board.read("events/kprobes/b/id").strip()));
            board.append("kprobe_events", "-:kprobes/a\np:c vfs_read\n");
            assertEquals(first, Integer.parseInt(board.read("events/kprobes/c/id").strip()));
            assertTrue(board.read("events/kprobes/c/format").contains("\nID: " + first + "\n"));
            board.append("kprobe_events", "p:d vfs_read\n");
            assertEquals(first + 2, Integer.parseInt(board.read("events/kprobes/d/id").strip()));
        }
    }

    @Test
    public void shouldListTenThousandProbesWhenTheyWereWrittenAThousandAtATime() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            for (int i = 0; i < 10_000; i += 1000) {
                StringBuilder text = new StringBuilder();
                for (int j = i; j < i + 1000; j++) {
                    text.append("p:kps_1/e").append(j).append(" vfs_read count=%r2:u32\n");
                }
                assertEquals(0, board.append("kprobe_events", text.toString()));
            }
            assertEquals(10_000, board.read("kprobe_events").lines().count());
            assertEquals(10_000, board.read("kprobe_profile").lines().count());
            assertEquals(10_002, board.list("events/kps_1").size());
            assertEquals(0, board.append("kprobe_events", "-:kps_1/"));
            assertEquals("", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldKillTheBoardWhenAReturnProbeReadsTheStackOn72() throws Exception {
        SimulatedTargetProvider provider = new SimulatedTargetProvider();
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual&kernel=7.2")) {
            assertEquals(0, board.append("kprobe_events", "r:x vfs_mkdir s=$stack0\n"));
            assertEquals(0, board.append("events/kprobes/x/enable", "1"));
            board.board().call("vfs_mkdir", 1);
            assertThrows(LinkException.class, () -> board.read("kprobe_events"));
        }
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual&kernel=7.2")) {
            assertEquals("", board.read("kprobe_events"));
        }
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "r:x vfs_mkdir s=$stack0\n");
            board.append("events/kprobes/x/enable", "1");
            board.board().call("vfs_mkdir", 1);
            assertEquals("6.1 lives on", 1, board.profile("x")[0]);
        }
    }

    @Test
    public void shouldMissReturnsWhenMoreProgramsSleepThanMayBePending() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("kprobe_events",
                    "r2:few hrtimer_nanosleep q=$retval:s32\nr:usual hrtimer_nanosleep\np:entry hrtimer_nanosleep\n"));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            board.board().call("hrtimer_nanosleep", 12);
            assertArrayEquals(new long[]{ 2, 10 }, board.profile("few"));
            assertArrayEquals(new long[]{ 10, 2 }, board.profile("usual"));
            assertArrayEquals(new long[]{ 12, 0 }, board.profile("entry"));
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What control files take and show, and what handlers find in registers. */
public class ControlRulesTest {

    private static final Pattern STACK = Pattern.compile(" sp=0x([0-9a-f]+)");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static long address(SimulatedBoard board, String symbol) throws Exception {
        return board.read("/proc/kallsyms").lines().filter(line -> line.endsWith(" " + symbol))
                .mapToLong(line -> Long.parseLong(line.substring(0, 8), 16)).findFirst().orElseThrow();
    }

    @Test
    public void shouldOfferTheClocksOfTheKernelWhenTheyAreRead() throws Exception {
        for (List<String> kernel : List.of(List.of("3.14", "[local] global counter uptime perf\n"),
                List.of("5.10", "[local] global counter uptime perf mono mono_raw boot\n"),
                List.of("6.1", "[local] global counter uptime perf mono mono_raw boot tai\n"))) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=" + kernel.get(0))) {
                assertEquals(kernel.get(0), kernel.get(1), board.read("trace_clock"));
            }
        }
    }

    @Test
    public void shouldSwitchWhatAWordMeansWhenSetEventIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\np:g/a vfs_mkdir\np:g/b vfs_mkdir\n"
                    + "p:a/z vfs_mkdir\n"));
            assertEquals(0, board.append("set_event", ":a"));
            assertEquals("kprobes:a\ng:a\n", board.read("set_event"));
            assertEquals(0, board.append("set_event", "g:\n"));
            assertEquals("kprobes:a\ng:a\ng:b\n", board.read("set_event"));
            assertEquals(0, board.append("set_event", "!g:?"));
            assertEquals("kprobes:a\n", board.read("set_event"));
        }
    }

    @Test
    public void shouldTakeANumberAsTheKernelDoesWhenItIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            String enable = "events/kprobes/a/enable";
            for (String on : List.of("1", "1\n", "+1", "000000000000000001")) {
                assertEquals(on, 0, board.append(enable, on));
                assertEquals(on, "1\n", board.read(enable));
                assertEquals(on, 0, board.append(enable, "0\n"));
                assertEquals(on, "0\n", board.read(enable));
            }
            for (String wrong : List.of("", "\n", "2", "-1", "1x", "1\n\n", " 1")) {
                assertEquals("'" + wrong + "'", wrong.isEmpty() ? 0 : 22, board.append(enable, wrong));
            }
        }
    }

    @Test
    public void shouldFilterTheEventsThatItFitsWhenAGroupsFilterIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:g/a vfs_mkdir m=%r3:u32\np:g/b vfs_mkdir n=%r3:u32\n"));
            assertEquals(0, board.append("events/g/filter", "m == 1"));
            assertEquals("m == 1\n", board.read("events/g/a/filter"));
            assertEquals(22, board.append("events/g/filter", "nosuch == 1"));
            assertEquals(0, board.append("events/g/filter", "common_pid > 0"));
            assertEquals("common_pid > 0\n", board.read("events/g/b/filter"));
            assertEquals(0, board.append("events/g/filter", "0"));
            assertEquals("none\n", board.read("events/g/a/filter"));
        }
    }

    @Test
    public void shouldKeepPidsUntilTheFileIsTruncatedWhenTheyAreWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("set_event_pid", "12 34\n"));
            assertEquals(0, board.append("set_event_pid", "56"));
            assertEquals("12\n34\n56\n", board.read("set_event_pid"));
            assertEquals(0, board.set("set_event_pid", "7"));
            assertEquals("7\n", board.read("set_event_pid"));
        }
    }

    @Test
    public void shouldHoldAnEventByEachOfItsNamesWhenPerfOpensIt() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            for (String name : List.of("a", "kprobes:a", "kprobes/a")) {
                assertEquals(name, 2, board.board().perf(name, false));
                assertEquals(name, 0, board.board().perf(name, true));
                assertEquals(name, 16, board.append("kprobe_events", "-:a\n"));
                assertEquals(name, 0, board.board().perf(name, false));
            }
            assertEquals(2, board.board().perf("/a", true));
            assertEquals(0, board.append("kprobe_events", "-:a\n"));
        }
    }

    @Test
    public void shouldTellWhatIsOffWhenTheListOfProbesIsRead() throws Exception {
        String list = "/sys/kernel/debug/kprobes/list";
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            String line = "%08x  k  vfs_mkdir+0x0 ".formatted(address(board, "vfs_mkdir"));
            assertTrue(board.read(list), board.read(list).matches(Pattern.quote(line) + " *\\[DISABLED\\]\n"));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            assertTrue(board.read(list), board.read(list).startsWith(line.stripTrailing()));
            assertEquals(-1, board.read(list).indexOf("DISABLED"));
        }
    }

    @Test
    public void shouldTakeLinesUpToThePageWhenTheyAreLong() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "#" + "x".repeat(4093) + "\np:a vfs_mkdir\n"));
            assertEquals("p:kprobes/a vfs_mkdir\n", board.read("kprobe_events"));
            assertEquals(22,
                    board.append("kprobe_events", "p:b vfs_mkdir\n#" + "x".repeat(4094) + "\np:c vfs_mkdir\n"));
            assertEquals("p:kprobes/a vfs_mkdir\np:kprobes/b vfs_mkdir\n", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldHitWhatSitsAtAnAddressWhenItBeginsAFunction() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            long place = address(board, "vfs_mkdir");
            assertEquals(0, board.append("kprobe_events",
                    "p:a 0x%x pc=%%pc:x32\np:b vfs_mkdir+4 pc=%%pc:x32\n".formatted(place)));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            assertEquals(0, board.board().call("vfs_mkdir", 1));
            List<String> lines = board.trace("");
            assertEquals(2, lines.size());
            assertTrue(lines.get(0), lines.get(0).endsWith(" pc=0x%x".formatted(place)));
            assertTrue(lines.get(1), lines.get(1).endsWith(" pc=0x%x".formatted(place + 4)));
            assertNotEquals("a handler takes time", time(lines.get(0)), time(lines.get(1)));
        }
    }

    private static String time(String line) {
        return line.replaceFirst(".* ([0-9]+\\.[0-9]+): .*", "$1");
    }

    @Test
    public void shouldFindTheTrampolineAsPlaceWhenAReturnIsProbed() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "r:a vfs_mkdir pc=%pc:x32 q=%r0:s32\n"));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            assertEquals(0, board.board().call("vfs_mkdir", 1));
            String line = board.trace("").get(0);
            String trampoline = board.read("/proc/kallsyms").lines().filter(any -> any.endsWith("kretprobe_trampoline"))
                    .findFirst().orElseThrow().substring(0, 8);
            assertTrue(line, line.endsWith(" pc=0x" + trampoline + " q=0"));
        }
    }

    private static long stack(String line) {
        Matcher found = STACK.matcher(line);
        assertTrue(line, found.find());
        return Long.parseLong(found.group(1), 16);
    }

    @Test
    public void shouldHaveAnAlignedStackThatGrowsDownwardsWhenFunctionsAreEntered() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events",
                    "p:outer do_sys_openat2 sp=%sp:x32\np:inner vfs_open sp=%sp:x32\n"));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            assertEquals(0, board.board().call("do_sys_openat2", 1));
            List<String> lines = board.trace("");
            long outer = stack(lines.stream().filter(line -> line.contains(" outer: ")).findFirst().orElseThrow());
            long inner = stack(lines.stream().filter(line -> line.contains(" inner: ")).findFirst().orElseThrow());
            assertTrue("inner=%x outer=%x".formatted(inner, outer), inner < outer && outer - inner < 0x400);
            assertEquals(0, outer & 7);
            assertEquals(0, inner & 7);
            assertTrue("below the registers of user mode: %x".formatted(outer), (outer & 0x1fff) > 0x1c00
                    && (outer & 0x1fff) <= 0x2000 - 0x60);
        }
    }

    @Test
    public void shouldGoOnWithCountsAndIdsWhenABoardIsKept() throws Exception {
        Path state = folder.getRoot().toPath();
        String first = "";
        try (SimulatedBoard board = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:kept?time=manual")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            first = board.read("events/kprobes/a/id").strip();
        }
        try (SimulatedBoard board = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:kept?time=manual")) {
            assertEquals(0, board.board().call("vfs_mkdir", 2));
        }
        try (SimulatedBoard board = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:kept?time=manual")) {
            assertEquals(2, board.profile("a")[0]);
            assertEquals(2, board.trace("").size());
            assertEquals(first, board.read("events/kprobes/a/id").strip());
            assertEquals(0, board.append("kprobe_events", "p:b vfs_mkdir\n"));
            assertEquals(Integer.parseInt(first) + 1, Integer.parseInt(board.read("events/kprobes/b/id").strip()));
        }
    }

    @Test
    public void shouldShowSizesAndTimesAsTheyAreWhenNothingWasUsed() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals("7 (expanded: 1408)\n", board.read("buffer_size_kb"));
            assertEquals("28 (expanded: 5632)\n", board.read("buffer_total_size_kb"));
            assertTrue(board.read("per_cpu/cpu0/stats").contains("\nnow ts:   100.000000\n"));
            assertEquals(0, board.set("trace_clock", "counter"));
            assertTrue(board.read("per_cpu/cpu0/stats").contains("\nnow ts: 100000000000\n"));
        }
    }

    @Test
    public void shouldRecordTheTasksThatAreNamedWhenThereArePids() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            assertEquals(0, board.set("set_event_pid", "1"));
            assertEquals(0, board.board().call("vfs_mkdir", 2));
            assertEquals(List.of(), board.trace(""));
            assertEquals(2, board.profile("a")[0]);
            assertEquals(0, board.set("set_event_pid", "120"));
            assertEquals(0, board.board().call("vfs_mkdir", 2));
            assertEquals(2, board.trace("").size());
        }
    }

    @Test
    public void shouldTellWhereAModuleIsWhenItIsLoaded() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.board().loadModule("dummy"));
            Matcher line = Pattern.compile("dummy ([0-9]+) 0 - Live 0xbf200000\n").matcher(board.read("/proc/modules"));
            assertTrue(board.read("/proc/modules"), line.lookingAt());
            long end = board.read("/proc/kallsyms").lines().filter(symbol -> symbol.endsWith("\t[dummy]"))
                    .mapToLong(symbol -> Long.parseLong(symbol.substring(0, 8), 16)).max().orElseThrow();
            long size = Long.parseLong(line.group(1));
            assertEquals("whole pages", 0, size % 0x1000);
            assertTrue("size=" + size, 0xbf200000L + size > end && 0xbf200000L + size - end < 0x5000);
        }
    }

    @Test
    public void shouldShowEachErrorOnceWhenTwoLookAtOneBoard() throws Exception {
        Path state = folder.getRoot().toPath();
        try (SimulatedBoard first = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:two?time=manual");
                SimulatedBoard second = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:two?time=manual")) {
            for (int i = 1; i < 4; i++) {
                assertEquals(22, first.append("kprobe_events", "p:bad vfs_mkdir %zz\n"));
                assertEquals(i, second.read("error_log").split("Command", -1).length - 1);
                assertEquals(first.read("error_log"), second.read("error_log"));
            }
        }
    }
}

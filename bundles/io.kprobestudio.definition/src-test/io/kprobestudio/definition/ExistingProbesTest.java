/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static io.kprobestudio.definition.Kernels.told;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What is there already decides over what may come (append_trace_kprobe, register_trace_kprobe, trace_eprobe_create). */
public class ExistingProbesTest {
    /** The answer to the last of some lines, with all its problems. */
    private static String last(Judge judge, String... lines) {
        ControlFile state = new ControlFile();
        String said = "";
        for (String line : lines) {
            Verdict verdict = judge.judge(line.getBytes(StandardCharsets.US_ASCII), state);
            said = told(verdict);
            long errors = verdict.problems().stream().filter(problem -> problem.severity() == Severity.ERROR).count();
            assertEquals(line, verdict.accepted() ? 0 : 1, errors);
        }
        return said;
    }

    private static String kprobes(String... lines) {
        return last(Kernels.judge("6.1", Architecture.ARM), lines);
    }

    private static String all(String version, String... lines) {
        return last(Kernels.dynamic(version, Architecture.ARM64), lines);
    }

    @Test
    public void shouldAppendWhenArgumentsAreOfTheSameTypes() {
        assertEquals("p:kprobes/a vfs_read\np:kprobes/a vfs_write", kprobes("p:a vfs_read", "p:a vfs_write"));
        assertEquals("p:kprobes/a vfs_read b=%r0\np:kprobes/a vfs_read b=%r1",
                kprobes("p:a vfs_read b=%r0", "p:a vfs_read b=%r1"));
        assertEquals("17 Probe type is different from existing probe@0", kprobes("p:a vfs_read", "r:a vfs_read"));
        assertEquals("17 There is already the exact same probe event@0", kprobes("p:a vfs_read", "p:a vfs_read"));
        assertEquals("17 There is already the exact same probe event@0",
                kprobes("p:a vfs_read", "p:a vfs_write", "p:a vfs_write"));
        assertEquals("17 There is already the exact same probe event@0",
                kprobes("p:a vfs_read b=%r0", "p:a vfs_write b=%r0", "p:a vfs_read b=%r0"));
    }

    @Test
    public void shouldPointAtTheFirstArgumentThatDiffersWhenAppending() {
        String differs = "17 Argument type or name is different from existing probe@";
        assertEquals(differs + 13, kprobes("p:a vfs_read b=%r0", "p:a vfs_read b=%r0:u8"));
        assertEquals(differs + 20, kprobes("p:a vfs_read b=%r0 c=%r1", "p:a vfs_write b=%r0 d=%r1"));
        assertEquals(differs + 14, kprobes("p:a vfs_read b=+0(%r0):u8[2]", "p:a vfs_write b=+0(%r0):u8[3]"));
        assertEquals(differs + 20, kprobes("p:a vfs_read b=%r0 c=%r1", "p:a vfs_write b=%r0"));
        assertEquals(differs + 20, kprobes("p:a vfs_read b=%r0", "p:a vfs_write b=%r0 c=%r0"));
    }

    @Test
    public void shouldRefuseNamesThatOthersHaveWhenFamiliesDiffer() {
        assertEquals("17 Given group/event name is already used by another event@0",
                kprobes("p:sched/sched_switch vfs_read"));
        assertEquals("p:sched/other vfs_read", kprobes("p:sched/other vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                all("6.6", "p:g/a vfs_read", "f:g/a vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                all("6.6", "p:g/a vfs_read", "e:g/a sched.sched_switch"));
        assertEquals("17 Given group/event name is already used by another event@0",
                all("6.6", "e:g/a sched.sched_switch", "e:g/a sched.sched_switch"));
        assertEquals("17 Probe type is different from existing probe@0",
                all("6.6", "f:g/a vfs_read", "f:g/a vfs_read%return"));
        assertEquals("22 Probe type is different from existing probe@0",
                all("6.14", "f:g/a vfs_read", "f:g/a vfs_read%return"));
        assertEquals("22 Given group/event name is already used by another event@0",
                all("6.14", "p:g/a vfs_read", "f:g/a vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                all("6.14", "f:g/a vfs_read", "p:g/a vfs_read"));
        assertEquals("f:g/a vfs_read\nf:g/a vfs_write", all("6.14", "f:g/a vfs_read", "f:g/a vfs_write"));
    }

    @Test
    public void shouldBeBusyWhenTheEventToReplaceIsInUse() {
        Judge judge = Kernels.judge("4.14", Architecture.ARM);
        ControlFile state = new ControlFile();
        judge.judge("p:a vfs_read".getBytes(StandardCharsets.US_ASCII), state);
        state.busyWhen(probe -> true);
        assertEquals(16, judge.judge("p:a vfs_write".getBytes(StandardCharsets.US_ASCII), state).errno());
        assertEquals(16, judge.judge("-:a".getBytes(StandardCharsets.US_ASCII), state).errno());
        state.busyWhen(probe -> false);
        assertEquals(0, judge.judge("p:a vfs_write".getBytes(StandardCharsets.US_ASCII), state).errno());
        assertEquals("p:kprobes/a vfs_write\n", state.list());
    }

    @Test
    public void shouldDeleteWhatMatchesWhenMoreIsSaid() {
        Judge judge = Kernels.judge("6.1", Architecture.ARM);
        String[] there = { "p:g/a vfs_read b=%r0", "p:g/a vfs_write b=%r1", "p:h/a vfs_read", "p:g/c vfs_read" };
        for (String[] each : new String[][]{ { "-:a", "p:g/c" }, { "-:g/a", "p:h/a p:g/c" }, { "-:g/", "p:h/a" },
                { "-:g/a vfs_read", "p:g/a p:h/a p:g/c" }, { "-:g/a vfs_write b=%r1", "p:g/a p:h/a p:g/c" },
                { "-:g/a vfs_write b=%r0", null }, { "-:x", null }, { "-:h/c", null },
                { "-:c", "p:g/a p:g/a p:h/a" } }) {
            ControlFile state = new ControlFile();
            for (String line : there) {
                judge.judge(line.getBytes(StandardCharsets.US_ASCII), state);
            }
            Verdict verdict = judge.judge(each[0].getBytes(StandardCharsets.US_ASCII), state);
            assertEquals(each[0], each[1] == null ? 2 : 0, verdict.errno());
            assertEquals(each[0], each[1] == null ? 4 : each[1].split(" ").length, state.probes().size());
            if (each[1] != null) {
                assertEquals(each[0], each[1], String.join(" ", state.list().lines()
                        .map(line -> line.substring(0, line.indexOf(' '))).toList()));
            }
        }
    }

    @Test
    public void shouldKnowFunctionsApartWhenTheirNamesAreTheSame() {
        String kallsyms = "80008000 T _stext\n80008100 t one\n80008200 t same\n80008300 t two\n80008400 t same\n"
                + "80008500 t three\n80008600 t same\n80009000 T _etext\nbf000000 t same\t[m]\n";
        for (String[] each : new String[][]{ { "one\nsame\ntwo\nthree\n", "-+++-+---" },
                { "one\ntwo\nsame\nthree\n", "-+-+++---" }, { "one\ntwo\nthree\nsame\n", "-+-+-++--" },
                { "same [m]\n", "--------+" }, { "same\n", "--+-+-+--" }, { "", "---------" } }) {
            Description description = Kernels.description(Map.of("kallsyms", kallsyms, "available_filter_functions",
                    each[0]));
            StringBuilder signs = new StringBuilder();
            for (int i = 0; i < description.symbols().size(); i++) {
                signs.append(description.traceable(i) ? '+' : '-');
            }
            assertEquals(each[0], each[1], signs.toString());
        }
    }

    @Test
    public void shouldHoldTheBlacklistsEdgesWhenAskedByAddress() {
        Description known = Kernels.description(Map.of("blacklist",
                "0x80008100-0x80008200\tvfs_read\n0xbf000000-0xbf000010\tmod_fn\t[mod]\n"));
        assertTrue(known.blacklistKnown());
        assertEquals(List.of(false, true, true, false, true, false), java.util.stream.LongStream
                .of(0x800080ffL, 0x80008100L, 0x800081ffL, 0x80008200L, 0xbf00000fL, 0xbf000010L)
                .mapToObj(address -> known.blacklisted(address, "x")).toList());
        assertFalse(known.blacklisted(0, "vfs_read"));
        Description hidden = Kernels.description(Map.of("kallsyms", "00000000 T vfs_read\n00000000 T vfs_write\n",
                "blacklist", "0x00000000-0x00000000\tvfs_read\n"));
        assertTrue(hidden.blacklisted(0, "vfs_read"));
        assertFalse(hidden.blacklisted(0, "vfs_write"));
    }
}

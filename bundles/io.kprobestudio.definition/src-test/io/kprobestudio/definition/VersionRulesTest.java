/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static io.kprobestudio.definition.Kernels.arm;
import static io.kprobestudio.definition.Kernels.format;
import static io.kprobestudio.definition.Kernels.told;
import static io.kprobestudio.definition.Kernels.x86;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Rules by version, at and before the version that brought them; the grammar's document names these tests. */
public class VersionRulesTest {
    /** create_trace_probe in the seed's trace_kprobe.c. */
    @Test
    public void shouldIgnoreWhatFollowsTheLetterWhenBeforeMaxactive() {
        assertEquals("r:kprobes/r_vfs_read_0 vfs_read", arm("3.5", "r20:named vfs_read"));
        assertEquals("p:kprobes/p_vfs_read_0 vfs_read", arm("4.11", "probe:x vfs_read"));
        assertEquals("r:kprobes/named vfs_read", arm("4.13", "r20:named vfs_read"));
        assertEquals("7 Maxactive is too big (5000 > 4096).", arm("4.12", "r5000:x vfs_read"));
    }

    /** register_trace_probe in the seed's trace_kprobe.c; trace_probe_append from 5.4 on. */
    @Test
    public void shouldReplaceTheEventOfTheSameNameWhenBeforeAppending() {
        for (String version : new String[]{ "3.5", "4.19", "5.3", "5.4", "6.6" }) {
            Judge judge = Kernels.judge(version, Architecture.ARM);
            ControlFile state = new ControlFile();
            judge.judge("p:a vfs_read".getBytes(), state);
            assertEquals(0, judge.judge("p:a vfs_write".getBytes(), state).errno());
            boolean appends = judge.dialect().has(Feature.APPEND);
            assertEquals((appends ? "p:kprobes/a vfs_read\n" : "") + "p:kprobes/a vfs_write\n", state.list());
            assertEquals(appends ? 17 : 0, judge.judge("r:a vfs_write".getBytes(), state).errno());
        }
    }

    /** create_trace_probe in the seed's trace_kprobe.c. */
    @Test
    public void shouldRefuseOffsetsOfReturnsWhenBeforeEntries() {
        assertEquals("22 Return probe must be used without offset.", arm("3.9", "r:a vfs_read+4"));
        assertEquals("22 Given offset is not valid for return probe.", arm("4.12", "r:a vfs_read+4"));
        assertEquals("22 Return probe point must be a symbol.", arm("3.9", "r:a 0x80008100"));
        assertEquals("r:kprobes/a 0x80008100", arm("4.13", "r:a 0x80008100"));
        assertEquals("22 Retprobe address must be an function entry@4", arm("5.4", "r:a vfs_read+4"));
    }

    /** trace_kprobe_create: kprobe_on_func_entry learnt to say that a symbol is missing with 5.11. */
    @Test
    public void shouldTellMissingFromNoEntryWhenFrom511() {
        assertEquals("22 Retprobe address must be an function entry@4", arm("5.4.50", "r:a nope+4"));
        assertEquals("2 Invalid probed address or symbol@4", arm("5.15", "r:a nope+4"));
        assertEquals("2 Invalid probed address or symbol@4", arm("5.4.100", "r:a nope+4"));
        assertEquals("22 Failed to register probe event@4", arm("5.4.50", "r:a nope"));
        assertEquals("22 Failed to register probe event@4", arm("5.4.50", "r:a nomod:fn"));
        assertEquals("r:kprobes/a nomod:fn", arm("5.4.100", "r:a nomod:fn"));
        assertEquals("22 Could not insert probe at nope+0: -22", arm("4.14", "r:a nope"));
    }

    /** traceprobe_split_symbol_offset. */
    @Test
    public void shouldMakeNothingAndSucceedWhenAnOffsetIsNegativeIn4x() {
        Verdict verdict = Kernels.judge("4.19", Architecture.ARM).judge("p:a vfs_read-4");
        assertEquals(0, verdict.errno());
        assertEquals("", verdict.list());
        assertEquals("trace_kprobe: Failed to parse either an address or a symbol.\n", verdict.log());
        assertEquals("2 Could not insert probe at vfs_read-4+0: -2", arm("3.14", "p:a vfs_read-4"));
        assertEquals("22 Invalid probed address or symbol@4", arm("5.4", "p:a vfs_read-4"));
    }

    /** ASSIGN_FETCH_TYPE in trace_probe.c of 4.8 and 4.9. */
    @Test
    public void shouldPrintUnsignedInDecimalWhenHexTypesExist() {
        assertTrue(format("4.8", "p:a vfs_read x=%r0 y=%r0:u8").contains("print fmt: \"(%lx) x=0x%x y=0x%x\""));
        assertTrue(format("4.9", "p:a vfs_read x=%r0 y=%r0:u8").contains("print fmt: \"(%lx) x=0x%x y=%u\""));
        assertEquals("22 Unsupported type: x8|Parse error at argument[0]. (-22)", arm("4.8", "p:a vfs_read x=%r0:x8"));
    }

    @Test
    public void shouldKnowTheTaskNameWhenFrom48() {
        assertEquals("22 Parse error at argument[0]. (-22)", arm("4.7", "p:a vfs_read $comm:string"));
        assertEquals("p:kprobes/a vfs_read arg1=$comm:string", arm("4.8", "p:a vfs_read $comm:string"));
        assertEquals("22 Invalid $-valiable specified@13", arm("5.4", "p:a vfs_read $COMM"));
        assertEquals("p:kprobes/a vfs_read arg1=$COMM", arm("6.0", "p:a vfs_read $COMM"));
    }

    /** string_size of the type table until 4.19. */
    @Test
    public void shouldFetchLengthsOfStringsWhenBeforeCompiledFetching() {
        assertEquals("p:kprobes/a vfs_read n=+0(%r0):string_size", arm("3.14", "p:a vfs_read n=+0(%r0):string_size"));
        assertEquals("22 string_size type has no corresponding fetch method.|Parse error at argument[0]. (-22)",
                arm("3.14", "p:a vfs_read n=%r0:string_size"));
        assertTrue(format("3.14", "p:a vfs_read n=+0(%r0):string_size").contains("field:u32 n;\toffset:12;\tsize:4;"));
        assertEquals("22", arm("4.20", "p:a vfs_read n=+0(%r0):string_size"));
    }

    @Test
    public void shouldSanitizeMadeUpNamesWhenFrom414() {
        assertEquals("22 Failed to allocate trace_probe.(-22)", arm("4.13", "p mod:mod_fn"));
        assertEquals("p:kprobes/p_mod_mod_fn_0 mod:mod_fn", arm("4.14", "p mod:mod_fn"));
    }

    @Test
    public void shouldRefuseFunctionsThatCannotBeTracedWhenFrom419() {
        assertEquals("p:kprobes/a hidden", x86("4.18", "p:a hidden"));
        assertEquals("22 trace_kprobe: Could not probe notrace function hidden", x86("4.19", "p:a hidden"));
        assertEquals("22 Failed to register probe event@4", x86("5.4", "p:a hidden"));
    }

    @Test
    public void shouldKnowArraysAndSymbolsWhenFrom420() {
        assertEquals("p:kprobes/a vfs_read x=+0(%r0):u8[4] y=%r0:symbol",
                arm("4.20", "p:a vfs_read x=+0(%r0):u8[4] y=%r0:symbol"));
        assertTrue(format("5.4", "p:a vfs_read x=+0(%r0):u8[4]").contains("field:u8 x[4];\toffset:12;\tsize:4;"));
        assertTrue(format("6.2", "p:a vfs_read x=+0(%r0):u8[4]").contains("field:u8 x[];\toffset:12;\tsize:4;"));
        assertEquals("22 Array number is too big@26", arm("5.4", "p:a vfs_read x=+0(%r0):u8[65]"));
    }

    @Test
    public void shouldKnowFunctionArgumentsWhenTheMachineDoes() {
        assertEquals("p:kprobes/a vfs_read arg1=$arg1", x86("5.4", "p:a vfs_read $arg1"));
        assertEquals("22 Invalid $-valiable specified@13", arm("5.4", "p:a vfs_read $arg1"));
        assertEquals("22 Invalid $-valiable specified@13", x86("5.4", "r:a vfs_read $arg1"));
        assertEquals("22 Invalid argument number@13", x86("5.4", "p:a vfs_read $arg0"));
    }

    @Test
    public void shouldKnowUserMemoryWhenFrom53() {
        assertEquals("22 Unknown type is specified@21", arm("5.2", "p:a vfs_read +0(%r0):ustring"));
        assertEquals("p:kprobes/a vfs_read arg1=+u0(%r0):ustring", arm("5.3", "p:a vfs_read +u0(%r0):ustring"));
    }

    @Test
    public void shouldKnowImmediatesWhenFrom54() {
        assertEquals("22 Invalid fetch argument@13", arm("5.3", "p:a vfs_read \\1"));
        assertEquals("p:kprobes/a vfs_read arg1=\\1 arg2=\\\"x\"", arm("5.4", "p:a vfs_read \\1 \\\"x\""));
        assertEquals("p:kprobes/a vfs_read arg1=\\\"", arm("6.6", "p:a vfs_read \\\""));
        assertEquals("22 String is not closed with '\"'@15", arm("7.1", "p:a vfs_read \\\""));
    }

    @Test
    public void shouldKnowReturnSuffixesWhenFrom510() {
        assertEquals("2 Invalid probed address or symbol@4", arm("5.4", "p:a vfs_read%return"));
        assertEquals("r4:kprobes/a vfs_read", arm("5.10", "p:a vfs_read%return"));
        assertEquals("r10:kprobes/a vfs_read", arm("6.6", "p:a vfs_read%return"));
        assertEquals("22 Invalid probed address suffix@12", arm("5.10", "p:a vfs_read%retur"));
    }

    @Test
    public void shouldTakeDotsAndMissingEventsWhenTheVersionDoes() {
        assertEquals("22 Event name must follow the same rules as C identifiers@2", arm("5.4", "p:g.e vfs_read"));
        assertEquals("p:g/e vfs_read", arm("5.15", "p:g.e vfs_read"));
        assertEquals("22 Event name is not specified@4", arm("5.15", "p:g/ vfs_read"));
        assertEquals("p:g/p_vfs_read_0 vfs_read", arm("6.0", "p:g/ vfs_read"));
    }

    @Test
    public void shouldRefuseNamesOfStaticEventsWhenFrom515() {
        assertEquals("p:sched/sched_switch vfs_read", arm("5.10", "p:sched/sched_switch vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                arm("5.10.223", "p:sched/sched_switch vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                arm("5.15", "p:sched/sched_switch vfs_read"));
    }

    @Test
    public void shouldRefuseSymbolsThatAreThereTwiceWhenFrom67() {
        assertEquals("p:kprobes/a twice", arm("6.5", "p:a twice"));
        assertEquals("99 The symbol is not unique@4", arm("6.7", "p:a twice"));
        assertEquals("99 The symbol is not unique@4", arm("6.1.100", "p:a twice"));
        assertEquals("22 The symbol is not unique@4", arm("6.12", "p:a twice"));
        assertEquals("2 Invalid probed address or symbol@4", arm("6.7", "p:a nope"));
        assertEquals("22 Invalid probed address or symbol@4", arm("6.12", "p:a nope"));
    }

    @Test
    public void shouldCountArgumentsWhenFrom612() {
        StringBuilder line = new StringBuilder("p:a vfs_read");
        for (int i = 0; i < 129; i++) {
            line.append(" a").append(i).append("=%r0");
        }
        assertTrue(arm("6.6", line.toString()).endsWith("a127=%r0"));
        assertEquals("7", arm("6.12", line.toString()));
        assertEquals("7 Too many arguments are specified@13", arm("7.2", line.toString()));
    }

    @Test
    public void shouldShiftErrorsBehindNestedOnesWhenFrom65() {
        assertEquals("22 Invalid bitfield@21", arm("6.1", "p:a vfs_read +0(%r0):b9@0/8"));
        assertEquals("22 Invalid bitfield@24", arm("6.6", "p:a vfs_read +0(%r0):b9@0/8"));
    }

    @Test
    public void shouldOfferKindsOfEventsWhenTheVersionHasThem() {
        Judge old = Kernels.dynamic("5.10", Architecture.ARM64);
        assertEquals("22", told(old.judge("e:x sched.sched_switch a=$prev_pid")));
        Judge events = Kernels.dynamic("6.1", Architecture.ARM64);
        assertEquals("e:eprobes/x sched.sched_switch a=$prev_pid",
                told(events.judge("e:x sched.sched_switch a=$prev_pid")));
        assertEquals("2 Attached event does not have this field@23",
                told(events.judge("e:x sched.sched_switch a=$nope")));
        // What is wrong with the type is told first: the field is looked for when the argument was read.
        assertEquals("22 Invalid bitfield@31", told(events.judge("e:x sched.sched_switch a=$nope:b@0/8")));
        assertEquals("22 String accepts only memory argument@31",
                told(events.judge("e:x sched.sched_switch a=$nope:x64[47]")));
        assertEquals("2 Attached event does not have this field@23",
                told(events.judge("e:x sched.sched_switch a=+8(+0($nope)):string b=%bad")));
        assertEquals("2", told(Kernels.dynamic("5.15", Architecture.ARM64).judge("e:x sched.sched_switch a=$nope:x8")));
        Judge newest = Kernels.dynamic("7.2", Architecture.ARM64);
        assertEquals("22 Invalid $-variable specified@25", told(newest.judge("e:x sched.sched_switch a=$nope")));
        assertEquals("19 Attached event does not exist@4", told(newest.judge("e:x sched.nope")));
        assertEquals("f:fprobes/vfs_read__entry vfs_read", told(newest.judge("f vfs_read")));
        assertEquals("f:fprobes/vfs_read__exit vfs_read%return", told(newest.judge("f vfs_read%return")));
        assertEquals("22 Invalid probed address or symbol@2", told(newest.judge("f nope")));
        assertEquals("2 Invalid probed address or symbol@2",
                told(Kernels.dynamic("6.6", Architecture.ARM64).judge("f nope")));
        assertEquals("t:tracepoints/nope nope", told(newest.judge("t nope")));
        assertEquals("22 No matching dynamic event type@0", told(newest.judge("q:x vfs_read")));
    }

    @Test
    public void shouldDeleteByNameAndContentWhenEventsAreListedTogether() {
        Judge judge = Kernels.judge("6.6", Architecture.ARM);
        ControlFile state = new ControlFile();
        judge.write("p:g/a vfs_read x=%r0\np:g/a vfs_write x=%r0\np:g/b vfs_read\n".getBytes(), state);
        assertEquals(2, judge.judge("-:g/a vfs_read x=%r1".getBytes(), state).errno());
        assertEquals(0, judge.judge("-:g/a vfs_read x=%r0".getBytes(), state).errno());
        assertEquals("p:g/a vfs_write x=%r0\np:g/b vfs_read\n", state.list());
        assertEquals(0, judge.judge("-:g/".getBytes(), state).errno());
        assertEquals("", state.list());
        assertEquals(2, judge.judge("-:a".getBytes(), state).errno());
        assertEquals("2 Event kprobes/a doesn't exist.", arm("3.5", "-:a"));
        assertEquals("22 Delete command needs an event name.", arm("3.5", "-"));
    }

    @Test
    public void shouldStopAtTheFirstRefusedLineWhenWritingSeveral() {
        Judge judge = Kernels.judge("6.1", Architecture.ARM);
        ControlFile state = new ControlFile();
        assertEquals(3, judge.write("# note\np:a vfs_read\np:b vfs_read %zz\np:c vfs_read\n".getBytes(), state).size());
        assertEquals("p:kprobes/a vfs_read\n", state.list());
    }

    @Test
    public void shouldLimitLinesWhenTheyDoNotFitTheBuffer() {
        assertEquals("22", arm("6.1", "p:a vfs_read" + " ".repeat(4094 - 11)));
        assertEquals("p:kprobes/a vfs_read", arm("6.1", "p:a vfs_read" + " ".repeat(4094 - 12)));
        assertEquals("22", arm("6.1", "p:a vfs_read\0"));
        assertEquals("p:kprobes/a vfs_read", arm("3.14", "p:a vfs_read\0x"));
    }

    @Test
    public void shouldHavePaddingInRecordsWhenBefore310() {
        Judge judge = new Judge(Dialect.of(new KernelVersion(3, 9), Architecture.ARM), Description.NONE);
        EventLayout layout = judge.judge("p:a vfs_read x=%r0").layout();
        assertNotNull(layout);
        assertEquals(12, layout.fields().get(0).offset());
    }
}

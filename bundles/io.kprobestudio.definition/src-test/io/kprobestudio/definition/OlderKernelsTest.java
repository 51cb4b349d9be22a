/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static io.kprobestudio.definition.Kernels.arm;
import static io.kprobestudio.definition.Kernels.format;
import static io.kprobestudio.definition.Kernels.told;
import static io.kprobestudio.definition.Kernels.x86;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteOrder;
import org.junit.Test;

/** Rules of kernels that nobody recorded, each from the function of their source that is named. */
public class OlderKernelsTest {
    /** DEFINE_BASIC_PRINT_TYPE_FUNC in trace_probe.c of 3.6 and 3.10, and of 3.14. */
    @Test
    public void shouldPrintLongsWithoutPrefixWhenBefore314() {
        String line = "p:a vfs_read b=%r0:u8 w=%r0 q=%r0:u64 s=%r0:s16 i=%r0:s32 l=%r0:s64 n=+0(%r0):string_size";
        assertTrue(format("3.10", line).contains("\"(%lx) b=%x w=%lx q=%llx s=%d i=%ld l=%lld n=%lx\""));
        assertTrue(format("3.14", line).contains("\"(%lx) b=0x%x w=0x%x q=0x%Lx s=%d i=%d l=%Ld n=0x%x\""));
        assertTrue(format("4.9", line).contains("\"(%lx) b=%u w=0x%x q=%Lu s=%d i=%d l=%Ld n=%u\""));
    }

    /** create_trace_kprobe of 4.12 to 4.19 looks for the colon wherever it is, for deletions too. */
    @Test
    public void shouldFindTheColonOfADeletionWhenNumbersMayStandBefore() {
        assertEquals("22 Delete command needs an event name.", arm("4.11", "-x:a"));
        assertEquals("2 Event kprobes/a doesn't exist.", arm("4.12", "-x:a"));
        assertEquals("2 trace_kprobe: Event kprobes/a doesn't exist.", arm("4.19", "-:a"));
    }

    /** The number is read as unsigned and kept as an int (trace_kprobe_create). */
    @Test
    public void shouldTakeANegativeNumberOfReturnsAsNoneWhenItIsHuge() {
        assertEquals("r:kprobes/a vfs_read", arm("4.14", "r4294967295:a vfs_read"));
        assertEquals("7 Maxactive is too big (2147483647 > 4096).", arm("4.14", "r2147483647:a vfs_read"));
        assertEquals("r10:kprobes/a vfs_read", arm("6.6", "r0xffffffff:a vfs_read"));
        assertEquals("22 Maxactive is too big@1", arm("6.6", "r0x7fffffff:a vfs_read"));
    }

    /** __register_trace_kprobe and register_trace_kprobe of 4.18 and 4.19. */
    @Test
    public void shouldSayNothingOfAFailedRegistrationWhenFrom419() {
        assertEquals("2 trace_kprobe: Could not insert probe at nope+0: -2", arm("4.18", "p:a nope"));
        assertEquals("2", arm("4.19", "p:a nope"));
        assertEquals("p:kprobes/a mod:nope", arm("4.18", "p:a mod:nope"));
        assertEquals("2", arm("4.19", "p:a mod:nope"));
        assertEquals("trace_kprobe: This probe might be able to register after target module is loaded. Continue.\n",
                Kernels.judge("4.19", Architecture.ARM).judge("p:a other:nope").log());
        assertEquals("22", arm("4.19.150", "r:a nope"));
        assertEquals("2", arm("4.19.200", "r:a nope"));
    }

    /** within_notrace_func of 4.19 needs CONFIG_KPROBES_ON_FTRACE, which arm and arm64 lack; later it does not. */
    @Test
    public void shouldRefuseWhatCannotBeTracedWhenTheMachineOrTheVersionDoes() {
        assertEquals("p:kprobes/a hidden", x86("4.18", "p:a hidden"));
        assertEquals("22 trace_kprobe: Could not probe notrace function hidden", x86("4.19", "p:a hidden"));
        assertEquals("22 Failed to register probe event@4", x86("5.4", "p:a hidden"));
        for (String without : new String[]{ "4.19", "4.19.168", "5.4.90", "5.10.8" }) {
            assertEquals(without, "p:kprobes/a hidden", arm(without, "p:a hidden"));
        }
        assertEquals("22 trace_kprobe: Could not probe notrace function hidden", arm("4.19.169", "p:a hidden"));
        for (String with : new String[]{ "5.4.91", "5.10.9", "5.11", "6.6" }) {
            assertEquals(with, "22 Failed to register probe event@4", arm(with, "p:a hidden"));
        }
    }

    /** within_notrace_func: "Check whether the non-suffixed symbol is notrace". */
    @Test
    public void shouldLookForTheWholeFunctionWhenAPartCannotBeTraced() {
        assertEquals("22 Failed to register probe event@4", x86("5.4.6", "p:a split.part.0"));
        assertEquals("p:kprobes/a split.part.0", x86("5.4.7", "p:a split.part.0"));
        assertEquals("22 trace_kprobe: Could not probe notrace function split.part.0",
                x86("4.19.91", "p:a split.part.0"));
        assertEquals("p:kprobes/a split.part.0", x86("4.19.92", "p:a split.part.0"));
        assertEquals("p:kprobes/a split.part.0", x86("5.5", "p:a split.part.0"));
    }

    /** create_trace_kprobe of 4.14.222 and 4.19.176, where kprobe_on_func_entry answers with 0 for yes. */
    @Test
    public void shouldRefuseAnEntryBehindASymbolWhenTheAnswerIsMisread() {
        assertEquals("22 Given offset is not valid for return probe.", arm("4.14.221", "r:a vfs_read+4"));
        assertEquals("22 Could not insert probe at vfs_read+4: -22", arm("4.14.222", "r:a vfs_read+4"));
        assertEquals("r:kprobes/a vfs_read+256", arm("4.14.202", "r:a vfs_read+0x100"));
        assertEquals("22 Given offset is not valid for return probe.", arm("4.14.222", "r:a vfs_read+0x100"));
        assertEquals("22", arm("4.19.176", "r:a vfs_read+4"));
    }

    /** "Reject events which have the same name of existing one" in stable kernels. */
    @Test
    public void shouldRefuseNamesOfStaticEventsWhenStableKernelsDo() {
        assertEquals("p:sched/sched_switch vfs_read", arm("5.4.147", "p:sched/sched_switch vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                arm("5.4.148", "p:sched/sched_switch vfs_read"));
        assertEquals("p:sched/sched_switch vfs_read", arm("5.10.66", "p:sched/sched_switch vfs_read"));
        assertEquals("17 Given group/event name is already used by another event@0",
                arm("5.10.67", "p:sched/sched_switch vfs_read"));
    }

    /** traceprobe_parse_probe_arg_body of 6.8 and 6.9. */
    @Test
    public void shouldSayThatAnArgumentIsTooLongWhenFrom69() {
        String line = "p:a vfs_read " + "+0(".repeat(20) + "%r0" + ")".repeat(20);
        assertEquals("22 Argument expression is too long@13", arm("6.8", line));
        assertEquals("7 Argument expression is too long@13", arm("6.9", line));
    }

    /** Event probes until "Do not hardcode $comm as a string" and "Do not allow eprobes to use %". */
    @Test
    public void shouldTakeCommOnlyAsAFieldWhenEventProbesAreNew() {
        Judge first = Kernels.dynamic("5.15.30", Architecture.ARM64);
        Judge later = Kernels.dynamic("5.15.63", Architecture.ARM64);
        assertEquals("2", told(first.judge("e:x sched.sched_switch a=$comm")));
        assertEquals("e:eprobes/x sched.sched_switch a=$comm", told(later.judge("e:x sched.sched_switch a=$comm")));
        assertEquals("e:eprobes/x sched.sched_switch a=%x0", told(first.judge("e:x sched.sched_switch a=%x0")));
        assertTrue(told(later.judge("e:x sched.sched_switch a=%x0")).startsWith("22 Invalid $-"));
    }

    /** create_trace_probe of 3.6 prints the offset with %ld and keeps it as an unsigned int. */
    @Test
    public void shouldPrintOffsetsAsSignedWhenTheNameIsMadeUp() {
        assertEquals("22 Failed to allocate trace_probe.(-22)", arm("3.6", "p vfs_read+0xfffffffc"));
        assertEquals("22 Could not insert probe at vfs_read+4294967292: -22", arm("3.6", "p:a vfs_read+0xfffffffc"));
        assertEquals("p:kprobes/a vfs_read", x86("3.10", "p:a vfs_read+0x100000000"));
        assertEquals("p:kprobes/p_vfs_read_4294967296 vfs_read", x86("3.10", "p vfs_read+0x100000000"));
    }

    /** THREAD_SIZE_ORDER in arch/x86/include/asm/page_64_types.h of 3.14 and 3.15. */
    @Test
    public void shouldKnowHowLargeStacksAreWhenTheyGrew() {
        assertEquals("22 Parse error at argument[0]. (-22)", x86("3.14", "p:a vfs_read $stack1025"));
        assertEquals("p:kprobes/a vfs_read arg1=$stack1024", x86("3.14", "p:a vfs_read $stack1024"));
        assertEquals("p:kprobes/a vfs_read arg1=$stack2048", x86("3.15", "p:a vfs_read $stack2048"));
    }

    /** dyn_event_release of 5.0: place and arguments are not compared, and one event goes. */
    @Test
    public void shouldDeleteOneEventByItsNameWhenBeforeAppending() {
        for (String version : new String[]{ "5.3", "5.4" }) {
            Judge judge = Kernels.judge(version, Architecture.ARM);
            ControlFile state = new ControlFile();
            judge.write("p:g/a vfs_read\np:h/a vfs_write\n".getBytes(), state);
            boolean compares = version.equals("5.4");
            assertEquals(compares ? 2 : 0, judge.judge("-:a nowhere".getBytes(), state).errno());
            assertEquals(compares ? 2 : 1, state.probes().size());
            assertEquals(0, judge.judge("-:a".getBytes(), state).errno());
            assertEquals("", state.list());
        }
    }

    /** traceprobe_probes_write of 3.6 and 4.6, trace_parse_run_command of 4.19. */
    @Test
    public void shouldSayThatALineIsTooLongWhenItIs() {
        String line = "p:a vfs_read" + " ".repeat(5000);
        assertEquals("22 Line length is too long: Should be less than 4096.", arm("3.6", line));
        assertEquals("22 Line length is too long: Should be less than 4096", arm("4.6", line));
        assertEquals("22 Line length is too long: Should be less than 4094", arm("4.19", line));
    }

    /** "Log error for exceeding the number of arguments" in stable kernels. */
    @Test
    public void shouldSayThatThereAreTooManyArgumentsWhenStableKernelsDo() {
        StringBuilder line = new StringBuilder("p:a vfs_read");
        for (int i = 0; i < 129; i++) {
            line.append(" a").append(i).append("=%r0");
        }
        assertTrue(arm("6.11.5", line.toString()).startsWith("p:kprobes/a"));
        assertEquals("7", arm("6.11.6", line.toString()));
        assertEquals("7", arm("6.14.2", line.toString()));
        assertEquals("7 Too many arguments are specified@13", arm("6.14.3", line.toString()));
    }

    /** __trace_eprobe_create of 5.15 looks at the name that it makes of the whole word before it reads that. */
    @Test
    public void shouldRefuseTheMadeUpNameOfAnEventProbeFirstWhenBefore60() {
        Judge first = Kernels.dynamic("5.15", Architecture.ARM64);
        assertEquals("e:eprobes/sched_sched_switch sched.sched_switch", told(first.judge("e sched.sched_switch")));
        assertEquals("22", told(first.judge("e sched/sched_switch")));
        assertEquals("22", told(first.judge("e 1sched.sched_switch")));
        assertEquals("22 Group name must follow the same rules as C identifiers@0",
                told(first.judge("e:x 1sched.sched_switch")));
        assertEquals("e:eprobes/sched_switch sched.sched_switch",
                told(Kernels.dynamic("6.0", Architecture.ARM64).judge("e sched/sched_switch")));
    }

    /** "tracing/fprobe: Support raw tracepoints on future loaded modules", in what was pulled for 6.12. */
    @Test
    public void shouldWaitForATracepointsModuleWhenFrom612() {
        assertEquals("22 Tracepoint is not found@2", told(Kernels.dynamic("6.11", Architecture.ARM64).judge("t nope")));
        assertEquals("t:tracepoints/nope nope", told(Kernels.dynamic("6.12", Architecture.ARM64).judge("t nope")));
    }

    /** probe_fetch_types: char was pulled for 6.3, symstr for 6.2, and taken over by 6.1.43. */
    @Test
    public void shouldKnowTypesWithoutAReadmeWhenTheVersionHasThem() {
        assertEquals("22 Unknown type is specified@17", arm("6.2", "p:a vfs_read %r0:char"));
        assertEquals("p:kprobes/a vfs_read arg1=%r0:char", arm("6.3", "p:a vfs_read %r0:char"));
        assertEquals("22 Unknown type is specified@17", arm("6.1.42", "p:a vfs_read %r0:symstr"));
        assertEquals("p:kprobes/a vfs_read arg1=%r0:symstr", arm("6.1.43", "p:a vfs_read %r0:symstr"));
    }

    /** "tracing/probes: Limit size of event probe to 3K", in stable kernels too; before 6.5 ahead of the expression. */
    @Test
    public void shouldRefuseLargeEventsWhenStableKernelsDo() {
        String line = "p:a vfs_read" + " +0(%r0):u64[64]".repeat(6);
        String large = line + " +0(%r0):u8";
        assertTrue(arm("6.1.175", large).startsWith("p:kprobes/a"));
        assertTrue(arm("6.1.176", line).startsWith("p:kprobes/a"));
        assertEquals("7 Event too big (too many fields?)@109", arm("6.1.176", large));
        assertEquals("7 Event too big (too many fields?)@109", arm("5.10.259", line + " %zz:u8"));
        assertEquals("7 Event too big (too many fields?)@112", arm("6.6.140", large));
        assertEquals("22 Invalid register name@109", arm("6.6.140", line + " %zz:u8"));
        assertEquals("7 Event too big (too many fields?)@112", arm("7.1", large));
    }

    /** "tracing/probes: Fix to set arg size and fmt after setting type from BTF". */
    @Test
    public void shouldGiveAWordsRoomToWhatBtfKnowsWhenBefore68() {
        for (String version : new String[]{ "6.6.17", "6.6.18", "6.7.5", "6.8" }) {
            boolean words = version.equals("6.6.17") || version.equals("6.7.5");
            String format = String.valueOf(NamedValuesTest.judge(version, ByteOrder.LITTLE_ENDIAN)
                    .judge("p:a vfs_read n o").format());
            assertTrue(format, format.contains("field:s32 n;\toffset:16;\tsize:4;"));
            assertTrue(format, format.contains("field:u64 o;\toffset:" + (words ? 24 : 20) + ";\tsize:8;"));
        }
    }

    /** "tracing/probes: Fix to show a parse error for bad type for $comm". */
    @Test
    public void shouldSayThatTextIsAStringWhenFrom68() {
        assertEquals("22", arm("6.6.17", "p:a vfs_read $comm:u8"));
        assertEquals("22 $comm and immediate-string only accepts string type@19",
                arm("6.6.18", "p:a vfs_read $comm:u8"));
        assertEquals("22", arm("6.7", "p:a vfs_read $comm:u8"));
        assertEquals("22 $comm and immediate-string only accepts string type@19", arm("6.8", "p:a vfs_read $comm:u8"));
    }

    /** "tracing/probes: Handle system names with hyphens". */
    @Test
    public void shouldTakeHyphensInGroupsWhenFrom62() {
        for (String without : new String[]{ "5.10", "5.15.86", "6.0.17", "6.1.3" }) {
            assertEquals(without, "22 Group name must follow the same rules as C identifiers@2",
                    arm(without, "p:a-b/c vfs_read"));
        }
        for (String with : new String[]{ "5.15.87", "6.0.18", "6.1.4", "6.2" }) {
            assertEquals(with, "p:a-b/c vfs_read", arm(with, "p:a-b/c vfs_read"));
        }
    }

    /** "tracing/uprobes: Add @+file_offset fetch method" of 3.14: parse_probe_arg refuses it for kprobes. */
    @Test
    public void shouldRefuseFileOffsetsWithoutFurtherWordsWhenFrom314() {
        assertEquals("22 u32 type has no corresponding fetch method.|Parse error at argument[0]. (-22)",
                arm("3.13", "p:a vfs_read @+8"));
        assertEquals("22 Parse error at argument[0]. (-22)", arm("3.14", "p:a vfs_read @+8"));
    }

    /** traceprobe_parse_probe_arg_body, traceprobe_parse_event_name and trace_kprobe_create of 5.0. */
    @Test
    public void shouldTellByTheNumberWhatIsTooLongWhenThereAreNoWordsYet() {
        String longest = "p:a vfs_read " + "+0(".repeat(20) + "%r0" + ")".repeat(20);
        assertEquals("28", arm("5.0", longest));
        assertEquals("22 Argument expression is too long@13", arm("5.2", longest));
        assertEquals("7", arm("5.1", "p:a vfs_read +0(%r0):u8[65]"));
        assertEquals("7", arm("5.1", "p:" + "g".repeat(64) + "/a vfs_read"));
        assertEquals("7", arm("5.1", "r5000:a vfs_read"));
        assertEquals("22 Maxactive is too big@1", arm("5.2", "r5000:a vfs_read"));
    }
}

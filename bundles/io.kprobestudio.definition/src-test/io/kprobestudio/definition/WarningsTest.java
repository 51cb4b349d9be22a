/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What the kernel accepts and a user should know: dangers, warnings and notes, with their reasons. */
public class WarningsTest {
    private static final String NO_INTERRUPT = " runs under the tracer itself, or on every interrupt";

    /** What is said of an accepted line: grade, message and the text that it is said of. */
    private static String said(Judge judge, String line) {
        Verdict verdict = judge.judge(line);
        assertEquals(line + " " + verdict.problems(), 0, verdict.errno());
        List<String> said = verdict.problems().stream()
                .map(problem -> problem.severity() + " " + problem.message() + " @"
                        + line.substring(problem.column(), problem.column() + problem.length()))
                .toList();
        return String.join("; ", said);
    }

    private static Judge anyFunction(String version, Architecture architecture) {
        return new Judge(Dialect.of(KernelVersion.parse(version), architecture), Description.NONE);
    }

    private static String arm(String line) {
        return said(anyFunction("6.1", Architecture.ARM), line);
    }

    @Test
    public void shouldSayNothingWhenNothingIsWrong() {
        assertEquals("", arm("p:a vfs_write %r0:u8 x=%sp %pc:x32 \\255:u8 \\-1:u8 \\-128:s8"));
        assertEquals("", arm("r32:a vfs_read $retval"));
        assertEquals("", arm("r:a kfree $retval"));
        assertEquals("", arm("p:a do_sys_openat2 +0(%r1):ustring"));
        assertEquals("", said(Kernels.judge("6.1", Architecture.ARM), "p:a vfs_write @jiffies"));
    }

    @Test
    public void shouldWarnWhenFewReturnsArePendingOfAFunctionThatBlocks() {
        assertEquals("WARNING vfs_read blocks: more calls than the few that are kept may be pending, and the others are"
                + " missed @vfs_read", arm("r:a vfs_read"));
        assertEquals("WARNING schedule blocks: more calls than the 31 that are kept may be pending, and the others are"
                + " missed @schedule", arm("r31:a schedule"));
    }

    @Test
    public void shouldWarnWhenUserTextIsReadAsTheKernels() {
        assertEquals("WARNING this is text in user memory: ustring reads it on every machine @p=+0(%r1):string",
                arm("p:a do_sys_openat2 p=+0(%r1):string"));
        assertEquals("WARNING this is text in user memory: ustring reads it on every machine @+0($arg1):string",
                said(anyFunction("6.1", Architecture.ARM64), "p:a getname +0($arg1):string"));
        assertEquals("", said(anyFunction("5.2", Architecture.ARM), "p:a do_sys_openat2 p=+0(%r1):string"));
        assertEquals("", arm("p:a vfs_write p=+0(%r1):string"));
    }

    @Test
    public void shouldWarnWhenAFunctionRunsUnderTheTracerOrOnEachInterrupt() {
        assertEquals("WARNING ring_buffer_lock_reserve" + NO_INTERRUPT + " @ring_buffer_lock_reserve",
                arm("p:a ring_buffer_lock_reserve"));
        assertEquals("WARNING gic_handle_irq" + NO_INTERRUPT + " @gic_handle_irq", arm("p:a gic_handle_irq"));
    }

    @Test
    public void shouldWarnWhenANameCollides() {
        String hidden = "WARNING there is a static event of that name: this one will have no control files @";
        assertEquals(hidden + "p:sched/sched_switch",
                said(Kernels.judge("5.10", Architecture.ARM), "p:sched/sched_switch vfs_write"));
        assertEquals("my_sched", Kernels.judge("5.10", Architecture.ARM).judge("p:sched/sched_switch vfs_write")
                .problems().get(0).fixes().get(0).text());
        for (String version : List.of("3.14", "6.1", "6.6", "7.2")) {
            boolean hides = version.equals("6.6") || version.equals("7.2");
            String control = "WARNING the event's name is that of a control file: "
                    + (hides ? "it hides that of the group @" : "it will have none of its own @");
            assertEquals(hides, anyFunction(version, Architecture.ARM).judge("p:filter vfs_write").format() != null);
            assertEquals(control + "p:kprobes/enable",
                    said(anyFunction(version, Architecture.ARM), "p:kprobes/enable vfs_write"));
            assertEquals(control + "p:filter", said(anyFunction(version, Architecture.ARM), "p:filter vfs_write"));
        }
        assertEquals(List.of(new Fix(10, 6, "enable_event", "Use the name enable_event")),
                anyFunction("6.1", Architecture.ARM).judge("p:kprobes/enable vfs_write").problems().get(0).fixes());
    }

    @Test
    public void shouldWarnWhenAValueIsCutByItsType() {
        assertEquals("WARNING the value does not fit into u8 @\\256:u8", arm("p:a vfs_write \\256:u8"));
        assertEquals("WARNING the value does not fit into s16 @x=\\-32769:s16", arm("p:a vfs_write x=\\-32769:s16"));
        assertEquals("", arm("p:a vfs_write \\65535:x16 \\-32768:s16"));
        assertEquals("WARNING an address does not fit into u16 @%sp:u16", arm("p:a vfs_write %sp:u16"));
        assertEquals("WARNING an address does not fit into x8 @$stack:x8", arm("p:a vfs_write $stack:x8"));
        assertEquals("WARNING an address does not fit into u32 @%sp:u32",
                said(anyFunction("6.1", Architecture.ARM64), "p:a vfs_write %sp:u32"));
        assertEquals("WARNING an address does not fit into u32 @%ip:u32",
                said(anyFunction("6.1", Architecture.X86_64), "p:a vfs_write %ip:u32"));
        assertEquals("", arm("p:a vfs_write %ip:u16 %r0:u8"));
    }

    @Test
    public void shouldWarnWhenASymbolIsThereTwiceOrSplit() {
        assertEquals("WARNING there are several twice: the kernel takes the first @twice",
                said(Kernels.judge("3.14", Architecture.ARM), "p:a twice"));
        assertEquals("WARNING the compiler split or inlined split in places: calls there are not seen @split",
                said(Kernels.judge("6.1", Architecture.ARM), "p:a split"));
    }

    @Test
    public void shouldWarnWhenAnAddressIsInvalidAfterTheNextBoot() {
        String boot = "WARNING an address is valid until the next boot at most @";
        Judge judge = Kernels.judge("6.1", Architecture.ARM);
        assertEquals(boot + "0x80008100", said(judge, "p:a 0x80008100"));
        assertEquals(boot + "@0x80008100", said(judge, "p:a vfs_write @0x80008100"));
        assertEquals(boot + "b=+4(@0x80008100)", said(judge, "p:a vfs_write b=+4(@0x80008100)"));
        assertEquals(boot + "@0x80008100:string", said(judge, "p:a vfs_write @0x80008100:string"));
    }

    @Test
    public void shouldTellOfDangerWhenTheStackIsReadBehindAReturnOnArm() {
        String oops = "DANGER $stackN in a return probe makes a 32-bit ARM kernel oops when it is hit @";
        assertEquals(oops + "$stack3", arm("r100:a vfs_read $stack3"));
        assertEquals(oops + "x=+0($stack0):u8", arm("r100:a kfree x=+0($stack0):u8"));
        assertEquals("", arm("p:a kfree $stack3"));
        assertEquals("", said(anyFunction("6.1", Architecture.ARM64), "r:a kfree $stack3"));
    }

    @Test
    public void shouldTellOfDangerWhenTheKernelNeedsTheFunctionForTheProbe() {
        String dies = "DANGER the machine may die: the kernel needs ";
        assertEquals(dies + "memcpy to handle the probe itself @memcpy",
                said(anyFunction("3.14", Architecture.ARM), "p:a memcpy"));
        assertEquals(dies + "vector_swi to handle the probe itself @vector_swi",
                said(anyFunction("3.14", Architecture.ARM), "p:a vector_swi"));
        Description own = Kernels.description(
                Map.of("kallsyms", "80008000 T _stext\n80008100 T memcpy\n80009000 T _etext\n",
                        "available_filter_functions", "memcpy\n"));
        assertEquals("", said(new Judge(Dialect.of(KernelVersion.parse("6.1"), Architecture.ARM), own), "p:a memcpy"));
    }

    @Test
    public void shouldTellOfDangerWhenTheLinkRunsThroughTheFunction() {
        assertEquals(
                "DANGER the link that the records are drained over runs through tcp_sendmsg: each record that is sent"
                        + " makes more @tcp_sendmsg",
                arm("p:a tcp_sendmsg"));
    }

    @Test
    public void shouldWarnWhenThisKernelIgnoresPartOfTheLine() {
        String ignored = "WARNING this kernel ignores what follows the letter, the event's name with it @";
        assertEquals(ignored + "20:a", said(anyFunction("3.14", Architecture.ARM), "p20:a vfs_write"));
        assertEquals("WARNING there is no symbol nope: the value is always 0 @@nope",
                said(Kernels.judge("3.14", Architecture.ARM), "p:a vfs_write @nope"));
        String many = "p:a vfs_write" + " $stack".repeat(129);
        assertEquals("WARNING the kernel leaves out the arguments from the 129th on without a word @$stack", arm(many));
        assertEquals("NOTE module nomod is not loaded: the probe waits for it @nomod:fn",
                said(Kernels.judge("6.1", Architecture.ARM), "p:a nomod:fn"));
    }
}

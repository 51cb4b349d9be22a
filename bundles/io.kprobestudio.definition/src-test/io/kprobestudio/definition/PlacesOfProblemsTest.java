/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;

/** Where problems are: the kernel's caret, our column, further problems, grades and fixes. */
public class PlacesOfProblemsTest {
    private static Verdict judge(String line) {
        return Kernels.judge("6.1", Architecture.ARM).judge(line);
    }

    @Test
    public void shouldCountBytesOfTheLineWhenBlanksAreManyOrTabs() {
        Verdict verdict = judge(" \tp:a   vfs_read\t\ta=%r0  b=%zz");
        assertEquals("Invalid register name", verdict.error());
        assertEquals("p:a vfs_read a=%r0 b=%zz".indexOf("%zz"), verdict.caret());
        assertEquals(" \tp:a   vfs_read\t\ta=%r0  b=%zz".indexOf("%zz"), verdict.column());
        assertEquals("p:a vfs_read a=%r0 b=%zz", verdict.command());
    }

    @Test
    public void shouldCountBytesWhenUtf8StandsBeforeTheFault() {
        String line = "p:a vfs_read a=\\\"\u00e9\u20ac\" b=%zz";
        Verdict verdict = judge(line);
        assertEquals(line.substring(0, line.indexOf("%zz")).getBytes(StandardCharsets.UTF_8).length, verdict.column());
        assertEquals(verdict.column(), verdict.caret());
    }

    @Test
    public void shouldPointBehindTheEndWhenSomethingIsMissingThere() {
        Verdict verdict = judge("p:a  vfs_read  +4(%r0");
        assertEquals("Dereference brace is not closed", verdict.error());
        assertEquals("p:a vfs_read +4(%r0".length(), verdict.caret());
        assertEquals("p:a  vfs_read  +4(%r0".length(), verdict.column());
        assertEquals(new Fix(21, 0, ")", "Insert )"), verdict.problems().get(0).fixes().get(0));
    }

    @Test
    public void shouldReportTheKernelsErrorFirstWhenThereAreMore() {
        Verdict verdict = judge("p:1a vfs_read 2=%zz b=%r0:u128 b=$nope");
        assertEquals("Event name must follow the same rules as C identifiers", verdict.error());
        List<String> messages = verdict.problems().stream().map(Diagnostic::message).toList();
        assertEquals(List.of("Event name must follow the same rules as C identifiers",
                "Argument name must follow the same rules as C identifiers", "Invalid register name",
                "Unknown type is specified", "Invalid $-valiable specified"), messages);
        assertTrue(verdict.problems().stream().allMatch(problem -> problem.severity() == Severity.ERROR));
    }

    /** A 6.12 board without type information said so; its error log has both complaints. */
    @Test
    public void shouldSayTheComplaintFirstWhenTheKernelReadOnAfterIt() {
        String line = "r:g2.ev vfs_read ret0=%r6:symbol[27] if_1=%r5 $arg*x";
        Verdict verdict = Kernels.judge("6.12", Architecture.ARM).judge(line);
        assertEquals(22, verdict.errno());
        assertEquals("BTF is not available or not supported", verdict.error());
        assertEquals(line.indexOf("symbol"), verdict.caret());
        assertEquals("String accepts only memory argument", verdict.problems().get(1).message());
    }

    @Test
    public void shouldSuggestTheNearestWhenAWordIsUnknown() {
        assertEquals("vfs_read", fix("p:a vfs_raed"));
        assertEquals("r10", fix("p:a vfs_read %r10x"));
        assertEquals("$retval", fix("r:a vfs_read $retvla"));
        assertEquals("ustring", fix("p:a vfs_read +0(%r0):ustrin"));
        assertEquals("_1a", fix("p:1a vfs_read"));
        assertEquals("kprobes", fix("p:/a vfs_read"));
        assertEquals("_1", fix("p:1/a vfs_read"));
        assertEquals("_1", fix("p:a vfs_read 1=%r0"));
        assertEquals("my_sched", fix("p:sched/sched_switch vfs_read"));
        assertEquals("$stack", fix("p:a vfs_read $stakc"));
        assertEquals(")", fix("p:a vfs_read +0(%r0"));
        assertEquals("\"", fix("p:a vfs_read \\\"x"));
    }

    private static String fix(String line) {
        Verdict verdict = judge(line);
        List<Fix> fixes = verdict.problems().get(0).fixes();
        assertTrue(line + " has no fix: " + verdict.problems(), !fixes.isEmpty());
        return fixes.get(0).text();
    }

    @Test
    public void shouldLeaveOpenWhenOnlyTheMachineCodeTells() {
        Judge x86 = Kernels.judge("6.6", Architecture.X86_64);
        assertNotNull(x86.judge("p:a vfs_read+3").undecided());
        assertEquals(null, x86.judge("p:a vfs_read").undecided());
        assertEquals(null, x86.judge("p:a nope+3").undecided());
        Judge other = Kernels.judge("6.6", Architecture.OTHER_64);
        assertNotNull(other.judge("p:a vfs_read %a0").undecided());
    }

    @Test
    public void shouldYieldATreeWithPositionsWhateverIsWrong() {
        ProbeParser parser = new ProbeParser(Dialect.of(new KernelVersion(6, 1), Architecture.ARM),
                Kernels.description(java.util.Map.of()));
        SyntaxNode tree = parser.parse("r10:g/e mod:f+4%return a=+4(-8(%r0):u8[4 # x").tree();
        assertEquals("COMMAND@0+1 MAXACTIVE@1+2 GROUP@4+1 EVENT@6+1 PLACE@8+14(MODULE@8+3 SYMBOL@12+1 OFFSET@13+2 "
                + "RETURN_SUFFIX@15+7) ARGUMENT@23+17(ARGUMENT_NAME@23+1 DEREFERENCE@25+10(DEREFERENCE_OFFSET@25+2 "
                + "DEREFERENCE@28+6(DEREFERENCE_OFFSET@28+2 REGISTER@31+3)) TYPE@36+2 ARRAY_SIZE@39+1) COMMENT@41+3",
                text(tree.children()));
    }

    private static String tree(String line) {
        return text(new ProbeParser(Dialect.of(new KernelVersion(6, 1), Architecture.ARM), Description.NONE).parse(line)
                .tree().children());
    }

    @Test
    public void shouldYieldEachPieceWhenLinesAreOfAnyKind() {
        assertEquals("COMMAND@0+1 EVENT@2+1",
                tree("-:a"));
        assertEquals("COMMAND@0+1 GROUP@2+1 EVENT@4+1 PLACE@6+8(SYMBOL@6+8) ARGUMENT@15+5(ARGUMENT_NAME@15+1 "
                + "REGISTER@17+3)",
                tree("-:g/a vfs_read x=%r0"));
        assertEquals("COMMAND@0+1",
                tree("p"));
        assertEquals("COMMAND@0+1 MAXACTIVE@1+2 GROUP@4+1 EVENT@6+0 PLACE@7+7(MODULE@7+3 SYMBOL@11+1 OFFSET@12+2) "
                + "ARGUMENT@15+5(VARIABLE@15+5) ARGUMENT@21+6(MEMORY_SYMBOL@21+6) "
                + "ARGUMENT@28+11(IMMEDIATE_TEXT@28+4 TYPE@33+6) ARGUMENT@40+13(REGISTER@40+3 TYPE@44+6 "
                + "ARRAY_SIZE@51+1)",
                tree("r10:g/ mod:f-4 $comm @sym+4 \\\"x\":string %r0:b4@0/8[2]"));
        assertEquals("COMMAND@0+1 EVENT@2+1 PLACE@4+15(SYMBOL@4+8 RETURN_SUFFIX@12+7) ARGUMENT@20+5(VARIABLE@20+5) "
                + "ARGUMENT@26+9(BTF_NAME@26+1 BTF_FIELD@29+1 BTF_FIELD@31+1 TYPE@33+2)",
                tree("f:a vfs_read%return $arg* a->b.c:u8"));
        assertEquals("COMMAND@0+1 EVENT@2+1 PLACE@4+18(ATTACHED_EVENT@4+18) ARGUMENT@23+11(ARGUMENT_NAME@23+1 "
                + "VARIABLE@25+2 TYPE@28+6) FILTER@35+9",
                tree("e:x sched.sched_switch a=$f:string if f == 1"));
        assertEquals("COMMAND@0+1 EVENT@2+1 PLACE@4+2(TRACEPOINT@4+2) ARGUMENT@7+28(ARGUMENT_NAME@7+1 "
                + "DEREFERENCE@9+18(DEREFERENCE_OFFSET@9+3 DEREFERENCE@13+13(DEREFERENCE_OFFSET@13+4 "
                + "VARIABLE@18+7)) TYPE@28+7) COMMENT@36+3",
                tree("t:x tp a=-u8(+0x4($stack2)):ustring # c"));
        assertEquals("COMMAND@0+1 EVENT@2+1 PLACE@4+8(SYMBOL@4+8) ARGUMENT@13+7(TYPECAST@13+3 BTF_NAME@16+1 "
                + "BTF_FIELD@19+1) ARGUMENT@21+6(DEREFERENCE@21+6(DEREFERENCE_OFFSET@21+2 REGISTER@24+3))",
                tree("p:a vfs_read (s)f->m +4(%r0"));
        assertEquals("", tree(""));
        assertEquals("COMMENT@1+3", tree(" # x"));
    }

    /** Each problem as {@code COLUMN+LENGTH MESSAGE [FIX]}. */
    private static String problems(String version, Architecture architecture, String line) {
        Judge judge = new Judge(Dialect.of(KernelVersion.parse(version), architecture), Description.NONE);
        StringBuilder text = new StringBuilder();
        for (Diagnostic problem : judge.judge(line).problems()) {
            text.append(text.isEmpty() ? "" : "; ").append(problem.column()).append('+').append(problem.length())
                    .append(' ').append(problem.message());
            problem.fixes().forEach(fix -> text.append(" [").append(fix.column()).append('+').append(fix.length())
                    .append(' ').append(fix.text()).append(']'));
        }
        return text.toString();
    }

    @Test
    public void shouldReportAllOfALineWhenMuchIsWrong() {
        assertEquals("2+2 Failed to allocate trace_probe.(-22); 14+1 Invalid argument[0] name: 2 [14+1 _2]; 16+4 "
                + "Parse error at argument[0]. (-22) [17+3 r0]; 27+4 Unsupported type: u128; 34+5 Parse error at "
                + "argument[2]. (-22); 42+6 u32 type has no corresponding fetch method. [48+0 )]; 51+10 Parse "
                + "error at argument[4]. (-22); 64+3 u32 type has no corresponding fetch method.; 70+5 Parse "
                + "error at argument[6]. (-22)",
                problems("3.14", Architecture.ARM,
                        "p:1a vfs_read 2=%r0x b=%r0:u128 b=$nope c=+4(%r0 d=%r1:b9@0/8 e=\\\"x f=@0xzz"));
        assertEquals("11+10 Return probe must be used without offset.; 28+6 Unsupported type: u8[65]; 35+10 Parse "
                + "error at argument[1]. (-22); 46+8 Parse error at argument[2]. (-22); 55+2 u32 type has no "
                + "corresponding fetch method.; 11+10 vfs_read blocks: more calls than the few that are kept may "
                + "be pending, and the others are missed; 1+9 this kernel ignores what follows the letter, the "
                + "event's name with it",
                problems("3.14", Architecture.ARM, "r4097:g-/a vfs_read+4 x=%r1:u8[65] $stack9999 +zz(%r0) \\q"));
        assertEquals("13+6 Parse error at argument[0]. (-22); 22+3 string type has no corresponding fetch method.; "
                + "39+4 Unsupported type: u8[4",
                problems("3.14", Architecture.ARM, "p:a vfs_raed @sym+x y=%r0:string z=%r0:u8[4"));
        assertEquals("19+1 Argument[1] name 'a' conflicts with another field.; 25+10 Argument[2] name 'common_pid' "
                + "conflicts with another field.; 40+0 Invalid argument[3] name:  [40+0 _]; 47+0 u32 type has no "
                + "corresponding fetch method.",
                problems("3.14", Architecture.ARM,
                        "p:a vfs_read a=%r0 a=%r1 common_pid=%r0 =%r0 x= nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn=%r0"));
        assertEquals("2+2 trace_kprobe: Failed to allocate trace_probe.(-22); 14+1 trace_kprobe: Invalid argument[0] "
                + "name: 2 [14+1 _2]; 16+4 trace_kprobe: Parse error at argument[0]. (-22) [17+3 r0]; 27+4 "
                + "trace_probe: Unsupported type: u128; 34+5 trace_kprobe: Parse error at argument[2]. (-22); "
                + "42+6 trace_probe: x32 type has no corresponding fetch method. [48+0 )]; 51+10 trace_kprobe: "
                + "Parse error at argument[4]. (-22); 64+3 trace_probe: x32 type has no corresponding fetch "
                + "method.; 70+5 trace_kprobe: Parse error at argument[6]. (-22)",
                problems("4.19", Architecture.ARM,
                        "p:1a vfs_read 2=%r0x b=%r0:u128 b=$nope c=+4(%r0 d=%r1:b9@0/8 e=\\\"x f=@0xzz"));
        assertEquals("1+4 trace_kprobe: Maxactive is too big (4097 > 4096).; 11+10 trace_kprobe: Given offset is not "
                + "valid for return probe.; 6+4 trace_kprobe: Failed to allocate trace_probe.(-22); 28+6 "
                + "trace_probe: Unsupported type: u8[65]; 35+10 trace_kprobe: Parse error at argument[1]. (-22); "
                + "46+8 trace_kprobe: Parse error at argument[2]. (-22); 55+2 trace_probe: x32 type has no "
                + "corresponding fetch method.; 11+10 vfs_read blocks: more calls than the few that are kept may "
                + "be pending, and the others are missed",
                problems("4.19", Architecture.ARM, "r4097:g-/a vfs_read+4 x=%r1:u8[65] $stack9999 +zz(%r0) \\q"));
        assertEquals("13+6 trace_kprobe: Parse error at argument[0]. (-22); 22+3 trace_probe: string type has no "
                + "corresponding fetch method.; 39+4 trace_probe: Unsupported type: u8[4",
                problems("4.19", Architecture.ARM, "p:a vfs_raed @sym+x y=%r0:string z=%r0:u8[4"));
        assertEquals("19+1 trace_kprobe: Argument[1] name 'a' conflicts with another field.; 25+10 trace_kprobe: "
                + "Argument[2] name 'common_pid' conflicts with another field.; 40+0 trace_kprobe: Invalid "
                + "argument[3] name:  [40+0 _]; 47+0 trace_probe: x32 type has no corresponding fetch method.",
                problems("4.19", Architecture.ARM,
                        "p:a vfs_read a=%r0 a=%r1 common_pid=%r0 =%r0 x= nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn=%r0"));
        assertEquals("2+2 Event name must follow the same rules as C identifiers [2+2 _1a]; 14+1 Argument name must "
                + "follow the same rules as C identifiers [14+1 _2]; 16+4 Invalid register name [17+3 r0]; 27+4 "
                + "Unknown type is specified; 34+5 Invalid $-valiable specified; 48+0 Dereference brace is not "
                + "closed [48+0 )]; 55+6 Invalid bitfield; 67+0 String is not closed with '\"' [67+0 \"]; 70+5 "
                + "Invalid memory address",
                problems("6.1", Architecture.ARM,
                        "p:1a vfs_read 2=%r0x b=%r0:u128 b=$nope c=+4(%r0 d=%r1:b9@0/8 e=\\\"x f=@0xzz"));
        assertEquals("1+4 Maxactive is too big; 11+10 Retprobe address must be an function entry; 31+2 Array number "
                + "is too big; 35+10 Invalid stack number; 46+3 Invalid dereference offset; 56+1 Invalid "
                + "immediate value; 11+10 vfs_read blocks: more calls than the few that are kept may be pending, "
                + "and the others are missed",
                problems("6.1.4", Architecture.ARM, "r4097:g-/a vfs_read+4 x=%r1:u8[65] $stack9999 +zz(%r0) \\q"));
        assertEquals("26+6 String accepts only memory argument; 43+0 Array is not closed; 4+8 Failed to register "
                + "probe event",
                problems("6.1", Architecture.ARM, "p:a vfs_raed @sym+x y=%r0:string z=%r0:u8[4"));
        assertEquals("19+1 This argument name is already used; 25+10 This argument name is already used; 40+1 "
                + "Argument name is not specified; 47+0 No argument expression; 48+33 Argument name is too long",
                problems("6.1", Architecture.ARM,
                        "p:a vfs_read a=%r0 a=%r1 common_pid=%r0 =%r0 x= nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn=%r0"));
        assertEquals("2+2 Event name must follow the same rules as C identifiers [2+2 _1a]; 14+1 Argument name must "
                + "follow the same rules as C identifiers [14+1 _2]; 16+4 Invalid register name; 27+4 Unknown "
                + "type is specified; 23+3 Invalid register name [24+2 x0]; 34+5 Invalid $-valiable specified; "
                + "48+0 Dereference brace is not closed [48+0 )]; 51+3 Invalid register name [52+2 x1]; 67+0 "
                + "String is not closed with '\"' [67+0 \"]; 70+5 Invalid memory address",
                problems("6.1", Architecture.ARM64,
                        "p:1a vfs_read 2=%r0x b=%r0:u128 b=$nope c=+4(%r0 d=%r1:b9@0/8 e=\\\"x f=@0xzz"));
        assertEquals("1+4 Maxactive is too big; 11+10 Retprobe address must be an function entry; 31+2 Array number "
                + "is too big; 24+3 Invalid register name [25+2 x1]; 35+10 Invalid stack number; 46+3 Invalid "
                + "dereference offset; 56+1 Invalid immediate value; 11+10 vfs_read blocks: more calls than the "
                + "few that are kept may be pending, and the others are missed",
                problems("6.1.4", Architecture.ARM64, "r4097:g-/a vfs_read+4 x=%r1:u8[65] $stack9999 +zz(%r0) \\q"));
        assertEquals("22+3 Invalid register name [23+2 x0]; 43+0 Array is not closed; 35+3 Invalid register name "
                + "[36+2 x0]; 4+8 Failed to register probe event",
                problems("6.1", Architecture.ARM64, "p:a vfs_raed @sym+x y=%r0:string z=%r0:u8[4"));
        assertEquals("15+3 Invalid register name [16+2 x0]; 21+3 Invalid register name [22+2 x1]; 25+10 This "
                + "argument name is already used; 36+3 Invalid register name [37+2 x0]; 40+1 Argument name is not "
                + "specified; 41+3 Invalid register name [42+2 x0]; 47+0 No argument expression; 48+33 Argument "
                + "name is too long; 82+3 Invalid register name [83+2 x0]",
                problems("6.1", Architecture.ARM64,
                        "p:a vfs_read a=%r0 a=%r1 common_pid=%r0 =%r0 x= nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn=%r0"));
    }

    private static String text(List<SyntaxNode> nodes) {
        StringBuilder text = new StringBuilder();
        for (SyntaxNode node : nodes) {
            text.append(text.isEmpty() ? "" : " ").append(node.kind()).append('@').append(node.column()).append('+')
                    .append(node.length());
            if (!node.children().isEmpty()) {
                text.append('(').append(text(node.children())).append(')');
            }
        }
        return text.toString();
    }
}

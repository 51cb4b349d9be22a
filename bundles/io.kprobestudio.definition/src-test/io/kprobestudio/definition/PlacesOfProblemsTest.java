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

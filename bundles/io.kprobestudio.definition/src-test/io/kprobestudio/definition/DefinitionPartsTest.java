/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.assist.DefinitionParts;
import io.kprobestudio.definition.assist.DefinitionParts.Argument;
import io.kprobestudio.testkit.KernelTruth;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** A line is taken apart and put together again; a change touches nothing but what it concerns. */
public class DefinitionPartsTest {

    private static final String LINE = "  r10:io/back  vfs_read\tret=$retval:s32 +0(%r1):u8[4]  # why  so \r";

    @Test
    public void shouldNameEachPieceWhenLineIsTakenApart() {
        DefinitionParts parts = parts(LINE);
        assertEquals('r', parts.command().letter());
        assertEquals("10", parts.command().maxactive());
        assertEquals("io", parts.command().group());
        assertEquals("back", parts.command().event());
        assertEquals("vfs_read", parts.place());
        assertEquals(List.of(new Argument("ret", "$retval", "s32"), new Argument("", "+0(%r1)", "u8[4]")),
                parts.arguments());
        assertEquals("r10:io/back vfs_read ", parts.beforeArguments());
        DefinitionParts attached = parts("e:x.y sched.sched_switch a=$prev_pid if prev_pid  > 0 # c");
        assertEquals("if prev_pid  > 0", attached.filter());
        assertEquals(".", attached.command().separator());
        assertEquals("a=$prev_pid", attached.arguments().get(0).text());
    }

    @Test
    public void shouldTouchTheEditedPieceAloneWhenOneIsChanged() {
        DefinitionParts parts = parts(LINE);
        assertEquals(LINE.replace("r10", "p10"), parts.withCommand(parts.command().withLetter('p')).line());
        assertEquals(LINE.replace("r10", "r"), parts.withCommand(parts.command().withMaxactive("")).line());
        assertEquals(LINE.replace("io/", ""), parts.withCommand(parts.command().withGroup("")).line());
        assertEquals(LINE.replace("back", "b"), parts.withCommand(parts.command().withEvent("b ")).line());
        assertEquals(LINE.replace("vfs_read", "vfs_write"), parts.withPlace("vfs_write").line());
        assertEquals(LINE.replace(":s32", ""),
                parts.withArgument(0, new Argument("ret", "$retval", "")).line());
        assertEquals("  r10:io/back  vfs_read\t+0(%r1):u8[4] ret=$retval:s32  # why  so \r",
                parts.withMoved(0, 1).line());
        assertEquals("  r10:io/back  vfs_read +0(%r1):u8[4]  # why  so \r", parts.without(0).line());
        assertEquals(LINE.replace("  #", " c=$comm  #"), parts.withAdded(2, new Argument("c", "$comm", "")).line());
    }

    @Test
    public void shouldGrowFromALetterWhenPiecesAreAdded() {
        DefinitionParts parts = parts("p");
        assertEquals("p", parts.line());
        parts = parts.withCommand(parts.command().withEvent("open"));
        assertEquals("p:open", parts.line());
        parts = parts.withPlace("do_sys open at2");
        assertEquals("p:open do_sysopenat2", parts.line());
        parts = parts.withAdded(0, new Argument("a", "%r0", ""));
        parts = parts.withAdded(0, new Argument("b", "%r1 #", "x32"));
        assertEquals("p:open do_sysopenat2 b=%r1:x32 a=%r0", parts.line());
        parts = parts.withCommand(parts.command().withGroup("g").withLetter('e')).withFilter(" if x > 1 ");
        assertEquals("e:g/open do_sysopenat2 b=%r1:x32 a=%r0 if x > 1", parts.line());
        assertEquals("e:g/open do_sysopenat2 b=%r1:x32 a=%r0", parts.withFilter("").line());
        assertEquals("an empty place would make the first argument one", parts, parts.withPlace(" "));
        assertEquals(parts, parts.withArgument(0, new Argument("", "", "")));
        assertEquals(parts, parts(parts.line()));
    }

    @Test
    public void shouldShowNothingWhenLineDefinesNoProbe() {
        for (String line : List.of("", "  ", "# p:x y", "-:open", "x:y z", "p:a b c=:", "p:a b =%r0", "p:a b c=%r0:")) {
            assertEquals(line, Optional.empty(), DefinitionParts.of(line));
        }
    }

    @Test
    public void shouldGiveEachDefinitionBackAsItIsWhenKernelsWereAskedAboutIt() {
        int shown = 0;
        int accepted = 0;
        for (String kernel : KernelTruth.names("verdicts")) {
            for (RecordedVerdict verdict : RecordedVerdict.read(KernelTruth.verdicts(kernel))) {
                String line = new String(verdict.definition(), StandardCharsets.UTF_8);
                if (line.contains("\n") || line.length() > 500) {
                    continue; // several lines, or one that nobody edits
                }
                Optional<DefinitionParts> parts = DefinitionParts.of(line);
                boolean defines = verdict.errno() == 0 && !line.isBlank()
                        && "prfte".indexOf(line.strip().charAt(0)) >= 0;
                assertTrue("an accepted definition cannot be shown: " + line, parts.isPresent() || !defines);
                accepted += defines ? 1 : 0;
                if (parts.isPresent()) {
                    shown++;
                    DefinitionParts same = parts.get();
                    assertEquals(line, same.line());
                    assertEquals(line, same.withCommand(same.command().withEvent(same.command().event())
                            .withGroup(same.command().group())).withFilter(same.filter()).line());
                }
            }
        }
        assertTrue("accepted=" + accepted, accepted > 3000);
        assertTrue("shown=" + shown, shown > 10_000);
    }

    private static DefinitionParts parts(String line) {
        return DefinitionParts.of(line).orElseThrow();
    }
}

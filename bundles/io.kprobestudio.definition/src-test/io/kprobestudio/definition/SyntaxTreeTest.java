/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;

import io.kprobestudio.definition.internal.SyntaxTree;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.Test;

/** The pieces of a line as editors colour and fold them, whole lines and broken ones. */
public class SyntaxTreeTest {
    /** The tree behind its root: {@code KIND'text'}, with braces around what a piece consists of. */
    private static String tree(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        SyntaxNode root = SyntaxTree.of(bytes);
        assertEquals(new SyntaxNode(SyntaxNode.Kind.LINE, 0, bytes.length, root.children()), root);
        return pieces(bytes, root);
    }

    private static String pieces(byte[] line, SyntaxNode node) {
        return node.children().stream().map(child -> child.kind().name().toLowerCase(java.util.Locale.ROOT)
                + (child.children().isEmpty()
                        ? "'" + new String(line, child.column(), child.length(), StandardCharsets.UTF_8) + "'"
                        : "{" + pieces(line, child) + "}"))
                .collect(Collectors.joining(" "));
    }

    /** The pieces of an argument. */
    private static String argument(String text) {
        String tree = tree("p f " + text);
        String before = "command'p' place{symbol'f'} argument{";
        assertEquals(before, tree.substring(0, before.length()));
        return tree.substring(before.length(), tree.length() - 1);
    }

    @Test
    public void shouldTakeTheCommandApartWhenItHasAllItsParts() {
        assertEquals("", tree(""));
        assertEquals("", tree(" \t "));
        assertEquals("command'p'", tree("p"));
        assertEquals("command'r' maxactive'16'", tree("  r16"));
        assertEquals("command'r' maxactive'16' group'g' event'e' place{symbol'f'}", tree("r16:g/e f"));
        assertEquals("command'p' group'g' event'e' place{symbol'f'}", tree("p:g.e f"));
        assertEquals("command'p' group'g.h' event'e' place{symbol'f'}", tree("p:g.h/e f"));
        assertEquals("command'p' event'e' place{symbol'f'}", tree("p:e f"));
        assertEquals("command'p' event'' place{symbol'f'}", tree("p: f"));
        assertEquals("command'p' group'g' event'' place{symbol'f'}", tree("p:g/ f"));
        assertEquals("command'-' group'' event'e'", tree("-:/e"));
    }

    @Test
    public void shouldEndTheCommandsWhenACommentBegins() {
        assertEquals("comment'# p:e f'", tree("# p:e f"));
        assertEquals("command'p' place{symbol'f'} comment'#x %r0'", tree("p f #x %r0"));
        assertEquals("command'p' place{symbol'f'} comment'#x'", tree("p f#x"));
    }

    @Test
    public void shouldTakeThePlaceApartWhenItIsOfEachForm() {
        assertEquals("command'p' place{symbol'f' offset'+0x10'}", tree("p f+0x10"));
        assertEquals("command'p' place{symbol'f' offset'-4'}", tree("p f-4"));
        assertEquals("command'p' place{module'm' symbol'f' offset'+4'}", tree("p m:f+4"));
        assertEquals("command'p' place{module'' symbol'f'}", tree("p :f"));
        assertEquals("command'p' place{symbol'f' return_suffix'%return'}", tree("p f%return"));
        assertEquals("command'p' place{module'm' symbol'f' offset'+0' return_suffix'%return'}", tree("p m:f+0%return"));
        assertEquals("command'p' place{symbol'f' return_suffix'%a:b+1'}", tree("p f%a:b+1"));
        assertEquals("command'p' place{address'0x80008000'}", tree("p 0x80008000"));
        assertEquals("command'p' place{address'9+1%return'}", tree("p 9+1%return"));
        assertEquals("command't' event'e' place{tracepoint'sched_switch'}", tree("t:e sched_switch"));
        assertEquals("command'e' event'e' place{attached_event'sched/sched_switch'}", tree("e:e sched/sched_switch"));
    }

    @Test
    public void shouldKeepTheFilterWholeWhenAnEventProbeHasOne() {
        assertEquals("command'e' place{attached_event's.e'} argument{argument_name'a' variable'$pid'}"
                + " filter'if pid  > 3 && x'", tree("e s.e a=$pid if pid  > 3 && x"));
        assertEquals("command'e' place{attached_event's.e'} filter'if'", tree("e s.e if"));
        assertEquals("command'p' place{symbol'f'} argument{btf_name'if'} argument{btf_name'x'}", tree("p f if x"));
        assertEquals("command'e' place{attached_event'if'}", tree("e if"));
        assertEquals("command'e' place{attached_event's.e'} argument{btf_name'iff'}", tree("e s.e iff"));
    }

    @Test
    public void shouldTakeArgumentsApartWhenTheyHaveNamesAndTypes() {
        assertEquals("register'%r0'", argument("%r0"));
        assertEquals("argument_name'a' register'%r0' type'u8'", argument("a=%r0:u8"));
        assertEquals("argument_name'a' register'%r0' type'u8' array_size'4'", argument("a=%r0:u8[4]"));
        assertEquals("argument_name'a' register'%r0' type'u8' array_size'4'", argument("a=%r0:u8[4"));
        assertEquals("argument_name'a' register'%r0' type'u8' array_size''", argument("a=%r0:u8[]x"));
        assertEquals("argument_name'' register'%r0' type''", argument("=%r0:"));
        assertEquals("argument_name'a' unknown'' type'u8'", argument("a=:u8"));
        assertEquals("argument_name'a' variable'$b=c'", argument("a=$b=c"));
        assertEquals("register'%r0' type'b3@1/8:x'", argument("%r0:b3@1/8:x"));
    }

    @Test
    public void shouldTellOperandsApartWhenTheirFirstCharacterDoes() {
        assertEquals("variable'$stack2'", argument("$stack2"));
        assertEquals("memory_address'@0xc0'", argument("@0xc0"));
        assertEquals("memory_symbol'@jiffies+4'", argument("@jiffies+4"));
        assertEquals("memory_symbol'@'", argument("@"));
        assertEquals("memory_address'@9'", argument("@9"));
        assertEquals("immediate'\\1'", argument("\\1"));
        assertEquals("immediate'\\'", argument("\\"));
        assertEquals("immediate_text'\\\"x\"'", argument("\\\"x\""));
        assertEquals("immediate_text'\\\"'", argument("\\\""));
        assertEquals("unknown'5'", argument("5"));
        assertEquals("unknown'!a.b'", argument("!a.b"));
    }

    @Test
    public void shouldSplitNamesWhenMembersFollow() {
        assertEquals("btf_name'skb'", argument("skb"));
        assertEquals("btf_name'_a' btf_field'b' btf_field'c'", argument("_a->b.c"));
        assertEquals("btf_name'a' btf_field'b' btf_field''", argument("a.b->"));
        assertEquals("btf_name'a' btf_field'b'", argument("a-b"));
        assertEquals("btf_name'a' btf_field''", argument("a-"));
        assertEquals("btf_name'a' btf_field'>'", argument("a.>"));
        assertEquals("variable'$retval->a'", argument("$retval->a"));
        assertEquals("typecast'(file)' btf_name'f' btf_field'x'", argument("(file)f->x"));
        assertEquals("typecast'(file)' btf_name'$f' btf_field'x'", argument("(file)$f->x"));
        assertEquals("typecast'(file'", argument("(file"));
        assertEquals("typecast'(file)' unknown''", argument("(file)"));
        assertEquals("typecast'(file)' unknown'%r0'", argument("(file)%r0"));
    }

    @Test
    public void shouldNestDereferencesWhenBracesDo() {
        assertEquals("dereference{dereference_offset'+8' register'%r0'}", argument("+8(%r0)"));
        assertEquals(
                "dereference{dereference_offset'-u8' dereference{dereference_offset'+4' variable'$arg1'}} type'x8'",
                argument("-u8(+4($arg1)):x8"));
        assertEquals("dereference{dereference_offset'+8' register'%r0'}", argument("+8(%r0"));
        assertEquals("dereference{dereference_offset'+1' dereference{dereference_offset'+2' register'%r0'}}",
                argument("+1(+2(%r0"));
        assertEquals("dereference{dereference_offset'+1' dereference{dereference_offset'+2' register'%r0'}}",
                argument("+1(+2(%r0)"));
        assertEquals("dereference{dereference_offset'+8'}", argument("+8()"));
        assertEquals("dereference{dereference_offset'+8'}", argument("+8("));
        assertEquals("dereference{dereference_offset'+8'}", argument("+8"));
        assertEquals("dereference{dereference_offset'-'}", argument("-"));
        assertEquals("dereference{dereference_offset'+' btf_name'a' btf_field'b'}", argument("+(a->b)"));
        assertEquals("dereference{dereference_offset'+0' dereference{dereference_offset'+4'}}", argument("+0(+4)"));
    }

    @Test
    public void shouldLeaveDeepLevelsWholeWhenNobodyCanUseThem() {
        String deep = "+0(".repeat(33) + "%r0" + ")".repeat(33);
        String shown = argument(deep);
        assertEquals(33, shown.split("dereference_offset", -1).length - 1);
        assertEquals(shown, "register", shown.replaceAll(".*(register)'%r0'.*", "$1"));
        String deeper = argument("+0(" + deep + ")");
        assertEquals(33, deeper.split("dereference_offset", -1).length - 1);
        assertEquals(-1, deeper.indexOf("register"));
        assertEquals("dereference'+0(%r0)'", deeper.replaceAll(".* (dereference'.*?')}*$", "$1"));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kprobestudio.testkit.KernelTruth;
import java.util.List;
import org.junit.Test;

/**
 * Casts and container lookups at walk(node_t *head, int limit, char flag) of sample.c, whose head is in r0 there. A node on
 * 32-bit ARM has weight at 0, next at 8, name.hash at 12 and name.text at 16.
 */
public class CastTest {

    private static List<String> resolve(String object, String expression) throws DebugInfoException, Exception {
        return DebugInfo.open(KernelTruth.debugObjects().resolve(object)).resolve(SourcePlace.parse("walk"),
                List.of(SourceExpression.parse(expression))).stream().map(probe -> probe.definition("")).toList();
    }

    @Test
    public void shouldReadTheOtherTypeWhenAPointerIsCast() throws Exception {
        assertEquals(List.of("p walk hash=+0(%r0):x32"), resolve("arm-dwarf5.o", "((struct name *)head)->hash"));
        assertEquals(List.of("p walk text=+0(+4(%r0)):string"),
                resolve("arm-dwarf4.o", "((struct name *)head)->text:string"));
        // A cast is of all that stands behind it, as in C.
        assertEquals(List.of("p walk hash=+0(+8(%r0)):x32"),
                resolve("arm-dwarf5.o", "((struct name *)head->next)->hash"));
        assertEquals(List.of("p walk next=+8(+0(%r0)):x32"),
                resolve("arm-dwarf5.o", "((node_t *)head->weight)->next"));
        assertEquals(List.of("p walk text=+0(%r0):string"), resolve("arm-dwarf5.o", "text=(char *)head:string"));
        assertEquals(List.of("p walk weight=+28(%r0):s32"),
                resolve("arm-dwarf5.o", "weight=((int *)head)[7]"));
        assertEquals(List.of("p walk hash=+0(%di):x32"), resolve("x86_64-dwarf5.o", "((struct name *)head)->hash"));
    }

    @Test
    public void shouldReachTheWholeWhenItsMemberIsAtHand() throws Exception {
        assertEquals(List.of("p walk weight=-12(%r0):s32"),
                resolve("arm-dwarf5.o", "container_of(head, struct node, name)->weight"));
        assertEquals(List.of("p walk hash=+0(+8(%r0)):x32"),
                resolve("arm-dwarf5.o", "container_of(head->next, node_t, name)->name.hash"));
        assertEquals(List.of("p walk weight=+0(%r0):s32"),
                resolve("arm-dwarf5.o", "container_of( head , struct node , weight )->weight"));
        assertEquals(List.of("p walk node=%r0:x32"),
                resolve("arm-dwarf5.o", "node=container_of(head, struct node, weight)"));
    }

    @Test
    public void shouldSayWhyWhenItCannotBe() {
        assertRefused("no such type: type=struct nope", "((struct nope *)head)->hash");
        assertRefused("no such member: type=name member=nope", "container_of(head, struct name, nope)->hash");
        assertRefused("a pointer's member is reached by ->: name=head member=hash", "((struct name *)head).hash");
        assertRefused("node is computed here as %r0-12, and no fetch argument adds without reading",
                "node=container_of(head, struct node, name)");
        assertRefused("no pointer, so that it cannot be cast to one: name=name type=name",
                "((struct node *)head->name)->weight");
        assertRefused(") is expected here: column=20 expression=((struct name *)head->", "((struct name *)head->");
        assertRefused(", is expected here: column=17 expression=container_of(head)", "container_of(head)");
        assertRefused("a variable is expected here: column=1 expression=(", "(");
    }

    private static void assertRefused(String words, String expression) {
        assertEquals(words, assertThrows(expression, DebugInfoException.class,
                () -> resolve("arm-dwarf5.o", expression)).getMessage());
    }

    @Test
    public void shouldKeepBlanksWithinParenthesesWhenALineIsParted() {
        assertEquals(List.of("walk", "((struct name *)head)->hash", "limit"),
                SourceExpression.words("  walk ((struct name *)head)->hash\tlimit "));
    }
}

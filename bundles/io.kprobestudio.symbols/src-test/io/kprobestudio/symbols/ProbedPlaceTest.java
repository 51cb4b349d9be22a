/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.symbols.SourceProbe.Argument;
import io.kprobestudio.testkit.BtfBuilder;
import io.kprobestudio.testkit.KernelTruth;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** From definitions back to the source's variables: walk(node_t *head, int limit, char flag) of sample.c. */
public class ProbedPlaceTest {

    private static DebugInfo open(String object) throws Exception {
        return DebugInfo.open(KernelTruth.debugObjects().resolve(object));
    }

    private static Map<String, String> origins(String object, String definition) throws Exception {
        return ProbedPlace.of(definition).origins(open(object));
    }

    @Test
    public void shouldNameTheVariablesWhenADefinitionReadsThem() throws Exception {
        assertEquals(Map.of("arg1", "head", "limit", "limit", "w", "head->weight", "text", "head->name.text", "kind",
                "head->kind", "state", "head->state", "third", "head->table[3]", "far", "head->next->next->name.hash"),
                origins("arm-dwarf5.o", "p:probe/walk walk %r0 limit=%r1:s32 w=+0(%r0):s32 text=+0(+16(%r0)):string"
                        + " kind=+4(%r0):b3@0/8 state=+4(%r0):b5@3/8 third=+26(%r0):s16 far=+12(+8(+8(%r0))):x32"));
        assertEquals(Map.of("w", "head->weight", "text", "head->name.text"),
                origins("x86_64-dwarf5.o", "p:probe/walk walk+0 w=+0(%di):s64 text=+0(+32(%di)):string"));
        assertEquals(Map.of("text", "head->name.text"),
                origins("arm-dwarf5.o", "p:walk walk text=+u0(+u16(%r0)):ustring"));
    }

    @Test
    public void shouldReadTheSameWhenWhatItNamesIsResolvedAgain() throws Exception {
        for (String object : List.of("arm-dwarf4.o", "arm-dwarf5.o", "aarch64-dwarf5.o", "x86_64-dwarf5.o",
                "x86_64-dwarf4-zlib.o")) {
            DebugInfo info = open(object);
            for (String function : List.of("walk", "many", "twice")) {
                for (SourceVariables seen : info.variablesAt(SourcePlace.parse(function))) {
                    for (SourceVariables.Variable each : seen.variables()) {
                        for (String behind : List.of("", "->weight", "->state", "->next->name.text:string", "->raw",
                                "->table[7]", "->next->next->name.hash")) {
                            check(info, function, each.name() + behind);
                        }
                    }
                }
            }
        }
    }

    private static void check(DebugInfo info, String function, String expression) throws DebugInfoException {
        List<SourceProbe> probes = new ArrayList<>();
        try {
            probes.addAll(info.resolve(SourcePlace.parse(function), List.of(SourceExpression.parse(expression))));
        } catch (DebugInfoException noMember) {
            // an expression that this variable does not have
            return;
        }
        for (SourceProbe probe : probes) {
            Argument argument = probe.arguments().get(0);
            if (argument.fetch().startsWith("\\")) {
                // a constant comes from no variable that could be named for it
                continue;
            }
            String origin = info.origins(probe.symbol(), probe.offset(), List.of(argument)).get(0);
            String typed = origin + (argument.type().isEmpty() ? "" : ":" + argument.type());
            assertEquals(expression + " is " + argument + ", which comes from " + origin,
                    List.of(argument.fetch()),
                    info.resolve(new SourcePlace(probe.symbol(), "", -1, probe.offset(), false),
                            List.of(SourceExpression.parse(typed))).stream()
                            .filter(again -> again.address() == probe.address())
                            .map(again -> again.arguments().get(0).fetch()).toList());
        }
    }

    @Test
    public void shouldNameWhatIsInlinedWhenThePlaceLiesInIt() throws Exception {
        DebugInfo info = open("linked-arm.o");
        for (SourceVariables at : info.variablesAt(SourcePlace.parse("inner"))) {
            for (SourceVariables.Variable each : at.variables()) {
                if (!each.fetch().isEmpty() && !each.fetch().startsWith("\\")) {
                    String origin = info.origins(at.symbol(), at.offset(),
                            List.of(new Argument(each.name(), each.fetch(), ""))).get(0);
                    assertEquals(at.symbol() + "+" + at.offset(), each.name(), origin);
                }
            }
        }
    }

    @Test
    public void shouldNameParametersWhenOnlyTypesAreKnown() throws Exception {
        BtfBuilder types = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        int number = types.integer("int", 4, 1);
        int node = types.structure(Btf.STRUCT, "node", 8, "weight", number, 0, 0, "size", number, 32, 0);
        types.function("walk", 0, "head", types.pointer(node), "limit", number);
        BtfInfo info = new BtfInfo(Btf.parse(types.bytes()).orElseThrow(), Architecture.ARM, List.of());
        ProbedPlace place = ProbedPlace.of("p:g/walk walk a=%r0 limit=%r1 size=+4(%r0):s32 other=%r5");
        assertEquals(Map.of("a", "head", "limit", "limit", "size", "head->size"), place.origins(info));
        // types tell where parameters are at the entry alone
        assertEquals(Map.of(), ProbedPlace.of("p walk+8 a=%r0").origins(info));
    }

    @Test
    public void shouldPartADefinitionWhenItIsListedOrWritten() throws Exception {
        ProbedPlace place = ProbedPlace.of("p4:kps_0011aabb/hit dummy:dummy_xmit+0x14 %r0 s=+0(%r1):string");
        assertEquals(new ProbedPlace("kps_0011aabb/hit", "dummy", "dummy_xmit", 20, false,
                List.of(new Argument("arg1", "%r0", ""), new Argument("s", "+0(%r1)", "string"))), place);
        assertEquals(Map.of("ret", "what walk returns"),
                ProbedPlace.of("r8:g/e walk ret=$retval:s32").origins(open("arm-dwarf5.o")));
        assertEquals(true, ProbedPlace.of("p:g/e walk%return").isReturn());
        assertEquals("no probe of a kernel's function by its name: definition=e:g/e sched/sched_switch",
                assertThrows(DebugInfoException.class, () -> ProbedPlace.of("e:g/e sched/sched_switch")).getMessage());
    }

    @Test
    public void shouldNameNothingWhenNoVariableLeadsThere() throws Exception {
        assertEquals(Map.of(), origins("arm-dwarf5.o",
                "p walk a=%r7 b=$comm:string c=+100(%r0) d=-4(%r0) e=+0(%r1) f=@total g=$stack0 h=\\1"));
        assertEquals(Map.of(), origins("arm-dwarf5.o", "p no_such_function a=%r0"));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/**
 * What is expected follows from tests/data/debuginfo/sample.c and the calling conventions: where arguments are at a function's
 * entry, and how structures are laid out.
 */
public class DebugInfoTest {
    private static final Map<String, String> ENTRIES = Map.of( //
            "arm-dwarf4.o", "p walk head=%r0:x32 limit=%r1:s32 flag=%r2:x8", //
            "arm-dwarf5.o", "p walk head=%r0:x32 limit=%r1:s32 flag=%r2:x8", //
            "aarch64-dwarf5.o", "p walk head=%x0:x64 limit=%x1:s32 flag=%x2:x8", //
            "x86_64-dwarf5.o", "p walk head=%di:x64 limit=%si:s32 flag=%dx:s8", //
            "x86_64-dwarf4-zlib.o", "p walk head=%di:x64 limit=%si:s32 flag=%dx:s8");

    @Test
    public void shouldFetchParametersFromTheirRegistersWhenAtTheEntry() throws Exception {
        for (Map.Entry<String, String> each : ENTRIES.entrySet()) {
            assertEquals(each.getKey(), List.of(each.getValue()),
                    resolve(each.getKey(), "walk", "head", "limit", "flag"));
            assertEquals(each.getKey(), List.of(each.getValue()), resolve(each.getKey(), "walk", "$params"));
        }
    }

    @Test
    public void shouldFetchParametersFromTheStackWhenThereAreMoreThanRegisters() throws Exception {
        assertEquals(List.of("p many g=+8(%sp):s32 h=+12(%sp):s32"), resolve("arm-dwarf5.o", "many", "g", "h"));
        assertEquals(List.of("p many g=+8(%sp):s32 h=+16(%sp):s32"), resolve("x86_64-dwarf5.o", "many", "g", "h"));
        assertEquals(List.of("p many g=%x6:s32 h=%x7:s32"), resolve("aarch64-dwarf5.o", "many", "g", "h"));
    }

    @Test
    public void shouldFollowPointersFieldsAndArraysWhenExpressionHasSteps() throws Exception {
        String[] wanted = { "head->name.text:string", "head->weight", "head->kind", "head->state", "head->table[3]",
                "head->next->raw" };
        assertEquals(
                List.of("p walk text=+0(+16(%r0)):string weight=+0(%r0):s32 kind=+4(%r0):b3@0/8 state=+4(%r0):b5@3/8"
                        + " table=+26(%r0):s16 raw=+8(+8(%r0)):x32"),
                resolve("arm-dwarf5.o", "walk", wanted));
        assertEquals(
                List.of("p walk text=+0(+32(%di)):string weight=+0(%di):s64 kind=+8(%di):b3@0/8 state=+8(%di):b5@3/8"
                        + " table=+46(%di):s16 raw=+16(+16(%di)):x64"),
                resolve("x86_64-dwarf4-zlib.o", "walk", wanted));
    }

    @Test
    public void shouldGiveNoTypeWhenAValueIsAWholeArray() throws Exception {
        assertEquals(List.of("p walk table=+20(%r0)"), resolve("arm-dwarf5.o", "walk", "head->table"));
    }

    @Test
    public void shouldGiveOneProbeAnInstanceWhenFunctionIsInlined() throws Exception {
        for (String object : ENTRIES.keySet()) {
            List<String> probes = new ArrayList<>(resolve(object, "weigh", "factor"));
            probes.sort(Comparator.comparing(probe -> probe.substring(probe.indexOf('='))));
            assertEquals(object, 3, probes.size());
            assertTrue(probes.toString(),
                    probes.get(0).startsWith("p walk") && probes.get(0).endsWith(" factor=\\3:s32"));
            assertTrue(probes.toString(),
                    probes.get(1).startsWith("p twice") && probes.get(1).endsWith(" factor=\\5:s32"));
            assertTrue(probes.toString(),
                    probes.get(2).startsWith("p twice+") && probes.get(2).endsWith(" factor=\\7:s32"));
        }
    }

    @Test
    public void shouldNameGlobalsBySymbolWhenFunctionDoesNotDeclareThem() throws Exception {
        for (String probe : resolve("arm-dwarf5.o", "sample.c:44", "total", "calls")) {
            assertTrue(probe, probe.matches("p walk\\+\\d+ total=@total\\+0:s32 calls=@calls\\+0:s32"));
        }
    }

    @Test
    public void shouldAgreeWithTheLineTableWhenPlaceIsALine() throws Exception {
        for (String object : ENTRIES.keySet()) {
            DebugInfo info = open(object);
            List<SourceProbe> probes = info.resolve(SourcePlace.parse("sample.c:45"), List.of());
            assertEquals(info.resolve(SourcePlace.parse("walk:10"), List.of()), probes);
            for (SourceProbe probe : probes) {
                SourceLocation location = info.sourceOf(probe.address()).get(0);
                // Of two lines that share an address the later one is told.
                assertTrue(object + " " + location, location.toString().matches("walk at /src/sample.c:4[56]"));
            }
        }
    }

    @Test
    public void shouldTellTheInlineChainWhenAddressIsInlined() throws Exception {
        DebugInfo info = open("arm-dwarf5.o");
        SourceProbe inWalk = info.resolve(SourcePlace.parse("weigh"), List.of()).stream()
                .filter(probe -> probe.symbol().equals("walk")).findFirst().orElseThrow();
        List<SourceLocation> chain = info.sourceOf(inWalk.address());
        assertEquals("weigh", chain.get(0).function());
        assertEquals("walk at /src/sample.c:41", chain.get(1).toString());
    }

    @Test
    public void shouldSayWhyWhenSomethingCannotBeFetched() throws Exception {
        assertEquals("no function of this name has debug information: place=nope", refusal("nope"));
        assertEquals("no variable of this name is visible here: variable=nothing function=walk"
                + " visible=[head, limit, flag, seen, each]", refusal("walk", "nothing"));
        assertEquals("a pointer's member is reached by ->: name=head member=weight", refusal("walk", "head.weight"));
        assertEquals("no such member: type=node member=wait", refusal("walk", "head->wait"));
        assertEquals("no string: it is not made of characters: name=head type=node", refusal("walk", "head:string"));
        assertEquals("neither a structure nor a union: name=limit type=int member=x", refusal("walk", "limit.x"));
        assertEquals("variables are gone when a function has returned: only $retval is there, variable=head",
                refusal("walk%return", "head"));
        assertEquals("no code belongs to this line: place=sample.c:1", refusal("sample.c:1"));
    }

    @Test
    public void shouldFindFunctionsWhenPatternHasAnAsterisk() throws Exception {
        assertEquals(List.of("walk", "weigh"), open("arm-dwarf5.o").functions("w*"));
        assertEquals(List.of("head", "limit", "flag", "seen", "each"),
                open("arm-dwarf5.o").variables(SourcePlace.parse("walk")));
    }

    @Test
    public void shouldReportDamageWhenFileIsCutOrFlipped() throws Exception {
        byte[] whole = Files.readAllBytes(KernelTruth.debugObjects().resolve("arm-dwarf5.o"));
        Random random = new Random(5);
        Path file = Files.createTempFile("damaged", ".o");
        try {
            for (int i = 0; i < 400; i++) {
                byte[] damaged = whole.clone();
                int flips = 1 + random.nextInt(4);
                for (int flip = 0; flip < flips; flip++) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(file, damaged);
                if (i % 3 == 0) {
                    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                        cut.setLength(random.nextInt(damaged.length));
                    }
                }
                useAll(file);
            }
        } finally {
            Files.delete(file);
        }
    }

    /* Nothing but a refusal may come out; anything else thrown fails the test. */
    private static void useAll(Path file) throws IOException {
        try {
            DebugInfo info = DebugInfo.open(file);
            for (String function : info.functions("*")) {
                try {
                    info.resolve(new SourcePlace(function, "", -1, 0, false), List.of(SourceExpression.parse("$vars")));
                } catch (DebugInfoException refused) {
                    assertTrue(!refused.getMessage().isEmpty());
                }
            }
            info.sourceOf(16);
        } catch (DebugInfoException refused) {
            assertTrue(!refused.getMessage().isEmpty());
        }
    }

    private static DebugInfo open(String object) throws Exception {
        return DebugInfo.open(KernelTruth.debugObjects().resolve(object));
    }

    private static List<String> resolve(String object, String place, String... wanted) throws Exception {
        List<SourceExpression> expressions = new ArrayList<>();
        for (String each : wanted) {
            expressions.add(SourceExpression.parse(each));
        }
        return open(object).resolve(SourcePlace.parse(place), expressions).stream().map(probe -> probe.definition(""))
                .toList();
    }

    private static String refusal(String place, String... wanted) {
        return assertThrows(DebugInfoException.class, () -> resolve("arm-dwarf5.o", place, wanted)).getMessage();
    }
}

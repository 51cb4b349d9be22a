/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import io.kprobestudio.testkit.ProjectFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** What is expected follows from tests/data/debuginfo/places.c: &table[2] is 16 bytes into the table on 32-bit ARM, 32 on 64 bits. */
public class PlacesTest {

    @Test
    public void shouldReadThroughAPointerWhenItsValueIsComputed() throws Exception {
        assertTrue(resolve("places-arm.o", "inner", "held->first", "held->second").contains(
                "p counted_too+32 first=@table+16:s32 second=@table+20:s32"));
        assertTrue(resolve("places-aarch64.o", "inner", "held->first", "held->second").contains(
                "p counted_too+36 first=@table+32:s64 second=@table+40:s64"));
    }

    @Test
    public void shouldSayHowAValueIsComputedWhenNoArgumentCanFetchIt() throws Exception {
        DebugInfo info = open("places-arm.o");
        SourceProbe probe = info.resolve(SourcePlace.parse("outer"), List.of(SourceExpression.parse("$params"))).get(0);
        assertEquals("p counted_too+32 many=%r1:s32", probe.definition(""));
        assertEquals(List.of(
                "left out: given is computed here as &table+16, and no fetch argument adds without reading",
                "left out: amount is computed here as %r1+1, and no fetch argument adds without reading",
                "left out: held is computed here as &table+16, and no fetch argument adds without reading"),
                probe.notes());
    }

    @Test
    public void shouldAddVariablesOfWhatIsInlinedHereWhenAllAreWanted() throws Exception {
        DebugInfo info = open("places-arm.o");
        SourceProbe probe = info.resolve(SourcePlace.parse("outer"), List.of(SourceExpression.parse("$params"))).get(1);
        assertEquals("p counted_too+56 many=\\2:s32 given=%r0:x32 amount=\\3:s32 held=%r0:x32", probe.definition(""));
        assertEquals(List.of("amount is of inner, which is inlined here", "held is of inner, which is inlined here"),
                probe.notes());
    }

    @Test
    public void shouldTakeALocalStaticsOwnSymbolWhenSeveralHaveItsName() throws Exception {
        assertEquals(List.of("p counted count=@count.0+0:s32"), resolve("places-arm.o", "counted", "count"));
        assertEquals(List.of("p counted_too count=@count.1+0:s32"), resolve("places-arm.o", "counted_too", "count"));
    }

    /* places-arm.o has the global symbols sums and second_name, in this order, at one address. */
    @Test
    public void shouldTakeTheTablesFirstNameWhenAFunctionHasSeveral() throws Exception {
        DebugInfo info = open("places-arm.o");
        assertEquals(List.of("p sums"), resolve("places-arm.o", "sums"));
        assertEquals(info.address("sums"), info.address("second_name"));
        assertEquals(List.of("sums", "counted", "counted_too"),
                info.functionsByAddress().stream().map(DebugInfo.Function::name).toList());
    }

    @Test
    public void shouldStillHaveItsPlaceWhenNothingOfAnInlinedFunctionIsLeft() throws Exception {
        byte[] object = Files.readAllBytes(KernelTruth.debugObjects().resolve("places-arm.o"));
        // DW_AT_entry_pc, DW_AT_GNU_entry_view, DW_AT_ranges in the abbreviations: the last becomes an unknown one.
        byte[] wanted = { 0x52, 0x01, (byte) 0xb8, 0x42, 0x0b, 0x55, 0x17 };
        int found = 0;
        for (int at = 0; at + wanted.length <= object.length; at++) {
            if (Arrays.equals(object, at, at + wanted.length, wanted, 0, wanted.length)) {
                object[at + 5] = 0x7f;
                found++;
            }
        }
        assertNotEquals(0, found);
        Path file = Files.createTempFile("entry", ".o");
        try {
            Files.write(file, object);
            List<String> places = DebugInfo.open(file).resolve(SourcePlace.parse("outer"), List.of()).stream()
                    .map(probe -> probe.definition("")).toList();
            assertEquals(List.of("p counted_too+32", "p counted_too+56"), places);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    public void shouldListTheLinesOfAFunctionWhenTheyHaveCode() throws Exception {
        for (String object : List.of("places-arm.o", "places-aarch64.o", "places-x86_64.o")) {
            SourceLines lines = open(object).linesOfFunction("counted_too", "").get(0);
            assertEquals("/src/places.c", lines.file());
            List<String> source = Files
                    .readAllLines(ProjectFolder.get().resolve("tests/data/debuginfo/places.c"));
            assertEquals("int counted_too(int seed)", source.get(lines.first() - 1));
            List<Integer> own = lines.lines().stream().map(line -> line - lines.first()).toList();
            assertEquals(object, List.of(0, 1, 2, 4, 5), own);
            for (int line : lines.lines()) {
                assertTrue(object, !open(object).resolve(SourcePlace.parse("places.c:" + line), List.of()).isEmpty());
            }
            // The inlined function's own line is not among those of its caller, but has code in the file.
            List<SourceLines> file = open(object).linesOfFile("places.c");
            int called = open(object).linesOfFunction("inner", "").get(0).first();
            assertTrue(object, file.get(0).lines().contains(called + 2) && !lines.lines().contains(called + 2));
        }
    }

    /* EVENT(hit) in macros.h declares trace_hit and register_hit; both of caller's calls of trace_hit are inlined. */
    @Test
    public void shouldSeeTheVariablesOfWhatIsInlinedIntoWhenAMacrosLineDeclaresSeveralFunctions() throws Exception {
        List<String> found = resolve("macros-arm.o", "macros.h:" + lineOf("macros.h", "EVENT(hit)"), "$params");
        List<String> inCaller = found.stream().filter(each -> each.startsWith("p caller+")).toList();
        assertTrue(found.toString(), !inCaller.isEmpty() && found.stream().anyMatch(each -> each.matches(
                "p register_hit given=%r0:s32")));
        for (String each : inCaller) {
            assertTrue(each, each.contains(" other=%"));
        }
    }

    /* WRAPPED declares wrapped and inner_wrapped, which is inlined into it, and which the lines behind are of. */
    @Test
    public void shouldTakeTheInlinedFunctionsVariablesWhenAMacroDeclaresTheOuterOneOnTheSameLine() throws Exception {
        assertEquals(List.of("p wrapped+32 given=%r4:x32 many=%r0:s32"),
                resolve("wrapped-arm.o", "inner_wrapped:3", "$vars"));
        assertEquals(List.of("p wrapped+32 given=%r4:x32 many=%r0:s32"),
                resolve("wrapped-arm.o", "wrapped.c:" + lineOf("wrapped.c", "\treturn consume(given, many);"),
                        "$vars"));
        assertEquals(List.of("p wrapped+32 given=+8(%sp):s64 many=%r0:s32"),
                resolve("wrapped-arm.o", "wrapped:3", "$vars"));
    }

    @Test
    public void shouldFindWhereAFunctionIsCalledWhenTheCallStandsInAHeader() throws Exception {
        int line = lineOf("macros.h", "\treturn trace_hit(once) + consume(0, once);");
        // The second is the entry of trace_hit in twice, of which the table of lines tells its own line alone.
        assertEquals(List.of("p caller+48", "p caller+36"), resolve("macros-arm.o", "macros.h:" + line));
    }

    @Test
    public void shouldFindNoLinesWhenThereIsNoSuchFunctionOrFile() throws Exception {
        DebugInfo info = open("places-arm.o");
        assertEquals(List.of(), info.linesOfFunction("nope", ""));
        assertEquals(List.of(), info.linesOfFunction("sums", "other.c"));
        assertEquals(List.of(), info.linesOfFile("laces.c"));
        assertThrows(DebugInfoException.class, () -> info.resolve(SourcePlace.parse("laces.c:20"), List.of()));
    }

    @Test
    public void shouldAnswerTheSameWhenTheFileIsInMemory() throws Exception {
        Path object = KernelTruth.debugObjects().resolve("linked-arm.o");
        DebugInfo info = DebugInfo.of(object, ByteBuffer.wrap(Files.readAllBytes(object)));
        assertEquals(DebugInfo.open(object).functions("*"), info.functions("*"));
        assertTrue(info.buildId().orElseThrow().matches("[0-9a-f]{40}"));
    }

    @Test
    public void shouldRefuseWhenEntriesAreNestedWithoutEnd() throws Exception {
        assertEquals(List.of(), DebugInfo.of(Path.of("nested"), nested(900)).functions("*"));
        DebugInfoException refused = assertThrows(DebugInfoException.class,
                () -> DebugInfo.of(Path.of("nested"), nested(60_000)));
        assertTrue(refused.getMessage(), refused.getMessage().startsWith(
                "the debug information is damaged: path=nested reason=entries are nested too deeply: offset="));
    }

    /* A 32-bit ARM file whose only unit has so many lexical blocks within one another. */
    private static ByteBuffer nested(int depth) {
        byte[] names = "\0.debug_info\0.debug_abbrev\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        byte[] abbreviations = { 1, 0x0b, 1, 0, 0, 0 };
        int info = 11 + 2 * depth;
        int[] sizes = { 0, info, abbreviations.length, names.length };
        int[] titles = { 0, 1, 13, 27 };
        int contents = 52 + 4 * 40;
        ByteBuffer file = ByteBuffer.allocate(contents + info + abbreviations.length + names.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0, 0x464c457f).put(4, (byte) 1).put(5, (byte) 1).putShort(16, (short) 2).putShort(18, (short) 40);
        file.putInt(32, 52).putShort(46, (short) 40).putShort(48, (short) 4).putShort(50, (short) 3);
        int at = contents;
        for (int i = 1; i < sizes.length; i++) {
            file.putInt(52 + 40 * i, titles[i]).putInt(52 + 40 * i + 4, 1).putInt(52 + 40 * i + 16, at)
                    .putInt(52 + 40 * i + 20, sizes[i]);
            at += sizes[i];
        }
        file.position(contents).putInt(info - 4).putShort((short) 4).putInt(0).put((byte) 4);
        byte[] blocks = new byte[depth];
        Arrays.fill(blocks, (byte) 1);
        return file.put(blocks).put(new byte[depth]).put(abbreviations).put(names).flip();
    }

    private static int lineOf(String file, String text) throws Exception {
        return Files.readAllLines(ProjectFolder.get().resolve("tests/data/debuginfo").resolve(file)).indexOf(text) + 1;
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
}

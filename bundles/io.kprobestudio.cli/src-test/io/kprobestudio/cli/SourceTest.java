/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;
import io.kprobestudio.testkit.ProjectFolder;

/** Objects without a build id, so that no index is kept; what is expected follows from tests/data/debuginfo/places.c. */
public class SourceTest {

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private String source(int code, String... arguments) {
        return run(code, List.of("source", "--vmlinux", KernelTruth.debugObjects().resolve("places-arm.o").toString()),
                arguments);
    }

    private String run(int code, List<String> first, String... arguments) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int got = new Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(messages, true, StandardCharsets.UTF_8), false)).run(all.toArray(new String[0]));
        assertEquals(messages.toString(StandardCharsets.UTF_8), code, got);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void shouldPrintTheTypeAndThePlaceOfEachVariableWhenVarsAreWanted() {
        assertEquals("counted_too+0\n\tint\tseed\t%r0\n\tint\tcount\t@count.1+0\n", source(0, "--vars", "counted_too"));
        String outer = source(0, "--vars", "outer");
        assertTrue(outer, outer.startsWith("counted_too+32\n\tint\tmany\t%r1\n\tconst struct pair*\tgiven\t"
                + "(given is computed here as &table+16, and no fetch argument adds without reading)\n"));
    }

    @Test
    public void shouldListLinesByTheirNumbersInTheFunctionWhenThereIsNoSource() {
        String listing = source(0, "--lines", "counted");
        assertTrue(listing, listing.matches("<counted@/src/places\\.c:\\d+>\n( {6}\\d\n)+"));
        assertTrue(listing, listing.contains("\n      0\n"));
        assertEquals(listing, source(0, "--lines", "counted@places.c"));
    }

    @Test
    public void shouldShowTheTextOfLinesWhenTheSourceIsElsewhere() throws Exception {
        String folder = ProjectFolder.get().resolve("tests/data/debuginfo").toString();
        List<String> text = Files.readAllLines(ProjectFolder.get().resolve("tests/data/debuginfo/places.c"));
        String listing = source(0, "--source", folder, "--lines", "counted_too");
        int first = text.indexOf("int counted_too(int seed)");
        assertTrue(listing, listing.startsWith(
                "<counted_too@/src/places.c:" + (first + 1) + ">\n      0  int counted_too(int seed)\n"));
        // The declaration of a static runs no code.
        assertTrue(listing, listing.contains("\n         \n      4  \tcount += seed;\n"));
        String some = source(0, "--source", folder, "--lines", "counted_too:4-5");
        assertEquals(3, some.lines().count());
        assertTrue(some, listing.endsWith(some.substring(some.indexOf('\n') + 1)));
        String ofFile = source(0, "--source", folder, "--lines", "places.c:" + (first + 5));
        assertEquals("</src/places.c:0>\n%7d  \tcount += seed;\n".formatted(first + 5), ofFile);
    }

    @Test
    public void shouldSayWhatIsMissingWhenNothingHasSuchLines() {
        assertEquals("", source(1, "--lines", "nope"));
        assertEquals("", source(1, "--lines", "counted:900-901"));
        assertEquals("", source(1, "--lines", "counted:x"));
        assertEquals("""
                kprobes source: nope: nothing of this name has lines: name=nope
                kprobes source: counted:900-901: no code belongs to these lines: from=900 to=901
                kprobes source: counted:x: lines are named as FUNCTION[@FILE][:FROM[-TO]] or FILE[:FROM[-TO]]
                """, messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldTellTheSourceOfAnAddressWhenWhereIsAsked() {
        String where = source(0, "--where", "counted_too+32");
        assertTrue(where, where.matches(
                "inner at /src/places\\.c:\\d+\nouter at /src/places\\.c:\\d+\ncounted_too at /src/places\\.c:\\d+\n"));
    }

    @Test
    public void shouldReadOffsetsOfAddressesAsTheyAreWritten() {
        assertEquals(source(0, "--where", "counted_too+32"), source(0, "--where", "counted_too+032"));
        assertEquals(source(0, "--where", "counted_too+32"), source(0, "--where", "counted_too+0x20"));
        source(1, "--where", "counted_too+99999999999999999999");
        assertEquals("kprobes source: counted_too+99999999999999999999: not an offset: offset=99999999999999999999\n",
                messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldTakeTypesWhenThereIsNoDebugInformation() {
        List<String> types = List.of("source", "--description", KernelTruth.description("amd64-7.2").toString());
        assertEquals("p:probe/vfs_read vfs_read count=%dx:x64\nr:probe/vfs_read__return vfs_read r=$retval:s64\n",
                run(0, types, "-D", "vfs_read count", "vfs_read%return r=$retval:s64"));
        assertEquals("", run(1, types, "--lines", "vfs_read"));
        assertEquals("", run(1, List.of("source"), "vfs_read"));
        assertEquals("""
                kprobes source: vfs_read: types (BTF) know no lines: --vmlinux F names a file with debug information
                kprobes source: where variables are is told by --vmlinux F, --btf F, --description D or --target T
                """, messages.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldNameTheModuleInDefinitionsWhenTheFileIsOne() {
        assertEquals("p:probe/counted mine:counted count=@count.0+0:s32\n",
                source(0, "--module", "mine", "-D", "counted count"));
    }

    @Test
    public void shouldNameEventsAsPerfDoesWhenPlacesAreLinesAndReturns() {
        assertTrue(source(0, "-D", "counted_too:4").startsWith("p:probe/counted_too_L4 counted_too"));
        assertEquals("r:probe/counted__return counted\n", source(0, "-D", "counted%return"));
        assertEquals("p:probe/inner counted_too+32\np:probe/inner_1 counted_too+56\np:probe/inner_2 sums+24\n",
                source(0, "-D", "inner"));
    }
}

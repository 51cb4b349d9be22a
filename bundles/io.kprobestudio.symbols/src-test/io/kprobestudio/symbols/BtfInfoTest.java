/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Description;
import io.kprobestudio.testkit.BtfBuilder;
import io.kprobestudio.testkit.KernelTruth;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.Test;

/** What is expected follows from the calling conventions' documents and, for the recorded kernel, from its own source. */
public class BtfInfoTest {

    private static final List<String> SYMBOLS = List.of("mixed", "twice", "twice", "gone.isra.0", "back",
            "back.constprop.3",
            "wide", "many", "whole");

    /** struct node { int weight; unsigned low : 3, high : 5; struct { char text[8]; }; struct node *next; }. */
    private static BtfBuilder types(ByteOrder order, int word) {
        BtfBuilder types = new BtfBuilder(order);
        int number = types.integer("int", 4, 1);
        int unsigned = types.integer("unsigned int", 4, 0);
        int letter = types.integer("char", 1, 0);
        int large = types.integer("long long", 8, 1);
        int text = types.array(letter, number, 8);
        int inner = types.structure(Btf.STRUCT, "", 8, "text", text, 0, 0);
        int pointer = 8;
        int node = types.structure(Btf.STRUCT, "node", 20 + word, "weight", number, 0, 0, "low", unsigned, 32, 3,
                "high", unsigned,
                35, 5, "", inner, 64, 0, "next", pointer, 128, 0);
        assertEquals(pointer, types.pointer(node));
        int constant = types.reference(Btf.CONST, "", pointer);
        int id = types.structure(Btf.STRUCT, "id", 4, "value", unsigned, 0, 0);
        int alias = types.reference(Btf.TYPEDEF, "node_t", node);
        int string = types.pointer(letter);
        types.function("mixed", 0, "head", constant, "count", large, "who", id, "text", string);
        types.function("twice", 0, "a", number);
        types.function("gone", 0, "a", number);
        types.function("back", node, "a", number, "b", alias, "c", number);
        types.function("wide", large, "a", number, "b", large, "c", number);
        types.function("many", 0, "a", number, "b", number, "c", number, "d", number, "e", number, "f", number, "g",
                number,
                "h", number, "i", number);
        types.function("whole", 0, "a", types.structure(Btf.UNION, "either", 24), "b", number);
        types.function("unknown", 0, "a", number);
        return types;
    }

    private static BtfInfo info(Architecture architecture) {
        return new BtfInfo(Btf.parse(types(ByteOrder.LITTLE_ENDIAN, architecture.wordSize()).bytes()).orElseThrow(),
                architecture, SYMBOLS);
    }

    private static String resolve(ProbeSource source, String query, List<String> notes) throws DebugInfoException {
        List<String> words = SourceExpression.words(query);
        List<SourceExpression> wanted = new ArrayList<>();
        for (String word : words.subList(1, words.size())) {
            wanted.add(SourceExpression.parse(word));
        }
        SourceProbe probe = source.resolve(SourcePlace.parse(words.get(0)), wanted).get(0);
        notes.addAll(probe.notes());
        return probe.definition("");
    }

    private static String resolve(Architecture architecture, String query) throws DebugInfoException {
        return resolve(info(architecture), query, new ArrayList<>());
    }

    private static void assertRefused(String words, Architecture architecture, String query) {
        assertEquals(words,
                assertThrows(query, DebugInfoException.class, () -> resolve(architecture, query)).getMessage());
    }

    @Test
    public void shouldTakeRegistersInTurnWhenParametersFillOneEach() throws Exception {
        assertEquals("p mixed head=%di:x64 count=%si:s64 who=%dx:x32 text=%cx:x64",
                resolve(Architecture.X86_64, "mixed $params"));
        assertEquals("p mixed head=%x0:x64 count=%x1:s64 who=%x2:x32 text=%x3:x64",
                resolve(Architecture.ARM64, "mixed $params"));
    }

    @Test
    public void shouldBeginAPairAtAnEvenRegisterWhenAValueHasTwoWordsOnArm() throws Exception {
        List<String> notes = new ArrayList<>();
        assertEquals("p mixed head=%r0:x32 count=%r2:s64", resolve(info(Architecture.ARM), "mixed $params", notes));
        assertEquals(List.of("count lies in pieces: only its first 4 bytes are fetched",
                "left out: who is in no register that is known at the function's entry: it is on the stack: the parameters before"
                        + " it fill the 4 registers",
                "left out: text is in no register that is known at the function's entry: it is on the stack: the parameters"
                        + " before it fill the 4 registers"),
                notes);
        // What does not fit leaves its register empty: c is behind b.
        assertEquals("p wide a=%r0:s32 b=%r2:s64", resolve(Architecture.ARM, "wide $params"));
        assertRefused(
                "b is in no register that is known at the function's entry: it is one of 8 bytes, whose place no register"
                        + " alone tells",
                Architecture.X86, "wide b");
    }

    @Test
    public void shouldFollowMembersWhenAParameterPointsToAStructure() throws Exception {
        assertEquals("p mixed weight=+0(%di):s32", resolve(Architecture.X86_64, "mixed head->weight"));
        assertEquals("p mixed high=+4(%di):b5@3/32", resolve(Architecture.X86_64, "mixed head->high"));
        assertEquals("p mixed text=+8(%di):string", resolve(Architecture.X86_64, "mixed head->text:string"));
        assertEquals("p mixed weight=+0(+16(%di)):s32", resolve(Architecture.X86_64, "mixed head->next->weight"));
        assertEquals("p mixed t=+10(%di):x8", resolve(Architecture.X86_64, "mixed t=head->text[2]"));
        assertEquals("p mixed name=+0(%cx):string", resolve(Architecture.X86_64, "mixed name=text:string"));
        assertEquals("p mixed weight=+0(%cx):s32", resolve(Architecture.X86_64, "mixed ((struct node *)text)->weight"));
        assertEquals("p mixed low=+4(%cx):b3@0/32", resolve(Architecture.X86_64, "mixed ((node_t *)text)->low"));
        assertEquals("p mixed weight=-8(%cx):s32",
                resolve(Architecture.X86_64, "mixed container_of(text, struct node, text)->weight"));
        assertRefused("no such member: type=node member=nope", Architecture.X86_64, "mixed head->nope");
        assertRefused("no such type: type=struct nope", Architecture.X86_64, "mixed ((struct nope *)text)->weight");
        assertRefused("no parameter of this name: variable=nope function=mixed parameters=[head, count, who, text]",
                Architecture.X86_64, "mixed nope");
    }

    @Test
    public void shouldSkipTheFirstRegisterWhenALargeStructureIsReturned() throws Exception {
        assertEquals("p back a=%si:s32", resolve(Architecture.X86_64, "back a"));
        assertEquals("p back a=%r1:s32", resolve(Architecture.ARM, "back a"));
        assertEquals("p back a=%x0:s32", resolve(Architecture.ARM64, "back a"));
        assertRefused(
                "a is in no register that is known at the function's entry: it comes behind a parameter where a structure"
                        + " goes that is returned",
                Architecture.X86, "back a");
        List<String> notes = new ArrayList<>();
        resolve(info(Architecture.ARM64), "back a", notes);
        assertEquals(List.of("calls of copies that the compiler made of back are not seen"), notes);
    }

    @Test
    public void shouldSayWhyWhenAPlaceIsNotSure() {
        assertRefused(
                "a is in no register that is known at the function's entry: it is one that is a structure of 24 bytes,"
                        + " whose place no register alone tells",
                Architecture.X86_64, "whole a");
        assertRefused("b is in no register that is known at the function's entry: it comes behind a parameter that is a"
                + " structure of 24 bytes", Architecture.X86_64, "whole b");
        assertRefused(
                "g is in no register that is known at the function's entry: it is on the stack: the parameters before it"
                        + " fill the 6 registers",
                Architecture.X86_64, "many g");
        assertRefused(
                "several functions have this name, and nothing tells which of them types (BTF) are of: function=twice",
                Architecture.ARM, "twice a");
        assertRefused("the compiler changed the parameters of this function, or what is left of it: function=gone",
                Architecture.ARM, "gone a");
        assertRefused("no code of this function is left: it is inlined everywhere, or in no module that is loaded:"
                + " function=unknown", Architecture.ARM, "unknown a");
        assertRefused("the kernel's types (BTF) know no function of this name: function=none", Architecture.ARM,
                "none a");
        assertRefused("the kernel's types (BTF) know no lines; debug information does: place=mixed:3", Architecture.ARM,
                "mixed:3 head");
        assertRefused("the kernel's types (BTF) tell where parameters are at a function's entry alone: place=mixed+8",
                Architecture.ARM, "mixed+8 head");
        assertRefused("variables are gone when a function has returned: only $retval is there, variable=head",
                Architecture.ARM, "mixed%return head");
    }

    @Test
    public void shouldCountBitFieldsFromTheLowEndWhenNumbersBeginAtTheHighOne() throws Exception {
        BtfInfo big = new BtfInfo(Btf.parse(types(ByteOrder.BIG_ENDIAN, 4).bytes()).orElseThrow(), Architecture.ARM,
                SYMBOLS);
        List<String> notes = new ArrayList<>();
        assertEquals("p mixed low=+4(%r0):b3@29/32", resolve(big, "mixed head->low", notes));
        assertThrows(DebugInfoException.class, () -> resolve(big, "mixed count", notes));
    }

    @Test
    public void shouldNameTypesInAsciiWhenTheUsersLanguageHasOtherDigits() throws Exception {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        try {
            shouldCountBitFieldsFromTheLowEndWhenNumbersBeginAtTheHighOne();
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    @Test
    public void shouldJoinTypesWhenAModuleBuildsOnItsKernel() throws Exception {
        // The module's builder goes on where the kernel's ended: made of both, then cut.
        byte[] kernel = types(ByteOrder.LITTLE_ENDIAN, 8).bytes();
        BtfBuilder both = types(ByteOrder.LITTLE_ENDIAN, 8);
        both.function("of_module", 0, "head", 8);
        Path file = Files.createTempFile("module", ".btf");
        Path base = Files.createTempFile("kernel", ".btf");
        try {
            Files.write(base, kernel);
            Files.write(file, both.behind(kernel));
            BtfInfo module = BtfInfo.open(file, Optional.of(base), Architecture.X86_64);
            assertEquals(List.of("of_module"), module.functions("of_*"));
            assertEquals("p of_module weight=+0(+16(%di)):s32",
                    resolve(module, "of_module head->next->weight", new ArrayList<>()));
            Files.write(base, new byte[40]);
            assertThrows(DebugInfoException.class, () -> BtfInfo.open(file, Optional.of(base), Architecture.X86_64));
        } finally {
            Files.delete(file);
            Files.delete(base);
        }
    }

    @Test
    public void shouldEndWhenAStructureHoldsItselfWithoutAName() {
        BtfBuilder types = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        // Each member is the structure again: 2 to the power of the depth are to be searched.
        int loop = types.structure(Btf.STRUCT, "loop", 8, "", 1, 0, 0, "", 1, 0, 0);
        types.function("walk", 0, "head", types.pointer(loop));
        BtfInfo info = new BtfInfo(Btf.parse(types.bytes()).orElseThrow(), Architecture.ARM, List.of());
        assertEquals("no such member: type=loop member=none", assertThrows(DebugInfoException.class,
                () -> resolve(info, "walk head->none", new ArrayList<>())).getMessage());
    }

    @Test
    public void shouldKnowTheFunctionsOfARealKernelWhenItsDescriptionHasTypes() throws Exception {
        BtfInfo amd64 = BtfInfo.of(Description.load(KernelTruth.description("amd64-7.2"))).orElseThrow();
        assertEquals("p vfs_read count=%dx:x64 name=+0(+40(+72(%di))):string",
                resolve(amd64, "vfs_read count name=file->f_path.dentry->d_name.name:string", new ArrayList<>()));
        assertEquals("[file, buf, count, pos]", amd64.variables(SourcePlace.parse("vfs_read")).toString());
        assertTrue(amd64.functions("vfs_re?d").contains("vfs_read"));
        BtfInfo arm64 = BtfInfo.of(Description.load(KernelTruth.description("arm64-7.2"))).orElseThrow();
        assertEquals("struct file * file %x0",
                arm64.variablesAt(SourcePlace.parse("vfs_read")).get(0).variables().stream()
                        .map(each -> each.type() + " " + each.name() + " " + each.fetch()).findFirst().orElseThrow());
        assertEquals(Optional.empty(), BtfInfo.of(Description.load(KernelTruth.description("imx6-6.1"))));
    }
}

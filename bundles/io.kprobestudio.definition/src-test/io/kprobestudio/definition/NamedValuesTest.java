/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.BtfBuilder;
import io.kprobestudio.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.Test;

/**
 * Values by name: every kind of type and member, in type information made up for it (parse_btf_arg, parse_btf_field and
 * handle_typecast in kernel/trace/trace_probe.c, btf_find_struct_member in kernel/trace/trace_btf.c).
 */
public class NamedValuesTest {
    private static final String KALLSYMS = """
            80008000 T _stext
            80008100 T vfs_read
            80008200 T vfs_write
            80008400 t twice
            80008480 t long_names
            80008500 T __probestub_sched_switch
            80009000 T _etext
            8000a000 D __tracepoint_sched_switch
            """;

    private static final String WITHOUT_TYPES = " without types";
    /** An event with fields of all kinds that filters tell apart. */
    private static final String NET_RX = """
            name: net_rx
            ID: 301
            format:
            	field:unsigned short common_type;	offset:0;	size:2;	signed:0;
            	field:unsigned char common_flags;	offset:2;	size:1;	signed:0;
            	field:unsigned char common_preempt_count;	offset:3;	size:1;	signed:0;
            	field:int common_pid;	offset:4;	size:4;	signed:1;

            	field:void * skb;	offset:8;	size:8;	signed:0;
            	field:__data_loc cpumask_t cpus;	offset:16;	size:4;	signed:0;
            	field:__data_loc char[] name;	offset:20;	size:4;	signed:0;
            	field:const char * fixed;	offset:24;	size:8;	signed:0;
            	field:int numbers[4];	offset:32;	size:16;	signed:1;
            	field:u8 byte;	offset:48;	size:1;	signed:0;
            	field:__rel_loc char[] rel;	offset:52;	size:4;	signed:0;

            print fmt: "%p", REC->skb
            """;

    /** {@code struct outer} with all kinds of members, and functions that take and return it. */
    private static byte[] types(ByteOrder order) {
        BtfBuilder types = new BtfBuilder(order);
        int number = types.integer("int", 4, 1);
        int octet = types.integer("unsigned char", 1, 0);
        int large = types.integer("long unsigned int", 8, 0);
        int character = types.integer("char", 1, 0);
        int odd = types.integer("odd", 3, 0);
        int text = types.pointer(character);
        int named = types.reference(Btf.TYPEDEF, "number", types.reference(Btf.CONST, "", number));
        int inner = types.structure(Btf.STRUCT, "inner", 16, "x", number, 0, 0, "y", named, 32, 0, "name", text, 64, 0);
        int deep = types.structure(Btf.UNION, "", 8, "deep", large, 0, 0, "other", number, 0, 0);
        int anonymous = types.structure(Btf.STRUCT, "", 16, "hidden", number, 0, 0, "", deep, 64, 0);
        int outer = types.structure(Btf.STRUCT, "outer", 128, "a", number, 0, 0, "", anonymous, 64, 0,
                "next", types.pointer(inner), 192, 0, "own", inner, 256, 0,
                "kind", types.enumeration("kinds", Btf.ENUM), 384, 0,
                "large", types.enumeration("large", Btf.ENUM64), 448, 0,
                "label", types.array(character, number, 16), 512, 0, "low", number, 640, 3, "high", number, 643, 5,
                "byte", octet, 672, 0, "nums", types.array(number, number, 4), 704, 0, "odd", odd, 832, 0,
                "text", text, 896, 0);
        int pointer = types.pointer(outer);
        types.function("vfs_read", pointer, "o", types.reference(Btf.CONST, "", pointer), "n", number, "s", text);
        types.function("vfs_write", 0);
        types.function("long_names", 0, "n".repeat(40), number, "m".repeat(40), number, "o".repeat(44), number, "p",
                number);
        types.function("twice", number, "f", types.pointer(0));
        types.function("__probestub_sched_switch", 0, "__data", types.pointer(0), "preempt", number, "o", pointer);
        return types.bytes();
    }

    static Judge judge(String version, ByteOrder order) {
        Map<String, String> files = new TreeMap<>(Map.of("kallsyms", KALLSYMS, "available_filter_functions",
                "vfs_read\nvfs_write\ntwice\nlong_names\n", "events/net/net_rx/format", NET_RX));
        if (!version.endsWith(WITHOUT_TYPES)) {
            files.put("btf", new String(types(order), StandardCharsets.ISO_8859_1));
        }
        return new Judge(Dialect.of(KernelVersion.parse(version), Architecture.ARM64)
                .at(ControlFile.Name.DYNAMIC_EVENTS), Kernels.description(files));
    }

    static String explanations() throws IOException {
        return Files.readString(ProjectFolder.get().resolve("tests/data/explanations/made-up-types.txt"));
    }

    /** Lines as {@code tests/data/explanations} has them; the version is the comment before a line. */
    static String explained(ByteOrder order, String explanations) {
        List<String> again = new ArrayList<>();
        for (String block : explanations.split("(?<=\n)\n")) {
            String version = block.substring(2, block.indexOf('\n'));
            String explanation = block.substring(block.indexOf('\n') + 1);
            again.add("# " + version + "\n" + Explanation.of(judge(version, order), Explanation.line(explanation)));
        }
        return String.join("\n", again);
    }

    @Test
    public void shouldReachMembersWhenTypesAreOfEachKind() throws IOException {
        String explanations = Files
                .readString(ProjectFolder.get().resolve("tests/data/explanations/made-up-types.txt"));
        assertTrue(explanations.split("(?<=\n)\n").length > 40);
        assertEquals(explanations, explained(ByteOrder.LITTLE_ENDIAN, explanations));
        assertEquals(explanations, explained(ByteOrder.BIG_ENDIAN, explanations));
    }

    /** A board with 7.2 on x86-64 says so of get_ibs_caps(void); query_btf_context in kernel/trace/trace_probe.c. */
    @Test
    public void shouldMissTheVariableWhenAFunctionWithoutParametersWasLookedUpBefore() {
        Judge judge = judge("7.2", ByteOrder.LITTLE_ENDIAN);
        for (String arguments : List.of("pos", "a=$arg1 pos")) {
            assertEquals("No BTF entry for this probe point", judge.judge("p:x vfs_write " + arguments).error());
        }
        for (String arguments : List.of("$arg1 pos", "pos $arg1", "pos->x $arg0")) {
            Verdict verdict = judge.judge("p:x vfs_write " + arguments);
            assertEquals("This variable is not found at this probe point", verdict.error());
            assertEquals(14 + arguments.indexOf("pos"), verdict.caret());
        }
        assertEquals("BTF is not available or not supported", judge.judge("p:x vfs_write pos $arg*").error());
    }

    @Test
    public void shouldReadNothingWhenTypeInformationIsCut() {
        byte[] types = types(ByteOrder.LITTLE_ENDIAN);
        Btf whole = Btf.parse(types).orElseThrow();
        assertEquals(32, whole.size());
        int outer = whole.find("outer", Btf.STRUCT);
        assertEquals(128, whole.byteSize(outer));
        assertEquals(
                List.of("a", "", "next", "own", "kind", "large", "label", "low", "high", "byte", "nums", "odd", "text"),
                IntStream.range(0, whole.count(outer)).mapToObj(i -> whole.memberName(outer, i)).toList());
        assertEquals(16, whole.elementCount(whole.memberType(outer, 6)));
        assertEquals(0, whole.intBitOffset(whole.memberType(outer, 9)));
        assertEquals(5, whole.memberBitSize(outer, 8));
        for (int length = 0; length < types.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(types, length);
            Btf.parse(cut).ifPresent(btf -> assertTrue(btf.find("outer", Btf.STRUCT) >= 0));
        }
        assertFalse(Btf.parse(java.util.Arrays.copyOf(types, 23)).isPresent());
        types[0] = 0;
        assertFalse(Btf.parse(types).isPresent());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;

/** What is offered at places of lines. A bar in a line is the caret. */
public class CompletionsTest {
    private static final Judge ARM = recorded("imx6-6.1");
    private static final Judge AMD64 = recorded("amd64-7.2");

    private static Judge recorded(String kernel) {
        try {
            Description description = Description.load(KernelTruth.description(kernel));
            return new Judge(Dialect.of(description), description);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Completion> at(Judge judge, String marked) {
        String line = marked.replace("|", "");
        return new Completions(judge, List.of("kps_1", "drv")).at(line.getBytes(StandardCharsets.UTF_8),
                marked.substring(0, marked.indexOf('|')).getBytes(StandardCharsets.UTF_8).length);
    }

    private static String texts(Judge judge, String marked) {
        return at(judge, marked).stream().map(Completion::text).collect(Collectors.joining(" "));
    }

    private static String detail(Judge judge, String marked, String text) {
        return at(judge, marked).stream().filter(found -> found.text().equals(text)).findFirst().orElseThrow()
                .detail();
    }

    private static String names(SymbolTable table, String typed) {
        return Arrays.stream(table.search(typed, 5)).mapToObj(table::name).collect(Collectors.joining(" "));
    }

    @Test
    public void shouldFindFunctionsWhenPrefixOrWordsAreTyped() {
        SymbolTable table = SymbolTable.parse("""
                1 T do_sys_openat2
                2 T do_sys_open
                3 t do_sys_open
                4 T __do_sys_openat
                5 T vfs_open
                6 D do_sys_data
                7 T SyS_read
                8 T ZSTD_compressBlock
                9 t bpf_prog	[bpf]
                a W open
                """.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("do_sys_open do_sys_openat2 __do_sys_openat", names(table, "do_sys_open"));
        assertEquals("do_sys_open do_sys_openat2 __do_sys_openat", names(table, "dso"));
        assertEquals("do_sys_open do_sys_openat2 __do_sys_openat", names(table, "dosysopen"));
        assertEquals("do_sys_open do_sys_openat2 __do_sys_openat", names(table, "d_s_o"));
        assertEquals("open vfs_open do_sys_open do_sys_openat2 __do_sys_openat", names(table, "OPEN"));
        assertEquals("do_sys_openat2 __do_sys_openat", names(table, "openat"));
        assertEquals("ZSTD_compressBlock", names(table, "zcb"));
        assertEquals("SyS_read", names(table, "sysr"));
        assertEquals("", names(table, "do_sys_data"));
        assertEquals("", names(table, "pen"));
        assertEquals("", names(table, "bpf_prog"));
        assertEquals("SyS_read ZSTD_compressBlock __do_sys_openat do_sys_open do_sys_openat2", names(table, ""));
        assertEquals(2, table.search("do", 2).length);
        assertEquals(0, SymbolTable.EMPTY.search("x", 5).length);
    }

    @Test
    public void shouldFindEveryFunctionWhenItsNameOrInitialsAreTyped() {
        SymbolTable table = ARM.description().symbols();
        int asked = 0;
        for (int i = 0; i < table.size(); i += 97) {
            char type = table.type(i);
            if ("TtWw".indexOf(type) >= 0 && table.listed(i)) {
                String name = table.name(i);
                assertEquals(name, table.name(table.search(name, 1)[0]));
                StringBuilder initials = new StringBuilder();
                for (String word : name.split("[_.]+")) {
                    initials.append(word.isEmpty() ? "" : word.charAt(0));
                }
                assertTrue(name + " by " + initials, Arrays.stream(table.search(initials.toString(),
                        Integer.MAX_VALUE)).mapToObj(table::name).anyMatch(name::equals));
                asked++;
            }
        }
        assertTrue("functions asked for: " + asked, asked > 100);
    }

    @Test
    public void shouldOfferCommandsAndGroupsWhenLineBegins() {
        assertEquals("p: r:", texts(ARM, "|"));
        assertEquals("p: r: f: t: e:", texts(AMD64, "|"));
        assertEquals("r:", texts(ARM, "r|"));
        assertEquals("drv/ kps_1/", texts(ARM, "p:|"));
        assertEquals("kps_1/", texts(ARM, "p:k|open vfs_read"));
        assertEquals("", texts(ARM, "# p|"));
        assertEquals("", texts(ARM, "p:a vfs_read # %|"));
    }

    @Test
    public void shouldOfferPlacesWhenTheSecondWordIsTyped() {
        assertTrue(texts(ARM, "p:x vfs_re|").startsWith("vfs_read "));
        assertTrue(texts(ARM, "p:x dsopenat2|").startsWith("do_sys_openat2"));
        assertEquals(new Completion(4, 6, "vfs_read", "", Completion.Kind.PLACE), at(ARM, "p:x vfs_re|").get(0));
        assertEquals("%return", texts(ARM, "p:x vfs_read%|"));
        assertEquals("", texts(ARM, "p:x vfs_read+|"));
        assertEquals("sched_swap_numa sched_switch", texts(AMD64, "t:x sched_sw|"));
        assertTrue(texts(ARM, "e:x sched.sched_sw|").contains("sched.sched_switch"));
    }

    @Test
    public void shouldTellWhatRegistersHoldWhenFunctionIsEntered() {
        assertEquals("first argument", detail(ARM, "p:x vfs_read |", "%r0"));
        assertEquals("return address", detail(ARM, "p:x vfs_read |", "%lr"));
        assertEquals("", detail(ARM, "p:x vfs_read+8 |", "%r0"));
        assertEquals("first argument", detail(ARM, "p:x vfs_read+0 a=+4(|", "%r0"));
        assertEquals("what the function returns", detail(ARM, "r:x vfs_read a=|", "%r0"));
        assertEquals("what the function returns", detail(ARM, "p:x vfs_read%return |", "$retval"));
        assertEquals("first argument", detail(AMD64, "p:x vfs_read |", "%di"));
        assertEquals("number of the system call, at its entry", detail(AMD64, "p:x vfs_read |", "%orig_ax"));
        assertEquals("%r0 %r1 %r2 %r3 %r4", texts(ARM, "p:x vfs_read %r|").substring(0, 19));
        assertFalse(texts(ARM, "p:x vfs_read |").contains("$retval"));
    }

    @Test
    public void shouldOfferArgumentsByNameWhenTheKernelKnowsThem() {
        assertEquals("file buf count pos", texts(AMD64, "p:x vfs_read |").substring(0, 18));
        assertEquals("first argument, struct file *", detail(AMD64, "p:x vfs_read f|", "file"));
        assertEquals("count", texts(AMD64, "p:x vfs_read n=co|"));
        assertFalse(texts(AMD64, "p:x vfs_read+4 |").contains("file"));
    }

    @Test
    public void shouldOfferTypesWhenColonIsTyped() {
        assertEquals("string symbol", texts(ARM, "p:x vfs_read a=%r0:s|").replaceAll(" ?(s[0-9]+|symstr)", ""));
        assertEquals("ustring u8 u16 u32 u64", texts(ARM, "p:x vfs_read a=+0(%r1):u|"));
        assertEquals("4 bytes, printed in hex", detail(ARM, "p:x vfs_read a=%r0:|", "x32"));
        assertFalse(texts(recorded("imx6-3.14"), "p:x vfs_read a=%r0:|").contains("ustring"));
    }

    /** Whatever is offered in a well-formed line is taken by the kernel. */
    @Test
    public void shouldBeAcceptedWhenWhatIsOfferedIsPutIn() {
        for (Judge judge : List.of(ARM, AMD64, new Judge(Dialect.of(new KernelVersion(5, 10), Architecture.ARM64),
                Description.NONE))) {
            for (String line : List.of("p:x vfs_read a=|", "p:x vfs_read a=|:x8", "p:x vfs_read a=$stack:|",
                    "r:x vfs_read a=|", "p:x vfs_read+4 a=|", "e:x sched/sched_switch a=|")) {
                for (Completion offered : at(judge, line)) {
                    boolean text = offered.text().matches("u?string|symstr|.comm|.arg\\*");
                    if (offered.kind() == Completion.Kind.SYNTAX || text
                            || line.startsWith("e") && judge != AMD64) {
                        continue;
                    }
                    String whole = new ByteColumns(line.replace("|", "")).replace(offered.column(), offered.length(),
                            offered.text());
                    Verdict verdict = judge.judge(whole);
                    assertTrue(judge.dialect() + " " + whole + ": " + verdict.problems(), verdict.accepted()
                            || verdict.undecided() != null);
                }
            }
        }
    }
}

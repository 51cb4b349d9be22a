/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static io.kprobestudio.definition.Kernels.told;
import static org.junit.Assert.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.Test;

/**
 * Places at the edges of what a kernel lets probes sit on (register_kprobe and check_kprobe_address_safe in
 * kernel/kprobes.c, in_kprobes_functions and exception text of 32-bit ARM), on a kernel made up of one function each.
 */
public class PlacesTest {
    private static final String KALLSYMS = """
            80008000 T _stext
            80008000 T first
            80008100 T vfs_read
            80008400 t big
            80008600 t __kprobes_text_start
            80008600 t guarded
            80008680 t __kprobes_text_end
            80008680 t after
            80008700 T __exception_text_start
            80008700 t fault
            80008740 T __exception_text_end
            80008740 t small
            80008780 t listed
            800087c0 t untraced
            80008800 T _etext
            80008800 r rodata
            80009000 T _sinittext
            80009000 t starts
            80009040 T _einittext
            8000a000 D jiffies
            8000b000 B _end
            bf000000 t mod_fn	[mod]
            bf000040 t mod_last	[mod]
            """;
    private static final String FUNCTIONS = "first\nvfs_read\nbig\nafter\nsmall\nlisted\nmod_fn [mod]\nmod_last [mod]\n";
    private static final String BLACKLIST = "0x80008780-0x800087c0\tlisted\n";

    private static Judge judge(String version, Architecture architecture, Map<String, String> more) {
        Map<String, String> files = new TreeMap<>(Map.of("kallsyms", KALLSYMS, "available_filter_functions", FUNCTIONS,
                "blacklist", BLACKLIST));
        files.putAll(more);
        return new Judge(Dialect.of(KernelVersion.parse(version), architecture), Kernels.description(files));
    }

    /** A sign for each place: taken, refused, only the code tells, kept for later (a return probe has no maxactive). */
    private static String signs(Judge judge, String letter, String... places) {
        StringBuilder signs = new StringBuilder();
        for (String place : places) {
            Verdict verdict = judge.judge(letter + ":a " + place);
            String list = told(verdict);
            signs.append(!verdict.accepted() ? '-'
                    : verdict.undecided() != null ? '?' : letter.equals("r") && list.startsWith("r:") ? 'w' : '+');
        }
        return signs.toString();
    }

    private static String arm(String version, String letter, String... places) {
        return signs(judge(version, Architecture.ARM, Map.of()), letter, places);
    }

    @Test
    public void shouldTakeAddressesOfTextAloneWhenItsEdgesAreNear() {
        String[] places = { "0x80007ffc", "0x80008000", "0x800087fc", "0x80008800", "0x80008ffc", "0x80009000",
                "0x8000903c", "0x80009040", "0x8000affc", "0x8000b000", "0" };
        assertEquals("-+?--------", arm("3.14", "p", places));
        assertEquals("-+?--------", arm("4.14", "p", places));
        // An address that no symbol is around may be a module's that comes later.
        assertEquals("++-------+-", arm("6.1", "p", places));
        assertEquals("w+-------w-", arm("6.1", "r", places));
        assertEquals("++-------+-", arm("7.2", "p", places));
    }

    @Test
    public void shouldRefuseWhatIsProtectedWhenItIsASectionOrListed() {
        String[] places = { "0x800085fc", "0x80008600", "0x8000867c", "0x80008680", "0x800086fc", "0x80008700",
                "0x8000873c", "0x80008740", "0x8000877c", "0x80008780", "0x800087bc", "0x800087c0" };
        assertEquals("?--+?--+?--+", arm("3.14", "p", places));
        assertEquals("?--+?--+?---", arm("6.1", "p", places));
        assertEquals("---+---+----", arm("6.1", "r", places));
        assertEquals("?--+?--+?+?+",
                signs(judge("3.14", Architecture.ARM, Map.of("blacklist", "")), "p", places));
    }

    @Test
    public void shouldKeepToInstructionsWhenTheirSizeIsKnown() {
        String[] places = { "0x80008100", "0x80008101", "0x80008102", "0x80008104", "vfs_read", "vfs_read+1",
                "vfs_read+2", "vfs_read+4", "vfs_read+12", "vfs_read+16" };
        assertEquals("+--++--++?", arm("6.1", "p", places));
        assertEquals("+---+-----", arm("6.1", "r", places));
        // ftrace's call is the second instruction there.
        assertEquals("+---+---??", signs(judge("6.1", Architecture.ARM64, Map.of()), "p", places));
        assertEquals("+???+?????", signs(judge("6.1", Architecture.X86_64, Map.of()), "p", places));
    }

    @Test
    public void shouldTakeAModulesEndAsFarWhenNobodyTellsIt() {
        String[] places = { "0xbefffffc", "0xbf000000", "0xbf00003c", "0xbf000040", "0xbf01003c", "0xbf010040",
                "mod:mod_fn", "mod:vfs_read", "other:fn", "mod_fn", "nope" };
        assertEquals("-+?+?-++++-", arm("3.14", "p", places));
        assertEquals("w+-+-w+-w+-", arm("6.1", "r", places));
    }

    @Test
    public void shouldSayWhatIsOpenWhenSymbolsHaveNoAddresses() {
        String hidden = KALLSYMS.replaceAll("(?m)^[0-9a-f]{8}", "00000000");
        Judge judge = judge("6.1", Architecture.ARM, Map.of("kallsyms", hidden));
        assertEquals("+?--?", signs(judge, "p", "vfs_read", "vfs_read+4", "untraced", "nope", "0x80008100"));
        assertEquals("+-?", signs(judge("6.1", Architecture.ARM, Map.of("kallsyms", hidden, "blacklist",
                "0x00000000-0x00000000\tsmall\n")), "p", "vfs_read", "small", "big+8"));
    }

    @Test
    public void shouldKnowWhereFtracesCallIsWhenTheKernelTells() {
        String[] places = { "vfs_read", "vfs_read+4", "vfs_read+8", "vfs_read+12", "big+8", "big+12", "small+4" };
        Map<String, String> told = Map.of("available_filter_functions_addrs",
                "80008108 vfs_read\n8000840c big\nbf000000 mod_fn [mod]\nbroken\n");
        assertEquals("++-?+-+", signs(judge("6.12", Architecture.ARM, told), "p", places));
        assertEquals("++-?+-+", signs(judge("6.12", Architecture.ARM64, told), "p", places));
        Map<String, String> hidden = Map.of("available_filter_functions_addrs", "0 vfs_read\n");
        assertEquals(signs(judge("6.12", Architecture.ARM, Map.of()), "p", places),
                signs(judge("6.12", Architecture.ARM, hidden), "p", places));
    }

    /** Of 4,059 functions of 6.1, all 309 with fewer than 24 bytes refuse their second instruction, 9 their third. */
    @Test
    public void shouldPutTheCallFirstWhenAFunctionHasRoomForLittleElse() {
        Map<String, String> more = Map.of("kallsyms", KALLSYMS.replace("800087c0 t untraced\n",
                "800087c0 t untraced\n800087d0 t leaf\n800087e0 t branch\n800087f8 t __aeabi_unwind_cpp_pr0\n"),
                "available_filter_functions", FUNCTIONS + "leaf\nbranch\n");
        assertEquals("+-++??", signs(judge("6.1", Architecture.ARM, more), "p", "leaf", "leaf+4", "leaf+8", "branch",
                "branch+4", "branch+8"));
    }

    /** On boards with four kernels all 73 probes on {@code MODULE:$d} were refused, of six modules; {@code $a} is code. */
    @Test
    public void shouldRefuseConstantsOfAModuleWhenAMarkNamesThem() {
        Map<String, String> more = Map.of("kallsyms", KALLSYMS.replace("bf000040 t mod_last	[mod]\n",
                "bf000000 t $a\t[mod]\nbf000020 t $d\t[mod]\nbf000040 t mod_last\t[mod]\n"));
        assertEquals("-++", signs(judge("6.1", Architecture.ARM, more), "p", "mod:$d", "mod:$a", "mod:mod_fn"));
    }

    /** Until 5.4 arm64 has the call of gcc's -pg, which stands behind what the compiler puts at the begin. */
    @Test
    public void shouldLeaveOpenWhereTheCallStandsWhenItMayBeAtSeveralPlaces() {
        String[] places = { "vfs_read", "vfs_read+4", "vfs_read+8", "vfs_read+24", "vfs_read+28", "untraced+8" };
        assertEquals("++????", signs(judge("5.4", Architecture.ARM64, Map.of()), "p", places));
        assertEquals("+-????", signs(judge("5.5", Architecture.ARM64, Map.of()), "p", places));
    }

    @Test
    public void shouldTakeEverySymbolWhenNoneIsKnown() {
        String[] places = { "vfs_read", "vfs_read+4", "nope", "mod:fn", "0x80008100", "0x10" };
        for (String version : new String[]{ "3.14", "4.14", "5.10", "7.2" }) {
            Judge judge = new Judge(Dialect.of(KernelVersion.parse(version), Architecture.ARM), Description.NONE);
            assertEquals(version, "+?++??", signs(judge, "p", places));
            assertEquals(version, "p:kprobes/a f b=@nope", told(judge.judge("p:a f b=@nope")));
            assertEquals(version, 0, judge.judge("r:a nope").errno());
        }
    }

    /** arch_adjust_kprobe_addr of x86: a marked function begins behind its mark too, where ftrace's call is then. */
    @Test
    public void shouldTakeTheFourthByteAsEntryWhenTheFunctionBeginsWithABranchTarget() {
        Map<String, String> marked = new TreeMap<>(Map.of("kallsyms", KALLSYMS + "c0000000 t ibt_save\n"));
        assertEquals("+-",
                signs(judge("6.12", Architecture.X86_64, marked), "r", "first+4", "big+4").replace('?', '+'));
        marked.put("available_filter_functions_addrs", "80008000 first\n80008404 big\n");
        assertEquals("-+",
                signs(judge("6.12", Architecture.X86_64, marked), "r", "first+4", "big+4").replace('?', '+'));
    }

    /** register_fprobe takes a filter of ftrace; an arm64 board with 7.2 accepted {@code f __ar*m64_compat_sys_sigpending}. */
    @Test
    public void shouldMatchFunctionsByPatternWhenAnFprobeHasOne() {
        Judge judge = new Judge(Dialect.of(KernelVersion.parse("7.2"), Architecture.ARM64)
                .at(ControlFile.Name.DYNAMIC_EVENTS), Kernels.description(Map.of()));
        assertEquals("f:fprobes/vfs____entry vfs_*", told(judge.judge("f vfs_*")));
        assertEquals("f:fprobes/a vfs_rea?", told(judge.judge("f:a vfs_rea?")));
        assertEquals("22 Invalid probed address or symbol@4", told(judge.judge("f:a hidd*")));
        assertEquals("22 Invalid probed address or symbol@4", told(judge.judge("f:a *vfs")));
        assertEquals(22, judge.judge("p vfs_*").errno());
    }

    /** in_exception_text with __in_irqentry_text in arch/arm/include/asm/traps.h; boards with 5.10, 6.1 and 7.2 refuse so. */
    @Test
    public void shouldRefuseWhereAnInterruptComesInWhenOn32BitArm() {
        Map<String, String> more = Map.of("kallsyms", KALLSYMS.replace("80008700 T __exception_text_start\n", """
                800086c0 T __irqentry_text_start
                800086c0 t interrupt
                80008700 T __irqentry_text_end
                80008700 T __exception_text_start
                """), "available_filter_functions", FUNCTIONS + "interrupt\n");
        assertEquals("--+", signs(judge("6.1", Architecture.ARM, more), "p", "interrupt", "interrupt+4", "after"));
        assertEquals("-", signs(judge("3.14", Architecture.ARM, more), "r", "interrupt"));
        assertEquals("+", signs(judge("6.1", Architecture.ARM64, more), "p", "interrupt"));
    }
}

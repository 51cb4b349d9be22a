/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** The values that others get from here. */
public class ValuesTest {
    @Test
    public void shouldReadVersionsWhenTextsHaveThem() {
        assertEquals(new KernelVersion(6, 1, 176),
                KernelVersion.parse("Linux h 6.1.0-50-armmp #1 SMP Debian 6.1.176-1 (2026-07-02) armv7l GNU/Linux"));
        assertEquals(new KernelVersion(3, 14, 79), KernelVersion.parse("Linux 5.5 3.14.79 #2 armv7l GNU/Linux"));
        assertEquals(new KernelVersion(6, 1), KernelVersion.parse("6.1"));
        assertThrows(IllegalArgumentException.class, () -> KernelVersion.parse("six"));
        assertThrows(IllegalArgumentException.class, () -> new KernelVersion(1, -1));
        KernelVersion version = new KernelVersion(5, 10);
        assertTrue(version.atLeast(5, 10) && version.atLeast(4, 19) && version.atLeast(5, 9));
        assertFalse(version.atLeast(5, 11) || version.atLeast(6, 0));
        assertTrue(version.compareTo(new KernelVersion(5, 10, 1)) < 0);
    }

    @Test
    public void shouldKnowMachinesWhenNamed() {
        assertEquals(Architecture.ARM, Architecture.of("armv7l"));
        assertEquals(Architecture.ARM64, Architecture.of("aarch64"));
        assertEquals(Architecture.ARM64, Architecture.of("arm64"));
        assertEquals(Architecture.X86_64, Architecture.of("amd64"));
        assertEquals(Architecture.X86, Architecture.of("i686"));
        assertEquals(Architecture.OTHER_64, Architecture.of("riscv64"));
        assertEquals(Architecture.OTHER_64, Architecture.of("s390x"));
        assertEquals(Architecture.OTHER_32, Architecture.of("mips"));
        assertEquals("sp", Architecture.ARM64.stackRegister());
        assertEquals("sp", Architecture.X86_64.stackRegister());
        assertEquals("x0", Architecture.ARM64.returnRegister());
        assertEquals(List.of("r0", "r1", "r2", "r3"), Architecture.ARM.argumentRegisters());
    }

    @Test
    public void shouldTellOfErrorsWhenAsked() {
        assertEquals("Invalid argument", Errno.EINVAL.text());
        assertEquals(Optional.of(Errno.ENOENT), Errno.of(2));
        assertEquals(Optional.empty(), Errno.of(12345));
        assertEquals("danger", Severity.DANGER.word());
        assertEquals("dynamic_events", ControlFile.Name.DYNAMIC_EVENTS.fileName());
        assertEquals(ControlFile.Name.KPROBE_EVENTS, ControlFile.Name.of("anything"));
    }

    @Test
    public void shouldPrintWhatIsReadAgainWhenNamesAreMadeUp() {
        Judge judge = Kernels.dynamic("6.6", Architecture.ARM64);
        assertEquals("p:kprobes/a vfs_read+8 x=%x0:u8", printed(judge, "p:a vfs_read+0x8 x=%x0:u8"));
        assertEquals("p:kprobes/p_vfs_read_0 vfs_read", printed(judge, "p vfs_read"));
        assertEquals("e:eprobes/x sched.sched_switch a=$prev_pid if prev_pid == 1",
                printed(judge, "e:x sched/sched_switch a=$prev_pid if prev_pid  == 1"));
        Judge old = Kernels.judge("4.13", Architecture.ARM);
        assertEquals("r7:kprobes/a vfs_read x=%r0", printed(old, "r7:a vfs_read x=%r0"));
    }

    private static String printed(Judge judge, String line) {
        ProbeDefinition definition = judge.judge(line).definition();
        if (definition == null) {
            throw new AssertionError(line);
        }
        return judge.print(definition);
    }

    @Test
    public void shouldKeepBooksWhenProbesComeAndGo() {
        Judge judge = Kernels.judge("6.1", Architecture.ARM);
        ControlFile state = new ControlFile(40);
        StringBuilder seen = new StringBuilder();
        judge.judge("p:a vfs_read".getBytes(StandardCharsets.UTF_8), state);
        assertEquals("p:kprobes/a vfs_read\n", state.list());
        ControlFile.Probe probe = state.probes().get(0);
        assertEquals(40, probe.id());
        assertTrue(probe.isOf("kprobes", "a"));
        assertFalse(probe.isOf("kprobes", "b") || probe.isOf("g", "a"));
        assertTrue(String.valueOf(judge.judge("p:b vfs_write".getBytes(StandardCharsets.UTF_8), state).format())
                .contains("ID: 41\n"));
        state.follow(new ControlFile.Listener() {
            @Override
            public void added(ControlFile.Probe added) {
                seen.append("+").append(added.event());
            }

            @Override
            public void removed(ControlFile.Probe removed) {
                seen.append("-").append(removed.event());
            }
        });
        judge.write("p:c vfs_read\n-:a\n".getBytes(StandardCharsets.UTF_8), state);
        assertEquals("+c-a", seen.toString());
        assertEquals("", state.list());
        state.busyWhen(busy -> busy.event().equals("c"));
        assertEquals(Errno.EBUSY, state.clear());
        assertEquals(2, state.probes().size());
        assertEquals(16, judge.judge("-:c".getBytes(StandardCharsets.UTF_8), state).errno());
        state.busyWhen(busy -> false);
        assertEquals(Errno.OK, state.clear());
        assertEquals(List.of(), state.probes());
    }

    @Test
    public void shouldKnowWhatADescriptionHoldsWhenRead() throws IOException {
        Description description = Kernels.description(Map.of());
        assertTrue(description.moduleLoaded("mod") && !description.moduleLoaded("other"));
        assertEquals(java.util.Set.of("sched_switch"), description.events("sched"));
        assertEquals(java.util.Set.of(), description.events("nope"));
        assertTrue(description.hasEvent("sched", "sched_switch"));
        assertEquals(5, description.commonFields().orElseThrow().size() + 1);
        assertFalse(Description.NONE.moduleLoaded("mod") || Description.NONE.symbolsKnown());
        Description functions = Kernels.description(Map.of("kallsyms",
                "80008000 T _stext\n80008100 t a\n80008200 t twice\n"
                        + "80008300 t b\n80008400 t twice\n80008500 t c\n80009000 T _etext\nbf000000 t twice\t[mod]\n",
                "available_filter_functions", "a\nb\ntwice\nc\n"));
        SymbolTable symbols = functions.symbols();
        assertEquals(List.of(false, true, false, true, true, true, false, false), java.util.stream.IntStream
                .range(0, symbols.size()).mapToObj(functions::traceable).toList());
        assertEquals(0x100, symbols.sizeOf(symbols.find("a")));
        assertEquals("b", symbols.name(symbols.at(0x80008310L)));
        assertEquals(-1, symbols.at(0x100));
        assertThrows(IOException.class, () -> Description.load(java.nio.file.Path.of("no-such-folder")));
    }

    @Test
    public void shouldFindNoAddressWhenASymbolOnlyMarksCode() {
        SymbolTable symbols = SymbolTable.parse("80000000 t fn\n80000004 t $d\n80000008 t $a.1\n8000000c t $dx\n"
                .getBytes(StandardCharsets.US_ASCII));
        assertEquals("fn", symbols.name(symbols.at(0x80000008L)));
        assertEquals("$dx", symbols.name(symbols.at(0x8000000cL)));
        assertEquals(0xc, symbols.sizeOf(0));
        assertEquals(1, symbols.lookup("$d"));
    }

    @Test
    public void shouldKeepToTheKernelsLimitsWhenValuesAreNested() {
        Judge judge = Kernels.judge("6.1", Architecture.ARM);
        for (int depth = 1; depth < 20; depth++) {
            String line = "p:a vfs_read " + "+0(".repeat(depth) + "%r0" + ")".repeat(depth);
            assertEquals(line, depth <= 14 ? 0 : 22, judge.judge(line).errno());
        }
        assertEquals(0, judge.judge("p:a vfs_read $stack2048 +0(%r0):u8[64] b=%r0:b32@0/32").errno());
        assertEquals(22, judge.judge("p:a vfs_read $stack2049").errno());
        assertEquals(22, judge.judge("p:a vfs_read b=%r0:b32@1/32").errno());
        assertEquals(0, judge.judge("p:a vfs_read " + "n".repeat(32) + "=%r0").errno());
        assertEquals(22, judge.judge("p:a vfs_read " + "n".repeat(33) + "=%r0").errno());
        assertEquals(0, judge.judge("r4096:a vfs_read").errno());
        assertEquals(22, judge.judge("r4097:a vfs_read").errno());
    }
}

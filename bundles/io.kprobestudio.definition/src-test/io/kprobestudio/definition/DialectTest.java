/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.Map;
import org.junit.Test;

/** How a kernel's dialect is found. */
public class DialectTest {
    @Test
    public void shouldBelieveTheReadmeWhenItTellsOtherwise() {
        Dialect dialect = Dialect.of(Kernels.description(Map.of("uname", "Linux b 5.4.0 #1 SMP armv7l GNU/Linux",
                "README",
                "kprobe_events\n $stack, $retval, $comm,\n type: x8/16/32/64, char, string, symbol,\n e[:[<g>/]<e>]")));
        assertTrue(dialect.has(Feature.CHARACTER));
        assertTrue(dialect.has(Feature.EVENT_PROBES));
        assertFalse(dialect.has(Feature.IMMEDIATES));
        assertFalse(dialect.has(Feature.FUNCTION_ARGUMENTS));
        assertTrue(dialect.has(Feature.ERROR_LOG));
    }

    @Test
    public void shouldGoByTheVersionWhenTheReadmeSaysNothingOfProbes() {
        Dialect dialect = Dialect.of(Kernels.description(Map.of("uname", "Linux b 4.4.200 #1 SMP armv7l GNU/Linux",
                "README", "tracing mini-HOWTO")));
        assertEquals(new KernelVersion(4, 4, 200), dialect.version());
        assertEquals(Architecture.ARM, dialect.architecture());
        assertFalse(dialect.has(Feature.COMM));
        assertTrue(dialect.has(Feature.FILE_OFFSETS));
    }

    @Test
    public void shouldReadTheStableReleaseWhenDebianHidesIt() {
        assertEquals(new KernelVersion(6, 1, 176), KernelVersion.parse(
                "Linux (none) 6.1.0-50-armmp #1 SMP Debian 6.1.176-1 (2026-07-02) armv7l GNU/Linux"));
        assertEquals(new KernelVersion(5, 15, 0),
                KernelVersion.parse("Linux node1.2 5.15.0-91-generic #101 SMP x86_64 x86_64 GNU/Linux"));
        assertEquals(new KernelVersion(3, 14, 79), KernelVersion.parse("3.14.79"));
    }

    @Test
    public void shouldKnowStableKernelsThatWereGivenAFeature() {
        assertFalse(Feature.UNIQUE_SYMBOL.cameWith(new KernelVersion(6, 1, 59)));
        assertTrue(Feature.UNIQUE_SYMBOL.cameWith(new KernelVersion(6, 1, 60)));
        assertFalse(Feature.UNIQUE_SYMBOL.cameWith(new KernelVersion(6, 2, 60)));
        assertTrue(Feature.UNIQUE_SYMBOL.cameWith(new KernelVersion(6, 8, 0)));
    }

    @Test
    public void shouldKnowMachinesByTheirNames() {
        assertEquals(Architecture.ARM, Architecture.of("armv7l"));
        assertEquals(Architecture.ARM64, Architecture.of("aarch64"));
        assertEquals(Architecture.X86_64, Architecture.of("x86_64"));
        assertEquals(Architecture.X86, Architecture.of("i686"));
        assertEquals(Architecture.OTHER_64, Architecture.of("riscv64"));
        assertEquals(Architecture.OTHER_32, Architecture.of("mips"));
        assertEquals(Architecture.ARM64.registerIndex("x30"), Architecture.ARM64.registerIndex("lr"));
        assertEquals(-1, Architecture.ARM.registerIndex("R0"));
    }

    @Test
    public void shouldTakeTheControlFileThatTheDescriptionNames() {
        assertEquals(ControlFile.Name.DYNAMIC_EVENTS,
                Dialect.of(Kernels.description(Map.of("control", "dynamic_events\n"))).control());
        assertEquals(ControlFile.Name.KPROBE_EVENTS, Dialect.of(Description.NONE).control());
    }
}

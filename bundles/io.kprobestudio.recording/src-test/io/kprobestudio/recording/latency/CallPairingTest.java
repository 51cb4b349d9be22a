/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.Test;

import io.kprobestudio.decoder.KernelSymbols;

public class CallPairingTest {

    private static final long READ = 0x80008100L;
    private static final long WRITE = 0x80008200L;
    private static final KernelSymbols SYMBOLS = KernelSymbols.parse("""
            80008000 T _stext
            80008100 T vfs_read
            80008200 T vfs_write
            80008300 t twice
            80008400 t twice
            80009000 T _etext
            """.getBytes(StandardCharsets.US_ASCII));

    private final CallPairing pairing = new CallPairing(SYMBOLS, 2);
    private long rows;

    private void in(long address, int pid, long time) {
        pairing.entered("g:in", address, 0, pid, time);
    }

    private void out(long address, int pid, long time) {
        pairing.returned("g:out", address, 0, pid, time, rows++);
    }

    private CallLatency only() {
        List<CallLatency> results = pairing.results();
        assertEquals(results.toString(), 1, results.size());
        return results.get(0);
    }

    private static List<Long> took(CallLatency latency) {
        return latency.worst().stream().map(Call::took).toList();
    }

    @Test
    public void shouldTakeTheLatestEntryWhenCallsAreWithinCalls() {
        in(READ, 5, 10);
        in(READ, 5, 20);
        out(READ, 5, 24);
        out(READ, 5, 40);
        CallLatency latency = only();
        assertEquals("vfs_read", latency.name());
        assertEquals("g:in", latency.entryEvent());
        assertEquals("g:out", latency.returnEvent());
        assertEquals(List.of(new Call(10, 30, 0, 5, 1), new Call(20, 4, 0, 5, 0)), latency.worst());
        assertEquals(2, latency.histogram().count());
    }

    @Test
    public void shouldKeepThreadsApartWhereverTheyRun() {
        pairing.entered("g:in", READ, 0, 5, 10);
        pairing.entered("g:in", READ, 1, 6, 11);
        pairing.returned("g:out", READ, 1, 5, 20, 0);
        pairing.returned("g:out", READ, 0, 6, 12, 1);
        assertEquals(List.of(10L, 1L), took(only()));
    }

    @Test
    public void shouldPairCallsUnderWayWhenManyThreadsCameAndWent() {
        in(READ, 1, 0);
        for (int pid = 2; pid < 10_000; pid++) {
            in(READ, pid, pid);
            if (pid % 1000 != 0) {
                out(READ, pid, pid + 1);
            }
        }
        for (int pid = 1000; pid < 10_000; pid += 1000) {
            out(READ, pid, 20_000);
        }
        out(READ, 1, 30_000);
        CallLatency latency = only();
        assertEquals(9999, latency.histogram().count());
        assertEquals(List.of(30_000L, 19_000L), took(latency));
        assertEquals(0, latency.unpaired() + latency.open());
    }

    @Test
    public void shouldKeepCpusApartWhenTheyAreIdle() {
        pairing.entered("g:in", READ, 0, 0, 10);
        pairing.entered("g:in", READ, 1, 0, 11);
        pairing.returned("g:out", READ, 0, 0, 20, 0);
        pairing.returned("g:out", READ, 1, 0, 12, 1);
        assertEquals(List.of(10L, 1L), took(only()));
    }

    @Test
    public void shouldKeepFunctionsApartEvenOfOneName() {
        in(READ, 5, 10);
        in(WRITE, 5, 11);
        out(READ, 5, 12);
        out(WRITE, 5, 20);
        in(0x80008300L, 5, 30);
        in(0x80008400L, 5, 31);
        out(0x80008300L, 5, 35);
        out(0x80008400L, 5, 39);
        assertEquals(List.of("vfs_write 9", "twice 8", "twice 5", "vfs_read 2"),
                pairing.results().stream().map(one -> one.name() + " " + one.histogram().most()).toList());
    }

    @Test
    public void shouldGiveUpWhatIsUnderWayWhenEventsWereLost() {
        in(READ, 5, 10);
        in(READ, 6, 11);
        pairing.lost();
        out(READ, 5, 12);
        in(READ, 5, 20);
        out(READ, 5, 23);
        CallLatency latency = only();
        assertEquals(List.of(3L), took(latency));
        assertEquals(2, latency.discarded());
        assertEquals(1, latency.unpaired());
        assertEquals(0, latency.open());
    }

    @Test
    public void shouldTellWhatHasNoOtherEnd() {
        out(READ, 5, 1);
        in(READ, 5, 10);
        in(READ, 5, 20);
        out(READ, 5, 21);
        CallLatency latency = only();
        assertEquals(1, latency.unpaired());
        assertEquals(1, latency.open());
        assertEquals(0, latency.discarded());
        assertEquals(List.of(1L), took(latency));
        in(WRITE, 5, 30);
        assertEquals(List.of("vfs_write"), pairing.halves());
    }

    @Test
    public void shouldGiveUpACallWhenTheClocksOfItsCpusDisagree() {
        in(READ, 5, 10);
        out(READ, 5, 9);
        assertEquals(0, only().histogram().count());
        assertEquals(1, only().discarded());
    }

    @Test
    public void shouldCountACallOnceWhenSeveralProbesStandOnAFunction() {
        in(READ, 5, 10);
        pairing.entered("g:second", READ, 0, 5, 11);
        pairing.returned("g:second", READ, 0, 5, 12, 0);
        pairing.returned("g:other", READ, 0, 5, 13, 1);
        CallLatency latency = only();
        assertEquals("g:second", latency.returnEvent());
        assertEquals(List.of(2L), took(latency));
        assertEquals(0, latency.unpaired() + latency.open());
    }

    @Test
    public void shouldTakeAProbeInsideOfAFunctionForNoCall() {
        in(READ + 4, 5, 10);
        out(READ, 5, 12);
        assertEquals(List.of(), pairing.results());
        assertEquals(List.of("vfs_read"), pairing.halves());
    }

    @Test
    public void shouldFindTheEntryBehindABranchTargetOn64Bits() {
        CallPairing wide = new CallPairing(KernelSymbols.parse("""
                ffffffff81000000 T _stext
                ffffffff81000100 T wide
                ffffffff81000200 T _etext
                """.getBytes(StandardCharsets.US_ASCII)), 3);
        wide.entered("g:in", 0xffffffff81000108L, 0, 5, 20);
        wide.returned("g:out", 0xffffffff81000100L, 0, 5, 27, 0);
        wide.entered("g:in", 0xffffffff8100010cL, 0, 5, 30);
        CallLatency latency = wide.results().get(0);
        assertEquals("wide", latency.name());
        assertEquals(List.of(7L), took(latency));
        assertEquals(0, latency.open());
    }

    @Test
    public void shouldNameTheAddressWhenThereAreNoSymbols() {
        CallPairing bare = new CallPairing(KernelSymbols.NONE, 0);
        bare.entered("g:in", READ, 0, 5, 10);
        bare.returned("g:out", READ, 0, 5, 12, 0);
        assertEquals("0x80008100", bare.results().get(0).name());
        assertEquals(List.of(), bare.results().get(0).worst());
    }

    @Test
    public void shouldKeepTheLongestOnlyAndOfEqualOnesTheFirst() {
        for (int i = 0; i < 4; i++) {
            in(READ, 5, 100 * i);
            out(READ, 5, 100 * i + 50);
        }
        in(READ, 5, 1000);
        out(READ, 5, 1010);
        assertEquals(List.of(0L, 1L), only().worst().stream().map(Call::row).toList());
        in(READ, 5, 2000);
        out(READ, 5, 2051);
        assertEquals(List.of(51L, 50L), took(only()));
    }

    @Test
    public void shouldMeasureBetweenEventsThatWereNamed() {
        CallPairing named = new CallPairing(SYMBOLS, 5,
                List.of(EventPair.parse("irq:entry=irq:exit"), EventPair.parse("tick/tick=tick/tick")));
        named.named("irq:entry", 0, 5, 10, 0);
        named.named("tick:tick", 0, 5, 11, 1);
        named.named("irq:exit", 0, 5, 13, 2);
        named.named("tick:tick", 0, 5, 18, 3);
        named.named("tick:tick", 0, 5, 20, 4);
        named.named("other:event", 0, 5, 21, 5);
        assertEquals(List.of("tick:tick=tick:tick [7, 2]", "irq:entry=irq:exit [3]"),
                named.results().stream().map(one -> one.name() + " " + took(one)).toList());
        assertEquals(1, named.results().get(0).unpaired());
        assertEquals(1, named.results().get(0).open());
    }

    @Test
    public void shouldSayWhatAPairIsWhenItIsNone() {
        for (String text : List.of("", "a", "a=", "=b")) {
            IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> EventPair.parse(text));
            assertEquals("a pair is ENTRY=RETURN, two events: " + text, wrong.getMessage());
        }
    }

    @Test
    public void shouldForgetADepthThatNoStackHas() {
        for (int i = 0; i < 513; i++) {
            in(READ, 5, i);
        }
        out(READ, 5, 600);
        assertEquals(512, only().discarded());
        assertEquals(List.of(88L), took(only()));
        assertEquals(0, only().open());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** The step of a clock, from the time stamps that it gave. */
public class ClockResolutionTest {

    private static long measured(double step, double shortest, int count, long seed) {
        Random random = new Random(seed);
        ClockResolution resolution = new ClockResolution();
        double now = 710e9;
        for (int i = 0; i < count; i++) {
            now += shortest + Math.abs(random.nextGaussian()) * 3000;
            resolution.add(i % 2, (long) (Math.floor(now / step) * step));
        }
        return resolution.nanoseconds();
    }

    @Test
    public void shouldFindTheStepWhenTheClockIsCoarse() {
        assertEquals(333, measured(1e9 / 3e6, 200, 4000, 1));
        assertEquals(41, measured(1e9 / 24e6, 200, 4000, 2));
        assertEquals(16, measured(16, 200, 4000, 3));
        assertEquals(15, measured(1e9 / 66e6, 200, 4000, 4));
        assertEquals(30517, measured(1e9 / 32768, 300, 40000, 5));
        assertEquals(1_000_000, measured(1e6, 200, 1_000_000, 6));
    }

    @Test
    public void shouldClaimNoCoarserStepWhenTheClockIsFine() {
        for (int seed = 0; seed < 50; seed++) {
            assertEquals(1, measured(1, 250, 3000, seed));
            assertEquals(1, measured(8, 500, 3000, seed));
            assertTrue("few time stamps, seed=" + seed, measured(0.4, 800, 100, seed) <= 1);
        }
    }

    @Test
    public void shouldClaimNothingWhenThereAreFewTimeStamps() {
        assertEquals(0, measured(333.333, 200, 60, 1));
        assertEquals(0, measured(1e9 / 66e6, 200_000, 300, 2));
    }

    /** Their counters: 66 MHz on the i.MX6, 24 MHz on the older board, 62.5 MHz on arm64, 100 MHz of the emulated PC. */
    @Test
    public void shouldFindTheStepOfTheCountersOfTheBoards() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN);
            long expected = name.startsWith("arm64") ? 16
                    : name.startsWith("amd64") ? 10 : name.startsWith("imx6-3.14") ? 41 : 15;
            assertEquals(name, expected, ClockResolution.measure(reader));
        }
    }

    @Test
    public void shouldShowNoFinerDigitThanWasMeasured() {
        TraceClock coarse = new TraceClock("local", 333);
        assertEquals(710_228_489_000L, coarse.shown(710_228_489_092L));
        assertEquals(710_228_489_090L, coarse.withResolution(15).shown(710_228_489_092L));
        assertEquals(710_228_489_092L, coarse.withResolution(0).shown(710_228_489_092L));
        assertEquals(710_228_489_092L, coarse.withResolution(9).shown(710_228_489_092L));
        assertEquals(710_228_000_000L, coarse.withResolution(1_000_000).shown(710_228_489_092L));
        assertEquals(123, new TraceClock("counter", 100).shown(123));
        assertTrue(Long.compareUnsigned(coarse.shown(-1), -1) < 0);
    }
}

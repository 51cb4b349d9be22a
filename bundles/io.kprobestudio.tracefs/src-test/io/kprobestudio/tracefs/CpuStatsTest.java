/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

public class CpuStatsTest {

    @Test
    public void shouldReadEveryCountWhenTheKernelOverwroteEvents() throws IOException {
        Path cpus = KernelTruth.recording("imx6-7.2-overrun").resolve("per_cpu");
        assertEquals(new CpuStats(2787, 2472, 0, 68840, 0, 0),
                CpuStats.parse(Files.readString(cpus.resolve("cpu0").resolve("stats"))));
    }

    @Test
    public void shouldCountEveryKindOfLossWhenSummed() {
        CpuStats sum = new CpuStats(1, 2, 4, 8, 16, 32).plus(new CpuStats(100, 200, 400, 800, 1600, 3200));
        assertEquals(new CpuStats(101, 202, 404, 808, 1616, 3232), sum);
        assertEquals(202 + 404 + 1616, sum.lost());
    }

    @Test
    public void shouldCountNothingWhenTheTextIsNone() {
        assertEquals(CpuStats.NONE, CpuStats.parse("\n: 5\nentries: many\noverrun: 99999999999999999999\n"));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class LatencyHeatTest {

    private static long total(LatencyHeat heat) {
        long total = 0;
        for (int column = 0; column < heat.columns(); column++) {
            for (int row = 0; row <= heat.lastRow(); row++) {
                total += heat.count(column, row);
            }
        }
        return total;
    }

    @Test
    public void shouldCountEachCallWhereItBelongsWhenTimesSpanAnything() {
        for (int bits : new int[]{ 5, 10, 30, 50 }) {
            Random random = new Random(bits);
            LatencyHeat heat = new LatencyHeat();
            long[] times = random.longs(3000, 1000, 1000 + (1L << bits)).sorted().toArray();
            long[] durations = random.longs(3000, 0, 1 << 24).toArray();
            for (int i = 0; i < times.length; i++) {
                heat.add(times[i], durations[i]);
            }
            assertTrue("width=" + heat.width(), times[2999] - times[0] < heat.width() * LatencyHeat.COLUMNS);
            assertTrue("columns=" + heat.columns(), heat.width() == 1 || heat.columns() > LatencyHeat.COLUMNS / 2);
            Map<String, Integer> wanted = new HashMap<>();
            for (int i = 0; i < times.length; i++) {
                wanted.merge((times[i] - times[0]) / heat.width() + " " + LatencyHeat.row(durations[i]), 1,
                        Integer::sum);
            }
            wanted.forEach((place, count) -> assertEquals(place, count.intValue(), heat.count(
                    Integer.parseInt(place.split(" ")[0]), Integer.parseInt(place.split(" ")[1]))));
            assertEquals(3000, total(heat));
            assertEquals(times[0], heat.begin());
            assertEquals(wanted.values().stream().mapToInt(Integer::intValue).max().orElse(0), heat.most());
        }
    }

    @Test
    public void shouldPutDurationsIntoTheRowsTheyBeginWhenTheyArePowers() {
        assertEquals(0, LatencyHeat.row(0));
        assertEquals(0, LatencyHeat.row(1));
        for (int bit = 1; bit < 63; bit++) {
            assertEquals(4 * bit, LatencyHeat.row(1L << bit));
            assertEquals(Math.pow(2, bit), LatencyHeat.from(4 * bit), 0);
        }
        Random random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            long duration = 2 + (random.nextLong() >>> 16 + random.nextInt(46));
            int row = LatencyHeat.row(duration);
            assertTrue("" + duration, LatencyHeat.from(row) <= duration * (1 + 1e-8)
                    && duration < LatencyHeat.from(row + 1) * (1 + 1e-8));
        }
        assertEquals(0, LatencyHeat.from(0), 0);
        assertEquals(LatencyHeat.row(Long.MAX_VALUE), LatencyHeat.row(Long.MAX_VALUE - 1));
    }

    @Test
    public void shouldNotChangeWhenCopied() {
        LatencyHeat heat = new LatencyHeat();
        heat.add(10, 5);
        LatencyHeat copy = heat.copy();
        heat.add(10, 5);
        heat.add(10_000, 1 << 20);
        assertEquals(1, total(copy));
        assertEquals(1, copy.columns());
        assertEquals(1, copy.most());
        assertEquals(LatencyHeat.row(5), copy.firstRow());
        assertEquals(LatencyHeat.row(5), copy.lastRow());
        assertEquals(3, total(heat));
        assertEquals(LatencyHeat.row(1 << 20), heat.lastRow());
        copy.add(10, 5);
        assertEquals("nor does the one by its copy", 3, total(heat));
    }

    @Test
    public void shouldCountAsTheFirstWhenTimeIsBeforeIt() {
        LatencyHeat heat = new LatencyHeat();
        assertEquals(0, heat.columns());
        assertEquals(0, heat.most());
        assertEquals(0, heat.firstRow());
        heat.add(100, 0);
        heat.add(50, 0);
        assertEquals(2, heat.count(0, 0));
        assertThrows(IllegalArgumentException.class, () -> heat.add(1, -1));
    }
}

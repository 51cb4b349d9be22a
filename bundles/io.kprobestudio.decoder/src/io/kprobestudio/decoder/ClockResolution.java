/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Measures the step of a trace clock from the time stamps that it gave. Time stamps are whole nanoseconds, cut off, of a
 * counter that advances in steps: a clock of 3 MHz gives differences of 333, 334, 666, 667, 1000. The step is found when
 * all short differences are multiples of it, but for what the cutting off changes. Used by one thread.
 */
public final class ClockResolution {

    /** Where a recording's folder keeps it: a number of nanoseconds. */
    public static final String FILE = "clock_resolution";

    /** Fewer differences could be multiples of something by chance. */
    private static final int ENOUGH = 64;
    private static final int MOST = 1 << 16;
    /** Each of two time stamps is cut off by less than 1. */
    private static final double CUT = 1.001;
    /** A finer step changes no digit that is shown. */
    private static final double FINEST = 10;
    /** So many times the step may the shortest difference be that was seen. */
    private static final int SHORTEST = 256;
    private static final int SPAN = 64;
    private static final double UNDECIDED = -1;

    private final long[] differences = new long[MOST];
    private final Map<Integer, Long> last = new HashMap<>();
    private int count;

    /** Measures with what a recording holds; 0 where that is too little, 1 for steps below 10 ns. */
    public static long measure(RecordingReader reader) throws IOException {
        if (!reader.metadata().clock().inNanoseconds()) {
            return 0;
        }
        ClockResolution resolution = new ClockResolution();
        reader.limit(MOST).read((cpu, time, buffer, offset, length) -> resolution.add(cpu, time));
        return resolution.nanoseconds();
    }

    /** Takes a time stamp of a CPU, in nanoseconds. */
    public void add(int cpu, long time) {
        long before = last.getOrDefault(cpu, time);
        last.put(cpu, time);
        if (time > before && count < MOST) {
            differences[count++] = time - before;
        }
    }

    /** The step in nanoseconds, rounded down; 0 when too little is known. */
    public long nanoseconds() {
        if (count < ENOUGH) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(differences, count);
        Arrays.sort(sorted);
        // Steps that are finer still than those tried here, and yet coarse enough to be told.
        boolean undecided = sorted[0] >= FINEST * SHORTEST;
        for (int parts = 1; parts <= SHORTEST && (sorted[0] + 1.0) / parts >= FINEST; parts++) {
            double step = fit(sorted, parts);
            if (step >= FINEST) {
                return (long) step;
            }
            undecided |= step == UNDECIDED;
        }
        return undecided ? 0 : 1;
    }

    /**
     * Narrows the step down, difference by difference, from the shortest one as so many steps; 0 when one does not fit,
     * UNDECIDED when too few are short enough.
     */
    private static double fit(long[] sorted, int parts) {
        double low = (sorted[0] - CUT) / parts;
        double high = (sorted[0] + CUT) / parts;
        int used = 0;
        for (long difference : sorted) {
            long least = (long) Math.ceil((difference - CUT) / high);
            long most = (long) Math.floor((difference + CUT) / low);
            if (least > most) {
                return 0;
            }
            if (least < most || least > (long) parts * SPAN) {
                // too many steps to tell how many
                break;
            }
            low = Math.max(low, (difference - CUT) / least);
            high = Math.min(high, (difference + CUT) / least);
            if (low > high) {
                return 0;
            }
            used++;
        }
        return used >= ENOUGH ? (low + high) / 2 : UNDECIDED;
    }
}

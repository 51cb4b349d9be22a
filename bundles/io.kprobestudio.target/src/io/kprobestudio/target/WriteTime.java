/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Between which moments a write was done, by {@link System#nanoTime} of this machine.
 *
 * @param asked before it was asked for, in nanoseconds
 * @param answered when the answer was there
 */
public record WriteTime(long asked, long answered) {

    private static final int AT_LEAST = 3;

    /** A write whose answer is waited for. */
    @FunctionalInterface
    public interface Write {

        /** Does it. */
        void run() throws TargetException;
    }

    /**
     * Does a write several times, as {@link Connection#writeTimed} wants it.
     *
     * @param write what is done
     * @param times how often
     * @param patience no further one is begun after this time; the first three are
     * @return a time for each, in order
     * @throws TargetException what a write throws
     */
    public static List<WriteTime> of(Write write, int times, Duration patience) throws TargetException {
        List<WriteTime> done = new ArrayList<>();
        long end = System.nanoTime() + patience.toNanos();
        while (done.size() < times && (done.size() < AT_LEAST || System.nanoTime() < end)) {
            long asked = System.nanoTime();
            write.run();
            done.add(new WriteTime(asked, System.nanoTime()));
        }
        return List.copyOf(done);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * An event by what tells it from others, for the Events view to show.
 *
 * @param time its time on the target's clock, in the clock's units
 * @param cpu the CPU, 0 or more
 * @param event the event as {@code group/event}
 */
public record EventAt(long time, int cpu, String event) {

    /** The most events of one time that are looked through. */
    private static final int MOST = 4096;

    /**
     * Where it is among rows in the order of time.
     *
     * @return the index, -1 when it is not there
     */
    public int indexIn(EventRows rows) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.row(middle).nanoseconds() < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < rows.size() && i < low + MOST && rows.row(i).nanoseconds() == time; i++) {
            EventRow row = rows.row(i);
            if (row.cpu() == cpu && row.event().equals(event)) {
                return i;
            }
        }
        return -1;
    }
}

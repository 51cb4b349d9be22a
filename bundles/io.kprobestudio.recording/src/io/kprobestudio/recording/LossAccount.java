/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

/**
 * Where events were lost during a recording, each cause for itself, over all CPUs.
 *
 * @param missed events that the sub-buffers themselves say were lost before them, as far as they tell a number
 * @param gaps sub-buffers that say that events were lost before them
 * @param overrun events that the kernel overwrote before they were read
 * @param dropped events that the kernel had no room for
 * @param unread events that were still in the kernel's buffers at the end
 * @param queueOverflow events that a full queue on this side dropped; the drain waits instead, so that it stays 0
 * @param damaged sub-buffers that could not be read to their end
 * @param shown events that were decoded and counted, and then fell out of a view's memory
 */
public record LossAccount(long missed, long gaps, long overrun, long dropped, long unread, long queueOverflow,
        long damaged, long shown) {

    /** Nothing lost. */
    public static final LossAccount NONE = new LossAccount(0, 0, 0, 0, 0, 0, 0, 0);

    /** Events that the kernel counts as lost, whatever became of them. */
    public long kernelLost() {
        return overrun + dropped + unread;
    }

    /** Whether everything came through. */
    public boolean isComplete() {
        return kernelLost() == 0 && missed == 0 && gaps == 0 && queueOverflow == 0 && damaged == 0;
    }

    /** The account as one line. */
    public String text() {
        return "overrun=%d dropped=%d unread=%d missed=%d in %d gaps, queue overflow=%d, damaged sub-buffers=%d"
                .formatted(overrun, dropped, unread, missed, gaps, queueOverflow, damaged);
    }
}

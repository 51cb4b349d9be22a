/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import java.util.List;

/**
 * How a recording stands.
 *
 * @param phase where it is
 * @param seconds how long it has run, or ran
 * @param events how many events were decoded
 * @param lost how many were lost on the way, as far as is known
 * @param mode how the buffers are read, in words, or an empty text
 * @param file where it was saved, or an empty text
 * @param table the hit table, empty until the end
 */
public record RecordingStatus(Phase phase, double seconds, long events, long lost, String mode, String file,
        List<HitRow> table) {

    /** No recording was made yet. */
    public static final RecordingStatus NONE = new RecordingStatus(Phase.NONE, 0, 0, 0, "", "", List.of()); //$NON-NLS-1$ //$NON-NLS-2$

    /** Copies the list. */
    public RecordingStatus {
        table = List.copyOf(table);
    }

    /** Where a recording is. */
    public enum Phase {
        /** None was made. */
        NONE,
        /** Nothing is recorded, but the events are shown while they happen. */
        LIVE,
        /** It begins. */
        STARTING,
        /** It runs. */
        RUNNING,
        /** The events are disabled, and what is left is read. */
        STOPPING,
        /** It ended, and its table stands. */
        DONE
    }

    /** Whether a recording is under way. */
    public boolean isActive() {
        return phase == Phase.STARTING || phase == Phase.RUNNING || phase == Phase.STOPPING;
    }
}

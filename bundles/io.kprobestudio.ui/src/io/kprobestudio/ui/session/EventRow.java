/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.recording.rows.EventText;

/**
 * A recorded event as a row of a table.
 *
 * @param nanoseconds its time on the target's clock, in nanoseconds
 * @param cpu the CPU, 0 or more
 * @param task the task's name, or an empty text
 * @param pid the task's number
 * @param event the event as {@code group/event}
 * @param text its fields as the kernel prints them
 */
public record EventRow(long nanoseconds, int cpu, String task, int pid, String event, String text) {

    /** The row of an event. */
    public static EventRow of(DecodedEvent event) {
        return new EventRow(event.time(), event.cpu(), event.task(), event.pid(), event.system() + "/" + event.event(), //$NON-NLS-1$
                EventText.fields(event));
    }
}

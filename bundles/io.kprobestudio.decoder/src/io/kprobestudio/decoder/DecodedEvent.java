/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.List;
import java.util.Optional;

/**
 * One event, taken out of its buffer; for views, stores and exports.
 *
 * @param cpu     the CPU that recorded it
 * @param time    time stamp in units of the trace clock, unsigned
 * @param pid     thread ID
 * @param task    the thread's name, {@code <...>} where unknown
 * @param eventId ID of its format
 * @param system  such as {@code sched}; empty when there is no format
 * @param event   such as {@code sched_switch}
 * @param flags   {@code common_flags}: interrupts, scheduling
 * @param preempt {@code common_preempt_count}: its depth, in newer kernels with that of disabled migration above
 * @param fields  the event's own fields in the format's order
 */
public record DecodedEvent(int cpu, long time, int pid, String task, int eventId, String system, String event,
        int flags, int preempt, List<DecodedField> fields) {

    /** Copies the list. */
    public DecodedEvent {
        fields = List.copyOf(fields);
    }

    /** The value of a field. */
    public Optional<FieldValue> field(String name) {
        for (DecodedField field : fields) {
            if (field.name().equals(name)) {
                return Optional.of(field.value());
            }
        }
        return Optional.empty();
    }

    /** {@code system:event}. */
    public String fullName() {
        return system + ":" + event;
    }
}

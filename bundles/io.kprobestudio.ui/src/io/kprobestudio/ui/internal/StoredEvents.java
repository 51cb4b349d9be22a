/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.DecodedField;
import io.kprobestudio.decoder.FieldValue;
import io.kprobestudio.recording.EventSnapshot;
import io.kprobestudio.ui.session.EventRow;
import io.kprobestudio.ui.session.EventRows;

/** Turns decoded events into rows, when they are looked at. */
final class StoredEvents {

    /** What the kernel puts in front of a probe's own fields: its place, which the event's name says already. */
    private static final String PLACE = "__probe_"; //$NON-NLS-1$

    private StoredEvents() {
    }

    /** The rows of a snapshot; events before a number do not belong to it and are not counted. */
    static EventRows rows(Object source, String label, long begin, EventSnapshot snapshot) {
        return new EventRows(source, label, Math.max(0, snapshot.first() - begin), snapshot.events().size(),
                index -> row(snapshot.events().get(index)));
    }

    private static EventRow row(DecodedEvent event) {
        StringBuilder text = new StringBuilder();
        for (DecodedField field : event.fields()) {
            if (!field.name().startsWith(PLACE)) {
                text.append(text.isEmpty() ? "" : " ").append(field.name()).append('=').append(shown(field.value())); //$NON-NLS-1$ //$NON-NLS-2$
            }
        }
        return new EventRow(event.time(), event.cpu(), event.task(), event.pid(),
                event.system() + "/" + event.event(), text.toString()); //$NON-NLS-1$
    }

    private static String shown(FieldValue value) {
        return value instanceof FieldValue.Text text ? '"' + escaped(text.value()) + '"' : value.toString();
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == 0x7f) {
                shown.append("\\x%02x".formatted(Integer.valueOf(c))); //$NON-NLS-1$
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}

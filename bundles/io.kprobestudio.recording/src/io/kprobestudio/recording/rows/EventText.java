/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.DecodedField;
import io.kprobestudio.decoder.FieldValue;

/** Events in words, for people. */
public final class EventText {

    /** What the kernel puts in front of a probe's own fields: its place, which the event's name says already. */
    private static final String PLACE = "__probe_";

    private EventText() {
    }

    /** Whether a field is one that the kernel adds to a probe's own. */
    public static boolean isPlace(String field) {
        return field.startsWith(PLACE);
    }

    /** The event's own fields, each as {@code name=value}. */
    public static String fields(DecodedEvent event) {
        StringBuilder text = new StringBuilder();
        for (DecodedField field : event.fields()) {
            if (!isPlace(field.name())) {
                text.append(text.isEmpty() ? "" : " ").append(field.name()).append('=').append(value(field.value()));
            }
        }
        return text.toString();
    }

    /** A value; text stands in quotes, with its control characters escaped. */
    public static String value(FieldValue value) {
        return value instanceof FieldValue.Text text ? '"' + escaped(text.value()) + '"' : value.toString();
    }

    private static String escaped(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        for (char c : text.toCharArray()) {
            if (c < ' ' || c == 0x7f) {
                shown.append("\\x%02x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }
}

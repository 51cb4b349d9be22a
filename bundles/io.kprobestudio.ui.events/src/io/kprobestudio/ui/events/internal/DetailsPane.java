/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.DecodedField;
import io.kprobestudio.decoder.FieldValue;
import io.kprobestudio.recording.rows.EventText;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.symbols.EventSources;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/**
 * All of one event: the kernel's text, where in the source it is, each field in decimal and hex with the variable that it comes
 * from, and the record's bytes. UI thread only.
 */
final class DetailsPane {

    private static final int BYTES = 16;

    private final StyledText text;
    private final EventOrigin origin;
    private String shown = ""; //$NON-NLS-1$
    private String line = ""; //$NON-NLS-1$
    private EventSources.Said said = EventSources.Said.NOTHING;

    DetailsPane(Composite parent, StudioActions actions) {
        origin = new EventOrigin(parent, actions);
        text = new StyledText(parent, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        text.setFont(JFaceResources.getTextFont());
        text.setMargins(6, 4, 6, 4);
        Accessibility.name(text, Messages.Details_name);
    }

    Control control() {
        return text;
    }

    /** Says that no event is chosen. */
    void none() {
        line = ""; //$NON-NLS-1$
        set(Messages.Details_none);
    }

    /** Shows an event, and where it comes from as soon as that is known. */
    void show(StoredEvent event, String note) {
        String own = event.kernelText();
        if (!own.equals(line)) {
            line = own;
            said = EventSources.Said.NOTHING;
            origin.find(event, found -> {
                if (own.equals(line)) {
                    said = found;
                    write(event, note);
                }
            });
        }
        write(event, note);
    }

    private void write(StoredEvent event, String note) {
        DecodedEvent decoded = event.decode();
        StringBuilder words = new StringBuilder();
        if (!note.isEmpty()) {
            words.append(note).append("\n\n"); //$NON-NLS-1$
        }
        words.append(line).append("\n\n"); //$NON-NLS-1$
        for (SourceLocation each : said.chain()) {
            words.append(each).append('\n');
        }
        if (!said.chain().isEmpty()) {
            words.append('\n');
        }
        int width = decoded.fields().stream().mapToInt(field -> field.name().length()).max().orElse(0);
        for (DecodedField field : decoded.fields()) {
            String expression = said.fields().getOrDefault(field.name(), ""); //$NON-NLS-1$
            words.append(("%-" + Math.max(1, width) + "s  %s").formatted(field.name(), value(field.value()))) //$NON-NLS-1$ //$NON-NLS-2$
                    .append(expression.isEmpty() ? "" : "  " + NLS.bind(Messages.Details_origin, expression)) //$NON-NLS-1$//$NON-NLS-2$
                    .append('\n');
        }
        words.append('\n').append(NLS.bind(Messages.Details_common, new Object[]{ Integer.valueOf(decoded.eventId()),
                "0x%02x".formatted(Integer.valueOf(decoded.flags())), Integer.valueOf(decoded.preempt()), //$NON-NLS-1$
                Integer.valueOf(event.length()) })).append('\n');
        hex(event, words);
        set(words.toString());
    }

    private static String value(FieldValue value) {
        if (value instanceof FieldValue.Number number) {
            long bits = number.size() == Long.BYTES ? number.value() : number.value() & (1L << 8 * number.size()) - 1;
            String decimal = number.signed() ? Long.toString(number.value()) : Long.toUnsignedString(number.value());
            return "%s  0x%x".formatted(decimal, Long.valueOf(bits)); //$NON-NLS-1$
        }
        return EventText.value(value);
    }

    private static void hex(StoredEvent event, StringBuilder words) {
        for (int line = 0; line < event.length(); line += BYTES) {
            words.append("%04x ".formatted(Integer.valueOf(line))); //$NON-NLS-1$
            StringBuilder letters = new StringBuilder();
            for (int i = line; i < line + BYTES; i++) {
                boolean there = i < event.length();
                int value = there ? event.byteAt(i) : ' ';
                words.append(there ? " %02x".formatted(Integer.valueOf(value)) : "   "); //$NON-NLS-1$ //$NON-NLS-2$
                letters.append(value >= ' ' && value < 0x7f ? (char) value : '.');
            }
            words.append("  ").append(letters).append('\n'); //$NON-NLS-1$
        }
    }

    private void set(String words) {
        text.setForeground(Palette.of(text).text());
        if (!words.equals(shown)) {
            shown = words;
            text.setText(words);
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.SyntaxNode;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;

/**
 * The colours of the pieces of a line. They are the theme's, where a user can change them; {@code css/dark.css} has those
 * of the dark theme.
 */
final class ProbeColours {

    /** What all their names in the theme begin with. */
    static final String PREFIX = "io.kprobestudio.ui.probes.colour."; //$NON-NLS-1$
    /** The names behind the prefix. */
    static final List<String> NAMES = List.of("command", "event", "place", "argument", "value", "number", "type", //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
            "text", "comment"); //$NON-NLS-1$ //$NON-NLS-2$

    private ProbeColours() {
    }

    /** The name of a piece's colour; null where it is plain text, or its parts have colours of their own. */
    static @Nullable String name(SyntaxNode.Kind kind) {
        return switch (kind) {
        case COMMAND, MAXACTIVE, RETURN_SUFFIX -> "command"; //$NON-NLS-1$
        case GROUP, EVENT -> "event"; //$NON-NLS-1$
        case MODULE, SYMBOL, TRACEPOINT, ATTACHED_EVENT, MEMORY_SYMBOL -> "place"; //$NON-NLS-1$
        case ARGUMENT_NAME -> "argument"; //$NON-NLS-1$
        case REGISTER, VARIABLE, BTF_NAME, BTF_FIELD -> "value"; //$NON-NLS-1$
        case OFFSET, ADDRESS, MEMORY_ADDRESS, DEREFERENCE_OFFSET, IMMEDIATE, ARRAY_SIZE -> "number"; //$NON-NLS-1$
        case TYPE, TYPECAST -> "type"; //$NON-NLS-1$
        case IMMEDIATE_TEXT, FILTER -> "text"; //$NON-NLS-1$
        case COMMENT -> "comment"; //$NON-NLS-1$
        case LINE, PLACE, ARGUMENT, DEREFERENCE, UNKNOWN -> null;
        };
    }

    /** How a piece is shown; null where it is plain text. */
    static @Nullable StyleRange style(SyntaxNode.Kind kind, int offset, int length) {
        String name = name(kind);
        if (name == null || length == 0) {
            return null;
        }
        ColorRegistry colours = JFaceResources.getColorRegistry();
        return new StyleRange(offset, length, colours.get(PREFIX + name), null,
                name.equals("command") ? SWT.BOLD : SWT.NORMAL); //$NON-NLS-1$
    }
}

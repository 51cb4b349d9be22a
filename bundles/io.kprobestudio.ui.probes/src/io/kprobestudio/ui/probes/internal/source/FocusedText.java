/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;

/** What a user has in hand: the selected rows of a table, such as that of the events, or a text's selection. UI thread only. */
final class FocusedText {

    private FocusedText() {
    }

    /** The text in hand; empty where the control with the focus shows none. */
    static String of(@Nullable Control focus) {
        if (focus instanceof Table table) {
            return Arrays.stream(table.getSelection()).map(FocusedText::row).collect(Collectors.joining("\n")); //$NON-NLS-1$
        }
        if (focus instanceof StyledText text) {
            return text.getSelectionCount() > 0 ? text.getSelectionText()
                    : text.getLine(text.getLineAtOffset(text.getCaretOffset()));
        }
        return ""; //$NON-NLS-1$
    }

    private static String row(TableItem item) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.max(1, item.getParent().getColumnCount()); i++) {
            text.append(item.getText(i)).append(' ');
        }
        return text.toString();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.probes.internal.editor.LineCompletions.Filled;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ColumnViewerEditorActivationEvent;
import org.eclipse.jface.viewers.TextCellEditor;
import org.eclipse.swt.widgets.Table;

/** The editor of a table's cell with a list of what can stand in it. */
final class PickerCell extends TextCellEditor {

    private final FieldAssist assist;
    private final boolean picksAtOnce;

    /**
     * Makes the editor.
     *
     * @param picksAtOnce whether the list opens with the editor
     * @param found what can stand in the cell, given its text and caret
     */
    PickerCell(Table table, boolean picksAtOnce, BiFunction<String, Integer, List<Filled>> found) {
        super(table);
        this.picksAtOnce = picksAtOnce;
        text.addVerifyListener(event -> event.text = event.text.replaceAll("[\\s#]+", "")); //$NON-NLS-1$ //$NON-NLS-2$
        assist = new FieldAssist(text, found);
    }

    @Override
    @NonNullByDefault({})
    public void activate(@Nullable ColumnViewerEditorActivationEvent event) {
        super.activate(event);
        if (picksAtOnce) {
            text.getDisplay().asyncExec(() -> {
                if (!text.isDisposed() && text.isFocusControl()) {
                    assist.pick();
                }
            });
        }
    }

    @Override
    protected void focusLost() {
        // the list of what can stand here takes the keyboard for a moment
        if (!assist.isProposalPopupOpen()) {
            super.focusLost();
        }
    }

    @Override
    protected boolean dependsOnExternalFocusListener() {
        return false;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.probes.internal.editor.FormArguments.Column;
import io.kprobestudio.ui.probes.internal.editor.FormArguments.Row;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ColumnLabelProvider;

/** The words of one column of the arguments' table. */
final class ArgumentLabels extends ColumnLabelProvider {

    private final Column column;

    ArgumentLabels(Column column) {
        this.column = column;
    }

    @Override
    public String getText(@Nullable Object element) {
        return element instanceof Row row ? ArgumentEditing.text(row.argument(), column) : ""; //$NON-NLS-1$
    }
}

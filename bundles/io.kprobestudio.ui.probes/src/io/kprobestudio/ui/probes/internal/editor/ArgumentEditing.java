/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.DefinitionParts.Argument;
import io.kprobestudio.ui.probes.internal.editor.FormArguments.Column;
import io.kprobestudio.ui.probes.internal.editor.FormArguments.Row;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.viewers.CellEditor;
import org.eclipse.jface.viewers.EditingSupport;
import org.eclipse.jface.viewers.TableViewer;

/** Lets the user write into one column of the arguments' table. */
final class ArgumentEditing extends EditingSupport {

    private final TableViewer viewer;
    private final Column column;
    private final FormArguments arguments;

    ArgumentEditing(TableViewer viewer, Column column, FormArguments arguments) {
        super(viewer);
        this.viewer = viewer;
        this.column = column;
        this.arguments = arguments;
    }

    /** What an argument has in a column. */
    static String text(Argument argument, Column column) {
        return switch (column) {
        case NAME -> argument.name();
        case EXPRESSION -> argument.expression();
        case TYPE -> argument.type();
        };
    }

    @Override
    @NonNullByDefault({})
    protected CellEditor getCellEditor(Object element) {
        Row row = (Row) element;
        return new PickerCell(viewer.getTable(), column == Column.TYPE,
                (text, caret) -> arguments.offered(row, column, text, caret.intValue()));
    }

    @Override
    @NonNullByDefault({})
    protected boolean canEdit(Object element) {
        return element instanceof Row;
    }

    @Override
    @NonNullByDefault({})
    protected Object getValue(Object element) {
        return element instanceof Row row ? text(row.argument(), column) : ""; //$NON-NLS-1$
    }

    @Override
    @NonNullByDefault({})
    protected void setValue(Object element, Object value) {
        if (element instanceof Row row && value instanceof String text) {
            Argument old = row.argument();
            arguments.set(row, switch (column) {
            case NAME -> new Argument(text, old.expression(), old.type());
            case EXPRESSION -> new Argument(old.name(), text, old.type());
            case TYPE -> new Argument(old.name(), old.expression(), text);
            });
        }
    }
}

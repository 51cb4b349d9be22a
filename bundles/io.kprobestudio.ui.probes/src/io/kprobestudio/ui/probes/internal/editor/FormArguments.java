/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.DefinitionParts;
import io.kprobestudio.definition.assist.DefinitionParts.Argument;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.KeyedRows;
import io.kprobestudio.ui.probes.internal.editor.LineCompletions.Filled;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnViewerEditor;
import org.eclipse.jface.viewers.ColumnViewerEditorActivationEvent;
import org.eclipse.jface.viewers.ColumnViewerEditorActivationStrategy;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.FocusCellOwnerDrawHighlighter;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.TableViewerEditor;
import org.eclipse.jface.viewers.TableViewerFocusCellManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** The fetch arguments of a definition as a table: name, fetch expression and type, each with what can stand there. */
final class FormArguments {

    /** The columns. */
    enum Column {
        NAME, EXPRESSION, TYPE
    }

    /**
     * A row.
     *
     * @param index its place among the arguments
     * @param argument the argument
     */
    record Row(int index, Argument argument) {
    }

    private final LineCompletions completions;
    private final Consumer<DefinitionParts> changed;
    private final TableViewer viewer;
    private final KeyedRows<Row> rows;
    private final List<Button> buttons = new ArrayList<>();
    private @Nullable DefinitionParts shown;
    private boolean editable;

    /**
     * Makes the table.
     *
     * @param changed told the definition with other arguments
     */
    FormArguments(Composite parent, LineCompletions completions, Consumer<DefinitionParts> changed) {
        this.completions = completions;
        this.changed = changed;
        Composite frame = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(frame);
        GridDataFactory.fillDefaults().grab(true, true).span(4, 1).applyTo(frame);
        Composite area = new Composite(frame, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(300, 110).applyTo(area);
        TableColumnLayout layout = new TableColumnLayout();
        area.setLayout(layout);
        viewer = new TableViewer(area, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.BORDER);
        viewer.getTable().setHeaderVisible(true);
        viewer.getTable().setLinesVisible(true);
        Accessibility.name(viewer.getTable(), Messages.Form_argumentsName);
        rows = new KeyedRows<>(viewer, Row.class, row -> Integer.valueOf(row.index()));
        column(layout, Messages.Form_name, 25, Column.NAME);
        column(layout, Messages.Form_expression, 50, Column.EXPRESSION);
        column(layout, Messages.Form_type, 25, Column.TYPE);
        editing();
        Composite side = new Composite(frame, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(side);
        GridDataFactory.fillDefaults().applyTo(side);
        button(side, Messages.Form_addArgument, this::add);
        button(side, Messages.Form_removeArgument, this::remove);
        button(side, Messages.Form_up, () -> move(-1));
        button(side, Messages.Form_down, () -> move(1));
        viewer.addSelectionChangedListener(event -> enable());
        viewer.getTable().addListener(SWT.KeyDown, event -> {
            boolean alt = event.stateMask == SWT.ALT;
            if (event.keyCode == SWT.INSERT) {
                add();
            } else if (event.keyCode == SWT.DEL) {
                remove();
            } else if (alt && event.keyCode == SWT.ARROW_UP) {
                event.doit = false;
                move(-1);
            } else if (alt && event.keyCode == SWT.ARROW_DOWN) {
                event.doit = false;
                move(1);
            }
        });
    }

    private void column(TableColumnLayout layout, String title, int weight, Column column) {
        TableViewerColumn made = new TableViewerColumn(viewer, SWT.LEFT);
        made.getColumn().setText(title);
        layout.setColumnData(made.getColumn(), new ColumnWeightData(weight, 70));
        made.setLabelProvider(new ArgumentLabels(column));
        made.setEditingSupport(new ArgumentEditing(viewer, column, this));
    }

    private void editing() {
        TableViewerFocusCellManager cells = new TableViewerFocusCellManager(viewer,
                new FocusCellOwnerDrawHighlighter(viewer));
        ColumnViewerEditorActivationStrategy when = new ColumnViewerEditorActivationStrategy(viewer) {

            @Override
            protected boolean isEditorActivationEvent(@Nullable ColumnViewerEditorActivationEvent event) {
                return event != null && editable && (event.eventType == ColumnViewerEditorActivationEvent.TRAVERSAL
                        || event.eventType == ColumnViewerEditorActivationEvent.MOUSE_DOUBLE_CLICK_SELECTION
                        || event.eventType == ColumnViewerEditorActivationEvent.PROGRAMMATIC
                        || event.eventType == ColumnViewerEditorActivationEvent.KEY_PRESSED
                                && (event.keyCode == SWT.CR || event.keyCode == SWT.F2));
            }
        };
        TableViewerEditor.create(viewer, cells, when, ColumnViewerEditor.TABBING_HORIZONTAL
                | ColumnViewerEditor.TABBING_MOVE_TO_ROW_NEIGHBOR | ColumnViewerEditor.KEYBOARD_ACTIVATION);
    }

    private void button(Composite side, String words, Runnable action) {
        Button button = new Button(side, SWT.PUSH);
        button.setText(words);
        button.addListener(SWT.Selection, event -> action.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        buttons.add(button);
    }

    /** Shows a definition's arguments. */
    void show(DefinitionParts parts, boolean mayEdit) {
        shown = parts;
        editable = mayEdit;
        List<Row> found = new ArrayList<>();
        for (Argument argument : parts.arguments()) {
            found.add(new Row(found.size(), argument));
        }
        rows.show(found);
        enable();
    }

    private int selected() {
        return rows.selection().stream().map(Row::index).findFirst().orElse(Integer.valueOf(-1)).intValue();
    }

    private void enable() {
        DefinitionParts parts = shown;
        int at = selected();
        int count = parts == null ? 0 : parts.arguments().size();
        buttons.get(0).setEnabled(editable && parts != null && !parts.place().isEmpty());
        buttons.get(1).setEnabled(editable && at >= 0);
        buttons.get(2).setEnabled(editable && at > 0);
        buttons.get(3).setEnabled(editable && at >= 0 && at < count - 1);
    }

    /** Adds what the place offers next, and opens its expression. */
    private void add() {
        DefinitionParts parts = shown;
        if (parts != null && buttons.get(0).isEnabled()) {
            int at = parts.arguments().size();
            List<Filled> offered = completions.in(parts.beforeArguments(), "", 0); //$NON-NLS-1$
            String expression = parts.command().letter() == 'r' || parts.place().endsWith("%return") //$NON-NLS-1$
                    ? "$retval" //$NON-NLS-1$
                    : offered.isEmpty() ? "$stack" : offered.get(Math.min(at, offered.size() - 1)).text(); //$NON-NLS-1$
            boolean named = expression.contains("=") || Character.isLetter(expression.charAt(0)); //$NON-NLS-1$
            changed.accept(parts.withAdded(at, new Argument(named ? "" : "arg" + (at + 1), expression, ""))); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            select(at);
            viewer.editElement(rows.rows().get(at), Column.EXPRESSION.ordinal());
        }
    }

    private void remove() {
        DefinitionParts parts = shown;
        int at = selected();
        if (parts != null && at >= 0 && editable) {
            changed.accept(parts.without(at));
            select(Math.min(at, rows.rows().size() - 1));
        }
    }

    private void move(int by) {
        DefinitionParts parts = shown;
        int at = selected();
        if (parts != null && editable && at >= 0 && at + by >= 0 && at + by < parts.arguments().size()) {
            changed.accept(parts.withMoved(at, at + by));
            select(at + by);
        }
    }

    private void select(int index) {
        if (index >= 0 && index < rows.rows().size()) {
            viewer.setSelection(new StructuredSelection(rows.rows().get(index)), true);
            viewer.getTable().setFocus();
        }
    }

    /** Puts another argument in one's place. */
    void set(Row row, Argument argument) {
        DefinitionParts parts = shown;
        if (parts != null && row.index() < parts.arguments().size()) {
            changed.accept(parts.withArgument(row.index(), argument));
        }
    }

    /** What can stand in a cell. */
    List<Filled> offered(Row row, Column column, String text, int caret) {
        DefinitionParts parts = shown;
        if (parts == null || column == Column.NAME) {
            return List.of();
        }
        Argument argument = row.argument();
        String before = parts.beforeArguments() + (argument.name().isEmpty() ? "" : argument.name() + "="); //$NON-NLS-1$ //$NON-NLS-2$
        return completions.in(column == Column.EXPRESSION ? before : before + argument.expression() + ":", text, //$NON-NLS-1$
                caret);
    }
}

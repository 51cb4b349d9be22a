/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/**
 * A list with check boxes, to choose from.
 *
 * @param <T> what is listed
 */
final class CheckListDialog<T> extends TitleAreaDialog {

    private static final int ALL = IDialogConstants.CLIENT_ID;
    private static final int NONE = IDialogConstants.CLIENT_ID + 1;

    private final Words words;
    private final Class<T> type;
    private final List<Column<T>> columns;
    private List<T> rows = List.of();
    private List<T> chosen = List.of();
    private @Nullable CheckboxTableViewer viewer;

    /**
     * What the dialog says.
     *
     * @param title of the window
     * @param message what to do
     * @param empty what is said in place of that where nothing is listed
     * @param table the list's name for screen readers
     * @param ok the button that ends it
     * @param help the help context
     */
    record Words(String title, String message, String empty, String table, String ok, String help) {
    }

    /** A column's title and what it says of a row. */
    record Column<T>(String title, Function<T, String> words) {
    }

    CheckListDialog(Shell parent, Words words, Class<T> type, List<Column<T>> columns) {
        super(parent);
        this.words = words;
        this.type = type;
        this.columns = List.copyOf(columns);
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /** Opens the dialog and waits; what was ticked, nothing when the user cancelled. */
    List<T> choose(List<T> listed, List<T> ticked) {
        rows = List.copyOf(listed);
        chosen = List.copyOf(ticked);
        return open() == OK ? chosen : List.of();
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(words.title());
        PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, words.help());
    }

    @Override
    protected Point getInitialSize() {
        return new Point(620, 420);
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(words.title());
        setMessage(rows.isEmpty() ? words.empty() : words.message());
        Composite holder = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 160).applyTo(holder);
        TableColumnLayout layout = new TableColumnLayout();
        holder.setLayout(layout);
        CheckboxTableViewer made = CheckboxTableViewer.newCheckList(holder,
                SWT.BORDER | SWT.FULL_SELECTION | SWT.V_SCROLL);
        made.getTable().setHeaderVisible(true);
        Accessibility.name(made.getTable(), words.table());
        made.setContentProvider(ArrayContentProvider.getInstance());
        columns.forEach(column -> add(made, layout, column));
        made.setInput(rows);
        made.setCheckedElements(chosen.toArray());
        made.addCheckStateListener(event -> update());
        viewer = made;
        return area;
    }

    private void add(CheckboxTableViewer table, TableColumnLayout layout, Column<T> column) {
        TableViewerColumn made = new TableViewerColumn(table, SWT.LEFT);
        made.getColumn().setText(column.title());
        made.setLabelProvider(ColumnLabelProvider.createTextProvider(
                row -> type.isInstance(row) ? column.words().apply(type.cast(row)) : "")); //$NON-NLS-1$
        layout.setColumnData(made.getColumn(), new ColumnWeightData(1, 120));
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, ALL, Messages.List_all, false);
        createButton(parent, NONE, Messages.List_none, false);
        createButton(parent, IDialogConstants.OK_ID, words.ok(), true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        update();
    }

    private void update() {
        CheckboxTableViewer table = viewer;
        Button ok = getButton(IDialogConstants.OK_ID);
        if (table != null && ok != null) {
            ok.setEnabled(table.getCheckedElements().length > 0);
        }
    }

    @Override
    protected void buttonPressed(int button) {
        CheckboxTableViewer table = viewer;
        if (table != null && (button == ALL || button == NONE)) {
            table.setAllChecked(button == ALL);
            update();
        } else {
            super.buttonPressed(button);
        }
    }

    @Override
    protected void okPressed() {
        CheckboxTableViewer table = viewer;
        if (table != null) {
            chosen = Arrays.stream(table.getCheckedElements()).filter(type::isInstance).map(type::cast).toList();
        }
        super.okPressed();
    }
}

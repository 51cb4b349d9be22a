/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.assist.DefinitionParts;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.KeyedRows;
import io.kprobestudio.ui.Refresh;
import io.kprobestudio.ui.UiGate;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IPostSelectionProvider;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.texteditor.ITextEditor;

/**
 * The form of a {@code .kprobes} file: its probes on the left, the one that the text's caret is in on the right. It keeps no
 * text of its own. UI thread only.
 */
final class FormPage {

    private static final String HELP = "io.kprobestudio.ui.form"; //$NON-NLS-1$
    private static final String NEW = "p:probe"; //$NON-NLS-1$

    private final JudgeChoice choice = JudgeChoice.ofWorkbench();
    private final FormText text;
    private final FileJudge judge;
    private final SashForm area;
    private final TableViewer viewer;
    private final KeyedRows<FormRow> rows;
    private final Button remove;
    private final ControlStack stack;
    private final EmptyState empty;
    private final Button showText;
    private final FormDetails details;
    private @Nullable DefinitionFile judged;
    private boolean visible;
    /* The background that the rows were drawn on, which another theme changes. */
    private @Nullable Color background;
    /* While the table is changed by us, its selection is not the user's. */
    private boolean quiet;

    /**
     * Makes the form.
     *
     * @param toText shows the text page
     */
    FormPage(Composite parent, ITextEditor editor, ITextViewer shown, Runnable toText) {
        text = new FormText(editor, shown);
        area = new SashForm(parent, SWT.HORIZONTAL);
        UiGate gate = new UiGate(parent.getDisplay());
        judge = new FileJudge((task, file) -> gate.post(area, () -> {
            judged = file;
            show();
        }));
        Images images = new Images(area);
        Composite left = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(4, 4).numColumns(2).equalWidth(true).applyTo(left);
        viewer = table(left, images);
        rows = new KeyedRows<>(viewer, FormRow.class, row -> Integer.valueOf(row.line()));
        button(left, Messages.Form_add, this::add);
        remove = button(left, Messages.Form_remove, this::remove);
        Composite right = new Composite(area, SWT.NONE);
        stack = new ControlStack(right);
        empty = new EmptyState(right);
        showText = empty.addButton(Messages.Form_showText, toText);
        details = new FormDetails(right, images, choice, this::edit);
        area.setWeights(30, 70);
        Refresh refresh = gate.refresh(area, this::show);
        TextWatch watch = new TextWatch(shown, refresh::request);
        Subscription subscription = choice.studio().subscribe(refresh::request);
        follow(editor, refresh);
        area.addDisposeListener(event -> {
            watch.close();
            subscription.close();
        });
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        viewer.addSelectionChangedListener(event -> selected());
    }

    private TableViewer table(Composite left, Images images) {
        Composite frame = new Composite(left, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(frame);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        TableViewer made = new TableViewer(frame, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.BORDER);
        made.getTable().setHeaderVisible(true);
        Accessibility.name(made.getTable(), Messages.Form_probes);
        ColumnViewerToolTipSupport.enableFor(made);
        column(made, layout, Messages.Form_probe, 40, new FormLabels(FormRow::title, images));
        column(made, layout, Messages.Form_where, 60, new FormLabels(FormRow::detail, null));
        made.getTable().addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.DEL && event.stateMask == 0) {
                remove();
            } else if (event.keyCode == SWT.INSERT && event.stateMask == 0) {
                add();
            }
        });
        return made;
    }

    private static void column(TableViewer table, TableColumnLayout layout, String title, int weight,
            FormLabels labels) {
        TableViewerColumn column = new TableViewerColumn(table, SWT.LEFT);
        column.getColumn().setText(title);
        column.setLabelProvider(labels);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 80));
    }

    private static Button button(Composite parent, String words, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(words);
        button.addListener(SWT.Selection, event -> action.run());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(button);
        return button;
    }

    private void follow(ITextEditor editor, Refresh refresh) {
        ISelectionChangedListener moved = event -> refresh.request();
        if (editor.getSelectionProvider() instanceof IPostSelectionProvider provider) {
            provider.addPostSelectionChangedListener(moved);
            area.addDisposeListener(event -> provider.removePostSelectionChangedListener(moved));
        }
    }

    /** Shows what the file holds now, or rests. */
    void setVisible(boolean shown) {
        visible = shown;
        if (shown) {
            show();
            focus();
        }
    }

    void focus() {
        if (rows.rows().isEmpty()) {
            stack.focus();
        } else {
            viewer.getTable().setFocus();
        }
    }

    private void show() {
        if (!visible || area.isDisposed()) {
            return;
        }
        JudgeChoice.Chosen kernel = choice.now();
        String now = text.text();
        FileJudge.Task task = judge.newest();
        if (task == null || task.kernel().judge() != kernel.judge() || !task.text().equals(now)) {
            judge.request(now, kernel);
        }
        List<FormRow> found = FormRow.of(text.lines(), judged);
        Optional<FormRow> current = current(found);
        boolean before = quiet;
        quiet = true;
        if (!viewer.getTable().getBackground().equals(background)) {
            background = viewer.getTable().getBackground();
            viewer.update(rows.rows().toArray(), null);
        }
        rows.show(found);
        current.ifPresent(row -> {
            if (rows.selection().stream().noneMatch(selected -> selected.line() == row.line())) {
                viewer.setSelection(new StructuredSelection(row), true);
            }
        });
        quiet = before;
        remove.setEnabled(current.isPresent() && text.isEditable());
        show(current);
        details.showKernel(kernel.words());
    }

    private void show(Optional<FormRow> current) {
        DefinitionParts parts = current.map(FormRow::parts).orElse(null);
        if (current.isPresent() && parts != null) {
            details.show(current.get(), parts, text.isEditable());
            stack.show(details.control());
            return;
        }
        if (current.isPresent()) {
            FormRow row = current.get();
            empty.setWords(NLS.bind(Messages.Form_notShown, Integer.valueOf(row.line() + 1)),
                    row.text().strip() + "\n\n" + row.detail()); //$NON-NLS-1$
        } else {
            empty.setWords(Messages.Form_none, Messages.Form_noneText);
        }
        showText.setVisible(current.isPresent());
        stack.show(empty);
    }

    /** The row that the caret is in, else the one above it, else the first. */
    private Optional<FormRow> current(List<FormRow> found) {
        int caret = text.caret();
        Optional<FormRow> above = found.stream().filter(row -> row.line() <= caret).reduce((one, other) -> other);
        return above.isPresent() ? above : found.stream().findFirst();
    }

    private void selected() {
        if (!quiet) {
            rows.selection().stream().findFirst().ifPresent(row -> {
                text.select(row.line());
                show();
            });
        }
    }

    private void add() {
        int behind = current(rows.rows()).map(FormRow::line).orElse(Integer.valueOf(-1)).intValue();
        int line = text.add(behind, NEW + (rows.rows().size() + 1));
        text.select(line);
        show();
        details.focusPlace();
    }

    private void remove() {
        current(rows.rows()).ifPresent(row -> {
            text.remove(row.line());
            show();
            viewer.getTable().setFocus();
        });
    }

    /** Puts another definition in the place of the one that is shown. */
    private void edit(FormRow row, String line) {
        text.set(row.line(), line);
        show();
    }
}

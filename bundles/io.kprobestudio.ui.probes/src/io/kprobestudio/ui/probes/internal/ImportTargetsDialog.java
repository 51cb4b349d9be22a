/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.target.SuggestedTarget;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.StudioActions;
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

/** The targets that the user's own configuration names and the workbench does not know, to choose from. */
final class ImportTargetsDialog extends TitleAreaDialog {

    private static final int ALL = IDialogConstants.CLIENT_ID;
    private static final int NONE = IDialogConstants.CLIENT_ID + 1;

    private final StudioActions actions;
    private final List<SuggestedTarget> suggestions;
    private @Nullable CheckboxTableViewer viewer;

    private ImportTargetsDialog(StudioActions actions, List<SuggestedTarget> suggestions) {
        super(actions.shell());
        this.actions = actions;
        this.suggestions = suggestions;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /** Opens the dialog, once the configuration is read. */
    static void open(StudioActions actions) {
        actions.suggest(found -> new ImportTargetsDialog(actions, found).open());
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.Import_title);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, "io.kprobestudio.ui.newTarget"); //$NON-NLS-1$
    }

    @Override
    protected Point getInitialSize() {
        return new Point(620, 420);
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(Messages.Import_title);
        setMessage(suggestions.isEmpty() ? Messages.Import_none : Messages.Import_message);
        Composite holder = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 160).applyTo(holder);
        TableColumnLayout layout = new TableColumnLayout();
        holder.setLayout(layout);
        CheckboxTableViewer made = CheckboxTableViewer.newCheckList(holder,
                SWT.BORDER | SWT.FULL_SELECTION | SWT.V_SCROLL);
        made.getTable().setHeaderVisible(true);
        Accessibility.name(made.getTable(), Messages.Import_table);
        made.setContentProvider(ArrayContentProvider.getInstance());
        column(made, layout, Messages.Targets_target, 45, target -> target.address().toString());
        column(made, layout, Messages.Import_words, 55, SuggestedTarget::words);
        made.setInput(suggestions);
        made.addCheckStateListener(event -> update());
        viewer = made;
        return area;
    }

    private static void column(CheckboxTableViewer viewer, TableColumnLayout layout, String title, int weight,
            Function<SuggestedTarget, String> words) {
        TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(title);
        column.setLabelProvider(
                ColumnLabelProvider
                        .createTextProvider(row -> row instanceof SuggestedTarget target ? words.apply(target)
                                : "")); //$NON-NLS-1$
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 120));
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, ALL, Messages.Import_all, false);
        createButton(parent, NONE, Messages.Import_noneOfThem, false);
        createButton(parent, IDialogConstants.OK_ID, Messages.Import_import, true);
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
            actions.studio().addAll(Arrays.stream(table.getCheckedElements()).filter(SuggestedTarget.class::isInstance)
                    .map(SuggestedTarget.class::cast).map(SuggestedTarget::address).toList());
        }
        super.okPressed();
    }
}

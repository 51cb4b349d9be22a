/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.KeyedRows;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetState;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPartSite;

/** The table of targets above the details of the selected one. */
final class TargetsPage implements Page {

    private final Studio studio;
    private final StudioActions actions;
    private final TableViewer viewer;
    private final KeyedRows<KnownTarget> rows;
    private final TargetDetails details;

    TargetsPage(Composite parent, StudioActions actions, IWorkbenchPartSite site) {
        this.actions = actions;
        studio = actions.studio();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Images images = new Images(parent);
        SashForm sash = new SashForm(parent, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        Composite top = new Composite(sash, SWT.NONE);
        viewer = new TableViewer(top, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL);
        rows = new KeyedRows<>(viewer, KnownTarget.class, KnownTarget::address);
        addColumns(top, images);
        details = new TargetDetails(sash, images, actions);
        sash.setWeights(34, 66);
        viewer.getTable().addListener(SWT.Resize, event -> viewer.getTable().showSelection());
        addMenu(site);
        viewer.addSelectionChangedListener(event -> rows.selection().stream().findFirst()
                .ifPresent(target -> studio.select(target.address())));
        viewer.addDoubleClickListener(event -> connectSelected());
    }

    private void addColumns(Composite top, Images images) {
        WholeColumns layout = new WholeColumns();
        top.setLayout(layout);
        viewer.getTable().setHeaderVisible(true);
        Accessibility.name(viewer.getTable(), Messages.Targets_table);
        ColumnViewerToolTipSupport.enableFor(viewer);
        addColumn(layout, Messages.Targets_target, SWT.LEFT, new ColumnWeightData(30, 110),
                TargetLabels.address(images));
        addColumn(layout, Messages.Targets_state, SWT.LEFT, new ColumnWeightData(14, 104), TargetLabels.state());
        addColumn(layout, Messages.Targets_hits, SWT.RIGHT, new ColumnWeightData(8, 66), TargetLabels.hits());
        addColumn(layout, Messages.Targets_load, SWT.RIGHT, new ColumnWeightData(8, 66), TargetLabels.load());
        addColumn(layout, Messages.Targets_kernel, SWT.LEFT, new ColumnWeightData(16, 130), TargetLabels.kernel());
        addColumn(layout, Messages.Targets_error, SWT.LEFT, new ColumnWeightData(30, 160), TargetLabels.error());
    }

    private void addColumn(WholeColumns layout, String title, int align, ColumnWeightData width,
            CellLabelProvider labels) {
        TableViewerColumn column = new TableViewerColumn(viewer, align);
        column.getColumn().setText(title);
        column.setLabelProvider(labels);
        layout.add(column.getColumn(), width);
    }

    private void addMenu(IWorkbenchPartSite site) {
        MenuManager menu = new MenuManager();
        viewer.getTable().setMenu(menu.createContextMenu(viewer.getTable()));
        site.registerContextMenu(menu, viewer);
        site.setSelectionProvider(viewer);
    }

    private void connectSelected() {
        selected().filter(target -> target.state() == TargetState.DISCONNECTED
                || target.state() == TargetState.FAILED).ifPresent(target -> actions.connect(target.address()));
    }

    private Optional<KnownTarget> selected() {
        return rows.rows().stream().filter(target -> target.address().equals(studio.selected())).findFirst();
    }

    @Override
    public void refresh() {
        List<KnownTarget> targets = studio.targets();
        rows.show(targets);
        Optional<KnownTarget> selected = selected();
        selected.ifPresent(target -> {
            if (rows.selection().stream().noneMatch(row -> row.address().equals(target.address()))) {
                viewer.setSelection(new StructuredSelection(target), true);
            }
        });
        details.show(selected, studio.session());
    }

    @Override
    public void focus() {
        viewer.getTable().setFocus();
    }
}

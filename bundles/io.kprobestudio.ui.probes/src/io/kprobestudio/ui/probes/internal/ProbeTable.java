/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.KeyedRows;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ICheckStateProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;

/** The table of probes. A foreign probe is grey, and its check box says only what is. */
final class ProbeTable {

    private final CheckboxTableViewer viewer;
    private final KeyedRows<ProbeInfo> rows;
    private final ProbeColumns columns = new ProbeColumns();
    private final TableColumnLayout layout = new TableColumnLayout();
    private List<ProbeInfo> probes = List.of();

    /**
     * Makes the table.
     *
     * @param enable told what the user ticked; the box follows the target, not the mouse
     * @param select told the keys of the selected rows
     * @param open runs for a double click on a probe of ours
     * @param samples the newest samples of a probe
     */
    ProbeTable(Composite parent, Images images, BiConsumer<ProbeInfo, Boolean> enable,
            Consumer<List<ProbeKey>> select, Runnable open, Function<ProbeKey, List<HitPoint>> samples) {
        Composite holder = new Composite(parent, SWT.NONE);
        holder.setLayout(layout);
        Table table = new Table(holder,
                SWT.CHECK | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL | SWT.VIRTUAL);
        table.setHeaderVisible(true);
        Accessibility.name(table, Messages.Probes_table);
        viewer = new CheckboxTableViewer(table);
        ColumnViewerToolTipSupport.enableFor(viewer);
        rows = new KeyedRows<>(viewer, ProbeInfo.class, ProbeInfo::key);
        for (ProbeColumn column : ProbeColumn.values()) {
            TableViewerColumn made = new TableViewerColumn(viewer, column.isNumber() ? SWT.RIGHT : SWT.LEFT);
            made.getColumn().setText(column.title());
            made.setLabelProvider(column == ProbeColumn.TREND ? new TrendLabels(samples)
                    : new ProbeLabels(column, images));
            made.getColumn().addListener(SWT.Selection, event -> sort(column));
            size(made.getColumn(), column);
        }
        mark();
        viewer.setCheckStateProvider(new ICheckStateProvider() {

            @Override
            public boolean isChecked(@Nullable Object element) {
                return element instanceof ProbeInfo probe && probe.enabled();
            }

            @Override
            public boolean isGrayed(@Nullable Object element) {
                return element instanceof ProbeInfo probe && !probe.ours();
            }
        });
        viewer.addCheckStateListener(event -> {
            if (event.getElement() instanceof ProbeInfo probe) {
                boolean wanted = event.getChecked();
                if (probe.ours()) {
                    enable.accept(probe, Boolean.valueOf(wanted));
                } else {
                    viewer.setChecked(probe, probe.enabled());
                }
            }
        });
        viewer.addSelectionChangedListener(
                event -> select.accept(rows.selection().stream().map(ProbeInfo::key).toList()));
        viewer.addDoubleClickListener(event -> {
            if (rows.selection().stream().anyMatch(ProbeInfo::ours)) {
                open.run();
            }
        });
    }

    Table control() {
        return viewer.getTable();
    }

    TableViewer viewer() {
        return viewer;
    }

    private void size(TableColumn shown, ProbeColumn column) {
        layout.setColumnData(shown, columns.isShown(column)
                ? new ColumnWeightData(column.weight(), column.minimum())
                : new ColumnPixelData(0, false));
    }

    private void sort(ProbeColumn column) {
        columns.sort(column);
        mark();
        show(probes);
    }

    /** Says in its header by which column the rows are sorted. */
    private void mark() {
        ProbeColumn by = columns.sorted();
        Table table = viewer.getTable();
        table.setSortColumn(by == null ? null : table.getColumn(by.ordinal()));
        table.setSortDirection(by == null ? SWT.NONE : columns.isDown() ? SWT.DOWN : SWT.UP);
    }

    /** Lets the user choose the columns that are shown. */
    void fillMenu(IMenuManager menu) {
        for (ProbeColumn column : ProbeColumn.values()) {
            Action action = new Action(column.title(), IAction.AS_CHECK_BOX) {

                @Override
                public void run() {
                    columns.show(column, isChecked());
                    size(viewer.getTable().getColumn(column.ordinal()), column);
                    viewer.getTable().getParent().layout(true, true);
                }
            };
            action.setChecked(columns.isShown(column));
            // a row without a name says nothing
            action.setEnabled(column != ProbeColumn.EVENT);
            menu.add(action);
        }
    }

    void show(List<ProbeInfo> newest) {
        probes = newest;
        rows.show(columns.inOrder(newest));
        // the trend goes on also where nothing else of a row changes
        Rectangle area = viewer.getTable().getClientArea();
        viewer.getTable().redraw(area.x, area.y, area.width, area.height, false);
    }

    /** The selected rows as text, a line each below the columns' titles, with tabs between them; empty without one. */
    String copied() {
        List<ProbeInfo> selected = rows.selection();
        if (selected.isEmpty()) {
            return ""; //$NON-NLS-1$
        }
        List<ProbeColumn> copied = columns.shown().stream().filter(column -> column != ProbeColumn.TREND).toList();
        StringBuilder text = new StringBuilder(copied.stream().map(ProbeColumn::title)
                .collect(Collectors.joining("\t"))); //$NON-NLS-1$
        for (ProbeInfo probe : selected) {
            text.append(System.lineSeparator()).append(copied.stream().map(column -> column.text(probe))
                    .collect(Collectors.joining("\t"))); //$NON-NLS-1$
        }
        return text.append(System.lineSeparator()).toString();
    }
}

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
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.CheckboxTableViewer;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ICheckStateProvider;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

/** The table of probes. A foreign probe is grey, and its check box says only what is. */
final class ProbeTable implements ProbeRows {

    private final CheckboxTableViewer viewer;
    private final KeyedRows<ProbeInfo> rows;
    private final ProbeColumns columns;
    private final TableColumnLayout layout = new TableColumnLayout();
    private List<ProbeInfo> probes = List.of();

    /**
     * Makes the table.
     *
     * @param enable told what the user ticked; the box follows the target, not the mouse
     * @param select told the keys of the selected rows
     * @param stack told of which probe the user ticked that its stack is recorded, or unticked it
     * @param open runs for a double click on a probe of ours
     * @param samples the newest samples of a probe
     */
    ProbeTable(Composite parent, Images images, ProbeColumns columns, BiConsumer<ProbeInfo, Boolean> enable,
            BiConsumer<ProbeInfo, Boolean> stack, Consumer<List<ProbeKey>> select, Runnable open,
            Function<ProbeKey, List<HitPoint>> samples) {
        this.columns = columns;
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
            made.setLabelProvider(column == ProbeColumn.TREND
                    ? new TrendLabels(row -> row instanceof ProbeInfo probe && probe.ours() ? samples.apply(probe.key())
                            : List.of())
                    : new ProbeLabels(column, images));
            made.getColumn().addListener(SWT.Selection, event -> columns.sort(column));
            if (column == ProbeColumn.STACK) {
                made.getColumn().setToolTipText(Messages.Column_stackTip);
            }
        }
        columns.onChange(this::columnsChanged);
        columnsChanged();
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
        StackClicks.hear(viewer, row -> {
            if (row instanceof ProbeInfo probe && probe.ours()) {
                stack.accept(probe, Boolean.valueOf(!probe.stack()));
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

    @Override
    public Composite control() {
        return viewer.getTable().getParent();
    }

    @Override
    public Table widget() {
        return viewer.getTable();
    }

    @Override
    public ISelectionProvider selected() {
        return viewer;
    }

    /** Says in its header by which column the rows are sorted. */
    private void columnsChanged() {
        Table table = viewer.getTable();
        for (ProbeColumn column : ProbeColumn.values()) {
            layout.setColumnData(table.getColumn(column.ordinal()), columns.width(column, column.minimum()));
        }
        ProbeColumn by = columns.sorted();
        table.setSortColumn(by == null ? null : table.getColumn(by.ordinal()));
        table.setSortDirection(columns.direction());
        table.getParent().layout(true, true);
        show(probes);
    }

    void show(List<ProbeInfo> newest) {
        probes = newest;
        rows.show(columns.inOrder(newest));
        // the trend goes on also where nothing else of a row changes
        Rectangle area = viewer.getTable().getClientArea();
        viewer.getTable().redraw(area.x, area.y, area.width, area.height, false);
    }

    @Override
    public String copied() {
        return columns.copied(rows.selection(), (probe, column) -> column.text(probe));
    }
}

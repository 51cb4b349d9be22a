/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.KeyedRows;

/** A row a function: how many calls, and how long they took. */
final class LatencyTable {

    private final TableViewer viewer;
    private final KeyedRows<CallLatency> rows;
    private final TableColumnLayout layout = new TableColumnLayout();
    private DurationText units = DurationText.si(TraceClock.LOCAL);

    LatencyTable(Composite parent, Runnable selected) {
        Composite area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TableViewer(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL);
        viewer.getTable().setHeaderVisible(true);
        Accessibility.name(viewer.getTable(), Messages.Latency_table);
        rows = new KeyedRows<>(viewer, CallLatency.class, CallLatency::name);
        column(Messages.Latency_function, SWT.LEFT, 24, 76, CallLatency::name);
        column(Messages.Latency_calls, SWT.RIGHT, 9, 48, row -> HitTable.number(row.histogram().count()));
        column(Messages.Latency_median, SWT.RIGHT, 11, 58, row -> units.of(row.histogram().percentile(0.5)));
        column(Messages.Latency_p99, SWT.RIGHT, 11, 58, row -> units.of(row.histogram().percentile(0.99)));
        column(Messages.Latency_most, SWT.RIGHT, 12, 64, row -> units.of(row.histogram().most()));
        column(Messages.Latency_notPaired, SWT.RIGHT, 15, 80,
                row -> HitTable.number(row.unpaired() + row.discarded() + row.open()));
        viewer.addSelectionChangedListener(event -> selected.run());
    }

    private void column(String title, int style, int weight, int least, Function<CallLatency, String> text) {
        TableViewerColumn column = new TableViewerColumn(viewer, style);
        column.getColumn().setText(title);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, least));
        column.setLabelProvider(new ColumnLabelProvider() {

            @Override
            public String getText(@Nullable Object element) {
                return element instanceof CallLatency row ? text.apply(row) : ""; //$NON-NLS-1$
            }

            @Override
            public @Nullable String getToolTipText(@Nullable Object element) {
                return element instanceof CallLatency row && title.equals(Messages.Latency_notPaired)
                        ? Messages.bind(Messages.Latency_notPairedTip,
                                new Object[]{ HitTable.number(row.unpaired()), HitTable.number(row.discarded()),
                                        HitTable.number(row.open()) })
                        : null;
            }
        });
    }

    void show(List<CallLatency> functions, DurationText with) {
        units = with;
        rows.show(functions);
    }

    /** The row that is selected, or the first. */
    Optional<CallLatency> selected(List<CallLatency> functions) {
        List<String> names = rows.selection().stream().map(CallLatency::name).toList();
        return functions.stream().filter(one -> names.contains(one.name())).findFirst()
                .or(() -> functions.stream().findFirst());
    }
}

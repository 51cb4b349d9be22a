/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.latency.Call;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.KeyedRows;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The longest calls of a function, the longest first. Enter or a double click goes to the event of the return. */
final class WorstCalls {

    private final Composite area;
    private final TableViewer viewer;
    private final KeyedRows<Call> rows;
    private final TableColumnLayout layout = new TableColumnLayout();
    private DurationText units = DurationText.si(TraceClock.LOCAL);

    WorstCalls(Composite parent, Consumer<Call> open) {
        area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TableViewer(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL);
        viewer.getTable().setHeaderVisible(true);
        Accessibility.name(viewer.getTable(), Messages.Worst_name);
        rows = new KeyedRows<>(viewer, Call.class,
                call -> List.of(Long.valueOf(call.began()), Long.valueOf(call.took()),
                        Integer.valueOf(call.pid()), Integer.valueOf(call.cpu()), Long.valueOf(call.row())));
        column(Messages.Worst_took, 14, 70, call -> units.of(call.took()));
        column(Messages.Worst_began, 20, 96, call -> units.time(call.began()));
        column(Messages.Worst_pid, 10, 50, call -> Integer.toString(call.pid()));
        column(Messages.Worst_cpu, 8, 40, call -> Integer.toString(call.cpu()));
        viewer.addDoubleClickListener(event -> openSelected(open));
        Menu menu = new Menu(viewer.getTable());
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(Messages.Worst_show);
        item.addListener(SWT.Selection, event -> openSelected(open));
        viewer.getTable().setMenu(menu);
    }

    private void openSelected(Consumer<Call> open) {
        rows.selection().stream().findFirst().ifPresent(open);
    }

    private void column(String title, int weight, int least, Function<Call, String> text) {
        TableViewerColumn column = new TableViewerColumn(viewer, SWT.RIGHT);
        column.getColumn().setText(title);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, least));
        column.setLabelProvider(ColumnLabelProvider.createTextProvider(
                row -> row instanceof Call call ? text.apply(call) : "")); //$NON-NLS-1$
    }

    Control control() {
        return area;
    }

    void show(CallLatency latency, DurationText with) {
        units = with;
        rows.show(latency.worst());
    }
}

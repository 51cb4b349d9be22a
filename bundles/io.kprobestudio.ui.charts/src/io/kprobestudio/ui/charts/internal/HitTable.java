/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.KeyedRows;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.HitRow;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** The table at a recording's end: what the kernel counted, and what became of it. */
final class HitTable {

    private static final ColumnWeightData FILTERED = new ColumnWeightData(14, 64);

    private static final String NOT_COUNTED = "-"; //$NON-NLS-1$

    private final Composite area;
    private final TableViewer viewer;
    private final KeyedRows<HitRow> rows;
    private final TableColumnLayout layout = new TableColumnLayout();
    /* Shown only when something was filtered. */
    private final TableViewerColumn filtered;
    private boolean filteredShown;

    HitTable(Composite parent) {
        area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TableViewer(area, SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL);
        viewer.getTable().setHeaderVisible(true);
        Accessibility.name(viewer.getTable(), Messages.Table_name);
        rows = new KeyedRows<>(viewer, HitRow.class, HitRow::event);
        column(Messages.Table_event, SWT.LEFT, 30, 70, row -> EventNames.shortName(row.event()));
        column(Messages.Table_hits, SWT.RIGHT, 14, 50, row -> counted(row.hits()));
        column(Messages.Table_decoded, SWT.RIGHT, 14, 70, row -> number(row.decoded()));
        filtered = column(Messages.Table_filtered, SWT.RIGHT, 14, 64, row -> number(row.filtered()));
        layout.setColumnData(filtered.getColumn(), new ColumnPixelData(0));
        column(Messages.Table_lost, SWT.RIGHT, 14, 46, row -> counted(row.lost()));
        column(Messages.Table_misses, SWT.RIGHT, 14, 60, row -> counted(row.misses()));
    }

    private TableViewerColumn column(String title, int style, int weight, int least, Function<HitRow, String> text) {
        TableViewerColumn column = new TableViewerColumn(viewer, style);
        column.getColumn().setText(title);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, least));
        boolean isLoss = title.equals(Messages.Table_lost) || title.equals(Messages.Table_misses);
        column.setLabelProvider(new ColumnLabelProvider() {

            @Override
            public String getText(@Nullable Object element) {
                return element instanceof HitRow row ? text.apply(row) : ""; //$NON-NLS-1$
            }

            @Override
            public @Nullable Color getForeground(@Nullable Object element) {
                return isLoss && !List.of("0", NOT_COUNTED).contains(getText(element)) //$NON-NLS-1$
                        ? Palette.of(viewer.getControl()).caution() : null;
            }
        });
        return column;
    }

    /** What the kernel counts for its dynamic events, and a recording may lack. */
    private static String counted(long value) {
        return value < 0 ? NOT_COUNTED : number(value);
    }

    /** A count as people read it here. */
    static String number(long value) {
        return String.format(Locale.getDefault(), "%,d", Long.valueOf(value)); //$NON-NLS-1$
    }

    Control control() {
        return area;
    }

    void show(List<HitRow> table) {
        boolean any = table.stream().anyMatch(row -> row.filtered() > 0);
        if (any != filteredShown) {
            filteredShown = any;
            layout.setColumnData(filtered.getColumn(), any ? FILTERED : new ColumnPixelData(0));
            area.layout(true, true);
        }
        rows.show(table);
    }
}

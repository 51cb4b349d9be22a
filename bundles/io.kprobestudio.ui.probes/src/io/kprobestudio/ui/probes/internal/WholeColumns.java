/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Widget;

/**
 * Columns of which the last ones are not shown where there is no room for the whole of them, instead of being cut. The first
 * one is always there. UI thread only.
 */
final class WholeColumns extends TableColumnLayout {

    private final Map<TableColumn, ColumnWeightData> columns = new LinkedHashMap<>();
    private final Set<TableColumn> hidden = new HashSet<>();

    /** Adds a column after the others. */
    void add(TableColumn column, ColumnWeightData width) {
        columns.put(column, width);
        setColumnData(column, width);
    }

    @Override
    @NonNullByDefault({})
    protected void layout(Composite composite, boolean flushCache) {
        int room = composite.getClientArea().width;
        int needed = 0;
        for (Map.Entry<TableColumn, ColumnWeightData> each : columns.entrySet()) {
            boolean first = needed == 0;
            needed += each.getValue().minimumWidth;
            show(each.getKey(), each.getValue(), first || needed <= room);
        }
        super.layout(composite, flushCache);
    }

    private void show(TableColumn column, ColumnWeightData width, boolean shown) {
        if (shown && hidden.remove(column)) {
            setColumnData(column, width);
        } else if (!shown && hidden.add(column)) {
            setColumnData(column, new ColumnPixelData(0, false, false));
        }
    }

    @Override
    @NonNullByDefault({})
    protected void updateColumnData(Widget column) {
        // the toolkit makes the last column wider by itself while the table shrinks, which nobody wants to stay
    }
}

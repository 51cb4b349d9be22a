/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.ui.Accessibility;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** What a configuration records, each with a tick for whether the kernel's stack is recorded behind its hits. UI thread only. */
final class StackTicks {

    /**
     * Something that is recorded.
     *
     * @param name what it is known by
     * @param words what is said of it: a definition, or an empty text
     */
    record Row(String name, String words) {
    }

    private final Composite area;
    private final Table table;
    private final Set<String> ticked = new LinkedHashSet<>();
    private List<Row> shown = List.of();

    /** @param changed runs when the user ticked or unticked something */
    StackTicks(Composite parent, Runnable changed) {
        area = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        area.setLayout(layout);
        table = new Table(area, SWT.CHECK | SWT.BORDER | SWT.FULL_SELECTION | SWT.V_SCROLL);
        table.setHeaderVisible(true);
        Accessibility.name(table, Messages.Stacks_column);
        column(layout, Messages.Stacks_column, 1);
        column(layout, Messages.Stacks_definition, 2);
        table.addListener(SWT.Selection, event -> {
            if (event.detail == SWT.CHECK && event.item instanceof TableItem item) {
                String name = shown.get(table.indexOf(item)).name();
                if (item.getChecked()) {
                    ticked.add(name);
                } else {
                    ticked.remove(name);
                }
                changed.run();
            }
        });
    }

    private void column(TableColumnLayout layout, String title, int weight) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        layout.setColumnData(column, new ColumnWeightData(weight));
    }

    /** What is laid out. */
    Composite control() {
        return area;
    }

    /** Ticks these and no others, also those that are not shown until later. */
    void tick(Set<String> names) {
        ticked.clear();
        ticked.addAll(names);
        for (int i = 0; i < shown.size(); i++) {
            table.getItem(i).setChecked(ticked.contains(shown.get(i).name()));
        }
    }

    /** Shows these; ticks of others are kept for when they come again. */
    void show(List<Row> rows) {
        if (shown.equals(rows)) {
            return;
        }
        shown = List.copyOf(rows);
        table.setRedraw(false);
        table.removeAll();
        for (Row row : shown) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[]{ row.name(), row.words() });
            item.setChecked(ticked.contains(row.name()));
        }
        table.setRedraw(true);
    }

    /** Whether each of them can be chosen; else the stack is recorded behind all. */
    void enable(boolean single) {
        table.setEnabled(single);
        area.setToolTipText(single ? null : Messages.Stacks_all);
    }

    /** What is ticked. */
    Set<String> ticked() {
        return Set.copyOf(ticked);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.log;

import io.kprobestudio.target.log.LogEntry;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ClipboardText;
import io.kprobestudio.ui.Palette;
import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** A virtual table of entries, oldest first. Follows the newest entry, or holds still. */
final class LogTable {

    private final Table table;
    private List<LogEntry> rows = List.of();
    private final int outcome;
    private boolean follow = true;
    private Runnable hold = () -> {
    };

    LogTable(Composite parent) {
        table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
        table.setHeaderVisible(true);
        Accessibility.name(table, Messages.Log_table);
        GC gc = new GC(table);
        double character = gc.getFontMetrics().getAverageCharacterWidth();
        gc.dispose();
        column(Messages.Column_time, character * 26);
        column(Messages.Column_action, character * 10);
        column(Messages.Column_object, character * 60);
        outcome = column(Messages.Column_outcome, character * 16);
        column(Messages.Column_by, character * 24);
        table.addListener(SWT.SetData, this::fill);
        table.addListener(SWT.Selection, event -> hold());
        table.addListener(SWT.MouseWheel, event -> {
            if (event.count > 0) {
                hold();
            }
        });
        table.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == 'c' && (event.stateMask & SWT.MOD1) != 0) {
                copy();
            }
        });
        Menu menu = new Menu(table);
        MenuItem copy = new MenuItem(menu, SWT.PUSH);
        copy.setText(Messages.Log_copy);
        copy.addListener(SWT.Selection, event -> copy());
        table.setMenu(menu);
    }

    /** The new column's index. */
    private int column(String title, double width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(title);
        column.setWidth((int) width);
        column.setMoveable(true);
        return table.indexOf(column);
    }

    private void fill(Event event) {
        // an item that went meanwhile has the index -1
        if (event.item instanceof TableItem item && event.index >= 0 && event.index < rows.size()) {
            LogEntry row = rows.get(event.index);
            item.setText(
                    new String[]{ row.shownTime(), row.action().word(), row.shownObject(), row.outcome(), by(row) });
            item.setForeground(outcome, row.isDone() ? null : Palette.of(table).bad());
        }
    }

    private static String by(LogEntry row) {
        return row.user() + ", " + row.program() + " (" + row.pid() + ")"; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
    }

    /** The words of a row, as it is copied and as the filter looks for them. */
    static String words(LogEntry row) {
        return String.join("\t", row.shownTime(), row.action().word(), row.shownObject(), row.outcome(), by(row)); //$NON-NLS-1$
    }

    /** Shows rows in place of those that are shown. */
    void show(List<LogEntry> newest) {
        if (newest.equals(rows)) {
            return;
        }
        boolean grown = newest.size() > rows.size() && newest.subList(0, rows.size()).equals(rows);
        rows = newest;
        table.setItemCount(rows.size());
        if (!grown) {
            table.clearAll();
        }
        reveal();
    }

    void setFollow(boolean on) {
        follow = on;
        reveal();
    }

    private void reveal() {
        if (follow && !rows.isEmpty()) {
            table.setTopIndex(rows.size() - 1);
        }
    }

    /** Sets what runs when the user's own moving about ends the following. */
    void onHold(Runnable action) {
        hold = action;
    }

    private void hold() {
        if (follow) {
            follow = false;
            hold.run();
        }
    }

    private void copy() {
        StringBuilder text = new StringBuilder();
        for (int index : table.getSelectionIndices()) {
            if (index < rows.size()) {
                text.append(words(rows.get(index))).append(System.lineSeparator());
            }
        }
        ClipboardText.put(table, text.toString());
    }

    void focus() {
        table.setFocus();
    }
}

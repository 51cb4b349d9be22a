/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import io.kprobestudio.ui.session.EventAt;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.EventRow;
import io.kprobestudio.ui.session.EventRows;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** A virtual table of events: only the rows that are to be seen are made. Follows the newest event, or holds still. */
final class EventTable {

    private final Table table;
    private EventRows rows = EventRows.NONE;
    private TimeFormat format = TimeFormat.MICROSECONDS;
    /* The time of the first event that was shown of these rows' source, in nanoseconds. */
    private long begin;
    private boolean follow = true;
    private Runnable hold = () -> {
    };

    EventTable(Composite parent) {
        table = new Table(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table);
        table.setHeaderVisible(true);
        Accessibility.name(table, Messages.Events_table);
        addColumns();
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
    }

    private void addColumns() {
        GC gc = new GC(table);
        double character = gc.getFontMetrics().getAverageCharacterWidth();
        gc.dispose();
        column(Messages.Column_time, SWT.RIGHT, character * 15);
        column(Messages.Column_cpu, SWT.RIGHT, character * 6);
        column(Messages.Column_task, SWT.LEFT, character * 13);
        column(Messages.Column_pid, SWT.RIGHT, character * 7);
        column(Messages.Column_event, SWT.LEFT, character * 13);
        column(Messages.Column_fields, SWT.LEFT, character * 60);
    }

    private void column(String title, int style, double width) {
        TableColumn column = new TableColumn(table, style);
        column.setText(title);
        column.setWidth((int) width);
        column.setMoveable(true);
    }

    private void fill(Event event) {
        // an item that went meanwhile has the index -1
        if (event.item instanceof TableItem item && event.index >= 0 && event.index < rows.size()) {
            EventRow row = rows.row(event.index);
            item.setText(new String[]{ shown(row.nanoseconds()), Integer.toString(row.cpu()), row.task(),
                    Integer.toString(row.pid()), EventNames.shortName(row.event()), row.text() });
        }
    }

    private String shown(long nanoseconds) {
        return switch (format) {
        case MICROSECONDS -> seconds(nanoseconds);
        case NANOSECONDS -> toTheNanosecond(nanoseconds);
        case SINCE_FIRST -> toTheNanosecond(nanoseconds - begin);
        };
    }

    private static String toTheNanosecond(long nanoseconds) {
        return "%d.%09d".formatted(Long.valueOf(Math.floorDiv(nanoseconds, 1_000_000_000L)), //$NON-NLS-1$
                Long.valueOf(Math.floorMod(nanoseconds, 1_000_000_000L)));
    }

    /** The kernel's way to write a time: seconds with six digits. */
    static String seconds(long nanoseconds) {
        long micros = Math.floorDiv(nanoseconds + 500, 1000L);
        return "%d.%06d".formatted(Long.valueOf(Math.floorDiv(micros, 1_000_000L)), //$NON-NLS-1$
                Long.valueOf(Math.floorMod(micros, 1_000_000L)));
    }

    /** Shows rows; those that came since the last call are added, others replace what is shown. */
    void show(EventRows newest) {
        int size = newest.size();
        int before = rows.size();
        boolean same = newest.source().equals(rows.source()) && newest.first() == rows.first() && size >= before;
        TimeFormat wanted = StudioSettings.now().timeFormat();
        boolean written = wanted == format;
        if (!newest.source().equals(rows.source()) || before == 0 && size > 0) {
            begin = size > 0 ? newest.row(0).nanoseconds() : 0;
        }
        format = wanted;
        rows = newest;
        if (!written) {
            table.clearAll();
        }
        if (!same) {
            table.setItemCount(size);
            table.clearAll();
        } else if (size != before) {
            table.setItemCount(size);
        }
        if (follow && size > 0 && (!same || size != before)) {
            table.setTopIndex(size - 1);
        }
    }

    /** Selects an event and holds still there, unless it is not shown. */
    boolean select(EventAt event) {
        int index = event.indexIn(rows);
        if (index < 0) {
            return false;
        }
        hold();
        table.setSelection(index);
        table.showSelection();
        return true;
    }

    void setFollow(boolean on) {
        follow = on;
        if (on && rows.size() > 0) {
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
                EventRow row = rows.row(index);
                text.append("%16s-%-7d [%03d] %s: %s: %s%n".formatted(row.task(), Integer.valueOf(row.pid()), //$NON-NLS-1$
                        Integer.valueOf(row.cpu()), seconds(row.nanoseconds()), row.event(), row.text()));
            }
        }
        if (!text.isEmpty()) {
            Clipboard clipboard = new Clipboard(table.getDisplay());
            clipboard.setContents(new Object[]{ text.toString() }, new Transfer[]{ TextTransfer.getInstance() });
            clipboard.dispose();
        }
    }

    void focus() {
        table.setFocus();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.Accessibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table of any number of rows: the native table has an item for each row that fits into it, and a slider of its own chooses
 * which rows these are. A row has a place, from 0 on, and a number by which it is selected. UI thread only.
 */
final class EventGrid {

    /** What the rows are. */
    interface Content {

        /** How many rows there are. */
        long size();

        /** The number of the row at a place. */
        long number(long place);

        /** The place of the first row whose number is not lower; the size where there is none. */
        long place(long number);

        /** The cells of a row, null while they are read. */
        @Nullable
        Cells cells(long place);

        /** Tells which places are to be seen, before their cells are asked for. */
        void seen(long from, long to);
    }

    /**
     * A row's cells.
     *
     * @param texts one a column
     * @param picture before the first one, or null
     * @param column the column that has a colour
     * @param color its colour, or null
     */
    record Cells(List<String> texts, @Nullable Image picture, int column, @Nullable Color color) {

        /** Copies the list. */
        Cells {
            texts = List.copyOf(texts);
        }
    }

    /* A slider counts in int: above so many rows a step of it is more than one row. */
    private static final int MOST_STEPS = 1 << 30;
    private static final int WHEEL = 3;

    private final Composite area;
    private final Table table;
    private final Slider slider;
    private final Content content;
    private final RowSelection selection = new RowSelection();
    /* The size of the table for which the room for rows is known. */
    private @Nullable Point measured;
    private boolean measuredWithBar;
    private int room = 1;
    private long top;
    private boolean follow = true;
    private Runnable hold = () -> {
    };
    private Runnable selected = () -> {
    };

    EventGrid(Composite parent, String name, Content content) {
        this.content = content;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(area);
        // a virtual table has rows of one height, and does not measure the text of each
        table = new Table(area, SWT.FULL_SELECTION | SWT.MULTI | SWT.VIRTUAL);
        GridDataFactory.fillDefaults().grab(true, true).hint(100, 40).applyTo(table);
        table.setHeaderVisible(true);
        Accessibility.name(table, name);
        slider = new Slider(area, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(false, true).applyTo(slider);
        Accessibility.name(slider, name);
        slider.addListener(SWT.Selection, event -> moveTo(fromSlider(slider.getSelection())));
        table.addListener(SWT.Resize, event -> {
            measured = null;
            update();
        });
        Listener painted = new Listener() {

            @Override
            public void handleEvent(@Nullable Event event) {
                // its header has no height before
                table.removeListener(SWT.Paint, this);
                measured = null;
            }
        };
        table.addListener(SWT.Paint, painted);
        table.addListener(SWT.Selection, this::mouse);
        table.addListener(SWT.KeyDown, this::key);
        table.addListener(SWT.MouseWheel, event -> {
            event.doit = false;
            moveTo(top - (event.count > 0 ? WHEEL : -WHEEL));
        });
    }

    Composite control() {
        return area;
    }

    Table table() {
        return table;
    }

    RowSelection selection() {
        return selection;
    }

    /** Sets what runs when the user's own moving about ends the following. */
    void onHold(Runnable action) {
        hold = action;
    }

    /** Sets what runs when other rows are selected. */
    void onSelect(Runnable action) {
        selected = action;
    }

    void setFollow(boolean on) {
        follow = on;
        update();
    }

    /** Shows other rows from their first one on, where the newest is not followed; none is selected. */
    void begin() {
        top = 0;
        selection.clear();
    }

    /** Ends the following. */
    void hold() {
        if (follow) {
            follow = false;
            hold.run();
        }
    }

    /** How many rows there is room for. To ask the table for its client area makes it lay out all that is new in it. */
    private int capacity() {
        Point size = table.getSize();
        boolean bar = table.getHorizontalBar().isVisible();
        if (!size.equals(measured) || bar != measuredWithBar) {
            int height = table.getClientArea().height - table.getHeaderHeight();
            room = Math.max(1, height / Math.max(1, table.getItemHeight()));
            measured = size;
            measuredWithBar = bar;
        }
        return room;
    }

    private long mostTop() {
        return Math.max(0, content.size() - capacity());
    }

    /** Goes so that a place is the first that is seen, as far as there are rows below; ends the following. */
    private void moveTo(long place) {
        hold();
        top = Math.clamp(place, 0, mostTop());
        update();
    }

    /** Shows a place, with some rows above it where it is not seen now. */
    void reveal(long place) {
        hold();
        int capacity = capacity();
        if (place < top || place >= top + capacity) {
            top = Math.clamp(place - capacity / 3, 0, mostTop());
        }
        update();
    }

    private long fromSlider(int step) {
        long most = mostTop();
        return most < MOST_STEPS ? step : Math.round((double) step / MOST_STEPS * most);
    }

    /** Shows the rows as they are now. */
    void update() {
        if (table.isDisposed()) {
            return;
        }
        int capacity = capacity();
        long size = content.size();
        long most = mostTop();
        top = follow ? most : Math.min(top, most);
        int rows = (int) Math.min(capacity, size - top);
        if (table.getItemCount() != rows) {
            table.setItemCount(rows);
        }
        content.seen(top, top + rows);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            fill(table.getItem(i), content.cells(top + i));
            if (selection.contains(content.number(top + i))) {
                chosen.add(Integer.valueOf(i));
            }
        }
        int[] indices = chosen.stream().mapToInt(Integer::intValue).toArray();
        int[] now = table.getSelectionIndices();
        Arrays.sort(now);
        if (!Arrays.equals(indices, now)) {
            table.deselectAll();
            table.select(indices);
        }
        boolean scaled = most >= MOST_STEPS;
        int steps = scaled ? MOST_STEPS : (int) most;
        int thumb = scaled ? Math.max(1, MOST_STEPS / 1000) : capacity;
        slider.setValues(scaled ? (int) Math.round((double) top / most * MOST_STEPS) : (int) top, 0,
                Math.max(1, steps + thumb), Math.max(1, thumb), 1, Math.max(1, capacity - 1));
        slider.setEnabled(most > 0);
    }

    private void fill(TableItem item, @Nullable Cells cells) {
        if (item.getData() == cells && cells != null) {
            return;
        }
        item.setData(cells);
        if (cells == null) {
            item.setText(new String[table.getColumnCount()]);
            for (int i = 0; i < table.getColumnCount(); i++) {
                item.setText(i, ""); //$NON-NLS-1$
            }
            item.setImage(0, null);
            return;
        }
        for (int i = 0; i < table.getColumnCount(); i++) {
            item.setText(i, i < cells.texts().size() ? cells.texts().get(i) : ""); //$NON-NLS-1$
            item.setForeground(i, i == cells.column() ? cells.color() : null);
        }
        if (item.getImage(0) != cells.picture()) {
            item.setImage(0, cells.picture());
        }
    }

    private void mouse(Event event) {
        hold();
        int index = event.item instanceof TableItem item ? table.indexOf(item) : table.getSelectionIndex();
        if (index < 0 || top + index >= content.size()) {
            return;
        }
        long number = content.number(top + index);
        if ((event.stateMask & SWT.MOD2) != 0) {
            selection.extend(number);
        } else if ((event.stateMask & SWT.MOD1) != 0) {
            selection.toggle(number);
        } else {
            selection.set(number);
        }
        update();
        selected.run();
    }

    private void key(Event event) {
        long size = content.size();
        boolean all = event.keyCode == 'a' && (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1;
        if (size == 0 || (event.stateMask & ~SWT.MOD2 & SWT.MODIFIER_MASK) != 0 && !all) {
            return;
        }
        if (all) {
            event.doit = false;
            selectAll();
            return;
        }
        long at = selection.isEmpty() ? top : content.place(selection.lead());
        long to = switch (event.keyCode) {
        case SWT.ARROW_UP -> at - 1;
        case SWT.ARROW_DOWN -> selection.isEmpty() ? at : at + 1;
        case SWT.PAGE_UP -> at - capacity();
        case SWT.PAGE_DOWN -> at + capacity();
        case SWT.HOME -> 0;
        case SWT.END -> size - 1;
        default -> -2;
        };
        if (to == -2) {
            return;
        }
        select(Math.clamp(to, 0, size - 1), (event.stateMask & SWT.MOD2) != 0);
        event.doit = false;
        update();
        selected.run();
    }

    /** Selects all rows. */
    void selectAll() {
        if (content.size() > 0) {
            selection.set(content.number(0));
            selection.extend(content.number(content.size() - 1));
            update();
            selected.run();
        }
    }

    private void select(long place, boolean extending) {
        long number = content.number(place);
        if (extending) {
            selection.extend(number);
        } else {
            selection.set(number);
        }
        hold();
        int capacity = capacity();
        top = Math.clamp(top, Math.max(0, place - capacity + 1), place);
    }

    /** Selects the row of a number, as the user would, and shows it. */
    void choose(long number) {
        selection.set(number);
        reveal(content.place(number));
        selected.run();
    }

    /** Selects the rows from one number to another and shows the first of them; nobody is told. */
    void mark(long from, long to) {
        selection.set(to);
        selection.extend(from);
        reveal(content.place(from));
    }

    /** Makes the columns anew; those that are there and stay keep their widths. */
    void setColumns(List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            Column wanted = columns.get(i);
            boolean there = i < table.getColumnCount() && table.getColumn(i).getText().equals(wanted.title());
            while (!there && i < table.getColumnCount()) {
                table.getColumn(table.getColumnCount() - 1).dispose();
            }
            if (!there) {
                TableColumn column = new TableColumn(table, wanted.style());
                column.setText(wanted.title());
                column.setWidth(wanted.width());
                column.setMoveable(true);
            }
        }
        while (table.getColumnCount() > columns.size()) {
            table.getColumn(table.getColumnCount() - 1).dispose();
        }
        measured = null;
        for (TableItem item : table.getItems()) {
            item.setData(null);
        }
    }

    /**
     * A column.
     *
     * @param style how its texts are aligned
     * @param width in points
     */
    record Column(String title, int style, int width) {
    }
}

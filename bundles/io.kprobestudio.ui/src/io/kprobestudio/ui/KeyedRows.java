/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ILazyContentProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;

/**
 * Shows lists of immutable rows in a table. A row is known by its key, so that selection and scroll position survive, and
 * only rows that changed are drawn again. A table of style {@link SWT#VIRTUAL} draws only the rows that are seen, and stays
 * quick with ten thousand of them.
 *
 * @param <T> the rows
 */
public final class KeyedRows<T> {

    /* More rows than these, made or taken away at once, keep the UI thread too long. */
    private static final int AT_ONCE = 2500;

    private final TableViewer viewer;
    private final Class<T> type;
    private final Function<T, Object> key;
    private final boolean lazy;
    private List<T> shown = List.of();
    private boolean dark;
    /* The keys that are to be selected when all rows are there; null while all are. */
    private @Nullable Set<Object> awaited;
    private int replaced;

    /** Makes the rows of a table; called before its first input. */
    public KeyedRows(TableViewer viewer, Class<T> type, Function<T, Object> key) {
        this.viewer = viewer;
        this.type = type;
        this.key = key;
        viewer.setComparer(new IElementComparer() {

            @Override
            public boolean equals(@Nullable Object one, @Nullable Object other) {
                // what is no row is the input, the whole list, which each row is compared with
                return one == other || type.isInstance(one) && type.isInstance(other)
                        && key.apply(type.cast(one)).equals(key.apply(type.cast(other)));
            }

            @Override
            public int hashCode(@Nullable Object element) {
                return type.isInstance(element) ? key.apply(type.cast(element)).hashCode()
                        : System.identityHashCode(element);
            }
        });
        // Otherwise each row that is drawn is looked for among all of them.
        viewer.setUseHashlookup(true);
        lazy = (viewer.getTable().getStyle() & SWT.VIRTUAL) != 0;
        viewer.setContentProvider(lazy ? (ILazyContentProvider) this::draw : ArrayContentProvider.getInstance());
        if (lazy) {
            viewer.setInput(this);
        }
    }

    private void draw(int index) {
        // The viewer asks for selected rows when it hears of a tick, too, which must not be drawn over unread.
        if (index < shown.size() && viewer.getTable().getItem(index).getData() != shown.get(index)) {
            viewer.replace(shown.get(index), index);
        }
    }

    /** Shows rows in place of those that are shown. */
    public void show(List<T> rows) {
        boolean darkNow = Palette.of(viewer.getTable()).dark();
        if (!lazy && darkNow != dark) {
            // cells made before have the colours of the other theme, and the input is older than what is shown
            dark = darkNow;
            viewer.setInput(shown);
        }
        if (rows.equals(shown)) {
            return;
        }
        List<T> before = shown;
        if (keys(before).equals(keys(rows))) {
            shown = List.copyOf(rows);
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).equals(before.get(i))) {
                    change(i);
                }
            }
        } else if (lazy) {
            replaceAll(rows);
        } else {
            shown = List.copyOf(rows);
            viewer.setInput(shown);
        }
    }

    private void change(int index) {
        if (lazy) {
            // asked for again when it is seen
            if (index < viewer.getTable().getItemCount()) {
                viewer.clear(index);
            }
        } else {
            viewer.replace(shown.get(index), index);
        }
    }

    /** The viewer would look for what was selected by drawing every row. */
    private void replaceAll(List<T> rows) {
        Set<Object> before = awaited;
        Set<Object> selected = before == null ? selectedKeys() : before;
        shown = List.copyOf(rows);
        Table table = viewer.getTable();
        for (int i = Math.min(table.getItemCount(), shown.size()) - 1; i >= 0; i--) {
            viewer.clear(i);
        }
        fill(selected, ++replaced);
    }

    /** Makes as many rows as are shown, some at a time, and selects those that were. */
    private void fill(Set<Object> selected, int replacement) {
        Table table = viewer.getTable();
        if (table.isDisposed() || replacement != replaced) {
            return;
        }
        int count = table.getItemCount();
        int next = Math.clamp(shown.size(), Math.max(0, count - AT_ONCE), count + AT_ONCE);
        viewer.setItemCount(next);
        if (next != shown.size()) {
            awaited = selected;
            table.getDisplay().asyncExec(() -> fill(selected, replacement));
            return;
        }
        awaited = null;
        int[] indices = IntStream.range(0, shown.size()).filter(i -> selected.contains(key.apply(shown.get(i))))
                .toArray();
        table.deselectAll();
        table.select(indices);
        if (indices.length < selected.size()) {
            Event event = new Event();
            event.widget = table;
            table.notifyListeners(SWT.Selection, event);
        }
    }

    private List<Object> keys(List<T> rows) {
        List<Object> keys = new ArrayList<>(rows.size());
        rows.forEach(row -> keys.add(key.apply(row)));
        return keys;
    }

    /** The rows that are selected, in their newest form. */
    public List<T> selection() {
        Set<Object> wanted = selectedKeys();
        return shown.stream().filter(row -> wanted.contains(key.apply(row))).toList();
    }

    private Set<Object> selectedKeys() {
        Set<Object> keys = new HashSet<>();
        for (Object element : viewer.getStructuredSelection()) {
            if (type.isInstance(element)) {
                keys.add(key.apply(type.cast(element)));
            }
        }
        return keys;
    }

    /** The rows that are shown. */
    public List<T> rows() {
        return shown;
    }
}

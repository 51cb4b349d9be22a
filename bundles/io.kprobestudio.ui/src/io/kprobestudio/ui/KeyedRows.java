/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.TableViewer;

/**
 * Shows lists of immutable rows in a table. A row is known by its key, so that selection and scroll position survive, and
 * only rows that changed are drawn again.
 *
 * @param <T> the rows
 */
public final class KeyedRows<T> {

    private final TableViewer viewer;
    private final Class<T> type;
    private final Function<T, Object> key;
    private List<T> shown = List.of();

    /** Makes the rows of a table; called before its first input. */
    public KeyedRows(TableViewer viewer, Class<T> type, Function<T, Object> key) {
        this.viewer = viewer;
        this.type = type;
        this.key = key;
        viewer.setComparer(new IElementComparer() {

            @Override
            public boolean equals(@Nullable Object one, @Nullable Object other) {
                return keyOf(one).equals(keyOf(other));
            }

            @Override
            public int hashCode(@Nullable Object element) {
                return keyOf(element).hashCode();
            }
        });
        viewer.setContentProvider(org.eclipse.jface.viewers.ArrayContentProvider.getInstance());
    }

    private Object keyOf(@Nullable Object element) {
        return type.isInstance(element) ? key.apply(type.cast(element)) : String.valueOf(element);
    }

    /** Shows rows in place of those that are shown. */
    public void show(List<T> rows) {
        if (rows.equals(shown)) {
            return;
        }
        List<T> before = shown;
        shown = List.copyOf(rows);
        if (keys(before).equals(keys(rows))) {
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).equals(before.get(i))) {
                    viewer.replace(rows.get(i), i);
                }
            }
        } else {
            viewer.setInput(shown);
        }
    }

    private List<Object> keys(List<T> rows) {
        List<Object> keys = new ArrayList<>(rows.size());
        rows.forEach(row -> keys.add(key.apply(row)));
        return keys;
    }

    /** The rows that are selected, in their newest form. */
    public List<T> selection() {
        List<T> selected = new ArrayList<>();
        for (Object element : viewer.getStructuredSelection()) {
            Object wanted = keyOf(element);
            shown.stream().filter(row -> key.apply(row).equals(wanted)).forEach(selected::add);
        }
        return selected;
    }

    /** The rows that are shown. */
    public List<T> rows() {
        return shown;
    }
}

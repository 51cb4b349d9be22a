/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.session.ProbeInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.viewers.ColumnLayoutData;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;

/**
 * Which columns of probes are shown, and by which one they are sorted; kept in the workspace. Without one they stand in the
 * kernel's order. UI thread only.
 */
final class ProbeColumns {

    private static final String NODE = "io.kprobestudio.ui.probes"; //$NON-NLS-1$
    private static final String HIDDEN = "probes.hidden"; //$NON-NLS-1$
    private static final String SORTED = "probes.sorted"; //$NON-NLS-1$
    private static final String DOWN = "probes.down"; //$NON-NLS-1$
    private static final String TREE = "probes.tree"; //$NON-NLS-1$

    private final Set<ProbeColumn> hidden = EnumSet.noneOf(ProbeColumn.class);
    private final List<Runnable> changes = new ArrayList<>();
    private @Nullable ProbeColumn sorted;
    private boolean down;

    /** What was kept. */
    ProbeColumns() {
        IEclipsePreferences kept = preferences();
        List<String> names = List.of(kept.get(HIDDEN, "").split(",")); //$NON-NLS-1$ //$NON-NLS-2$
        for (ProbeColumn column : ProbeColumn.values()) {
            if (names.contains(column.name()) && column != ProbeColumn.EVENT) {
                hidden.add(column);
            }
            if (column.name().equals(kept.get(SORTED, ""))) { //$NON-NLS-1$
                sorted = column;
            }
        }
        down = kept.getBoolean(DOWN, false);
    }

    private static IEclipsePreferences preferences() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }

    /** Adds what runs when other columns are shown, or sorted by. */
    void onChange(Runnable action) {
        changes.add(action);
    }

    private void changed() {
        changes.forEach(Runnable::run);
    }

    /**
     * How wide a column is.
     *
     * @param least its least width in pixels while it is shown
     */
    ColumnLayoutData width(ProbeColumn column, int least) {
        return isShown(column) ? new ColumnWeightData(column.weight(), least) : new ColumnPixelData(0, false);
    }

    /** Which way the rows are sorted, as headers show it. */
    int direction() {
        return sorted == null ? SWT.NONE : down ? SWT.DOWN : SWT.UP;
    }

    /** Lets the user choose the columns that are shown. */
    void fillMenu(IMenuManager menu) {
        for (ProbeColumn column : ProbeColumn.values()) {
            Action action = new Action(column.title(), IAction.AS_CHECK_BOX) {

                @Override
                public void run() {
                    show(column, isChecked());
                }
            };
            action.setChecked(isShown(column));
            // a row without a name says nothing
            action.setEnabled(column != ProbeColumn.EVENT);
            menu.add(action);
        }
    }

    /**
     * Rows as text, a line each below the titles of the columns that are shown, with tabs between them; empty without one.
     *
     * @param text a row's text in a column
     */
    <T> String copied(List<T> rows, BiFunction<T, ProbeColumn, String> text) {
        if (rows.isEmpty()) {
            return ""; //$NON-NLS-1$
        }
        List<ProbeColumn> copied = Arrays.stream(ProbeColumn.values())
                .filter(column -> isShown(column) && column != ProbeColumn.TREND).toList();
        StringBuilder words = new StringBuilder(copied.stream().map(ProbeColumn::title)
                .collect(Collectors.joining("\t"))); //$NON-NLS-1$
        for (T row : rows) {
            words.append(System.lineSeparator()).append(copied.stream().map(column -> text.apply(row, column))
                    .collect(Collectors.joining("\t"))); //$NON-NLS-1$
        }
        return words.append(System.lineSeparator()).toString();
    }

    boolean isShown(ProbeColumn column) {
        return !hidden.contains(column);
    }

    /** Shows or hides a column; the probes' names stay. */
    void show(ProbeColumn column, boolean wanted) {
        if (wanted) {
            hidden.remove(column);
        } else if (column != ProbeColumn.EVENT) {
            hidden.add(column);
        }
        preferences().put(HIDDEN, hidden.stream().map(ProbeColumn::name).collect(Collectors.joining(","))); //$NON-NLS-1$
        changed();
    }

    /** By which column the probes are sorted; null for the kernel's order. */
    @Nullable
    ProbeColumn sorted() {
        return sorted;
    }

    /** Sorts by a column: numbers the largest first, then the other way around, then in the kernel's order again. */
    void sort(ProbeColumn column) {
        boolean first = column.isNumber();
        if (column != sorted) {
            sorted = column;
            down = first;
        } else if (down == first) {
            down = !first;
        } else {
            sorted = null;
        }
        ProbeColumn by = sorted;
        preferences().put(SORTED, by == null ? "" : by.name()); //$NON-NLS-1$
        preferences().putBoolean(DOWN, down);
        changed();
    }

    /** Whether the probes are shown as a tree of all targets. */
    boolean isTree() {
        return preferences().getBoolean(TREE, false);
    }

    /** Sets that. */
    void setTree(boolean wanted) {
        preferences().putBoolean(TREE, wanted);
    }

    /** Probes in the order that is chosen. */
    List<ProbeInfo> inOrder(List<ProbeInfo> probes) {
        ProbeColumn by = sorted;
        if (by == null) {
            return probes;
        }
        Comparator<ProbeInfo> order = by.order();
        return probes.stream().sorted(down ? order.reversed() : order).toList();
    }
}

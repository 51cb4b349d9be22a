/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.session.ProbeInfo;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Which columns of probes are shown, and by which one they are sorted; kept in the workspace. Without one they stand in the
 * kernel's order. UI thread only.
 */
final class ProbeColumns {

    private static final String NODE = "io.kprobestudio.ui.probes"; //$NON-NLS-1$
    private static final String HIDDEN = "probes.hidden"; //$NON-NLS-1$
    private static final String SORTED = "probes.sorted"; //$NON-NLS-1$
    private static final String DOWN = "probes.down"; //$NON-NLS-1$

    private final Set<ProbeColumn> hidden = EnumSet.noneOf(ProbeColumn.class);
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

    /** The columns that are shown, in their order. */
    List<ProbeColumn> shown() {
        return Arrays.stream(ProbeColumn.values()).filter(this::isShown).toList();
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
    }

    /** By which column the probes are sorted; null for the kernel's order. */
    @Nullable
    ProbeColumn sorted() {
        return sorted;
    }

    /** Whether the last comes first. */
    boolean isDown() {
        return down;
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

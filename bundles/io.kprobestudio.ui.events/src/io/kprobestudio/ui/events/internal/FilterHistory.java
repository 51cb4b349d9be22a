/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.InstanceScope;

/** The filters that were used, the newest first, kept with the workspace. UI thread only. */
final class FilterHistory {

    private static final String NODE = "io.kprobestudio.ui.events"; //$NON-NLS-1$
    private static final String KEY = "filters"; //$NON-NLS-1$
    private static final int MOST = 20;

    /** All, the newest first. */
    List<String> all() {
        String kept = Platform.getPreferencesService().getString(NODE, KEY, "", null); //$NON-NLS-1$
        return kept.lines().filter(line -> !line.isBlank()).toList();
    }

    /** Keeps one that was used. */
    void add(String filter) {
        if (filter.isBlank()) {
            return;
        }
        List<String> filters = new ArrayList<>(all());
        filters.remove(filter);
        filters.add(0, filter);
        InstanceScope.INSTANCE.getNode(NODE).put(KEY,
                String.join("\n", filters.subList(0, Math.min(MOST, filters.size())))); //$NON-NLS-1$
    }

    /** The one before, or behind, what is written. */
    String go(String now, boolean back) {
        List<String> filters = all();
        int at = filters.indexOf(now) + (back ? 1 : -1);
        return at < 0 ? "" : at < filters.size() ? filters.get(at) : now; //$NON-NLS-1$
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.product.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/**
 * Targets and probe sets at the left, the probes at the right, and under them what they hit: as events and as a chart. An
 * editor finds its place beside the probes when one is opened, and its outline behind the probe sets.
 */
public final class KprobesPerspective implements IPerspectiveFactory {

    private static final String TARGETS = "io.kprobestudio.ui.probes.targets"; //$NON-NLS-1$
    private static final String LIBRARY = "io.kprobestudio.ui.probes.library"; //$NON-NLS-1$
    private static final String PROBES = "io.kprobestudio.ui.probes.probes"; //$NON-NLS-1$
    private static final String EVENTS = "io.kprobestudio.ui.events.events"; //$NON-NLS-1$
    private static final String HITS = "io.kprobestudio.ui.charts.hits"; //$NON-NLS-1$
    private static final String LOG = "io.kprobestudio.ui.probes.log"; //$NON-NLS-1$
    private static final String TIMELINE = "io.kprobestudio.ui.charts.timeline"; //$NON-NLS-1$
    private static final String VALUES = "io.kprobestudio.ui.charts.values"; //$NON-NLS-1$
    private static final String CALLS = "io.kprobestudio.ui.charts.calls"; //$NON-NLS-1$
    private static final String LATENCY = "io.kprobestudio.ui.charts.latency"; //$NON-NLS-1$

    private static final String CHEAT_SHEETS = "org.eclipse.ui.cheatsheets.views.CheatSheetView"; //$NON-NLS-1$
    private static final String LAUNCH = "org.eclipse.debug.ui.launchActionSet"; //$NON-NLS-1$

    @Override
    @NonNullByDefault({})
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        String editors = layout.getEditorArea();
        layout.addPlaceholder(CHEAT_SHEETS, IPageLayout.RIGHT, 0.74f, editors);
        IFolderLayout targets = layout.createFolder("left", IPageLayout.LEFT, 0.25f, editors); //$NON-NLS-1$
        targets.addView(TARGETS);
        targets.addPlaceholder(IPageLayout.ID_PROJECT_EXPLORER);
        IFolderLayout sets = layout.createFolder("sets", IPageLayout.BOTTOM, 0.58f, "left"); //$NON-NLS-1$ //$NON-NLS-2$
        sets.addView(LIBRARY);
        sets.addView(IPageLayout.ID_OUTLINE);
        layout.createFolder("probes", IPageLayout.TOP, 0.42f, editors).addView(PROBES); //$NON-NLS-1$
        IFolderLayout events = layout.createFolder("events", IPageLayout.BOTTOM, 0.38f, "probes"); //$NON-NLS-1$ //$NON-NLS-2$
        events.addView(EVENTS);
        events.addView(LOG);
        IFolderLayout hits = layout.createFolder("hits", IPageLayout.RIGHT, 0.55f, "events"); //$NON-NLS-1$ //$NON-NLS-2$
        hits.addView(HITS);
        hits.addView(LATENCY);
        hits.addView(TIMELINE);
        hits.addView(VALUES);
        hits.addPlaceholder(CALLS);
        hits.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW);
        layout.addActionSet(LAUNCH);
        for (String view : new String[]{ TARGETS, LIBRARY, PROBES, EVENTS, HITS, LATENCY, TIMELINE, VALUES, CALLS, LOG,
                IPageLayout.ID_PROJECT_EXPLORER, IPageLayout.ID_OUTLINE, IPageLayout.ID_PROGRESS_VIEW }) {
            layout.addShowViewShortcut(view);
        }
    }
}

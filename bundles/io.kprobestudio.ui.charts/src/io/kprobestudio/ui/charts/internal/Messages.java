/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import org.eclipse.osgi.util.NLS;

/** The words of this bundle. */
public final class Messages extends NLS {

    public static String Hits_empty = ""; //$NON-NLS-1$
    public static String Hits_emptyText = ""; //$NON-NLS-1$
    public static String Hits_total = ""; //$NON-NLS-1$
    public static String Hits_totalTip = ""; //$NON-NLS-1$
    public static String Chart_name = ""; //$NON-NLS-1$
    public static String Chart_time = ""; //$NON-NLS-1$
    public static String Chart_rate = ""; //$NON-NLS-1$
    public static String Chart_hits = ""; //$NON-NLS-1$
    public static String Table_name = ""; //$NON-NLS-1$
    public static String Table_event = ""; //$NON-NLS-1$
    public static String Table_hits = ""; //$NON-NLS-1$
    public static String Table_decoded = ""; //$NON-NLS-1$
    public static String Table_filtered = ""; //$NON-NLS-1$
    public static String Table_lost = ""; //$NON-NLS-1$
    public static String Table_misses = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.charts.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

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
    public static String Hits_byProbe = ""; //$NON-NLS-1$
    public static String Hits_byTask = ""; //$NON-NLS-1$
    public static String Hits_byCpu = ""; //$NON-NLS-1$
    public static String Hits_losses = ""; //$NON-NLS-1$
    public static String Chart_hitsShown = ""; //$NON-NLS-1$
    public static String Chart_rateCounts = ""; //$NON-NLS-1$
    public static String Chart_fewProbes = ""; //$NON-NLS-1$
    public static String Chart_fewTasks = ""; //$NON-NLS-1$
    public static String Chart_fewCpus = ""; //$NON-NLS-1$
    public static String Chart_lost = ""; //$NON-NLS-1$
    public static String Table_name = ""; //$NON-NLS-1$
    public static String Table_event = ""; //$NON-NLS-1$
    public static String Table_hits = ""; //$NON-NLS-1$
    public static String Table_decoded = ""; //$NON-NLS-1$
    public static String Table_filtered = ""; //$NON-NLS-1$
    public static String Table_lost = ""; //$NON-NLS-1$
    public static String Table_misses = ""; //$NON-NLS-1$
    public static String Latency_empty = ""; //$NON-NLS-1$
    public static String Latency_emptyText = ""; //$NON-NLS-1$
    public static String Latency_measureButton = ""; //$NON-NLS-1$
    public static String Latency_measure = ""; //$NON-NLS-1$
    public static String Latency_measureTip = ""; //$NON-NLS-1$
    public static String Latency_notConnected = ""; //$NON-NLS-1$
    public static String Latency_question = ""; //$NON-NLS-1$
    public static String Latency_refused = ""; //$NON-NLS-1$
    public static String Latency_table = ""; //$NON-NLS-1$
    public static String Latency_function = ""; //$NON-NLS-1$
    public static String Latency_calls = ""; //$NON-NLS-1$
    public static String Latency_median = ""; //$NON-NLS-1$
    public static String Latency_p99 = ""; //$NON-NLS-1$
    public static String Latency_most = ""; //$NON-NLS-1$
    public static String Latency_notPaired = ""; //$NON-NLS-1$
    public static String Latency_notPairedTip = ""; //$NON-NLS-1$
    public static String Latency_chart = ""; //$NON-NLS-1$
    public static String Latency_duration = ""; //$NON-NLS-1$
    public static String Latency_counts = ""; //$NON-NLS-1$
    public static String Latency_title = ""; //$NON-NLS-1$
    public static String Latency_tabHistogram = ""; //$NON-NLS-1$
    public static String Latency_tabBoth = ""; //$NON-NLS-1$
    public static String Latency_tabOverTime = ""; //$NON-NLS-1$
    public static String Latency_tabLongest = ""; //$NON-NLS-1$
    public static String Heat_name = ""; //$NON-NLS-1$
    public static String Heat_duration = ""; //$NON-NLS-1$
    public static String Heat_time = ""; //$NON-NLS-1$
    public static String Heat_counts = ""; //$NON-NLS-1$
    public static String Heat_most = ""; //$NON-NLS-1$
    public static String Heat_cell = ""; //$NON-NLS-1$
    public static String Worst_name = ""; //$NON-NLS-1$
    public static String Worst_took = ""; //$NON-NLS-1$
    public static String Worst_began = ""; //$NON-NLS-1$
    public static String Worst_pid = ""; //$NON-NLS-1$
    public static String Worst_cpu = ""; //$NON-NLS-1$
    public static String Worst_show = ""; //$NON-NLS-1$
    public static String Worst_gone = ""; //$NON-NLS-1$
    public static String Timeline_name = ""; //$NON-NLS-1$
    public static String Timeline_empty = ""; //$NON-NLS-1$
    public static String Timeline_emptyText = ""; //$NON-NLS-1$
    public static String Timeline_in = ""; //$NON-NLS-1$
    public static String Timeline_out = ""; //$NON-NLS-1$
    public static String Timeline_all = ""; //$NON-NLS-1$
    public static String Timeline_chosen = ""; //$NON-NLS-1$
    public static String Timeline_byTask = ""; //$NON-NLS-1$
    public static String Timeline_byTaskTip = ""; //$NON-NLS-1$
    public static String Timeline_time = ""; //$NON-NLS-1$
    public static String Timeline_counts = ""; //$NON-NLS-1$
    public static String Timeline_cpu = ""; //$NON-NLS-1$
    public static String Timeline_cell = ""; //$NON-NLS-1$
    public static String Values_empty = ""; //$NON-NLS-1$
    public static String Values_emptyText = ""; //$NON-NLS-1$
    public static String Values_choice = ""; //$NON-NLS-1$
    public static String Values_overTime = ""; //$NON-NLS-1$
    public static String Values_histogram = ""; //$NON-NLS-1$
    public static String Values_events = ""; //$NON-NLS-1$
    public static String Values_mean = ""; //$NON-NLS-1$
    public static String Values_least = ""; //$NON-NLS-1$
    public static String Values_most = ""; //$NON-NLS-1$
    public static String Values_none = ""; //$NON-NLS-1$
    public static String Values_summary = ""; //$NON-NLS-1$
    public static String Calls_flame = ""; //$NON-NLS-1$
    public static String Calls_tree = ""; //$NON-NLS-1$
    public static String Calls_cell = ""; //$NON-NLS-1$
    public static String Calls_function = ""; //$NON-NLS-1$
    public static String Calls_share = ""; //$NON-NLS-1$
    public static String Calls_open = ""; //$NON-NLS-1$
    public static String Calls_empty = ""; //$NON-NLS-1$
    public static String Calls_emptyText = ""; //$NON-NLS-1$
    public static String Calls_choice = ""; //$NON-NLS-1$
    public static String Calls_summary = ""; //$NON-NLS-1$
    public static String Export_job = ""; //$NON-NLS-1$
    public static String Export_failed = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.charts.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

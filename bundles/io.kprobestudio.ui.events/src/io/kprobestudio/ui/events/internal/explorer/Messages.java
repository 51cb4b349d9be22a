/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import org.eclipse.osgi.util.NLS;

/** The words about recordings in the workspace. */
public final class Messages extends NLS {

    public static String Label_cpu = ""; //$NON-NLS-1$
    public static String Label_cpus = ""; //$NON-NLS-1$
    public static String Label_seconds = ""; //$NON-NLS-1$
    public static String Label_event = ""; //$NON-NLS-1$
    public static String Label_events = ""; //$NON-NLS-1$
    public static String Label_reading = ""; //$NON-NLS-1$
    public static String Part_cpu = ""; //$NON-NLS-1$
    public static String Part_instances = ""; //$NON-NLS-1$
    public static String Part_top = ""; //$NON-NLS-1$
    public static String Part_probe = ""; //$NON-NLS-1$
    public static String Part_probes = ""; //$NON-NLS-1$
    public static String Part_files = ""; //$NON-NLS-1$
    public static String Bytes_kib = ""; //$NON-NLS-1$
    public static String Bytes_mib = ""; //$NON-NLS-1$
    public static String Open_action = ""; //$NON-NLS-1$
    public static String Export_title = ""; //$NON-NLS-1$
    public static String Export_job = ""; //$NON-NLS-1$
    public static String Export_failed = ""; //$NON-NLS-1$
    public static String Export_unknown = ""; //$NON-NLS-1$
    public static String Form_csv = ""; //$NON-NLS-1$
    public static String Form_json = ""; //$NON-NLS-1$
    public static String Form_text = ""; //$NON-NLS-1$
    public static String Form_ctf = ""; //$NON-NLS-1$
    public static String Form_dat = ""; //$NON-NLS-1$
    public static String Facts_kernel = ""; //$NON-NLS-1$
    public static String Facts_machine = ""; //$NON-NLS-1$
    public static String Facts_cpus = ""; //$NON-NLS-1$
    public static String Facts_instances = ""; //$NON-NLS-1$
    public static String Facts_duration = ""; //$NON-NLS-1$
    public static String Facts_events = ""; //$NON-NLS-1$
    public static String Facts_probes = ""; //$NON-NLS-1$
    public static String Facts_problem = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

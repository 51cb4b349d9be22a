/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import org.eclipse.osgi.util.NLS;

/** The words of the launch configuration. */
public final class Messages extends NLS {

    public static String Tab_name = ""; //$NON-NLS-1$
    public static String Tab_target = ""; //$NON-NLS-1$
    public static String Tab_file = ""; //$NON-NLS-1$
    public static String Tab_browse = ""; //$NON-NLS-1$
    public static String Tab_browseMessage = ""; //$NON-NLS-1$
    public static String Tab_seconds = ""; //$NON-NLS-1$
    public static String Tab_context = ""; //$NON-NLS-1$
    public static String Tab_scheduling = ""; //$NON-NLS-1$
    public static String Tab_interrupts = ""; //$NON-NLS-1$
    public static String Tab_calls = ""; //$NON-NLS-1$
    public static String Tab_stacks = ""; //$NON-NLS-1$
    public static String Tab_events = ""; //$NON-NLS-1$
    public static String Tab_eventsHint = ""; //$NON-NLS-1$
    public static String Tab_buffer = ""; //$NON-NLS-1$
    public static String Tab_clock = ""; //$NON-NLS-1$
    public static String Tab_clockKernel = ""; //$NON-NLS-1$
    public static String Tab_command = ""; //$NON-NLS-1$
    public static String Stacks_name = ""; //$NON-NLS-1$
    public static String Stacks_hint = ""; //$NON-NLS-1$
    public static String Stacks_column = ""; //$NON-NLS-1$
    public static String Stacks_definition = ""; //$NON-NLS-1$
    public static String Stacks_all = ""; //$NON-NLS-1$
    public static String Stacks_reading = ""; //$NON-NLS-1$
    public static String No_target = ""; //$NON-NLS-1$
    public static String No_file = ""; //$NON-NLS-1$
    public static String File_missing = ""; //$NON-NLS-1$
    public static String Bad_event = ""; //$NON-NLS-1$
    public static String Never_ends = ""; //$NON-NLS-1$
    public static String Launch_task = ""; //$NON-NLS-1$
    public static String File_unreadable = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

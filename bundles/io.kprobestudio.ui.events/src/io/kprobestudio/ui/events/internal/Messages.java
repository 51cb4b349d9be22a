/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import org.eclipse.osgi.util.NLS;

/** The words of this bundle. */
public final class Messages extends NLS {

    public static String Events_record = ""; //$NON-NLS-1$
    public static String Events_empty = ""; //$NON-NLS-1$
    public static String Events_emptyText = ""; //$NON-NLS-1$
    public static String Events_ready = ""; //$NON-NLS-1$
    public static String Events_status = ""; //$NON-NLS-1$
    public static String Events_follow = ""; //$NON-NLS-1$
    public static String Events_followTip = ""; //$NON-NLS-1$
    public static String Events_table = ""; //$NON-NLS-1$
    public static String Status_opened = ""; //$NON-NLS-1$
    public static String Status_live = ""; //$NON-NLS-1$
    public static String Status_starting = ""; //$NON-NLS-1$
    public static String Status_running = ""; //$NON-NLS-1$
    public static String Status_stopping = ""; //$NON-NLS-1$
    public static String Status_done = ""; //$NON-NLS-1$
    public static String Status_doneUnsaved = ""; //$NON-NLS-1$
    public static String Column_time = ""; //$NON-NLS-1$
    public static String Column_cpu = ""; //$NON-NLS-1$
    public static String Column_task = ""; //$NON-NLS-1$
    public static String Column_pid = ""; //$NON-NLS-1$
    public static String Column_event = ""; //$NON-NLS-1$
    public static String Column_fields = ""; //$NON-NLS-1$
    public static String Open_title = ""; //$NON-NLS-1$
    public static String Open_message = ""; //$NON-NLS-1$
    public static String OpenFile_title = ""; //$NON-NLS-1$
    public static String OpenFile_dat = ""; //$NON-NLS-1$
    public static String OpenFile_all = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.events.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

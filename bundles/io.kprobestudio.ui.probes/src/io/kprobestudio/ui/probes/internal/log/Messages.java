/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.log;

import org.eclipse.osgi.util.NLS;

/** The words of this package. */
public final class Messages extends NLS {

    public static String Log_empty = ""; //$NON-NLS-1$
    public static String Log_emptyText = ""; //$NON-NLS-1$
    public static String Log_unreadable = ""; //$NON-NLS-1$
    public static String Log_table = ""; //$NON-NLS-1$
    public static String Log_filter = ""; //$NON-NLS-1$
    public static String Log_filterName = ""; //$NON-NLS-1$
    public static String Log_status = ""; //$NON-NLS-1$
    public static String Log_damaged = ""; //$NON-NLS-1$
    public static String Log_statusName = ""; //$NON-NLS-1$
    public static String Log_follow = ""; //$NON-NLS-1$
    public static String Log_followTip = ""; //$NON-NLS-1$
    public static String Log_copy = ""; //$NON-NLS-1$
    public static String Log_job = ""; //$NON-NLS-1$
    public static String Column_time = ""; //$NON-NLS-1$
    public static String Column_by = ""; //$NON-NLS-1$
    public static String Column_action = ""; //$NON-NLS-1$
    public static String Column_object = ""; //$NON-NLS-1$
    public static String Column_outcome = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.probes.internal.log.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

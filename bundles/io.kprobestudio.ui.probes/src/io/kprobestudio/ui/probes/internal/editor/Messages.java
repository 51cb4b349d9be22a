/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import org.eclipse.osgi.util.NLS;

/** The words of the text editor. */
public final class Messages extends NLS {

    public static String Kernel_assumed = ""; //$NON-NLS-1$
    public static String Kernel_connected = ""; //$NON-NLS-1$
    public static String Judging = ""; //$NON-NLS-1$
    public static String Marker_location = ""; //$NON-NLS-1$
    public static String Apply_begun = ""; //$NON-NLS-1$
    public static String Apply_done = ""; //$NON-NLS-1$
    public static String Outline_name = ""; //$NON-NLS-1$
    public static String Format_nothing = ""; //$NON-NLS-1$
    public static String Format_done = ""; //$NON-NLS-1$
    public static String Rename_nothing = ""; //$NON-NLS-1$
    public static String Rename_title = ""; //$NON-NLS-1$
    public static String Rename_question = ""; //$NON-NLS-1$
    public static String Rename_done = ""; //$NON-NLS-1$
    public static String Column_notConnected = ""; //$NON-NLS-1$
    public static String Column_absent = ""; //$NON-NLS-1$
    public static String Column_different = ""; //$NON-NLS-1$
    public static String Column_off = ""; //$NON-NLS-1$
    public static String Column_on = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

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
    public static String Editor_text = ""; //$NON-NLS-1$
    public static String Editor_form = ""; //$NON-NLS-1$
    public static String Form_probes = ""; //$NON-NLS-1$
    public static String Form_probe = ""; //$NON-NLS-1$
    public static String Form_where = ""; //$NON-NLS-1$
    public static String Form_add = ""; //$NON-NLS-1$
    public static String Form_remove = ""; //$NON-NLS-1$
    public static String Form_showText = ""; //$NON-NLS-1$
    public static String Form_line = ""; //$NON-NLS-1$
    public static String Form_deletes = ""; //$NON-NLS-1$
    public static String Form_unshown = ""; //$NON-NLS-1$
    public static String Form_notShown = ""; //$NON-NLS-1$
    public static String Form_none = ""; //$NON-NLS-1$
    public static String Form_noneText = ""; //$NON-NLS-1$
    public static String Form_kind = ""; //$NON-NLS-1$
    public static String Form_maxactive = ""; //$NON-NLS-1$
    public static String Form_place = ""; //$NON-NLS-1$
    public static String Form_event = ""; //$NON-NLS-1$
    public static String Form_group = ""; //$NON-NLS-1$
    public static String Form_filter = ""; //$NON-NLS-1$
    public static String Form_arguments = ""; //$NON-NLS-1$
    public static String Form_argumentsName = ""; //$NON-NLS-1$
    public static String Form_name = ""; //$NON-NLS-1$
    public static String Form_expression = ""; //$NON-NLS-1$
    public static String Form_type = ""; //$NON-NLS-1$
    public static String Form_addArgument = ""; //$NON-NLS-1$
    public static String Form_removeArgument = ""; //$NON-NLS-1$
    public static String Form_up = ""; //$NON-NLS-1$
    public static String Form_down = ""; //$NON-NLS-1$
    public static String Form_definition = ""; //$NON-NLS-1$
    public static String Form_kernel = ""; //$NON-NLS-1$
    public static String Form_kindEntry = ""; //$NON-NLS-1$
    public static String Form_kindReturn = ""; //$NON-NLS-1$
    public static String Form_kindFunction = ""; //$NON-NLS-1$
    public static String Form_kindTracepoint = ""; //$NON-NLS-1$
    public static String Form_kindEvent = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

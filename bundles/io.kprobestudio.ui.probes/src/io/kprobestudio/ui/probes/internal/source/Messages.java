/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import org.eclipse.osgi.util.NLS;

/** The words of probes on the source. */
public final class Messages extends NLS {

    public static String Probe_job = ""; //$NON-NLS-1$
    public static String Line_none = ""; //$NON-NLS-1$
    public static String Line_next = ""; //$NON-NLS-1$
    public static String Function_none = ""; //$NON-NLS-1$
    public static String Places_without = ""; //$NON-NLS-1$
    public static String Measure_begun = ""; //$NON-NLS-1$
    public static String Dialog_line = ""; //$NON-NLS-1$
    public static String Dialog_function = ""; //$NON-NLS-1$
    public static String Dialog_title = ""; //$NON-NLS-1$
    public static String Dialog_add = ""; //$NON-NLS-1$
    public static String Dialog_notConnected = ""; //$NON-NLS-1$
    public static String Area_definitions = ""; //$NON-NLS-1$
    public static String Area_target = ""; //$NON-NLS-1$
    public static String Area_noTarget = ""; //$NON-NLS-1$
    public static String Area_file = ""; //$NON-NLS-1$
    public static String Area_place = ""; //$NON-NLS-1$
    public static String Area_source = ""; //$NON-NLS-1$
    public static String Area_places = ""; //$NON-NLS-1$
    public static String Area_variables = ""; //$NON-NLS-1$
    public static String Area_notes = ""; //$NON-NLS-1$
    public static String Area_name = ""; //$NON-NLS-1$
    public static String Area_type = ""; //$NON-NLS-1$
    public static String Area_some = ""; //$NON-NLS-1$
    public static String Area_where = ""; //$NON-NLS-1$
    public static String Offer_expression = ""; //$NON-NLS-1$
    public static String Hover_more = ""; //$NON-NLS-1$
    public static String Hover_source = ""; //$NON-NLS-1$
    public static String Hover_variables = ""; //$NON-NLS-1$
    public static String Hover_origin = ""; //$NON-NLS-1$
    public static String Open_job = ""; //$NON-NLS-1$
    public static String Open_title = ""; //$NON-NLS-1$
    public static String Open_question = ""; //$NON-NLS-1$
    public static String Open_noPlace = ""; //$NON-NLS-1$
    public static String Open_noSource = ""; //$NON-NLS-1$
    public static String Open_noFile = ""; //$NON-NLS-1$
    public static String Open_noModule = ""; //$NON-NLS-1$
    public static String Unprobed_job = ""; //$NON-NLS-1$
    public static String Unprobed_line = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

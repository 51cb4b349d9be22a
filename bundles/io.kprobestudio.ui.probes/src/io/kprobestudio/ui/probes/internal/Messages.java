/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import org.eclipse.osgi.util.NLS;

/** The words of this bundle. */
public final class Messages extends NLS {

    public static String Notice_name = ""; //$NON-NLS-1$
    public static String Notice_close = ""; //$NON-NLS-1$
    public static String Targets_table = ""; //$NON-NLS-1$
    public static String Targets_target = ""; //$NON-NLS-1$
    public static String Targets_state = ""; //$NON-NLS-1$
    public static String Targets_kernel = ""; //$NON-NLS-1$
    public static String Targets_hits = ""; //$NON-NLS-1$
    public static String Targets_hitsTip = ""; //$NON-NLS-1$
    public static String Targets_load = ""; //$NON-NLS-1$
    public static String Targets_loadTip = ""; //$NON-NLS-1$
    public static String Targets_error = ""; //$NON-NLS-1$
    public static String Details_renew = ""; //$NON-NLS-1$
    public static String State_disconnected = ""; //$NON-NLS-1$
    public static String State_connecting = ""; //$NON-NLS-1$
    public static String State_connected = ""; //$NON-NLS-1$
    public static String State_failed = ""; //$NON-NLS-1$
    public static String Details_name = ""; //$NON-NLS-1$
    public static String Details_connect = ""; //$NON-NLS-1$
    public static String Details_disconnect = ""; //$NON-NLS-1$
    public static String Details_doctor = ""; //$NON-NLS-1$
    public static String Details_load = ""; //$NON-NLS-1$
    public static String Details_kernel = ""; //$NON-NLS-1$
    public static String Details_access = ""; //$NON-NLS-1$
    public static String Details_supports = ""; //$NON-NLS-1$
    public static String Doctor_title = ""; //$NON-NLS-1$
    public static String Doctor_heading = ""; //$NON-NLS-1$
    public static String Doctor_looking = ""; //$NON-NLS-1$
    public static String Doctor_table = ""; //$NON-NLS-1$
    public static String Doctor_subject = ""; //$NON-NLS-1$
    public static String Doctor_grade = ""; //$NON-NLS-1$
    public static String Doctor_finding = ""; //$NON-NLS-1$
    public static String Doctor_remedy = ""; //$NON-NLS-1$
    public static String Doctor_ok = ""; //$NON-NLS-1$
    public static String Doctor_degraded = ""; //$NON-NLS-1$
    public static String Doctor_missing = ""; //$NON-NLS-1$
    public static String Doctor_job = ""; //$NON-NLS-1$
    public static String Doctor_ready = ""; //$NON-NLS-1$
    public static String Doctor_sum = ""; //$NON-NLS-1$
    public static String Doctor_copy = ""; //$NON-NLS-1$
    public static String Probes_table = ""; //$NON-NLS-1$
    public static String Probes_tree = ""; //$NON-NLS-1$
    public static String Probes_asTree = ""; //$NON-NLS-1$
    public static String Probes_asTreeTip = ""; //$NON-NLS-1$
    public static String Probes_enabledOf = ""; //$NON-NLS-1$
    public static String Probes_connect = ""; //$NON-NLS-1$
    public static String Probes_empty = ""; //$NON-NLS-1$
    public static String Probes_emptyText = ""; //$NON-NLS-1$
    public static String Probes_new = ""; //$NON-NLS-1$
    public static String Probes_library = ""; //$NON-NLS-1$
    public static String Probes_columns = ""; //$NON-NLS-1$
    public static String Probes_filterName = ""; //$NON-NLS-1$
    public static String Probes_filter = ""; //$NON-NLS-1$
    public static String Probes_disconnected = ""; //$NON-NLS-1$
    public static String Probes_disconnectedText = ""; //$NON-NLS-1$
    public static String Column_event = ""; //$NON-NLS-1$
    public static String Column_state = ""; //$NON-NLS-1$
    public static String Column_place = ""; //$NON-NLS-1$
    public static String Column_arguments = ""; //$NON-NLS-1$
    public static String Column_hits = ""; //$NON-NLS-1$
    public static String Column_misses = ""; //$NON-NLS-1$
    public static String Column_rate = ""; //$NON-NLS-1$
    public static String Column_trend = ""; //$NON-NLS-1$
    public static String Column_stack = ""; //$NON-NLS-1$
    public static String Column_stackTip = ""; //$NON-NLS-1$
    public static String Probe_enabled = ""; //$NON-NLS-1$
    public static String Probe_disabled = ""; //$NON-NLS-1$
    public static String Probe_foreign = ""; //$NON-NLS-1$
    public static String Probe_foreignOn = ""; //$NON-NLS-1$
    public static String Probe_waits = ""; //$NON-NLS-1$
    public static String Probe_waitsTip = ""; //$NON-NLS-1$
    public static String Probe_foreignTip = ""; //$NON-NLS-1$
    public static String Adopt_title = ""; //$NON-NLS-1$
    public static String Adopt_question = ""; //$NON-NLS-1$
    public static String Adopt_more = ""; //$NON-NLS-1$
    public static String Dialog_new = ""; //$NON-NLS-1$
    public static String Dialog_edit = ""; //$NON-NLS-1$
    public static String Dialog_message = ""; //$NON-NLS-1$
    public static String Dialog_definition = ""; //$NON-NLS-1$
    public static String Dialog_definitionName = ""; //$NON-NLS-1$
    public static String Dialog_caret = ""; //$NON-NLS-1$
    public static String Dialog_problems = ""; //$NON-NLS-1$
    public static String Dialog_layout = ""; //$NON-NLS-1$
    public static String Dialog_enable = ""; //$NON-NLS-1$
    public static String Dialog_add = ""; //$NON-NLS-1$
    public static String Dialog_change = ""; //$NON-NLS-1$
    public static String Dialog_judging = ""; //$NON-NLS-1$
    public static String Dialog_accepted = ""; //$NON-NLS-1$
    public static String Dialog_undecided = ""; //$NON-NLS-1$
    public static String Dialog_column = ""; //$NON-NLS-1$
    public static String Dialog_refused = ""; //$NON-NLS-1$
    public static String Dialog_noLayout = ""; //$NON-NLS-1$
    public static String Dialog_danger = ""; //$NON-NLS-1$
    public static String Dialog_dangerQuestion = ""; //$NON-NLS-1$
    public static String Library_missing = ""; //$NON-NLS-1$
    public static String Library_run = ""; //$NON-NLS-1$
    public static String Library_runTip = ""; //$NON-NLS-1$
    public static String Library_unusable = ""; //$NON-NLS-1$
    public static String RemoveTarget_title = ""; //$NON-NLS-1$
    public static String RemoveTarget_question = ""; //$NON-NLS-1$
    public static String AddTarget_title = ""; //$NON-NLS-1$
    public static String AddTarget_message = ""; //$NON-NLS-1$
    public static String AddTarget_address = ""; //$NON-NLS-1$
    public static String AddTarget_hint = ""; //$NON-NLS-1$
    public static String AddTarget_examples = ""; //$NON-NLS-1$
    public static String AddTarget_test = ""; //$NON-NLS-1$
    public static String AddTarget_stop = ""; //$NON-NLS-1$
    public static String AddTarget_steps = ""; //$NON-NLS-1$
    public static String AddTarget_testing = ""; //$NON-NLS-1$
    public static String AddTarget_stopped = ""; //$NON-NLS-1$
    public static String AddTarget_missing = ""; //$NON-NLS-1$
    public static String AddTarget_ready = ""; //$NON-NLS-1$
    public static String Facts_name = ""; //$NON-NLS-1$
    public static String Facts_definition = ""; //$NON-NLS-1$
    public static String Facts_owner = ""; //$NON-NLS-1$
    public static String Facts_ours = ""; //$NON-NLS-1$
    public static String Facts_kind = ""; //$NON-NLS-1$
    public static String Facts_buildId = ""; //$NON-NLS-1$
    public static String Import_title = ""; //$NON-NLS-1$
    public static String Import_message = ""; //$NON-NLS-1$
    public static String Import_none = ""; //$NON-NLS-1$
    public static String Import_table = ""; //$NON-NLS-1$
    public static String Import_words = ""; //$NON-NLS-1$
    public static String List_all = ""; //$NON-NLS-1$
    public static String List_none = ""; //$NON-NLS-1$
    public static String Several_title = ""; //$NON-NLS-1$
    public static String Several_message = ""; //$NON-NLS-1$
    public static String Several_none = ""; //$NON-NLS-1$
    public static String Several_apply = ""; //$NON-NLS-1$
    public static String Several_probesOf = ""; //$NON-NLS-1$
    public static String Several_done = ""; //$NON-NLS-1$
    public static String Several_refused = ""; //$NON-NLS-1$
    public static String Import_import = ""; //$NON-NLS-1$
    public static String AddTarget_connect = ""; //$NON-NLS-1$
    public static String AddTarget_add = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.probes.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

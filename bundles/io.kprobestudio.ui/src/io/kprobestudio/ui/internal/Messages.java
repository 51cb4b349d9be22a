/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import org.eclipse.osgi.util.NLS;

/** The words of this bundle. */
public final class Messages extends NLS {

    public static String Secret_title = ""; //$NON-NLS-1$
    public static String Secret_again = ""; //$NON-NLS-1$
    public static String Secret_remember = ""; //$NON-NLS-1$
    public static String Secret_notKept = ""; //$NON-NLS-1$
    public static String Secret_notKeptText = ""; //$NON-NLS-1$
    public static String Suggest_job = ""; //$NON-NLS-1$
    public static String Renew_job = ""; //$NON-NLS-1$
    public static String Renew_title = ""; //$NON-NLS-1$
    public static String Step_connection = ""; //$NON-NLS-1$
    public static String Step_name = ""; //$NON-NLS-1$
    public static String Step_nameRemedy = ""; //$NON-NLS-1$
    public static String Step_port = ""; //$NON-NLS-1$
    public static String Step_portRemedy = ""; //$NON-NLS-1$
    public static String Step_hostKey = ""; //$NON-NLS-1$
    public static String Step_hostKeyRemedy = ""; //$NON-NLS-1$
    public static String Step_login = ""; //$NON-NLS-1$
    public static String Step_loginRemedy = ""; //$NON-NLS-1$
    public static String Step_rights = ""; //$NON-NLS-1$
    public static String Step_rightsRemedy = ""; //$NON-NLS-1$
    public static String Undo_add = ""; //$NON-NLS-1$
    public static String Undo_addMany = ""; //$NON-NLS-1$
    public static String Undo_change = ""; //$NON-NLS-1$
    public static String Undo_changeMany = ""; //$NON-NLS-1$
    public static String Undo_remove = ""; //$NON-NLS-1$
    public static String Undo_removeMany = ""; //$NON-NLS-1$
    public static String Undo_enable = ""; //$NON-NLS-1$
    public static String Undo_enableMany = ""; //$NON-NLS-1$
    public static String Undo_disable = ""; //$NON-NLS-1$
    public static String Undo_disableMany = ""; //$NON-NLS-1$
    public static String Kind_unknown = ""; //$NON-NLS-1$
    public static String Connect_job = ""; //$NON-NLS-1$
    public static String Link_ended = ""; //$NON-NLS-1$
    public static String Disconnect_job = ""; //$NON-NLS-1$
    public static String Add_job = ""; //$NON-NLS-1$
    public static String Replace_job = ""; //$NON-NLS-1$
    public static String Remove_job = ""; //$NON-NLS-1$
    public static String Adopt_job = ""; //$NON-NLS-1$
    public static String Enable_job = ""; //$NON-NLS-1$
    public static String Disable_job = ""; //$NON-NLS-1$
    public static String Apply_job = ""; //$NON-NLS-1$
    public static String Run_job = ""; //$NON-NLS-1$
    public static String Record_job = ""; //$NON-NLS-1$
    public static String Stop_job = ""; //$NON-NLS-1$
    public static String Not_connected = ""; //$NON-NLS-1$
    public static String Describe_job = ""; //$NON-NLS-1$
    public static String Target_busy = ""; //$NON-NLS-1$
    public static String Facts_addresses = ""; //$NON-NLS-1$
    public static String Facts_noAddresses = ""; //$NON-NLS-1$
    public static String Facts_tracefs = ""; //$NON-NLS-1$
    public static String Supports_kprobes = ""; //$NON-NLS-1$
    public static String Supports_instances = ""; //$NON-NLS-1$
    public static String Supports_errorLog = ""; //$NON-NLS-1$
    public static String Supports_userMemory = ""; //$NON-NLS-1$
    public static String Supports_arrays = ""; //$NON-NLS-1$
    public static String Supports_append = ""; //$NON-NLS-1$
    public static String Supports_eventProbes = ""; //$NON-NLS-1$
    public static String Supports_functionProbes = ""; //$NON-NLS-1$
    public static String Supports_btf = ""; //$NON-NLS-1$
    public static String Open_job = ""; //$NON-NLS-1$
    public static String Open_certain = ""; //$NON-NLS-1$
    public static String Open_several = ""; //$NON-NLS-1$
    public static String Recording_runs = ""; //$NON-NLS-1$
    public static String Recording_nothing = ""; //$NON-NLS-1$
    public static String Recording_deadly = ""; //$NON-NLS-1$
    public static String Recording_ended = ""; //$NON-NLS-1$
    public static String Recording_over = ""; //$NON-NLS-1$
    public static String Danger_title = ""; //$NON-NLS-1$
    public static String Danger_question = ""; //$NON-NLS-1$
    public static String Page_description = ""; //$NON-NLS-1$
    public static String Page_sample = ""; //$NON-NLS-1$
    public static String Page_kept = ""; //$NON-NLS-1$
    public static String Page_time = ""; //$NON-NLS-1$
    public static String Page_timeMicro = ""; //$NON-NLS-1$
    public static String Page_timeNano = ""; //$NON-NLS-1$
    public static String Page_timeChosen = ""; //$NON-NLS-1$
    public static String Page_timePrevious = ""; //$NON-NLS-1$
    public static String Open_index = ""; //$NON-NLS-1$
    public static String Open_step = ""; //$NON-NLS-1$
    public static String Page_timeSince = ""; //$NON-NLS-1$
    public static String Page_buffer = ""; //$NON-NLS-1$
    public static String Page_clock = ""; //$NON-NLS-1$
    public static String Page_clockKernel = ""; //$NON-NLS-1$
    public static String Page_returns = ""; //$NON-NLS-1$
    public static String Page_danger = ""; //$NON-NLS-1$
    public static String Page_range = ""; //$NON-NLS-1$
    public static String Recording_step = ""; //$NON-NLS-1$
    public static String Command_failed = ""; //$NON-NLS-1$

    public static String Source_none = ""; //$NON-NLS-1$
    public static String Source_unreadable = ""; //$NON-NLS-1$
    public static String Source_job = ""; //$NON-NLS-1$
    public static String Source_same = ""; //$NON-NLS-1$
    public static String Source_other = ""; //$NON-NLS-1$
    public static String Source_unknown = ""; //$NON-NLS-1$
    public static String Source_sameModule = ""; //$NON-NLS-1$
    public static String Source_otherModule = ""; //$NON-NLS-1$
    public static String Source_unknownModule = ""; //$NON-NLS-1$
    public static String Source_description = ""; //$NON-NLS-1$
    public static String Source_vmlinux = ""; //$NON-NLS-1$
    public static String Source_folder = ""; //$NON-NLS-1$
    public static String Source_modules = ""; //$NON-NLS-1$
    public static String Source_addModules = ""; //$NON-NLS-1$
    public static String Source_wrong = ""; //$NON-NLS-1$
    public static String Source_noSource = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

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
    public static String Events_gone = ""; //$NON-NLS-1$
    public static String Filter_label = ""; //$NON-NLS-1$
    public static String Filter_message = ""; //$NON-NLS-1$
    public static String Filter_tip = ""; //$NON-NLS-1$
    public static String Filter_name = ""; //$NON-NLS-1$
    public static String Filter_history = ""; //$NON-NLS-1$
    public static String Filter_noHistory = ""; //$NON-NLS-1$
    public static String Filter_clear = ""; //$NON-NLS-1$
    public static String Filter_stop = ""; //$NON-NLS-1$
    public static String Filter_problem = ""; //$NON-NLS-1$
    public static String Filter_by = ""; //$NON-NLS-1$
    public static String Status_matched = ""; //$NON-NLS-1$
    public static String Status_looking = ""; //$NON-NLS-1$
    public static String Status_stoppedAt = ""; //$NON-NLS-1$
    public static String Find_action = ""; //$NON-NLS-1$
    public static String Find_label = ""; //$NON-NLS-1$
    public static String Find_name = ""; //$NON-NLS-1$
    public static String Find_message = ""; //$NON-NLS-1$
    public static String Find_next = ""; //$NON-NLS-1$
    public static String Find_previous = ""; //$NON-NLS-1$
    public static String Find_close = ""; //$NON-NLS-1$
    public static String Find_none = ""; //$NON-NLS-1$
    public static String Find_around = ""; //$NON-NLS-1$
    public static String Find_looking = ""; //$NON-NLS-1$
    public static String Find_progress = ""; //$NON-NLS-1$
    public static String Details_action = ""; //$NON-NLS-1$
    public static String Details_tip = ""; //$NON-NLS-1$
    public static String Details_name = ""; //$NON-NLS-1$
    public static String Details_none = ""; //$NON-NLS-1$
    public static String Details_target = ""; //$NON-NLS-1$
    public static String Status_together = ""; //$NON-NLS-1$
    public static String Details_common = ""; //$NON-NLS-1$
    public static String Details_origin = ""; //$NON-NLS-1$
    public static String Bookmark_toggle = ""; //$NON-NLS-1$
    public static String Bookmark_edit = ""; //$NON-NLS-1$
    public static String Bookmark_next = ""; //$NON-NLS-1$
    public static String Bookmark_previous = ""; //$NON-NLS-1$
    public static String Bookmark_title = ""; //$NON-NLS-1$
    public static String Bookmark_note = ""; //$NON-NLS-1$
    public static String Bookmark_unwritable = ""; //$NON-NLS-1$
    public static String Copy_text = ""; //$NON-NLS-1$
    public static String Copy_csv = ""; //$NON-NLS-1$
    public static String Copy_tooMany = ""; //$NON-NLS-1$
    public static String Select_all = ""; //$NON-NLS-1$
    public static String Time_menu = ""; //$NON-NLS-1$
    public static String Time_micro = ""; //$NON-NLS-1$
    public static String Time_nano = ""; //$NON-NLS-1$
    public static String Time_first = ""; //$NON-NLS-1$
    public static String Time_previous = ""; //$NON-NLS-1$
    public static String Columns_menu = ""; //$NON-NLS-1$
    public static String Columns_byArgument = ""; //$NON-NLS-1$
    public static String Colours_action = ""; //$NON-NLS-1$
    public static String Status_opened = ""; //$NON-NLS-1$
    public static String Status_live = ""; //$NON-NLS-1$
    public static String Status_starting = ""; //$NON-NLS-1$
    public static String Status_running = ""; //$NON-NLS-1$
    public static String Status_stopping = ""; //$NON-NLS-1$
    public static String Status_done = ""; //$NON-NLS-1$
    public static String Status_doneUnsaved = ""; //$NON-NLS-1$
    public static String Column_time = ""; //$NON-NLS-1$
    public static String Column_target = ""; //$NON-NLS-1$
    public static String Several_title = ""; //$NON-NLS-1$
    public static String Several_none = ""; //$NON-NLS-1$
    public static String Several_message = ""; //$NON-NLS-1$
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
    public static String Pin_action = ""; //$NON-NLS-1$
    public static String Pin_tip = ""; //$NON-NLS-1$
    public static String Pin_new = ""; //$NON-NLS-1$
    public static String Time_chosen = ""; //$NON-NLS-1$
    public static String Time_from = ""; //$NON-NLS-1$
    public static String Events_title = ""; //$NON-NLS-1$
    public static String Events_pinned = ""; //$NON-NLS-1$
    public static String Beside_menu = ""; //$NON-NLS-1$
    public static String Beside_scheduling = ""; //$NON-NLS-1$
    public static String Beside_interrupts = ""; //$NON-NLS-1$
    public static String Beside_calls = ""; //$NON-NLS-1$
    public static String Beside_stacks = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages("io.kprobestudio.ui.events.internal.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.RecordingStatus;
import java.io.File;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;

/** How a recording stands, and how many of its rows a filter chose, in words. */
final class StatusWords {

    private StatusWords() {
    }

    static String of(EventRows rows, RecordingStatus recording, EventsModel model) {
        String words = of(rows, recording);
        if (!model.isFiltered()) {
            return words;
        }
        Object[] counts = { number(model.size()), number(rows.size()), Integer.valueOf((int) (100 * model.looked())) };
        return NLS.bind(model.isStopped() ? Messages.Status_stoppedAt
                : model.looked() < 1 ? Messages.Status_looking : Messages.Status_matched, counts) + "  " + words; //$NON-NLS-1$
    }

    private static String of(EventRows rows, RecordingStatus recording) {
        String count = number(Math.max(rows.first() + rows.size(), recording.events()));
        String lost = number(recording.lost());
        String seconds = String.format(Locale.getDefault(), "%.1f", Double.valueOf(recording.seconds())); //$NON-NLS-1$
        return switch (recording.phase()) {
        case NONE -> NLS.bind(Messages.Status_opened, count, rows.label());
        case LIVE -> NLS.bind(Messages.Status_live, new Object[]{ count, lost, recording.mode() });
        case STARTING -> Messages.Status_starting;
        case RUNNING -> NLS.bind(Messages.Status_running, new Object[]{ count, lost, seconds, recording.mode() });
        case STOPPING -> NLS.bind(Messages.Status_stopping, count);
        case DONE -> NLS.bind(recording.file().isEmpty() ? Messages.Status_doneUnsaved : Messages.Status_done,
                new Object[]{ count, lost, seconds, fileName(recording) })
                + (rows.sequence().targets().isEmpty() ? "" : " " + NLS.bind(Messages.Status_together, rows.label())); //$NON-NLS-1$ //$NON-NLS-2$
        };
    }

    private static String number(long count) {
        return String.format(Locale.getDefault(), "%,d", Long.valueOf(count)); //$NON-NLS-1$
    }

    private static String fileName(RecordingStatus recording) {
        return recording.file().substring(recording.file().lastIndexOf(File.separatorChar) + 1);
    }
}

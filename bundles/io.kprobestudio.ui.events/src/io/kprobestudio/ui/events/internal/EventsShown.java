/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import java.nio.file.Path;

/**
 * What an events view shows.
 *
 * @param rows the events
 * @param recording how the recording stands that they are of
 */
record EventsShown(EventRows rows, RecordingStatus recording) {

    /** What all views show now. */
    static EventsShown now(Studio studio) {
        return new EventsShown(studio.events(), studio.recording());
    }

    /** The name of the recording's file, or that of the target. */
    String name() {
        return recording.file().isEmpty() ? rows.label() : String.valueOf(Path.of(recording.file()).getFileName());
    }
}

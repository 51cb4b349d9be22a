/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.RecordingStatus;

/** The recording of a session. */
final class LiveRecording implements AutoCloseable {

    LiveRecording(Connection connection, ProbeRegistry registry, Judge judge, Runnable changed) {
    }

    RecordingStatus status() {
        return RecordingStatus.NONE;
    }

    EventRows events() {
        return EventRows.NONE;
    }

    void start(Progress progress) throws TargetException {
    }

    void stop(Progress progress) throws TargetException {
    }

    @Override
    public void close() {
    }
}

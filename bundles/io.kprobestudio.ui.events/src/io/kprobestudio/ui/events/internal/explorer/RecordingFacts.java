/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.RecordingSummary;
import io.kprobestudio.decoder.TraceDataException;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.QualifiedName;

/**
 * What was read of a recording, kept with its resource until this workbench ends. For any thread.
 *
 * @param stamp of the recording when it was read
 * @param summary what it holds, nothing where it cannot be read or is none
 * @param problem why; empty where it was read
 */
record RecordingFacts(long stamp, Optional<RecordingSummary> summary, String problem) {

    private static final QualifiedName KEY = new QualifiedName("io.kprobestudio.ui.events", "recording"); //$NON-NLS-1$ //$NON-NLS-2$

    /** What is known of a recording as it is now; nothing before it was read. */
    static Optional<RecordingFacts> known(IResource recording) {
        try {
            return recording.getSessionProperty(KEY) instanceof RecordingFacts facts
                    && facts.stamp == Recordings.stamp(recording) ? Optional.of(facts) : Optional.empty();
        } catch (CoreException gone) {
            return Optional.empty();
        }
    }

    /** What a recording holds, as far as that was read. */
    static Optional<RecordingSummary> summary(IResource recording) {
        return known(recording).flatMap(RecordingFacts::summary);
    }

    /** Reads a recording where that was not done, and keeps what it holds. Not for the UI thread. */
    static RecordingFacts read(IResource recording) {
        return known(recording).orElseGet(() -> keep(recording, fresh(recording)));
    }

    private static RecordingFacts fresh(IResource recording) {
        long stamp = Recordings.stamp(recording);
        try {
            return new RecordingFacts(stamp, Optional.of(RecordingSummary.of(Recordings.path(recording))), ""); //$NON-NLS-1$
        } catch (TraceDataException | IOException unreadable) {
            return new RecordingFacts(stamp, Optional.empty(), String.valueOf(unreadable.getMessage()));
        }
    }

    private static RecordingFacts keep(IResource recording, RecordingFacts facts) {
        try {
            recording.setSessionProperty(KEY, facts);
        } catch (CoreException gone) {
            // it was deleted meanwhile, and nobody will ask
            return facts;
        }
        return facts;
    }
}

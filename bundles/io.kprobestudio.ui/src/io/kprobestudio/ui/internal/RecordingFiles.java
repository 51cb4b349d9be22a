/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.Recorded;
import java.nio.file.Path;

/** Reads recordings back. */
public final class RecordingFiles {

    private RecordingFiles() {
    }

    /** Opens a recording: a folder, or a {@code trace.dat} file. */
    public static Recorded open(Path path, Progress progress) throws TargetException {
        throw new TargetException("recordings cannot be opened yet: path=" + path);
    }
}

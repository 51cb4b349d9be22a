/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import java.io.IOException;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Widget;

/** Finds rows: at once where they are in memory, else on a thread of its own. UI thread only. */
final class RowSeek {

    private final Widget owner;
    private final UiGate gate;
    private final LatestWork work;

    /** What is looked for, and what is done on the UI thread when it was found. */
    @FunctionalInterface
    interface Seek {

        Runnable find() throws IOException;
    }

    RowSeek(Widget owner, UiGate gate, Consumer<String> failed) {
        this.owner = owner;
        this.gate = gate;
        work = new LatestWork("kprobes seek", owner, failed); //$NON-NLS-1$
    }

    void seek(EventSequence all, Seek seek) {
        if (all.isQuick()) {
            try {
                seek.find().run();
            } catch (IOException never) {
                throw new IllegalStateException("rows in memory", never); //$NON-NLS-1$
            }
            return;
        }
        work.start(outdated -> gate.post(owner, seek.find()));
    }
}

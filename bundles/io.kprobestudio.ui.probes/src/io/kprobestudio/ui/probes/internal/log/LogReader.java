/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.log;

import io.kprobestudio.target.log.TargetLog;
import java.io.IOException;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;

/** Reads the log that is wanted, when it changed: other programs write to it, too. */
final class LogReader extends Job {

    private final Consumer<Reading> reader;
    private @Nullable TargetLog wanted;
    private String known = ""; //$NON-NLS-1$

    /**
     * What was read.
     *
     * @param log the log
     * @param content what it holds
     * @param failure why it cannot be read, or an empty text
     */
    record Reading(TargetLog log, TargetLog.Content content, String failure) {
    }

    /**
     * Makes a reader.
     *
     * @param reader told what was read, on the job's thread
     */
    LogReader(Consumer<Reading> reader) {
        super(Messages.Log_job);
        this.reader = reader;
        setSystem(true);
    }

    /**
     * Reads a log soon. Any thread.
     *
     * @param again whether to read it also when it is as it was
     */
    void want(TargetLog log, boolean again) {
        synchronized (this) {
            wanted = log;
            known = again ? "" : known; //$NON-NLS-1$
        }
        schedule();
    }

    @Override
    @NonNullByDefault({})
    protected IStatus run(IProgressMonitor monitor) {
        TargetLog log;
        synchronized (this) {
            log = wanted;
        }
        if (log == null) {
            return Status.OK_STATUS;
        }
        String stamp = log.file() + " " + log.stamp(); //$NON-NLS-1$
        synchronized (this) {
            if (stamp.equals(known)) {
                return Status.OK_STATUS;
            }
            known = stamp;
        }
        try {
            reader.accept(new Reading(log, log.read(), "")); //$NON-NLS-1$
        } catch (IOException unreadable) {
            reader.accept(new Reading(log, TargetLog.Content.EMPTY, String.valueOf(unreadable)));
        }
        return Status.OK_STATUS;
    }
}

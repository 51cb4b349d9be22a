/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;

/** Reads recordings one behind the other, in a job. For any thread. */
final class FactsReader {

    private final Set<IResource> wanted = new LinkedHashSet<>();
    private final Consumer<IResource> done;
    private final Job job = Job.createSystem("reading what recordings hold", (ICoreRunnable) monitor -> { //$NON-NLS-1$
        IResource next = next();
        while (next != null && !monitor.isCanceled()) {
            RecordingFacts.read(next);
            done(next);
            next = next();
        }
    });

    /** @param done told of each that was read, on the job's thread */
    FactsReader(Consumer<IResource> done) {
        this.done = done;
        job.setPriority(Job.DECORATE);
    }

    private void done(IResource read) {
        done.accept(read);
    }

    private synchronized @Nullable IResource next() {
        IResource next = wanted.isEmpty() ? null : wanted.iterator().next();
        wanted.remove(next);
        return next;
    }

    /** Reads something soon, where it may be a recording and was not read. */
    void want(Object element) {
        if (element instanceof IResource resource && Recordings.mayBe(resource)
                && RecordingFacts.known(resource).isEmpty()) {
            synchronized (this) {
                wanted.add(resource);
            }
            job.schedule();
        }
    }

    /** Reads no more. */
    synchronized void close() {
        wanted.clear();
        job.cancel();
    }
}

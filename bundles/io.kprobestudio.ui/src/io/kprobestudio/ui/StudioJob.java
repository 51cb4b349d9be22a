/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.NonNullByDefault;

/**
 * Long work in the background, with progress and cancel. A refusal of the target is not an error of ours: it goes to a
 * consumer as words and neither opens a dialog nor reaches the error log.
 */
public final class StudioJob extends Job {

    /** All jobs of the suite belong to this family, for {@link Job#getJobManager()}. */
    public static final Object FAMILY = StudioJob.class;

    private final Work work;
    private final Consumer<String> failed;

    /** What a job does. */
    @FunctionalInterface
    public interface Work {

        /**
         * Works on the job's thread.
         *
         * @param progress told the steps, and asked whether to go on
         * @throws TargetException when the target said no, or the user did
         */
        void run(Progress progress) throws TargetException, InterruptedException;
    }

    private StudioJob(String name, Work work, Consumer<String> failed) {
        super(name);
        this.work = work;
        this.failed = failed;
    }

    /**
     * Starts a job.
     *
     * @param name what it does, for the Progress view
     * @param work what it does
     * @param failed gets the message of a failure, on the job's thread
     */
    public static Job start(String name, Work work, Consumer<String> failed) {
        StudioJob job = new StudioJob(name, work, failed);
        job.schedule();
        return job;
    }

    @Override
    @NonNullByDefault({})
    protected IStatus run(IProgressMonitor monitor) {
        try {
            work.run(progress(getName(), monitor));
            return Status.OK_STATUS;
        } catch (CancelledException cancelled) {
            return Status.CANCEL_STATUS;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Status.CANCEL_STATUS;
        } catch (TargetException refused) {
            failed.accept(words(refused));
            return Status.OK_STATUS;
        } finally {
            monitor.done();
        }
    }

    /**
     * What long work tells its steps to, and asks whether to go on, where the platform gave a monitor.
     *
     * @param task what is done, for the Progress view
     * @param monitor shows the steps, and is asked whether the user cancelled; its end is the caller's
     */
    public static Progress progress(String task, IProgressMonitor monitor) {
        SubMonitor steps = SubMonitor.convert(monitor, task, IProgressMonitor.UNKNOWN);
        return new Progress() {

            @Override
            public void report(String step) {
                steps.subTask(step);
            }

            @Override
            public boolean isCancelled() {
                return monitor.isCanceled();
            }
        };
    }

    private static String words(TargetException refused) {
        String message = refused.getMessage();
        return message == null ? refused.getClass().getSimpleName() : message;
    }

    @Override
    @NonNullByDefault({})
    public boolean belongsTo(Object family) {
        return FAMILY == family;
    }
}

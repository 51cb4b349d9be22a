/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.HitCounts;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.SamplingPace;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioSettings;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Reads the kernel's counts as often as the preferences say, more rarely while none moves, and now and then what probes there
 * are, on a thread of its own.
 */
final class Sampler implements AutoCloseable {

    private static final int SAMPLES_PER_LOOK = 4;

    private final Connection connection;
    private final ProbeRegistry registry;
    private final ScheduledExecutorService thread;
    private final SamplingPace pace = new SamplingPace(SamplingPace.SLOWEST);
    private final boolean slowsDown;
    private volatile @Nullable ScheduledFuture<?> pending;
    private int samples;

    Sampler(Connection connection, ProbeRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        // A simulated kernel costs nobody anything
        slowsDown = !connection.address().scheme().equals(LiveSession.SIMULATED);
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "kprobes sampler " + connection.address()); //$NON-NLS-1$
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        next();
    }

    private synchronized void next() {
        if (!thread.isShutdown()) {
            Duration interval = interval();
            pending = thread.schedule(() -> {
                sample();
                next();
            }, (slowsDown ? pace.next(interval) : interval).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static Duration interval() {
        return Duration.ofMillis(StudioSettings.now().sampleMillis());
    }

    /** Something happened that lets counts move: a look that is far away comes at once. For any thread. */
    void stir() {
        pace.stir();
        ScheduledFuture<?> waiting = pending;
        if (waiting != null && waiting.getDelay(TimeUnit.MILLISECONDS) > interval().toMillis()
                && waiting.cancel(false)) {
            next();
        }
    }

    private void sample() {
        try {
            HitCounts counts = samples++ % SAMPLES_PER_LOOK == 0 ? registry.refresh().counts() : registry.sample();
            pace.took(counts);
        } catch (TargetException failed) {
            /* A broken link ends the session by itself; a single refusal is tried again half a second later. */
            if (connection.isOpen()) {
                ILog.of(Sampler.class).warn("the counts could not be read: " + failed.getMessage()); //$NON-NLS-1$
            }
        } catch (RuntimeException broken) {
            ILog.of(Sampler.class).error("the sampler failed", broken); //$NON-NLS-1$
            thread.shutdown();
        }
    }

    @Override
    public synchronized void close() {
        thread.shutdownNow();
    }
}

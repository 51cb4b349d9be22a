/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.StudioSettings;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.ILog;

/**
 * Reads the kernel's counts as often as the preferences say, and now and then what probes there are, on a thread of its own.
 */
final class Sampler implements AutoCloseable {

    private static final int SAMPLES_PER_LOOK = 4;

    private final Connection connection;
    private final ProbeRegistry registry;
    private final ScheduledExecutorService thread;
    private int samples;

    Sampler(Connection connection, ProbeRegistry registry) {
        this.connection = connection;
        this.registry = registry;
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "kprobes sampler " + connection.address()); //$NON-NLS-1$
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        next();
    }

    private void next() {
        if (!thread.isShutdown()) {
            thread.schedule(() -> {
                sample();
                next();
            }, StudioSettings.now().sampleMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sample() {
        try {
            if (samples++ % SAMPLES_PER_LOOK == 0) {
                registry.refresh();
            } else {
                registry.sample();
            }
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
    public void close() {
        thread.shutdownNow();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

import org.junit.Test;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.SimulatedTargetProvider;
import io.kprobestudio.tracefs.DescriptionReader;
import io.kprobestudio.tracefs.Tracefs;

/** The contract on the simulated kernel. */
public class SimulatedTargetTest extends TargetContract {

    private static final long HALF_A_SECOND = 500_000_000L;

    private final SimulatedTargetProvider provider = new SimulatedTargetProvider();

    @Override
    protected Target target() throws TargetException {
        return provider.target(TargetAddress.parse("sim:"));
    }

    @Override
    protected void causeEvents(Connection connection, String instance) throws TargetException {
        connection.write(FileWrite.set(instance + "/events/sched/sched_switch/enable", "1"));
        connection.board().orElseThrow().run(HALF_A_SECOND);
        connection.write(FileWrite.set(instance + "/events/sched/sched_switch/enable", "0"));
    }

    @Override
    protected boolean hasKprobes() {
        return true;
    }

    @Override
    protected AutoCloseable reader(Connection connection, String instance) throws TargetException {
        return connection.drain(new DrainRequest(instance, cpus(instance), SubBuffers.SIZE), (cpu, bytes) -> {});
    }

    @Override
    protected void openFiles(Connection connection, int times) {
        assertEquals(0, connection.board().orElseThrow().call("do_sys_openat2", times));
    }

    /** On two processors the common pool has one thread, and whoever waits for the description may be it. */
    @Test(timeout = 60_000)
    public void shouldReadTheDescriptionWhenAllCommonThreadsAreTaken() throws TargetException {
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i <= ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                try {
                    done.await();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        try (Connection connection = target().connect(Prompter.NOBODY, Progress.NONE)) {
            assertTrue(DescriptionReader.read(Tracefs.of(connection), Progress.NONE).symbolsKnown());
        } finally {
            done.countDown();
        }
    }
}

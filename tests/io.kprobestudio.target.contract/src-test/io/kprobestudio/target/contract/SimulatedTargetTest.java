/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.SimulatedTargetProvider;

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
}

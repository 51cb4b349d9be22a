/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.BoardOperations;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import io.kprobestudio.target.simulated.internal.workload.Machine;

/** What can be done to the simulated board beyond files and programs. */
record Operations(SimulatedConnection connection, Board board) implements BoardOperations {

    private static final int ENOTCONN = 107;

    private interface Action {
        void run(Machine machine) throws KernelError;
    }

    private int errno(Action action) {
        try {
            connection.perform(machine -> {
                machine.kernel().changed();
                action.run(machine);
                return 0;
            });
            return 0;
        } catch (KernelError error) {
            return error.errno();
        } catch (TargetException ended) {
            return ENOTCONN;
        }
    }

    @Override
    public int call(String symbol, int times) {
        return errno(machine -> {
            if (!machine.call(symbol, times)) {
                throw new KernelError(KernelError.ENOSYS);
            }
        });
    }

    @Override
    public int loadModule(String name) {
        return errno(machine -> machine.loadModule(name));
    }

    @Override
    public int unloadModule(String name) {
        return errno(machine -> machine.unloadModule(name));
    }

    @Override
    public int perf(String event, boolean on) {
        return errno(machine -> machine.kernel().control().perf(event, on));
    }

    @Override
    public void run(long nanoseconds) {
        errno(machine -> machine.advanceTo(machine.kernel().now() + nanoseconds));
    }
}

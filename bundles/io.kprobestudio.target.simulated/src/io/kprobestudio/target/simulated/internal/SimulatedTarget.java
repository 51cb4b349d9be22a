/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.Faults;

/** A simulated target. */
public final class SimulatedTarget implements Target {

    /** Finds or boots the board. */
    @FunctionalInterface
    public interface BoardSource {
        Board get() throws TargetException;
    }

    private final TargetAddress address;
    private final BoardSource board;
    private final Faults faults;

    /** A target at an address. */
    public SimulatedTarget(TargetAddress address, BoardSource board, Faults faults) {
        this.address = address;
        this.board = board;
        this.faults = faults;
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public Connection connect(Prompter prompter, Progress progress) throws TargetException {
        progress.report("Booting the simulated kernel");
        progress.check("connecting to " + address);
        return new SimulatedConnection(address, board.get(), faults);
    }
}

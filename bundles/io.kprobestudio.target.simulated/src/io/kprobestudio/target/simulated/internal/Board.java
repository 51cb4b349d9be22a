/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.workload.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A simulated board: one machine behind one lock, its time, and where it is kept. Time passes as outside while somebody
 * looks; after a pause in which nobody did, at most {@link #LONGEST} of it is made up for. Thread-safe.
 */
public final class Board {

    /** What is simulated at once at the most, in nanoseconds. */
    private static final long LONGEST = 3_000_000_000L;
    private static final long BOOT = 100_000_000_000L;

    /** Something that is done to the machine. */
    @FunctionalInterface
    interface Operation<T, E extends Exception> {
        T run(Machine machine) throws E;
    }

    private final BoardOptions options;
    private final @Nullable BoardStore store;
    private final ReentrantLock lock = new ReentrantLock(true);
    private Machine machine;
    private long lastLook = System.nanoTime();
    private volatile int boots;

    /**
     * Boots a board; one that is kept goes on as it was left at its first use.
     *
     * @throws TargetException when it cannot be booted, or the one that is kept is another than was asked for
     */
    public Board(BoardOptions options, @Nullable BoardStore store) throws TargetException {
        String kept = store == null ? null : store.bootParameters();
        this.options = store == null ? options : options.orKept(kept);
        this.store = store;
        machine = boot();
        if (store != null && kept == null) {
            // Another process may have booted it meanwhile: then that one's state counts.
            boolean booted = store.enter(machine);
            store.leave(machine, !booted, this.options.bootParameters());
        }
    }

    private Machine boot() throws TargetException {
        try {
            SimulatedKernel kernel = SimulatedKernel.boot(options.kernel().isEmpty() ? null : options.kernel(),
                    options.description().isEmpty() ? null : Path.of(options.description()), options.seed());
            kernel.setNow(BOOT);
            return new Machine(kernel, options.seed());
        } catch (IOException e) {
            throw new TargetException("the simulated kernel cannot boot: " + e.getMessage(), e);
        }
    }

    BoardOptions options() {
        return options;
    }

    /** How often the board was booted anew. */
    int boots() {
        return boots;
    }

    /** Boots anew: probes, instances and programs are gone. */
    void reboot() throws TargetException {
        lock.lock();
        try {
            BoardStore kept = store;
            if (kept != null) {
                kept.enter(machine);
            }
            machine = boot();
            boots++;
            if (kept != null) {
                kept.leave(machine, true, options.bootParameters());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets time pass up to now and then does something.
     *
     * @throws TargetException when the kept state cannot be read or written
     */
    <T, E extends Exception> T perform(Operation<T, E> operation) throws E, TargetException {
        lock.lock();
        try {
            BoardStore kept = store;
            if (kept == null) {
                try {
                    pass();
                    return operation.run(machine);
                } finally {
                    revive();
                }
            }
            boolean stale = kept.enter(machine);
            boolean loaded = false;
            long before = 0;
            try {
                if (stale) {
                    // Programs stay with the process that started them: they go on, on the machine as it is now.
                    Machine fresh = boot();
                    kept.load(fresh);
                    machine.moveProgramsTo(fresh);
                    machine = fresh;
                }
                before = machine.kernel().changes();
                loaded = true;
                pass();
                return operation.run(machine);
            } finally {
                boolean died = revive();
                kept.leave(machine, died || loaded && machine.kernel().changes() != before, options.bootParameters());
            }
        } finally {
            lock.unlock();
        }
    }

    /** A kernel that has oopsed boots anew; whoever is connected finds the link broken. */
    private boolean revive() throws TargetException {
        boolean dead = machine.kernel().isDead();
        if (dead) {
            machine = boot();
            boots++;
        }
        return dead;
    }

    private void pass() {
        long now = System.nanoTime();
        long elapsed = Math.min(LONGEST, now - lastLook);
        lastLook = now;
        if (!options.manual() && elapsed > 0) {
            machine.advanceTo(machine.kernel().now() + elapsed);
        }
    }
}

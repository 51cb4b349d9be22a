/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.ProbeKind;
import io.kprobestudio.definition.ProbePoint;
import org.eclipse.jdt.annotation.Nullable;

/** A probe of a kprobe event: where it sits, what it has counted, and which returns it waits for. */
final class KernelProbe {

    private final ControlFile.Probe definition;
    private final String line;
    private final EventType event;
    private final boolean returns;
    private final int maxactive;
    private final boolean readsStackSlots;
    private final long order;
    private long address;
    private long function;
    private boolean gone;
    private boolean registeredOnce;
    private long hits;
    private long missed;
    private long returnsMissed;
    private int active;

    KernelProbe(ControlFile.Probe definition, String line, EventType event, int defaultMaxactive, long order) {
        this.definition = definition;
        this.line = line;
        this.event = event;
        this.order = order;
        returns = definition.definition().kind() == ProbeKind.KRETPROBE;
        readsStackSlots = definition.definition().arguments().stream().flatMap(a -> a.program().steps().stream())
                .anyMatch(FetchStep.StackSlot.class::isInstance);
        int wanted = definition.definition().maxactive();
        maxactive = wanted > 0 ? wanted : defaultMaxactive;
    }

    /** Whether an argument is a word of the kernel stack. */
    boolean readsStackSlots() {
        return readsStackSlots;
    }

    ControlFile.Probe definition() {
        return definition;
    }

    /** The definition as it was written. */
    String line() {
        return line;
    }

    EventType event() {
        return event;
    }

    boolean returns() {
        return returns;
    }

    long order() {
        return order;
    }

    /** The module that the definition names, or null. */
    @Nullable
    String module() {
        return definition.definition().place() instanceof ProbePoint.Symbol symbol ? symbol.module() : null;
    }

    boolean isRegistered() {
        return address != 0;
    }

    boolean isGone() {
        return gone;
    }

    long address() {
        return address;
    }

    long function() {
        return function;
    }

    /**
     * Its line in {@code kprobe_events}: registering a return probe writes into it how many returns may be pending, also where
     * that happens as late as its module comes.
     */
    String listing(boolean showsMaxactive) {
        String listing = definition.listing();
        return showsMaxactive && registeredOnce && listing.startsWith("r:") ? "r" + maxactive + listing.substring(1)
                : listing;
    }

    /** Puts the probe into the kernel; its misses begin anew, its hits do not. */
    void register(long at, long functionStart) {
        address = at;
        function = functionStart;
        gone = false;
        registeredOnce = true;
        missed = 0;
        returnsMissed = 0;
        active = 0;
    }

    /** Its module went away. */
    void setGone() {
        gone = true;
        active = 0;
    }

    long hits() {
        return hits;
    }

    void hit() {
        hits++;
    }

    void miss(int count) {
        missed += count;
    }

    long missed(boolean returnsToo) {
        return missed + (returnsToo ? returnsMissed : 0);
    }

    /** Takes one of the places for pending returns; counts a miss where all are taken. */
    boolean beginReturn() {
        if (active >= maxactive) {
            returnsMissed++;
            return false;
        }
        active++;
        return true;
    }

    void endReturn() {
        if (active > 0) {
            active--;
        }
    }

    /** What is kept of it in a file: hits, misses, lost returns. */
    long[] counts() {
        return new long[]{ hits, missed, returnsMissed };
    }

    void setCounts(long[] counts) {
        hits = counts[0];
        missed = counts[1];
        returnsMissed = counts[2];
    }
}

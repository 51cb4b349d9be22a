/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

/** A processor: its number, the time on it, and whose turn it is. */
public final class Cpu {

    private final int index;
    private long time;
    private Task current;

    Cpu(int index, Task idle) {
        this.index = index;
        current = idle;
    }

    public int index() {
        return index;
    }

    /** Nanoseconds since boot, as far as this processor has got. */
    public long time() {
        return time;
    }

    /** Moves on to a time, never back. */
    public void moveTo(long newTime) {
        time = Math.max(time, newTime);
    }

    /** Lets time pass. */
    public void spend(long nanoseconds) {
        time += nanoseconds;
    }

    public Task current() {
        return current;
    }

    public void setCurrent(Task task) {
        current = task;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A processor: its number, the time on it, and whose turn it is. */
public final class Cpu {

    private static final int DEEPEST = 24;

    private final int index;
    private long time;
    private final Deque<Long> callers = new ArrayDeque<>();
    private Task current;
    private boolean bottomHalvesOff;

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

    /** A function is entered: it will return to that place. */
    public void enter(long function, long caller) {
        callers.push(caller);
        callers.push(function);
    }

    /** The function that was entered last returns. */
    public void leave() {
        callers.pop();
        callers.pop();
    }

    /** The stack, innermost place first, with that place at its end. */
    long[] callers(long last) {
        List<Long> found = new ArrayList<>();
        boolean first = true;
        boolean function = true;
        for (long place : callers) {
            // Of each pair only the place that is returned to is on a stack; the innermost function is where it stands.
            if ((first || !function) && place != 0 && found.size() < DEEPEST) {
                found.add(place);
            }
            first = false;
            function = !function;
        }
        if (last != 0) {
            found.add(last);
        }
        return found.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether what runs has switched softirqs off. */
    boolean bottomHalvesOff() {
        return bottomHalvesOff;
    }

    public void setBottomHalvesOff(boolean off) {
        bottomHalvesOff = off;
    }

    public Task current() {
        return current;
    }

    public void setCurrent(Task task) {
        current = task;
    }
}

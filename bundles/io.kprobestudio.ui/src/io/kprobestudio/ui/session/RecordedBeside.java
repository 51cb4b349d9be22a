/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import java.util.ArrayList;
import java.util.List;

/**
 * What is recorded beside what probes hit.
 *
 * @param scheduling task switches and wake-ups
 * @param interrupts interrupts, soft ones too
 * @param calls system calls
 * @param stacks the kernel's stack behind each event
 */
public record RecordedBeside(boolean scheduling, boolean interrupts, boolean calls, boolean stacks) {

    /** Nothing. */
    public static final RecordedBeside NOTHING = new RecordedBeside(false, false, false, false);

    private static final String SCHEDULING = "scheduling"; //$NON-NLS-1$
    private static final String INTERRUPTS = "interrupts"; //$NON-NLS-1$
    private static final String CALLS = "calls"; //$NON-NLS-1$
    private static final String STACKS = "stacks"; //$NON-NLS-1$

    /** Reads what {@link #words} wrote; other words count for nothing. */
    public static RecordedBeside of(String words) {
        List<String> named = List.of(words.split(" ")); //$NON-NLS-1$
        return new RecordedBeside(named.contains(SCHEDULING), named.contains(INTERRUPTS), named.contains(CALLS),
                named.contains(STACKS));
    }

    /** As words for a preference. */
    public String words() {
        List<String> named = new ArrayList<>();
        if (scheduling) {
            named.add(SCHEDULING);
        }
        if (interrupts) {
            named.add(INTERRUPTS);
        }
        if (calls) {
            named.add(CALLS);
        }
        if (stacks) {
            named.add(STACKS);
        }
        return String.join(" ", named); //$NON-NLS-1$
    }

    /** The kernel's events that this asks for, each {@code system/event} or a whole {@code system}. */
    public List<String> events() {
        List<String> events = new ArrayList<>();
        if (scheduling) {
            events.addAll(List.of("sched/sched_switch", "sched/sched_wakeup")); //$NON-NLS-1$ //$NON-NLS-2$
        }
        if (interrupts) {
            events.add("irq"); //$NON-NLS-1$
        }
        if (calls) {
            events.add("raw_syscalls"); //$NON-NLS-1$
        }
        return events;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.registry.ProbeKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is recorded beside what probes hit.
 *
 * @param scheduling task switches and wake-ups
 * @param interrupts interrupts, soft ones too
 * @param calls system calls
 * @param stacks the kernel's stack behind each event
 * @param stacksOf behind whose hits alone it is recorded where {@code stacks} is not wanted: probes, each {@code group/event},
 *        or in a launch configuration as {@link RecordingPlan} says
 */
public record RecordedBeside(boolean scheduling, boolean interrupts, boolean calls, boolean stacks,
        Set<String> stacksOf) {

    /** Nothing. */
    public static final RecordedBeside NOTHING = new RecordedBeside(false, false, false, false, Set.of());

    private static final String SCHEDULING = "scheduling"; //$NON-NLS-1$
    private static final String INTERRUPTS = "interrupts"; //$NON-NLS-1$
    private static final String CALLS = "calls"; //$NON-NLS-1$
    private static final String STACKS = "stacks"; //$NON-NLS-1$
    private static final String STACK_OF = "stack:"; //$NON-NLS-1$

    /** Copies the set, keeping its order. */
    public RecordedBeside {
        stacksOf = Collections.unmodifiableSet(new LinkedHashSet<>(stacksOf));
    }

    /** Reads what {@link #words} wrote; other words count for nothing. */
    public static RecordedBeside of(String words) {
        List<String> named = List.of(words.split(" ")); //$NON-NLS-1$
        return new RecordedBeside(named.contains(SCHEDULING), named.contains(INTERRUPTS), named.contains(CALLS),
                named.contains(STACKS),
                named.stream().filter(word -> word.startsWith(STACK_OF)).map(word -> word.substring(STACK_OF.length()))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
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
        stacksOf.forEach(event -> named.add(STACK_OF + event));
        return String.join(" ", named); //$NON-NLS-1$
    }

    /** The same with the stack behind the hits of these probes, or without. */
    public RecordedBeside withStacksOf(List<ProbeKey> probes, boolean on) {
        Set<String> chosen = new LinkedHashSet<>(stacksOf);
        for (ProbeKey probe : probes) {
            if (on) {
                chosen.add(probe.toString());
            } else {
                chosen.remove(probe.toString());
            }
        }
        return new RecordedBeside(scheduling, interrupts, calls, stacks, chosen);
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

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** The calls of one function: those under way, by thread, and what the ended ones took. */
final class OpenCalls {

    /** A thread's kernel stack has no room for so many calls of one function; what is deeper is left of missed returns. */
    private static final int DEEPEST = 512;
    private static final int FEW_THREADS = 1024;
    private static final Comparator<Call> SHORTEST_FIRST = Comparator.comparingLong(Call::took)
            .thenComparing(Comparator.comparingLong(Call::row).reversed());

    /** The times of entries of one thread, the latest last. */
    private static final class Entries {
        private long[] times = new long[2];
        private int size;
    }

    private final String name;
    private final int mostWorst;
    private final Map<Integer, Entries> byThread = new HashMap<>();
    private final LatencyHistogram histogram = new LatencyHistogram();
    private final LatencyHeat heat = new LatencyHeat();
    private final PriorityQueue<Call> worst = new PriorityQueue<>(SHORTEST_FIRST);
    private int mostThreads = FEW_THREADS;
    private String entryEvent = "";
    private String exitEvent = "";
    private long unpaired;
    private long discarded;

    OpenCalls(String name, int mostWorst) {
        this.name = name;
        this.mostWorst = mostWorst;
    }

    String name() {
        return name;
    }

    /** Of several events at one end the first that is seen counts, so that no call counts twice. */
    boolean entersBy(String event) {
        entryEvent = entryEvent.isEmpty() ? event : entryEvent;
        return entryEvent.equals(event);
    }

    boolean leavesBy(String event) {
        exitEvent = exitEvent.isEmpty() ? event : exitEvent;
        return exitEvent.equals(event);
    }

    /** Idle threads have one number on all CPUs, so each CPU counts as a thread there. */
    private static int thread(int cpu, int pid) {
        return pid == 0 ? -1 - cpu : pid;
    }

    void enter(int cpu, int pid, long time) {
        if (byThread.size() >= mostThreads) {
            forgetIdle();
        }
        Entries entries = byThread.computeIfAbsent(thread(cpu, pid), none -> new Entries());
        if (entries.size == DEEPEST) {
            discarded += entries.size;
            entries.size = 0;
        }
        if (entries.size == entries.times.length) {
            entries.times = Arrays.copyOf(entries.times, 2 * entries.size);
        }
        entries.times[entries.size++] = time;
    }

    /** Threads come and go for ever: those that are in no call are kept only until they are as many as the rest. */
    private void forgetIdle() {
        byThread.values().removeIf(entries -> entries.size == 0);
        mostThreads = Math.max(FEW_THREADS, 2 * byThread.size());
    }

    void leave(int cpu, int pid, long time, long row) {
        Entries entries = byThread.get(thread(cpu, pid));
        if (entries == null || entries.size == 0) {
            unpaired++;
            return;
        }
        long began = entries.times[--entries.size];
        if (time < began) {
            // the clocks of two CPUs differ by more than the call took
            discarded++;
            return;
        }
        long took = time - began;
        histogram.add(took);
        heat.add(time, took);
        if (worst.size() < mostWorst || mostWorst > 0 && took > shortestOfWorst()) {
            worst.add(new Call(began, took, cpu, pid, row));
            if (worst.size() > mostWorst) {
                worst.remove();
            }
        }
    }

    private long shortestOfWorst() {
        Call shortest = worst.peek();
        return shortest == null ? -1 : shortest.took();
    }

    /** Events were lost: what is under way may return unseen. */
    void discard() {
        discarded += open();
        byThread.clear();
    }

    private long open() {
        return byThread.values().stream().mapToLong(entries -> entries.size).sum();
    }

    /** Whether both ends were seen. */
    boolean isPair() {
        return !entryEvent.isEmpty() && !exitEvent.isEmpty();
    }

    CallLatency result() {
        List<Call> longest = new ArrayList<>(worst);
        longest.sort(SHORTEST_FIRST.reversed());
        return new CallLatency(name, entryEvent, exitEvent, histogram.copy(), heat.copy(), unpaired, discarded, open(),
                longest);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.decoder.KernelSymbols;

/**
 * Pairs the entries and returns of calls: those of one function by one thread, the latest entry first, so that calls within
 * calls are told apart. An idle CPU is a thread of its own. When events were lost, all that is under way is given up, since
 * a return may be among them. Events come in the order of time. Used by one thread at a time.
 */
public final class CallPairing {

    /**
     * On 64 bits a probe this near to a function's beginning stands at its entry: where ftrace has its call, behind a branch
     * target, the kernel moves the probe there (arch_adjust_kprobe_addr of x86 and arm64).
     */
    private static final long NEAREST = 8;
    /** On 32 bits the one that marks Thumb code. */
    private static final long NEAREST_OF_32_BITS = 1;

    private final KernelSymbols symbols;
    private final int worst;
    private final Map<Long, Optional<OpenCalls>> byAddress = new HashMap<>();
    private final Map<String, OpenCalls> byFunction = new LinkedHashMap<>();
    private final Map<String, List<OpenCalls>> byEntry = new HashMap<>();
    private final Map<String, List<OpenCalls>> byExit = new HashMap<>();

    /**
     * Makes a pairing of probes by the function that they stand on.
     *
     * @param symbols the kernel's, for the functions' names
     * @param worst how many of each function's longest calls are kept, 0 or more
     */
    public CallPairing(KernelSymbols symbols, int worst) {
        this(symbols, worst, List.of());
    }

    /**
     * Makes a pairing of pairs of events.
     *
     * @param symbols the kernel's
     * @param worst how many of each pair's longest calls are kept, 0 or more
     * @param pairs the pairs; when there are none, probes are paired by their function
     */
    public CallPairing(KernelSymbols symbols, int worst, List<EventPair> pairs) {
        this.symbols = symbols;
        this.worst = worst;
        for (EventPair pair : pairs) {
            OpenCalls calls = new OpenCalls(pair.entry() + "=" + pair.exit(), worst);
            calls.entersBy(pair.entry());
            calls.leavesBy(pair.exit());
            byFunction.put(pair.entry() + "=" + pair.exit(), calls);
            byEntry.computeIfAbsent(pair.entry(), none -> new ArrayList<>()).add(calls);
            byExit.computeIfAbsent(pair.exit(), none -> new ArrayList<>()).add(calls);
        }
    }

    /** Whether probes are paired by function, rather than events that were named. */
    public boolean isByFunction() {
        return byEntry.isEmpty();
    }

    /** Whether an event is in one of the pairs that were named. */
    public boolean isNamed(String event) {
        return byEntry.containsKey(event) || byExit.containsKey(event);
    }

    /** A probe was hit at an address; one inside of a function, behind its entry, is not a call. */
    public void entered(String event, long address, int cpu, int pid, long time) {
        Optional<OpenCalls> calls = byAddress.computeIfAbsent(address, this::at);
        if (calls.isPresent() && calls.get().entersBy(event)) {
            calls.get().enter(cpu, pid, time);
        }
    }

    /** A function that was called at an address returned. */
    public void returned(String event, long address, int cpu, int pid, long time, long row) {
        Optional<OpenCalls> calls = byAddress.computeIfAbsent(address, this::at);
        if (calls.isPresent() && calls.get().leavesBy(event)) {
            calls.get().leave(cpu, pid, time, row);
        }
    }

    /** An event of a named pair: an event that is both ends of one first ends what is open, then opens anew. */
    public void named(String event, int cpu, int pid, long time, long row) {
        for (OpenCalls calls : byExit.getOrDefault(event, List.of())) {
            calls.leave(cpu, pid, time, row);
        }
        for (OpenCalls calls : byEntry.getOrDefault(event, List.of())) {
            calls.enter(cpu, pid, time);
        }
    }

    /** Events were lost. */
    public void lost() {
        byFunction.values().forEach(OpenCalls::discard);
    }

    /** What is kept of the function that an address is the entry of; nothing of an address inside of one. */
    private Optional<OpenCalls> at(long address) {
        KernelSymbols.Symbol symbol = symbols.lookup(address);
        if (symbol == null) {
            return Optional.of(calls("0x" + Long.toHexString(address), address));
        }
        if (symbol.offset() > (address >>> Integer.SIZE == 0 ? NEAREST_OF_32_BITS : NEAREST)) {
            return Optional.empty();
        }
        String name = symbol.module().isEmpty() ? symbol.name() : symbol.module() + ":" + symbol.name();
        return Optional.of(calls(name, address - symbol.offset()));
    }

    /** Two functions of one name are two. */
    private OpenCalls calls(String name, long begin) {
        return byFunction.computeIfAbsent(name + "@" + Long.toHexString(begin), none -> new OpenCalls(name, worst));
    }

    /** What was measured: each function of which both ends were seen, the longest in total first. */
    public List<CallLatency> results() {
        return byFunction.values().stream().filter(OpenCalls::isPair).map(OpenCalls::result)
                .sorted(Comparator.comparingDouble((CallLatency latency) -> latency.histogram().sum()).reversed())
                .toList();
    }

    /** Functions of which one end only was seen, and so nothing could be measured, by name. */
    public List<String> halves() {
        return byFunction.values().stream().filter(calls -> !calls.isPair()).map(OpenCalls::name)
                .sorted()
                .toList();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What happens when a probed function runs: kprobe_dispatcher and kretprobe_dispatcher of kernel/trace/trace_kprobe.c, and
 * the places that a kretprobe has for pending returns.
 */
public final class ProbeHits {

    private static final int IRQS_OFF = 1;
    /** {@code TRACE_FLAG_BH_OFF}, which is told where there are five flags. */
    private static final int SOFTIRQS_OFF = 0x80;
    private static final int COMMON = 8;
    private static final long HANDLER_TIME = 4_000;

    private final SimulatedKernel kernel;
    private final KernelProfile profile;
    private FetchMachine machine;
    private long trampoline;

    ProbeHits(SimulatedKernel kernel) {
        this.kernel = kernel;
        profile = kernel.profile();
        machine = new FetchMachine(kernel.symbols(), profile, address -> kernel.symbolText(address, true));
        symbolsChanged();
    }

    void symbolsChanged() {
        machine = new FetchMachine(kernel.symbols(), profile, address -> kernel.symbolText(address, true));
        int index = kernel.symbols().lookup("__kretprobe_trampoline");
        index = index < 0 ? kernel.symbols().lookup("kretprobe_trampoline") : index;
        trampoline = index < 0 ? 0 : kernel.symbols().address(index);
    }

    /** A call that has not returned yet. */
    public static final class Pending {
        private final List<KernelProbe> waiting;
        private final Registers registers;
        private final long caller;

        private Pending(List<KernelProbe> waiting, Registers registers, long caller) {
            this.waiting = waiting;
            this.registers = registers;
            this.caller = caller;
        }
    }

    /**
     * A function is entered.
     *
     * @param function where it begins
     * @param arguments its first four
     * @param caller where it returns to
     * @param depth how far down the stack it is, in bytes
     * @return what {@link #leave} needs, or null when no return is waited for
     */
    public @Nullable Pending enter(Cpu cpu, Task task, long function, long[] arguments, long caller, int depth) {
        List<KernelProbe> there = kernel.probes().within(function);
        if (there.isEmpty()) {
            return null;
        }
        long stack = task.stackTop(profile.kernelBase()) - 0x60 - depth & ~7L;
        Registers registers = Registers.atEntry(arguments, stack, caller, function,
                Mix.next(function ^ (long) task.pid() << 32 ^ cpu.time() >>> 22));
        List<KernelProbe> waiting = null;
        for (KernelProbe probe : List.copyOf(there)) {
            if (!kernel.isInUse(probe.event())) {
                continue;
            }
            registers.set(Registers.PC, probe.address());
            if (!probe.returns()) {
                hit(probe, registers, cpu, task, probe.address(), 0);
            } else if (probe.beginReturn()) {
                waiting = waiting == null ? new ArrayList<>() : waiting;
                waiting.add(probe);
                if (trampoline != 0) {
                    registers.set(Registers.LR, trampoline);
                }
            }
        }
        return waiting == null ? null : new Pending(waiting, registers, caller);
    }

    /** The call returns with a value. */
    public void leave(@Nullable Pending pending, Cpu cpu, Task task, long value) {
        if (pending == null) {
            return;
        }
        Registers registers = pending.registers.copy();
        registers.set(0, value);
        registers.set(Registers.PC, trampoline == 0 ? pending.caller : trampoline);
        for (int i = pending.waiting.size() - 1; i >= 0; i--) {
            KernelProbe probe = pending.waiting.get(i);
            probe.endReturn();
            if (probe.isRegistered() && !probe.isGone() && kernel.isInUse(probe.event())) {
                hit(probe, registers, cpu, task, probe.address(), pending.caller);
            }
        }
    }

    private void hit(KernelProbe probe, Registers registers, Cpu cpu, Task task, long place, long caller) {
        EventType type = probe.event();
        if (probe.returns() && profile.returnStackOopses() && probe.readsStackSlots()) {
            kernel.oops();
        }
        List<SimulatedKernel.Listener> listeners = kernel.listeners(type);
        if (!profile.hitsWithRecords() || !probe.returns() && !listeners.isEmpty()) {
            probe.hit();
        }
        kernel.changed();
        byte[] record = null;
        for (SimulatedKernel.Listener listener : listeners) {
            if (!listener.array().isRecording()) {
                continue;
            }
            if (record == null) {
                record = machine.fetch(probe.definition().layout(), probe.definition().definition().arguments(),
                        registers, kernel.memory(), task, COMMON);
                int irqs = probe.returns() && !profile.returnIrqsOff() ? 0 : IRQS_OFF;
                int softirqs = profile.fiveFlags() && cpu.bottomHalvesOff() ? SOFTIRQS_OFF : 0;
                StaticEvent.common(record, type.id(), irqs | softirqs, 0, task.pid());
                word(record, COMMON, place);
                if (probe.returns()) {
                    word(record, COMMON + 4, caller);
                }
                kernel.saveName(task);
            }
            if (profile.faultsAreMisses() && machine.faults() > 0 && !probe.returns()) {
                missAll(probe, machine.faults());
            }
            TraceArray array = listener.array();
            if (array.record(listener.file(), record, cpu, task, kernel.timestamp(array, cpu))) {
                kernel.internalEvents().recorded(array, cpu, task);
            }
        }
        cpu.spend(HANDLER_TIME);
    }

    /** A fault in a handler is counted on every probe at that address. */
    private void missAll(KernelProbe probe, int count) {
        for (KernelProbe other : kernel.probes().within(probe.function())) {
            if (other.address() == probe.address()) {
                other.miss(count);
            }
        }
    }

    private static void word(byte[] record, int at, long value) {
        for (int i = 0; i < 4; i++) {
            record[at + i] = (byte) (value >>> 8 * i);
        }
    }
}

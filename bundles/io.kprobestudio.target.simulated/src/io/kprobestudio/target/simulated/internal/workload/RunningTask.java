/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.target.simulated.internal.kernel.Cpu;
import io.kprobestudio.target.simulated.internal.kernel.EventType;
import io.kprobestudio.target.simulated.internal.kernel.KernelProfile;
import io.kprobestudio.target.simulated.internal.kernel.Maybe;
import io.kprobestudio.target.simulated.internal.kernel.Memory;
import io.kprobestudio.target.simulated.internal.kernel.Mix;
import io.kprobestudio.target.simulated.internal.kernel.ProbeHits;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.eclipse.jdt.annotation.Nullable;

/** A task on a processor, running kernel code: what its functions are called with, and when it sleeps and wakes. */
final class RunningTask {

    private static final int SLEEPING = 1;
    private static final int IRQS_OFF = 1;
    private static final int SOFTIRQ = 0x10;

    private final SimulatedKernel kernel;
    private final Cpu cpu;
    private final Task task;
    private final Task idle;
    private final SplittableRandom random;
    private final Map<String, Long> addresses = new HashMap<>();
    private @Nullable SymbolTable described;
    private ProbeHits.@Nullable Pending asleep;
    private ProbeHits.@Nullable Pending asleepBelow;
    private boolean sleeping;
    private int depth;

    RunningTask(SimulatedKernel kernel, int cpu, Task task, long seed) {
        this.kernel = kernel;
        this.cpu = kernel.cpus().get(cpu);
        this.task = task;
        idle = new Task(0, "swapper/" + cpu, 120);
        random = new SplittableRandom(Mix.of(task.comm(), seed ^ task.pid()));
    }

    SimulatedKernel kernel() {
        return kernel;
    }

    KernelProfile profile() {
        return kernel.profile();
    }

    Memory memory() {
        return kernel.memory();
    }

    Cpu cpu() {
        return cpu;
    }

    Task task() {
        return task;
    }

    /** A number from 0 to below the bound, the same for the same seed. */
    int random(int bound) {
        return random.nextInt(bound);
    }

    /** Whether the kernel has a function. */
    boolean has(String function) {
        return address(function) != 0;
    }

    /** The address of a function, 0 when there is none. */
    long address(String function) {
        // Functions of modules come and go.
        if (described != kernel.symbols()) {
            described = kernel.symbols();
            addresses.clear();
        }
        @Nullable
        Long known = Maybe.of(addresses.get(function));
        if (known == null || known == 0) {
            known = kernel.address(function);
            addresses.put(function, known);
        }
        return known;
    }

    /** A place within a function, as a return address. */
    long within(String function, int offset) {
        long start = address(function);
        if (start == 0) {
            return profile().kernelBase() + 0x300000;
        }
        long size = kernel.symbols().sizeOf(kernel.symbols().at(start));
        return start + Math.max(4, Math.min(offset, size - 4 & ~3L));
    }

    /**
     * Calls a function of the kernel; where this kernel has none of that name, what it calls is called all the same.
     *
     * @param function its name
     * @param caller where it returns to
     * @param body what it does, and its result
     * @param arguments its first four
     */
    long call(String function, long caller, LongSupplier body, long... arguments) {
        long address = address(function);
        depth += 0x40;
        cpu.enter(address, caller);
        ProbeHits.Pending pending = address == 0 ? null
                : kernel.hits().enter(cpu, task, address, arguments, caller, depth);
        cpu.spend(1_500 + random.nextInt(3_000));
        long result = body.getAsLong();
        cpu.spend(700 + random.nextInt(1_500));
        kernel.hits().leave(pending, cpu, task, result);
        cpu.leave();
        depth -= 0x40;
        return result;
    }

    /** Calls a function that calls nothing of interest. */
    long leaf(String function, long caller, long result, long... arguments) {
        return call(function, caller, () -> result, arguments);
    }

    /** A pointer to a structure that does not move: the same for the same name. */
    long object(String name) {
        return profile().kernelBase() + 0x2000000L + (Mix.of(name, 7) & 0xffffc0L);
    }

    /** A static event. */
    @Nullable
    EventType event(String system, String name) {
        return kernel.events().find(system, name);
    }

    /** Wakes up and runs: what stands between two sleeps. */
    void run(long time, Runnable piece) {
        cpu.moveTo(time);
        wake();
        piece.run();
        kernel.memory().forget();
        sleep();
        cpu.spend(2_000);
    }

    /** Runs without having slept: what a system call that was asked for does. */
    void runNow(long time, Runnable piece) {
        cpu.moveTo(time);
        piece.run();
        kernel.memory().forget();
    }

    private void wake() {
        kernel.emit(event("sched", "sched_waking"), cpu, idle, IRQS_OFF | SOFTIRQ, 0, e -> e.set("comm", task.comm())
                .set("pid", task.pid()).set("prio", task.priority()).set("target_cpu", cpu.index()));
        if (sleeping) {
            leaf("try_to_wake_up", within("wake_up_process", 0x14), 1, object("task" + task.pid()), 3, 0);
        }
        kernel.emit(event("sched", "sched_wakeup"), cpu, idle, IRQS_OFF | SOFTIRQ, 0, e -> e.set("comm", task.comm())
                .set("pid", task.pid()).set("prio", task.priority()).set("success", 1)
                .set("target_cpu", cpu.index()));
        cpu.spend(6_000);
        kernel.emit(event("sched", "sched_switch"), cpu, idle, IRQS_OFF, 0,
                e -> e.set("prev_comm", idle.comm()).set("prev_pid", 0).set("prev_prio", 120).set("prev_state", 0)
                        .set("next_comm", task.comm()).set("next_pid", task.pid()).set("next_prio", task.priority()));
        cpu.setCurrent(task);
        kernel.hits().leave(asleepBelow, cpu, task, 0);
        kernel.hits().leave(asleep, cpu, task, 0);
        asleep = null;
        asleepBelow = null;
        sleeping = false;
    }

    private void sleep() {
        long caller = task.comm().startsWith("kworker") ? within("worker_thread", 0xd8)
                : task.comm().startsWith("migration") ? within("smpboot_thread_fn", 0x100)
                        : within("schedule_timeout", 0x98);
        asleep = enter("schedule", caller);
        asleepBelow = enter("__schedule", within("schedule", 0x54));
        sleeping = true;
        kernel.emit(event("sched", "sched_switch"), cpu, task, IRQS_OFF, 0,
                e -> e.set("prev_comm", task.comm()).set("prev_pid", task.pid()).set("prev_prio", task.priority())
                        .set("prev_state", SLEEPING).set("next_comm", idle.comm()).set("next_pid", 0)
                        .set("next_prio", 120));
        cpu.setCurrent(idle);
    }

    private ProbeHits.@Nullable Pending enter(String function, long caller) {
        long address = address(function);
        return address == 0 ? null : kernel.hits().enter(cpu, task, address, new long[]{ 0, 0, 0, 0 }, caller, 0x80);
    }

    /** The task ends: it does not come back from its last sleep. */
    void end() {
        asleep = null;
        asleepBelow = null;
    }
}

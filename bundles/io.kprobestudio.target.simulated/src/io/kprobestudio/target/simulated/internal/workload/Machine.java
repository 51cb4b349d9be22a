/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.target.simulated.internal.files.RootFolder;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.Task;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The simulated machine: a kernel, its files, what always runs on it and the programs that were started. Its time is moved
 * on from outside. What always runs, runs only while something is recorded or counted: nobody can see it else, and its first
 * event is then the same whenever a recording begins. Not thread-safe.
 */
public final class Machine {

    private record Turn(long time, int order, Actor actor) implements Comparable<Turn> {
        @Override
        public int compareTo(Turn other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : Integer.compare(order, other.order);
        }
    }

    /** What mkdir asks for with the usual umask of 022. */
    private static final int FOLDER_MODE = 0x1ed;

    private final SimulatedKernel kernel;
    private final RootFolder root;
    private final long seed;
    private final PriorityQueue<Turn> background = new PriorityQueue<>();
    private final PriorityQueue<Turn> programs = new PriorityQueue<>();
    private final RunningTask caller;
    private long activity;
    private int orders;

    /** A machine around a kernel. */
    public Machine(SimulatedKernel kernel, long seed) {
        this.kernel = kernel;
        this.seed = seed;
        root = new RootFolder(kernel);
        caller = new RunningTask(kernel, 0, new Task(120, "sh", 120), seed);
        schedule();
    }

    private void schedule() {
        background.clear();
        for (Actor actor : Background.actors(kernel, seed ^ activity)) {
            background.add(new Turn(activity + 1_000_000L * (background.size() % 17 + 1), background.size(), actor));
        }
        orders = background.size();
    }

    public SimulatedKernel kernel() {
        return kernel;
    }

    public RootFolder root() {
        return root;
    }

    /** For how many nanoseconds what always runs has run. */
    public long activity() {
        return activity;
    }

    /** Goes on from a kept state. */
    public void setActivity(long nanoseconds) {
        activity = nanoseconds;
        schedule();
    }

    /** Moves time on and lets run what is due until then. */
    public void advanceTo(long time) {
        while (true) {
            long now = kernel.now();
            boolean watched = kernel.isWatched();
            Turn first = background.element();
            long nextBackground = watched ? now + Math.max(0, first.time() - activity) : Long.MAX_VALUE;
            long nextProgram = programs.isEmpty() ? Long.MAX_VALUE : Math.max(now, programs.element().time());
            long next = Math.min(nextBackground, nextProgram);
            boolean done = next > time;
            long until = done ? Math.max(now, time) : next;
            activity += watched ? until - now : 0;
            kernel.setNow(until);
            if (done) {
                return;
            }
            PriorityQueue<Turn> queue = nextProgram <= nextBackground ? programs : background;
            Turn turn = queue.remove();
            long wait = turn.actor().step(until);
            if (wait != Actor.DONE) {
                long base = queue == programs ? until : activity;
                queue.add(new Turn(base + wait, turn.order(), turn.actor()));
            }
        }
    }

    /** Starts a program; it runs as time goes on. */
    public Program start(List<String> command) {
        Program program = new Program(this, command, new Task(kernel.newPid(), Programs.name(command), 120), seed);
        programs.add(new Turn(kernel.now() + 300_000, orders++, program));
        return program;
    }

    /** Lets the programs of this machine go on, on another one. */
    public void moveProgramsTo(Machine other) {
        for (Turn turn : programs) {
            if (turn.actor() instanceof Program program) {
                program.moveTo(other);
            }
            other.programs.add(turn);
        }
        other.orders = orders;
        programs.clear();
    }

    /** Ends a program where it stands. */
    void remove(Program program) {
        programs.removeIf(turn -> turn.actor() == program);
    }

    /** Makes a folder as a program on the machine would: through the kernel's own functions. */
    public long makeFolder(String path, java.util.function.LongSupplier making) {
        long[] result = { 0 };
        caller.runNow(kernel.now(), () -> result[0] = new SystemCalls(caller).makeFolder(path, FOLDER_MODE, making));
        return result[0];
    }

    /** Loads a module, whose first functions then run. */
    public void loadModule(String name) throws KernelError {
        kernel.loadModule(name);
        caller.runNow(kernel.now(), () -> new Modules(caller).came(name));
    }

    /** Unloads a module, whose last functions run before. */
    public void unloadModule(String name) throws KernelError {
        if (kernel.hasLoaded(name)) {
            caller.runNow(kernel.now(), () -> new Modules(caller).goes(name));
        }
        kernel.unloadModule(name);
    }

    /** Makes the kernel run a function; false when no system call leads to it. */
    public boolean call(String symbol, int times) {
        return new Calls(caller).call(symbol, times, kernel.now());
    }
}

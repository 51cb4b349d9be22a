/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.target.simulated.internal.kernel.Task;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/** A program that was started on the machine. It prints as it goes, and ends when its pieces are through. */
public final class Program implements Actor {

    private static final int KILLED = 137;

    private final Task task;
    private final long seed;
    private Machine machine;
    private RunningTask running;
    private SystemCalls calls;
    private final Iterator<Runnable> pieces;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private int exitCode;
    private boolean ended;
    private long wait;

    Program(Machine machine, List<String> command, Task task, long seed) {
        this.machine = machine;
        this.task = task;
        this.seed = seed;
        running = new RunningTask(machine.kernel(), task.pid() % 4, task, seed);
        calls = new SystemCalls(running);
        pieces = new Programs(this).pieces(command);
    }

    Machine machine() {
        return machine;
    }

    /** Goes on, on another machine. */
    void moveTo(Machine other) {
        machine = other;
        running = new RunningTask(other.kernel(), task.pid() % 4, task, seed);
        calls = new SystemCalls(running);
    }

    /** Its number. */
    public int pid() {
        return task.pid();
    }

    /** Its exit code, or nothing while it runs. */
    public OptionalInt exitCode() {
        return ended ? OptionalInt.of(exitCode) : OptionalInt.empty();
    }

    /** Takes what it printed since the last call. */
    public byte[] takeOutput() {
        return take(output);
    }

    /** Takes the messages that it printed since the last call. */
    public byte[] takeErrors() {
        return take(errors);
    }

    private static byte[] take(ByteArrayOutputStream from) {
        byte[] bytes = from.toByteArray();
        from.reset();
        return bytes;
    }

    /** Ends it as SIGKILL does. */
    public void kill() {
        if (!ended) {
            ended = true;
            exitCode = KILLED;
            machine.remove(this);
        }
    }

    RunningTask running() {
        return running;
    }

    SystemCalls calls() {
        return calls;
    }

    void print(byte[] bytes) {
        output.writeBytes(bytes);
    }

    /** Prints text through a system call, as programs do. */
    void write(String text) {
        calls.write(1, "pipe:[4242]", text);
        output.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void complain(String text) {
        calls.write(2, "pipe:[4243]", text);
        errors.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    int exitStatus() {
        return exitCode;
    }

    void exitWith(int code) {
        exitCode = code;
    }

    /** Lets this long pass before the next piece. */
    void waitFor(long nanoseconds) {
        wait = nanoseconds;
    }

    @Override
    public long step(long time) {
        wait = 0;
        if (!pieces.hasNext()) {
            ended = true;
            return DONE;
        }
        long before = Math.max(time, running.cpu().time());
        running.run(time, pieces.next());
        return Math.max(120_000, running.cpu().time() - before + wait);
    }
}

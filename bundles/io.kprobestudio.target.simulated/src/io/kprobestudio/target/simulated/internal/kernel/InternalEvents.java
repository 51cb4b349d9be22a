/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.eclipse.jdt.annotation.Nullable;

/** The records of the group {@code ftrace} that other things lead to: stacks behind events, and what users write themselves. */
public final class InternalEvents {

    private static final int HEAD = 12;
    /** {@code TRACE_BUF_SIZE}: a longer mark is cut. */
    private static final int LONGEST_MARK = 1024;

    private final SimulatedKernel kernel;
    private final @Nullable EventType stack;
    private final @Nullable EventType print;

    InternalEvents(SimulatedKernel kernel) {
        this.kernel = kernel;
        stack = kernel.events().find("ftrace", "kernel_stack");
        print = kernel.events().find("ftrace", "print");
    }

    /** A record was written: the option {@code stacktrace} has the stack follow it. */
    void recorded(TraceArray array, Cpu cpu, Task task) {
        EventType type = stack;
        if (type == null || !array.option("stacktrace")) {
            return;
        }
        long[] callers = cpu.callers(kernel.address("ret_fast_syscall"));
        ByteBuffer record = ByteBuffer.allocate(HEAD + 4 * callers.length).order(ByteOrder.LITTLE_ENDIAN);
        StaticEvent.common(record.array(), type.id(), 1, 0, task.pid());
        record.putInt(8, callers.length);
        for (int i = 0; i < callers.length; i++) {
            record.putInt(HEAD + 4 * i, (int) callers[i]);
        }
        array.record(array.file(type), record.array(), cpu, task, kernel.timestamp(array, cpu));
    }

    /** Writes to {@code trace_marker}: the text stands among the events. */
    public void mark(TraceArray array, String text) throws KernelError {
        EventType type = print;
        if (type == null || !array.option("markers")) {
            throw new KernelError(KernelError.EINVAL);
        }
        String line = text.substring(0, Math.min(LONGEST_MARK, text.length()));
        byte[] bytes = (line.endsWith("\n") ? line + "\0" : line + "\n\0").getBytes(StandardCharsets.ISO_8859_1);
        byte[] record = new byte[HEAD + bytes.length];
        Cpu cpu = kernel.cpus().get(0);
        cpu.moveTo(kernel.now());
        Task task = new Task(120, "sh", 120);
        kernel.saveName(task);
        StaticEvent.common(record, type.id(), 0, 0, task.pid());
        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).putInt(8, (int) kernel.address("tracing_mark_write"));
        System.arraycopy(bytes, 0, record, HEAD, bytes.length);
        array.record(array.file(type), record, cpu, task, kernel.timestamp(array, cpu));
        cpu.spend(1_000);
    }
}

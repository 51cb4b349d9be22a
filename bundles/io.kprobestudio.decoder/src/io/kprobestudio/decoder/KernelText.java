/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.internal.print.Body;
import io.kprobestudio.decoder.internal.print.BodyCompiler;
import io.kprobestudio.decoder.internal.print.Frame;

/**
 * Prints a record as the kernel that wrote it prints it in its {@code trace} file ({@code kernel/trace/trace_output.c}):
 * task, thread, CPU, flags, time, event, fields, in that version's layout. For one thread at a time; make one a thread,
 * they share the metadata.
 */
public final class KernelText {

    private static final int COMM_WIDTH = 16;
    private static final long NS_PER_US = 1000;
    private static final long US_PER_SEC = 1_000_000;
    private static final int PID_CACHE = 1 << 12;
    private static final byte[] UNKNOWN = { '?', '.', '.', '.', '?' };

    private final TraceMetadata metadata;
    private final BodyCompiler compiler;
    private final Frame frame;
    private final @Nullable Body[] bodies;
    private final int pidWidth;
    private final boolean migrate;
    private final FlagLetters letters;
    private final boolean nanoseconds;
    private final int[] cachedPids = new int[PID_CACHE];
    private final byte[] @Nullable [] cachedTasks = new byte[PID_CACHE] @Nullable [];

    /** A printer for recordings with this metadata. */
    public KernelText(TraceMetadata metadata) {
        this.metadata = metadata;
        compiler = new BodyCompiler(metadata);
        frame = new Frame(metadata);
        bodies = new @Nullable Body[metadata.formats().limit()];
        pidWidth = metadata.kernel().atLeast(5, 10) ? 7 : 5;
        migrate = metadata.kernel().atLeast(5, 15);
        letters = new FlagLetters(metadata.kernel());
        nanoseconds = metadata.clock().inNanoseconds();
        Arrays.fill(cachedPids, -1);
    }

    /**
     * Appends the record's line, newline included; several lines where the event's text has newlines.
     *
     * @param buffer in the kernel's byte order
     * @param offset of the record's payload
     * @param length of it
     */
    public void line(int cpu, long time, ByteBuffer buffer, int offset, int length, TextBuffer out) {
        out.ensure(256);
        boolean head = length >= 8;
        int pid = head ? buffer.getInt(offset + 4) : 0;
        int flags = head ? buffer.get(offset + 2) & 0xff : 0;
        int preempt = head ? buffer.get(offset + 3) & 0xff : 0;
        out.put(task(pid));
        out.put('[');
        if (cpu < 1000) {
            out.put('0' + cpu / 100);
            out.put('0' + cpu / 10 % 10);
            out.put('0' + cpu % 10);
        } else {
            out.putUnsigned(cpu);
        }
        out.put(']');
        out.put(' ');
        letters.put(flags, preempt, migrate, out);
        out.put(' ');
        time(time, out);
        body(buffer, offset, length, out);
    }

    private void time(long time, TextBuffer out) {
        int start = out.size();
        if (nanoseconds) {
            long us = Long.divideUnsigned(time + NS_PER_US / 2, NS_PER_US);
            long seconds = us / US_PER_SEC;
            out.fill(' ', 5 - TextBuffer.digits(seconds));
            out.putUnsigned(seconds);
            out.put('.');
            out.putSixDigits((int) (us - seconds * US_PER_SEC));
        } else {
            out.putUnsigned(time);
            out.pad(start, 12, false);
        }
        out.put(':');
        out.put(' ');
    }

    /** {@code "            task-pid     "}: what does not change for a thread. */
    private byte[] task(int pid) {
        int slot = pid & PID_CACHE - 1;
        byte[] cached = cachedTasks[slot];
        if (cached != null && cachedPids[slot] == pid) {
            return cached;
        }
        TextBuffer text = new TextBuffer(32);
        text.put(metadata.comms().bytes(pid));
        text.pad(0, COMM_WIDTH, false);
        text.put('-');
        int start = text.size();
        text.putDecimal(pid);
        text.pad(start, pidWidth, true);
        text.put(' ');
        byte[] made = text.toByteArray();
        cachedTasks[slot] = made;
        cachedPids[slot] = pid;
        return made;
    }

    /** Appends what follows the time stamp: the event's name and text, with its newline. */
    public void body(ByteBuffer buffer, int offset, int length, TextBuffer out) {
        int id = EventDecoder.eventId(buffer, offset, length);
        Body body = id >= 0 && id < bodies.length ? bodies[id] : null;
        if (body == null) {
            EventFormat format = metadata.format(id);
            if (format == null) {
                out.put("Unknown type ");
                out.putDecimal(id);
                out.put('\n');
                return;
            }
            body = compiler.compile(format);
            bodies[id] = body;
        }
        if (length < body.minimum()) {
            out.put(UNKNOWN);
            out.put('\n');
            return;
        }
        frame.set(buffer, offset, length, out);
        body.print(frame);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.internal.print.Body;
import io.kprobestudio.decoder.internal.print.BodyCompiler;
import io.kprobestudio.decoder.internal.print.Chunk;
import io.kprobestudio.decoder.internal.print.Digits;
import io.kprobestudio.decoder.internal.print.Frame;
import io.kprobestudio.decoder.internal.print.LineHeads;

/**
 * Prints a record as the kernel that wrote it prints it in its {@code trace} file ({@code kernel/trace/trace_output.c}):
 * task, thread, CPU, flags, time, event, fields, in that version's layout. For one thread at a time; make one a thread,
 * they share the metadata.
 */
public final class KernelText {

    private static final int COMM_WIDTH = 16;
    private static final long NS_PER_US = 1000;
    private static final long US_PER_SEC = 1_000_000;
    /** Bytes of a task's name and thread ID at most. */
    private static final int TASK = 128;
    /** What the line's head, its flags and its time take at most. */
    private static final int HEAD = 256;
    private static final byte[] UNKNOWN = { '?', '.', '.', '.', '?' };

    private final TraceMetadata metadata;
    private final BodyCompiler compiler;
    private final Frame frame;
    /** By event ID; shared by printers of several threads, which may at worst make the same twice. */
    private final @Nullable Body[] bodies;
    private final int pidWidth;
    private final FlagLetters letters;
    private final boolean nanoseconds;
    private final LineHeads heads = new LineHeads();
    private long secondStart = -US_PER_SEC;
    private Chunk second = Chunk.EMPTY;

    /** A printer for recordings with this metadata. */
    public KernelText(TraceMetadata metadata) {
        this(metadata, new @Nullable Body[metadata.formats().limit()]);
    }

    /** From 5.9 on the column of process numbers has seven places, in stable kernels too (trace_print_context). */
    private static boolean hasWidePids(KernelVersion kernel) {
        return kernel.atLeast(5, 9) || kernel.isStable(5, 8, 14) || kernel.isStable(5, 4, 70);
    }

    private KernelText(TraceMetadata metadata, @Nullable Body[] bodies) {
        this.metadata = metadata;
        this.bodies = bodies;
        compiler = new BodyCompiler(metadata);
        frame = new Frame(metadata);
        pidWidth = hasWidePids(metadata.kernel()) ? 7 : 5;
        letters = new FlagLetters(metadata.kernel(), metadata.kernel().atLeast(5, 15));
        nanoseconds = metadata.clock().inNanoseconds();
    }

    /** A printer for another thread, which shares what has been compiled. */
    KernelText another() {
        return new KernelText(metadata, bodies);
    }

    /**
     * Appends the record's line, newline included; several lines where the event's text has newlines.
     *
     * @param buffer in the kernel's byte order
     * @param offset of the record's payload
     * @param length of it
     */
    public void line(int cpu, long time, ByteBuffer buffer, int offset, int length, TextBuffer out) {
        frame.set(buffer, offset, length, out);
        head(cpu, time, out);
        body(out);
    }

    /** Appends what comes before the event's name. */
    void head(int cpu, long time, ByteBuffer buffer, int offset, int length, TextBuffer out) {
        frame.set(buffer, offset, length, out);
        head(cpu, time, out);
    }

    private void head(int cpu, long time, TextBuffer out) {
        out.ensure(HEAD);
        long key = LineHeads.key(frame.pid(), cpu, frame.flags(), frame.preempt());
        int length = cpu >>> Short.SIZE == 0 ? heads.put(key, out.array(), out.size()) : 0;
        if (length == 0) {
            length = newHead(cpu, key, out);
        }
        byte[] to = out.array();
        int at = time(time, to, out.size() + length);
        to[at] = ':';
        to[at + 1] = ' ';
        out.setSize(at + 2);
    }

    /** {@code "            task-pid     [000] d..1. "} behind the buffer's end; returns its bytes. */
    private int newHead(int cpu, long key, TextBuffer out) {
        int start = out.size();
        out.put(metadata.comms().bytes(frame.pid()));
        out.pad(start, COMM_WIDTH, false);
        out.put('-');
        int pid = out.size();
        out.putDecimal(frame.pid());
        out.pad(pid, pidWidth, true);
        out.put(' ');
        out.truncate(start + TASK);
        out.put('[');
        out.putUnsigned(cpu, 3);
        out.put("] ");
        out.ensure(HEAD - TASK);
        int length = letters.put(frame.flags(), frame.preempt(), out.array(), out.size()) - start;
        out.truncate(start);
        if (cpu >>> Short.SIZE == 0) {
            heads.keep(key, out.array(), start, length);
        }
        return length;
    }

    private int time(long time, byte[] to, int from) {
        if (!nanoseconds) {
            int end = Digits.unsigned(to, from, time);
            int missing = from + 12 - end;
            if (missing > 0) {
                System.arraycopy(to, from, to, from + missing, end - from);
                Arrays.fill(to, from, from + missing, (byte) ' ');
                return end + missing;
            }
            return end;
        }
        long us = time >= 0 ? (time + NS_PER_US / 2) / NS_PER_US
                : Long.divideUnsigned(time + NS_PER_US / 2, NS_PER_US);
        if (us - secondStart >= US_PER_SEC || us < secondStart) {
            long seconds = us / US_PER_SEC;
            secondStart = seconds * US_PER_SEC;
            TextBuffer text = new TextBuffer(32);
            text.putUnsigned(seconds);
            text.pad(0, 5, false);
            text.put('.');
            second = new Chunk(text.toByteArray());
        }
        return Digits.six(to, second.put(to, from), (int) (us - secondStart));
    }

    /** Appends what follows the time stamp: the event's name and text, with its newline. */
    public void body(ByteBuffer buffer, int offset, int length, TextBuffer out) {
        frame.set(buffer, offset, length, out);
        body(out);
    }

    private void body(TextBuffer out) {
        int id = frame.type();
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
        if (frame.length() < body.minimum()) {
            out.put(UNKNOWN);
            out.put('\n');
            return;
        }
        body.print(frame);
    }
}

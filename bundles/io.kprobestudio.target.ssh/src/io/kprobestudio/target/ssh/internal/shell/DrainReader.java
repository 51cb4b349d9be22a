/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;

/**
 * Takes apart what {@link DrainScript} prints. Whatever begins with the marker is a marker line, all else is a sub-buffer of
 * the last marker's CPU.
 */
final class DrainReader {

    /** The length of a marker in bytes. */
    static final int MARKER_LENGTH = 16;

    private static final int LONGEST_LINE = MARKER_LENGTH + 16;
    private static final String START = "start";
    private static final String END = "end";
    private static final String SILENT = "silent";
    private static final String STORM = "storm";

    private final InputStream in;
    private final byte[] marker;
    private final Set<Integer> cpus;
    private final int subBufferSize;
    private final DrainSink sink;
    private final long mostEvents;
    private final byte[] buffer;
    private int from;
    private int to;
    private volatile long transferred;

    DrainReader(InputStream in, String marker, DrainRequest request, DrainSink sink) {
        this.in = in;
        this.marker = marker.getBytes(StandardCharsets.ISO_8859_1);
        cpus = Set.copyOf(request.cpus());
        subBufferSize = request.subBufferSize();
        mostEvents = request.mostEvents();
        this.sink = sink;
        buffer = new byte[Math.max(1 << 16, 4 * subBufferSize)];
    }

    /** How many bytes came so far. */
    long transferred() {
        return transferred;
    }

    /** Waits for the sign that the loop runs. Whatever the user's start-up files print before it is dropped. */
    void awaitStart() throws IOException {
        byte[] start = (new String(marker, StandardCharsets.ISO_8859_1) + START + "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            for (; to - from >= start.length; from++) {
                if (Arrays.equals(buffer, from, from + start.length, start, 0, start.length)) {
                    from += start.length;
                    return;
                }
            }
            if (!more()) {
                throw new IOException("the target's shell ended before it drained anything");
            }
        }
    }

    /**
     * Reads to the end, and hands sub-buffers to the sink.
     *
     * @return whether the end was announced: then nothing is left in the buffers
     * @throws IOException when the stream breaks or is not what the script prints
     */
    boolean run() throws IOException {
        int cpu = -1;
        while (true) {
            while (to - from < MARKER_LENGTH) {
                if (!more()) {
                    return end(to - from);
                }
            }
            if (Arrays.equals(buffer, from, from + MARKER_LENGTH, marker, 0, MARKER_LENGTH)) {
                String line = line();
                if (line.equals(END)) {
                    return true;
                }
                if (line.equals(STORM)) {
                    throw new IOException("the target saw too many events a second, and switched ours off: most="
                            + mostEvents);
                }
                if (line.equals(SILENT)) {
                    throw new IOException("the target heard nothing from us for too long, and ended the drain");
                }
                cpu = cpu(line);
            } else if (cpu < 0) {
                throw new IOException("the drain's first bytes belong to no CPU");
            } else {
                int pages = wholeSubBuffers();
                if (pages == 0) {
                    if (!more()) {
                        return end(to - from);
                    }
                } else {
                    sink.accept(cpu, ByteBuffer.wrap(buffer, from, pages * subBufferSize).slice());
                    from += pages * subBufferSize;
                }
            }
        }
    }

    /** How many whole sub-buffers lie at the reading position before the next marker. */
    private int wholeSubBuffers() {
        int pages = 0;
        for (int at = from; to - at >= subBufferSize; at += subBufferSize) {
            if (Arrays.equals(buffer, at, at + MARKER_LENGTH, marker, 0, MARKER_LENGTH)) {
                break;
            }
            pages++;
        }
        return pages;
    }

    private static boolean end(int rest) throws IOException {
        if (rest > 0) {
            throw new IOException("the drain broke off within a sub-buffer: bytes=" + rest);
        }
        return false;
    }

    private int cpu(String line) throws IOException {
        try {
            int cpu = Integer.parseInt(line);
            if (cpus.contains(cpu)) {
                return cpu;
            }
        } catch (NumberFormatException failure) {
            // said below, with the line
        }
        throw new IOException("the drain names a CPU that it was not asked for: line=" + line);
    }

    private String line() throws IOException {
        int at = from + MARKER_LENGTH;
        while (true) {
            for (; at < to; at++) {
                if (buffer[at] == '\n') {
                    String line = new String(buffer, from + MARKER_LENGTH, at - from - MARKER_LENGTH,
                            StandardCharsets.ISO_8859_1);
                    from = at + 1;
                    return line;
                }
            }
            int seen = at - from;
            if (seen > LONGEST_LINE || !more()) {
                throw new IOException("the drain broke off within a marker");
            }
            at = from + seen;
        }
    }

    private boolean more() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            return false;
        }
        to += count;
        transferred += count;
        return true;
    }
}

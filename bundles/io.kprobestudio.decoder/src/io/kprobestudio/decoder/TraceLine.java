/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.Optional;

/**
 * A line of the kernel's {@code trace} or {@code trace_pipe}, read back.
 *
 * @param task  the thread's name
 * @param pid   its ID
 * @param cpu   the CPU
 * @param flags the letters for interrupts and scheduling; empty where the option {@code irq-info} was off
 * @param time  in nanoseconds where it stood in seconds, else the count as it is
 * @param event the event's name; empty for lines of tracers without one
 * @param text  what follows the name
 */
public record TraceLine(String task, int pid, int cpu, String flags, long time, String event, String text) {

    /**
     * Reads a line.
     *
     * @param line without its newline, a character a byte
     * @return empty for comments, and for lines that go on with the event before them (a stack, a text with newlines)
     */
    public static Optional<TraceLine> parse(String line) {
        if (line.startsWith("#")) {
            return Optional.empty();
        }
        int bracket = cpuAt(line);
        if (bracket < 0) {
            return Optional.empty();
        }
        int close = line.indexOf(']', bracket);
        String head = line.substring(0, bracket).strip();
        if (head.endsWith(")")) {
            head = head.substring(0, Math.max(head.lastIndexOf('('), 0)).strip();
        }
        int dash = head.lastIndexOf('-');
        // names may have a dash before a negative number, and pids none
        if (dash <= 0) {
            return Optional.empty();
        }
        int colon = line.indexOf(": ", close);
        if (colon < 0) {
            return Optional.empty();
        }
        String[] middle = line.substring(close + 1, colon).strip().split("\\s+");
        String stamp = middle[middle.length - 1];
        String body = line.substring(colon + 2);
        int name = body.indexOf(':');
        boolean named = name > 0 && body.substring(0, name).matches("[A-Za-z_][A-Za-z0-9_.]*");
        try {
            return Optional.of(new TraceLine(head.substring(0, dash), Integer.parseInt(head.substring(dash + 1)),
                    Integer.parseInt(line.substring(bracket + 1, close)), middle.length > 1 ? middle[0] : "",
                    time(stamp), named ? body.substring(0, name) : "",
                    named ? body.substring(name + 1).stripLeading() : body));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Where {@code [001]} stands: the first bracket with digits alone, and a blank before it. */
    private static int cpuAt(String line) {
        int at = line.indexOf(" [");
        while (at >= 0) {
            int close = line.indexOf(']', at);
            if (close > at + 4 && line.substring(at + 2, close).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return at + 1;
            }
            at = line.indexOf(" [", at + 1);
        }
        return -1;
    }

    private static long time(String stamp) {
        int dot = stamp.indexOf('.');
        if (dot < 0) {
            return Long.parseLong(stamp);
        }
        String fraction = (stamp.substring(dot + 1) + "000000000").substring(0, 9);
        return Long.parseLong(stamp.substring(0, dot)) * 1_000_000_000L + Long.parseLong(fraction);
    }
}

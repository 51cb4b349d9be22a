/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetException;

/**
 * A tracing instance: a ring buffer with switches, events and options of its own. The top instance has the empty name.
 *
 * @param tracefs the tracefs that it is in
 * @param name its name under {@code instances}, or an empty text for the top instance
 */
public record TraceInstance(Tracefs tracefs, String name) {

    private static final int ENOENT = 2;
    private static final int EBUSY = 16;
    private static final int UNREAD_MILLIS = 50;

    /** The top instance, which everybody on the board shares. */
    public static TraceInstance top(Tracefs tracefs) {
        return new TraceInstance(tracefs, "");
    }

    /**
     * Makes an instance. Making the folder is also the lock: only one can.
     *
     * @throws FileException EEXIST (17) when it is there already
     * @throws TargetException when the link fails
     */
    public static TraceInstance create(Tracefs tracefs, String name) throws TargetException {
        tracefs.connection().makeDirectory(tracefs.path("instances/" + name));
        return new TraceInstance(tracefs, name);
    }

    /** The instance of a name, when it is there. */
    public static Optional<TraceInstance> open(Tracefs tracefs, String name) throws TargetException {
        return tracefs.exists("instances/" + name) ? Optional.of(new TraceInstance(tracefs, name)) : Optional.empty();
    }

    /** Whether it is the top instance. */
    public boolean isTop() {
        return name.isEmpty();
    }

    /** The path under the tracefs root of one of its files. */
    public String file(String relative) {
        return isTop() ? relative : "instances/" + name + "/" + relative;
    }

    /** The absolute path of its folder. */
    public String path() {
        return isTop() ? tracefs.root() : tracefs.path("instances/" + name);
    }

    /** Switches one event ({@code group/event}) or a whole group on or off, in this instance only. */
    public void enable(String event, boolean on) throws TargetException {
        tracefs.set(file("events/" + event + "/enable"), on ? "1" : "0");
    }

    /**
     * Whether an event ({@code group/event}) is on in this instance.
     *
     * @throws FileException when it does not exist
     */
    public boolean isEnabled(String event) throws TargetException {
        return tracefs.text(file("events/" + event + "/enable")).startsWith("1");
    }

    /** The events that are on in this instance, as {@code set_event} lists them, written {@code group/event}. */
    public List<String> enabledEvents() throws TargetException {
        List<String> events = new ArrayList<>();
        for (String line : tracefs.text(file("set_event")).split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                events.add(line.substring(0, colon) + "/" + line.substring(colon + 1));
            }
        }
        return List.copyOf(events);
    }

    /** Switches recording into the buffer on or off; events stay enabled and probes go on counting. */
    public void setTracingOn(boolean on) throws TargetException {
        tracefs.set(file("tracing_on"), on ? "1" : "0");
    }

    /** Sets the size of each CPU's buffer, in KiB. */
    public void setBufferKb(int kilobytes) throws TargetException {
        tracefs.set(file("buffer_size_kb"), Integer.toString(kilobytes));
    }

    /** Sets the clock of the time stamps, one of {@link #clocks}. Empties the buffer. */
    public void setClock(String clock) throws TargetException {
        tracefs.set(file("trace_clock"), clock);
    }

    /** The clock that is chosen, such as {@code local}. */
    public String clock() throws TargetException {
        String text = tracefs.text(file("trace_clock"));
        int open = text.indexOf('[');
        int close = text.indexOf(']', open + 1);
        return open >= 0 && close > open ? text.substring(open + 1, close) : "local";
    }

    /** The clocks that the kernel offers. */
    public List<String> clocks() throws TargetException {
        return List.of(tracefs.text(file("trace_clock")).replace("[", "").replace("]", "").trim().split("\\s+"));
    }

    /** Sets an option under {@code options}. */
    public void setOption(String option, boolean on) throws TargetException {
        tracefs.set(file("options/" + option), on ? "1" : "0");
    }

    /** Whether the instance has that option. */
    public boolean hasOption(String option) throws TargetException {
        return tracefs.exists(file("options/" + option));
    }

    /** Sets an event's filter; the text {@code 0} removes it. */
    public void setFilter(String event, String filter) throws TargetException {
        tracefs.set(file("events/" + event + "/filter"), filter);
    }

    /** An event's filter, or an empty text when it has none. After a refused one the kernel shows its complaint here. */
    public String filter(String event) throws TargetException {
        String text = tracefs.text(file("events/" + event + "/filter")).stripTrailing();
        return text.equals("none") ? "" : text;
    }

    /** Adds a trigger such as {@code stacktrace} to an event; {@code !stacktrace} removes it. */
    public void trigger(String event, String trigger) throws TargetException {
        tracefs.append(file("events/" + event + "/trigger"), trigger);
    }

    /** Whether the kernel can limit an instance's events to processes ({@code set_event_pid}, from Linux 4.4). */
    public boolean hasPidFilter() throws TargetException {
        return tracefs.exists(file("set_event_pid"));
    }

    /** Limits the events to these processes; an empty list lifts the limit. */
    public void setPids(List<Long> pids) throws TargetException {
        StringBuilder text = new StringBuilder();
        for (Long pid : pids) {
            text.append(pid).append('\n');
        }
        tracefs.set(file("set_event_pid"), text.isEmpty() ? "\n" : text.toString());
    }

    /** The CPUs that have a buffer, in order. */
    public List<Integer> cpus() throws TargetException {
        List<Integer> cpus = new ArrayList<>();
        for (String entry : tracefs.connection().list(tracefs.path(file("per_cpu")))) {
            if (entry.matches("cpu[0-9]{1,6}")) {
                cpus.add(Integer.valueOf(entry.substring(3)));
            }
        }
        return cpus.stream().sorted().toList();
    }

    /** Each CPU's statistics, in one round trip. */
    public Map<Integer, CpuStats> stats() throws TargetException {
        Map<Integer, CpuStats> stats = new TreeMap<>();
        statsTexts().forEach((cpu, text) -> stats.put(cpu, CpuStats.parse(text)));
        return stats;
    }

    /** Each CPU's {@code stats} file as it stands. */
    public Map<Integer, String> statsTexts() throws TargetException {
        Map<Integer, String> stats = new TreeMap<>();
        for (Map.Entry<String, String> found : tracefs.texts(List.of(file("per_cpu/cpu*/stats"))).entrySet()) {
            String[] parts = found.getKey().split("/");
            String cpu = parts[parts.length - 2].substring(3);
            if (cpu.matches("[0-9]{1,6}")) {
                stats.put(Integer.valueOf(cpu), found.getValue());
            }
        }
        return stats;
    }

    /** The layout of this instance's sub-buffers, as {@code header_page} describes it. */
    public String headerPage() throws TargetException {
        try {
            return tracefs.text(file("events/header_page"));
        } catch (FileException absent) {
            if (absent.errno() != ENOENT || isTop()) {
                throw absent;
            }
            return tracefs.text("events/header_page");
        }
    }

    /**
     * Removes the instance's folder.
     *
     * @throws FileException EBUSY (16) while somebody reads its files
     * @throws TargetException when the link fails
     */
    public void remove() throws TargetException {
        if (isTop()) {
            throw new IllegalStateException("the top instance cannot be removed");
        }
        tracefs.connection().removeDirectory(path());
    }

    /**
     * Removes the instance's folder as soon as nobody reads its files: a reader that was ended on a target is gone only
     * when that machine's scheduler came to it.
     *
     * @param patience how long to try again
     * @throws FileException EBUSY (16) while somebody still reads its files when the patience is over, or an interrupt
     *     ended it
     * @throws TargetException when the link fails
     */
    public void removeWhenUnread(Duration patience) throws TargetException {
        long began = System.nanoTime();
        while (true) {
            try {
                remove();
                return;
            } catch (FileException failure) {
                if (failure.errno() != EBUSY || System.nanoTime() - began > patience.toNanos()) {
                    throw failure;
                }
                try {
                    Thread.sleep(UNREAD_MILLIS);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    throw failure;
                }
            }
        }
    }
}

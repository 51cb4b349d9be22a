/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.ControlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/** What control files of events and probes do (kernel/trace/trace_events.c). */
public final class EventControl {

    private final SimulatedKernel kernel;

    EventControl(SimulatedKernel kernel) {
        this.kernel = kernel;
    }

    /** Opens {@code kprobe_events} or {@code dynamic_events} with truncation. */
    public void removeAllProbes() throws KernelError {
        kernel.probes().removeAll();
    }

    /** One write to a control file of probes. */
    public void define(String text, String file) throws KernelError {
        kernel.probes().write(text, ControlFile.Name.of(file));
    }

    /** Switches an event on or off in an array. */
    public void enable(TraceArray array, EventType type, boolean on) {
        EventFile file = array.file(type);
        if (file.isEnabled() == on) {
            return;
        }
        file.setEnabled(on);
        kernel.refresh(type);
    }

    /**
     * Writes to an {@code enable} file.
     *
     * @param types the events that the file stands for
     * @param text what is written
     */
    public void enable(TraceArray array, List<EventType> types, String text) throws KernelError {
        long value = number(text);
        if (value != 0 && value != 1) {
            throw new KernelError(KernelError.EINVAL);
        }
        array.expand();
        for (EventType type : types) {
            enable(array, type, value == 1);
        }
    }

    /** The text of an {@code enable} file of a group or of all events. */
    public static String enabledText(TraceArray array, List<EventType> types) {
        boolean on = false;
        boolean off = false;
        for (EventType type : types) {
            EventFile file = array.fileIfAny(type);
            if (file != null && file.isEnabled()) {
                on = true;
            } else {
                off = true;
            }
        }
        return on && off ? "X\n" : on ? "1\n" : off ? "0\n" : "?\n";
    }

    /** A decimal number as {@code kstrtoul} reads it: a newline may follow, nothing else. */
    public static long number(String text) throws KernelError {
        String digits = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        digits = digits.startsWith("+") ? digits.substring(1) : digits;
        if (digits.isEmpty() || digits.length() > 18 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new KernelError(KernelError.EINVAL);
        }
        return Long.parseLong(digits);
    }

    /** Writes to {@code set_event}: words, each an event, a group or a pattern; {@code !} switches off. */
    public void setEvent(TraceArray array, String text) throws KernelError {
        array.expand();
        for (String word : text.split("\\s+")) {
            if (!word.isEmpty()) {
                boolean on = !word.startsWith("!");
                List<EventType> found = match(on ? word : word.substring(1));
                if (found.isEmpty()) {
                    throw new KernelError(KernelError.EINVAL);
                }
                for (EventType type : found) {
                    enable(array, type, on);
                }
            }
        }
    }

    private List<EventType> match(String word) {
        int colon = word.indexOf(':');
        String system = colon < 0 ? null : word.substring(0, colon);
        String name = colon < 0 ? word : word.substring(colon + 1);
        List<EventType> found = new ArrayList<>();
        for (String group : kernel.events().systems()) {
            if (group.equals("ftrace")) {
                continue;
            }
            for (EventType type : kernel.events().events(group).values()) {
                boolean matches = system == null ? glob(name, type.name()) || glob(name, group)
                        : (system.isEmpty() || glob(system, group)) && (name.isEmpty() || glob(name, type.name()));
                if (matches) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    private static boolean glob(String pattern, String name) {
        if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
            return pattern.equals(name);
        }
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return name.matches(regex.toString());
    }

    /** Switches all events of an array off: opening {@code set_event} with truncation. */
    public void clearEvents(TraceArray array) {
        for (EventType type : List.copyOf(kernel.events().all())) {
            enable(array, type, false);
        }
    }

    /** The text of {@code set_event}. */
    public String enabledEvents(TraceArray array) {
        StringBuilder text = new StringBuilder();
        for (EventType type : kernel.events().all()) {
            EventFile file = array.fileIfAny(type);
            if (file != null && file.isEnabled()) {
                text.append(type).append('\n');
            }
        }
        return text.toString();
    }

    /** Writes to the {@code filter} file of an event. */
    public void filter(TraceArray array, EventType type, String text) throws KernelError {
        FilterParser.Refused refused = tryFilter(array.file(type), text);
        if (refused != null) {
            if (kernel.profile().errorLog()) {
                array.errorLog().add(kernel.now(), "event filter parse error", String.valueOf(refused.getMessage()),
                        text.strip(), refused.column());
            }
            throw new KernelError(refused.errno());
        }
    }

    private FilterParser.@Nullable Refused tryFilter(EventFile file, String written) {
        String text = written.strip();
        if (text.equals("0")) {
            file.setFilter(null, null);
            return null;
        }
        try {
            file.setFilter(FilterParser.parse(text, file.type(), kernel.judge(ControlFile.Name.KPROBE_EVENTS)), text);
            return null;
        } catch (FilterParser.Refused refused) {
            // A refused filter replaces the one before: nothing is filtered, and the file shows what was wrong.
            file.setFilter(null, refused.shown(text));
            return refused;
        }
    }

    /** Writes to the {@code filter} file of a group: set on each event that it fits. */
    public void filterGroup(TraceArray array, List<EventType> types, String text) throws KernelError {
        boolean fits = false;
        for (EventType type : types) {
            fits |= tryFilter(array.file(type), text) == null;
        }
        if (!fits) {
            throw new KernelError(KernelError.EINVAL);
        }
    }

    /** Opens or closes a perf event; ENOENT when there is no such event or none is open. */
    public void perf(String event, boolean on) throws KernelError {
        int slash = event.indexOf('/') < 0 ? event.indexOf(':') : event.indexOf('/');
        EventType type = slash < 0 ? kernel.events().find("kprobes", event)
                : kernel.events().find(event.substring(0, slash), event.substring(slash + 1));
        if (type == null || !on && type.profilers() == 0) {
            throw new KernelError(KernelError.ENOENT);
        }
        kernel.profile(type, type.profilers() + (on ? 1 : -1));
    }

    /** Writes to {@code trace_clock}. */
    public void setClock(TraceArray array, String text) throws KernelError {
        String clock = text.strip();
        if (!clocks().contains(clock)) {
            throw new KernelError(KernelError.EINVAL);
        }
        array.setClock(clock);
    }

    /** The names of the clocks. */
    public List<String> clocks() {
        boolean tai = kernel.profile().version().atLeast(6, 1);
        return kernel.profile().version().atLeast(4, 1)
                ? tai ? List.of("local", "global", "counter", "uptime", "perf", "mono", "mono_raw", "boot", "tai")
                        : List.of("local", "global", "counter", "uptime", "perf", "mono", "mono_raw", "boot")
                : List.of("local", "global", "counter", "uptime", "perf");
    }

    /** The text of {@code trace_clock}. */
    public String clockText(TraceArray array) {
        StringBuilder text = new StringBuilder();
        for (String clock : clocks()) {
            text.append(text.isEmpty() ? "" : " ").append(clock.equals(array.clock()) ? "[" + clock + "]" : clock);
        }
        return text.append('\n').toString();
    }

    /** Writes to {@code tracing_on}. */
    public void setTracingOn(TraceArray array, String text) throws KernelError {
        array.setTracingOn(number(text) != 0);
    }

    /** Writes to {@code buffer_size_kb} of all CPUs (-1) or one. */
    public void resize(TraceArray array, int cpu, String text) throws KernelError {
        long kilobytes = number(text);
        if (kilobytes == 0) {
            throw new KernelError(KernelError.EINVAL);
        }
        array.resize(cpu, (int) Math.min(kilobytes, 1 << 20));
    }

    /** Writes to {@code buffer_subbuf_size_kb}: rounded up to a power of two pages. */
    public void setSubBufferSize(TraceArray array, String text) throws KernelError {
        long kilobytes = number(text);
        if (kilobytes == 0 || kilobytes > 1024) {
            throw new KernelError(KernelError.EINVAL);
        }
        int bytes = 4096;
        while (bytes < kilobytes * 1024) {
            bytes *= 2;
        }
        array.setSubBufferSize(bytes);
    }

    /** Writes to an option. */
    public void setOption(TraceArray array, String option, String text) throws KernelError {
        long value = number(text);
        if (value != 0 && value != 1) {
            throw new KernelError(KernelError.EINVAL);
        }
        array.setOption(option, value == 1);
    }

    /** Writes to {@code set_event_pid}; with {@code truncate} what was there is forgotten. */
    public void setPids(TraceArray array, String text, boolean truncate) throws KernelError {
        if (truncate) {
            array.pids().clear();
        }
        for (String word : text.split("\\s+")) {
            if (!word.isEmpty()) {
                array.pids().add((int) number(word));
            }
        }
    }

    /** The text of {@code set_event_pid}. */
    public static String pidsText(TraceArray array) {
        StringBuilder text = new StringBuilder();
        array.pids().forEach(pid -> text.append(pid).append('\n'));
        return text.toString();
    }
}

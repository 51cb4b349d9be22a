/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import io.kprobestudio.target.simulated.internal.kernel.KernelProfile;
import io.kprobestudio.target.simulated.internal.kernel.Maybe;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.TraceArray;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jdt.annotation.Nullable;

/** The folder of a trace array: the top of tracefs, or an instance. */
final class TracefsFolder implements Node.Folder {

    private final SimulatedKernel kernel;
    private final TraceArray array;
    private final boolean top;
    private final List<String> names;

    TracefsFolder(SimulatedKernel kernel, TraceArray array) {
        this.kernel = kernel;
        this.array = array;
        top = array.name().isEmpty();
        names = names(kernel.profile(), top);
    }

    private static List<String> names(KernelProfile profile, boolean top) {
        TreeSet<String> names = new TreeSet<>(List.of("events", "trace", "trace_pipe", "per_cpu", "buffer_size_kb",
                "buffer_total_size_kb", "tracing_on", "trace_clock", "trace_marker", "set_event", "trace_options",
                "options", "current_tracer", "available_tracers", "tracing_cpumask"));
        if (profile.version().atLeast(4, 4)) {
            names.add("set_event_pid");
        }
        if (profile.version().atLeast(6, 8)) {
            names.add("buffer_subbuf_size_kb");
        }
        if (profile.errorLog()) {
            names.add("error_log");
        }
        if (top) {
            names.addAll(List.of("kprobe_events", "kprobe_profile", "saved_cmdlines", "printk_formats", "README",
                    "available_events", "available_filter_functions"));
            if (profile.instances()) {
                names.add("instances");
            }
            if (profile.dynamicEvents()) {
                names.add("dynamic_events");
            }
            if (profile.tracefs()) {
                names.add("saved_cmdlines_size");
            }
        }
        return List.copyOf(names);
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public @Nullable Node child(String name) {
        if (!names.contains(name)) {
            return null;
        }
        return switch (name) {
        case "events" -> new EventsFolder(kernel, array);
        case "instances" -> new Instances(kernel);
        case "per_cpu" -> new PerCpuFolder(kernel, array);
        case "options" -> new Options(kernel, array);
        case "kprobe_events", "dynamic_events" -> Files.text(kernel.probes()::list,
                text -> kernel.control().define(text, name), kernel.control()::removeAllProbes);
        case "kprobe_profile" -> Files.text(kernel.probes()::profile);
        case "saved_cmdlines" -> Files.text(kernel::savedNames);
        case "saved_cmdlines_size" -> Files.fixed("128\n");
        case "printk_formats" -> Files.fixed("");
        case "README", "available_filter_functions" -> Files.text(() -> kernel.files().text(name));
        case "available_events" -> Files.text(this::availableEvents);
        case "error_log" -> Files.text(array.errorLog()::text, text -> {
        }, array.errorLog()::clear);
        default -> own(name);
        };
    }

    private @Nullable Node own(String name) {
        return switch (name) {
        case "trace" -> new TraceFile(kernel, array, -1);
        case "trace_pipe" -> new ReaderFile(kernel, array, limit -> kernel.text().pipe(array, -1, limit));
        case "buffer_size_kb" -> Files.text(() -> array.sizeText(-1), text -> kernel.control().resize(array, -1, text));
        case "buffer_total_size_kb" -> Files.text(array::totalSizeText);
        case "buffer_subbuf_size_kb" -> Files.text(() -> array.subBufferSize() / 1024 + "\n",
                text -> kernel.control().setSubBufferSize(array, text));
        case "tracing_on" -> Files.text(() -> array.tracingOn() ? "1\n" : "0\n",
                text -> kernel.control().setTracingOn(array, text));
        case "trace_clock" -> Files.text(() -> kernel.control().clockText(array),
                text -> kernel.control().setClock(array, text));
        case "trace_marker" -> Files.text(() -> "", text -> kernel.internalEvents().mark(array, text));
        case "set_event" -> Files.text(() -> kernel.control().enabledEvents(array),
                text -> kernel.control().setEvent(array, text), () -> kernel.control().clearEvents(array));
        case "set_event_pid" -> new PidFile(kernel, array);
        case "trace_options" -> Files.text(this::optionsText, this::setOption);
        case "current_tracer" -> Files.text(() -> "nop\n", TracefsFolder::setTracer);
        case "available_tracers" -> Files.fixed("nop\n");
        case "tracing_cpumask" -> Files.fixed("f\n");
        default -> null;
        };
    }

    private static void setTracer(String text) throws KernelError {
        if (!text.strip().equals("nop")) {
            throw new KernelError(KernelError.EINVAL);
        }
    }

    private String availableEvents() {
        StringBuilder text = new StringBuilder();
        for (String system : kernel.events().systems()) {
            if (!system.equals("ftrace")) {
                kernel.events().events(system).keySet()
                        .forEach(event -> text.append(system).append(':').append(event).append('\n'));
            }
        }
        return text.toString();
    }

    private String optionsText() {
        StringBuilder text = new StringBuilder();
        array.options().forEach((option, on) -> text.append(on ? "" : "no").append(option).append('\n'));
        return text.toString();
    }

    private void setOption(String text) throws KernelError {
        String option = text.strip();
        boolean off = option.startsWith("no") && array.options().containsKey(option.substring(2));
        String name = off ? option.substring(2) : option;
        if (!array.options().containsKey(name)) {
            throw new KernelError(KernelError.EINVAL);
        }
        kernel.control().setOption(array, name, off ? "0" : "1");
    }

    /** The file that limits an array's events to processes. */
    private record PidFile(SimulatedKernel kernel, TraceArray array) implements Node.PseudoFile {
        @Override
        public byte[] read() {
            return Files.bytes(io.kprobestudio.target.simulated.internal.kernel.EventControl.pidsText(array));
        }

        @Override
        public void open(boolean truncate) throws KernelError {
            if (truncate) {
                kernel.control().setPids(array, "", true);
            }
        }

        @Override
        public void write(String text, boolean truncated) throws KernelError {
            kernel.control().setPids(array, text, false);
        }
    }

    /** The text of what is recorded; opening with truncation empties the buffers. */
    record TraceFile(SimulatedKernel kernel, TraceArray array, int cpu) implements Node.PseudoFile {
        @Override
        public byte[] read() {
            return kernel.text().trace(array, cpu);
        }

        @Override
        public void open(boolean truncate) {
            if (truncate) {
                array.clear(cpu);
            }
        }

        @Override
        public void write(String text, boolean truncated) {
            // the kernel takes any text and does nothing with it
        }
    }

    private record Options(SimulatedKernel kernel, TraceArray array) implements Node.Folder {
        @Override
        public List<String> names() {
            return List.copyOf(array.options().keySet());
        }

        @Override
        public @Nullable Node child(String name) {
            @Nullable
            Boolean on = Maybe.of(array.options().get(name));
            return on == null ? null : Files.text(() -> Boolean.TRUE.equals(array.options().get(name)) ? "1\n" : "0\n",
                    text -> kernel.control().setOption(array, name, text));
        }
    }

    private record Instances(SimulatedKernel kernel) implements Node.Folder {
        @Override
        public List<String> names() {
            return new ArrayList<>(new TreeSet<>(kernel.instances().keySet()));
        }

        @Override
        public @Nullable Node child(String name) {
            @Nullable
            TraceArray instance = Maybe.of(kernel.instances().get(name));
            return instance == null ? null : new TracefsFolder(kernel, instance);
        }

        @Override
        public void makeFolder(String name) throws KernelError {
            kernel.makeInstance(name);
        }

        @Override
        public void removeFolder(String name) throws KernelError {
            kernel.removeInstance(name);
        }
    }
}

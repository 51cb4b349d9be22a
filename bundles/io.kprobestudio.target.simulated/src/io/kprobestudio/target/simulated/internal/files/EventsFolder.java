/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.EventControl;
import io.kprobestudio.target.simulated.internal.kernel.EventType;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import io.kprobestudio.target.simulated.internal.kernel.TraceArray;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.eclipse.jdt.annotation.Nullable;

/** The folder {@code events} of a trace array, with a folder for each group and in it one for each event. */
final class EventsFolder implements Node.Folder {

    private static final String INTERNAL = "ftrace";
    private static final String HEADER_EVENT = """
            # compressed entry header
            \ttype_len    :    5 bits
            \ttime_delta  :   27 bits
            \tarray       :   32 bits

            \tpadding     : type == 29
            \ttime_extend : type == 30
            \ttime_stamp : type == 31
            \tdata max type_len  == 28
            """;

    private final SimulatedKernel kernel;
    private final TraceArray array;

    EventsFolder(SimulatedKernel kernel, TraceArray array) {
        this.kernel = kernel;
        this.array = array;
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(kernel.events().systems());
        names.addAll(List.of("enable", "header_event", "header_page"));
        return List.copyOf(names);
    }

    @Override
    public @Nullable Node child(String name) {
        return switch (name) {
        case "enable" -> enable(this::all);
        case "header_event" -> Files.fixed(kernel.profile().version().atLeast(4, 0) ? HEADER_EVENT
                : HEADER_EVENT.replace("\ttime_stamp : type == 31\n", ""));
        case "header_page" -> Files.text(array::headerPage);
        default -> kernel.events().systems().contains(name) ? new Group(name) : null;
        };
    }

    private List<EventType> all() {
        List<EventType> all = new ArrayList<>();
        for (EventType type : kernel.events().all()) {
            if (!type.system().equals(INTERNAL)) {
                all.add(type);
            }
        }
        return all;
    }

    private Node enable(java.util.function.Supplier<List<EventType>> types) {
        return Files.text(() -> EventControl.enabledText(array, types.get()),
                text -> kernel.control().enable(array, types.get(), text));
    }

    private final class Group implements Node.Folder {
        private final String system;

        Group(String system) {
            this.system = system;
        }

        private List<EventType> types() {
            return List.copyOf(kernel.events().events(system).values());
        }

        @Override
        public List<String> names() {
            TreeSet<String> names = new TreeSet<>(kernel.events().events(system).keySet());
            if (!system.equals(INTERNAL)) {
                names.addAll(List.of("enable", "filter"));
            }
            return List.copyOf(names);
        }

        @Override
        public @Nullable Node child(String name) {
            if (!system.equals(INTERNAL)) {
                if (name.equals("enable")) {
                    return enable(this::types);
                }
                if (name.equals("filter")) {
                    return Files.text(() -> "### global filter ###\n# Use this to set filters for multiple events.\n"
                            + "# Only events with the given fields will be affected.\n"
                            + "# If no events are modified, an error message will be displayed here\n",
                            text -> kernel.control().filterGroup(array, types(), text));
                }
            }
            EventType type = kernel.events().find(system, name);
            return type == null ? null : new Event(type);
        }
    }

    private final class Event implements Node.Folder {
        private final EventType type;

        Event(EventType type) {
            this.type = type;
        }

        @Override
        public List<String> names() {
            TreeSet<String> names = new TreeSet<>(List.of("format"));
            if (!type.system().equals(INTERNAL)) {
                names.addAll(List.of("enable", "filter", "id"));
                if (kernel.profile().triggers()) {
                    names.add("trigger");
                }
                if (kernel.profile().hist()) {
                    names.add("hist");
                }
            }
            return List.copyOf(names);
        }

        @Override
        public @Nullable Node child(String name) {
            if (!names().contains(name)) {
                return null;
            }
            return switch (name) {
            case "enable" -> Files.text(() -> array.file(type).isEnabled() ? "1\n" : "0\n",
                    text -> kernel.control().enable(array, List.of(type), text));
            case "filter" -> Files.text(() -> array.file(type).filterText() + "\n",
                    text -> kernel.control().filter(array, type, text));
            case "format" -> Files.text(type::formatText);
            case "id" -> Files.text(() -> type.id() + "\n");
            case "hist" -> Files.fixed("");
            case "trigger" -> Files.text(() -> "# Available triggers:\n# traceon traceoff snapshot stacktrace"
                    + " enable_event disable_event" + (kernel.profile().hist() ? " hist" : "") + "\n", text -> {
                        throw new KernelError(KernelError.EINVAL);
                    });
            default -> null;
            };
        }
    }
}

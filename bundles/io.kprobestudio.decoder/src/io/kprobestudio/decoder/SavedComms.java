/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of tasks by thread ID, as {@code saved_cmdlines} has them. Immutable. The kernel keeps a limited number; the
 * name of a thread that is not there prints as {@code <...>}.
 *
 * @param byPid name by thread ID; one character a byte
 */
public record SavedComms(Map<Integer, String> byPid) {

    /** No names. */
    public static final SavedComms NONE = new SavedComms(Map.of());

    /** Copies the map. */
    public SavedComms {
        byPid = Map.copyOf(byPid);
    }

    /** Reads lines {@code PID NAME}; lines of another shape are left out. */
    public static SavedComms parse(String text) {
        Map<Integer, String> names = new HashMap<>();
        for (String line : text.split("\n")) {
            int space = line.indexOf(' ');
            if (space > 0) {
                try {
                    names.putIfAbsent(Integer.valueOf(line.substring(0, space)), line.substring(space + 1));
                } catch (NumberFormatException e) {
                    continue;
                }
            }
        }
        return new SavedComms(names);
    }

    /** The same with more names, which win. */
    public SavedComms with(SavedComms more) {
        Map<Integer, String> all = new HashMap<>(byPid);
        all.putAll(more.byPid);
        return new SavedComms(all);
    }

    /** The name as {@code trace} prints it: {@code <idle>} for 0, {@code <...>} for what is not known. */
    public String name(int pid) {
        if (pid == 0) {
            return "<idle>";
        }
        if (pid < 0) {
            return "<XXX>";
        }
        return byPid.getOrDefault(pid, "<...>");
    }

    byte[] bytes(int pid) {
        return name(pid).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The content of {@code saved_cmdlines}. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        byPid.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(e -> text.append(e.getKey()).append(' ').append(e.getValue()).append('\n'));
        return text.toString();
    }
}

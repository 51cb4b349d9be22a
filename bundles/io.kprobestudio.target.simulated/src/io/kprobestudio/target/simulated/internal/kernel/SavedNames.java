/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.SavedComms;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names of the tasks that were last recorded: {@code saved_cmdlines}. */
final class SavedNames {

    private static final int SIZE = 128;

    private final Map<Integer, String> names = new LinkedHashMap<>();
    private int revision;

    void save(Task task) {
        if (task.pid() == 0 || task.comm().equals(names.get(task.pid()))) {
            return;
        }
        names.remove(task.pid());
        names.put(task.pid(), task.comm());
        if (names.size() > SIZE) {
            names.remove(names.keySet().iterator().next());
        }
        revision++;
    }

    void put(int pid, String name) {
        names.put(pid, name);
        revision++;
    }

    Map<Integer, String> all() {
        return names;
    }

    int revision() {
        return revision;
    }

    SavedComms comms() {
        return new SavedComms(names);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        names.forEach((pid, name) -> text.append(pid).append(' ').append(name).append('\n'));
        return text.toString();
    }
}

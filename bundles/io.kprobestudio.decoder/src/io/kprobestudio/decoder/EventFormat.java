/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An event's {@code format} file.
 *
 * @param system      the folder under {@code events}: {@code sched}, {@code kprobes}
 * @param name        the event's name
 * @param id          as records carry it in {@code common_type}
 * @param fields      in the file's order, common ones first
 * @param commonCount how many of them are common to all events
 * @param printFormat what follows {@code print fmt:}, as it stands; empty when there is none
 */
public record EventFormat(String system, String name, int id, List<EventField> fields, int commonCount,
        String printFormat) {

    /** Field that a kprobe's (uprobe's, fprobe's) entry event keeps its place in. */
    public static final String PROBE_IP = "__probe_ip";
    /** Field that a return probe's event keeps the function in. */
    public static final String PROBE_FUNC = "__probe_func";
    /** Field that a return probe's event keeps the return address in. */
    public static final String PROBE_RET_IP = "__probe_ret_ip";

    /** Checks the range of the id. */
    public EventFormat {
        fields = List.copyOf(fields);
        if (id < 0 || id > 0xffff || commonCount < 0 || commonCount > fields.size()) {
            throw new IllegalArgumentException("event " + system + ":" + name + ": id=" + id);
        }
    }

    /**
     * Reads a {@code format} file.
     *
     * @param system the folder's name; what the file itself does not tell
     * @param text   the file's content, one character a byte
     * @throws TraceDataException when name or ID are missing or a field cannot be read
     */
    public static EventFormat parse(String system, String text) throws TraceDataException {
        String name = "";
        int id = -1;
        List<EventField> fields = new ArrayList<>();
        int common = -1;
        String print = "";
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                end = text.length();
            }
            String line = text.substring(at, end);
            if (line.startsWith("print fmt:")) {
                print = text.substring(at + "print fmt:".length()).strip();
                break;
            }
            at = end + 1;
            if (line.startsWith("name:")) {
                name = line.substring("name:".length()).strip();
            } else if (line.startsWith("ID:")) {
                try {
                    id = Integer.parseInt(line.substring("ID:".length()).strip());
                } catch (NumberFormatException e) {
                    throw new TraceDataException("format of " + system + ":" + name + ": " + line, e);
                }
            } else if (line.strip().startsWith("field:")) {
                fields.add(EventField.parse(line));
            } else if (line.isBlank() && !fields.isEmpty() && common < 0) {
                common = fields.size();
            }
        }
        if (name.isEmpty() || id < 0) {
            throw new TraceDataException("format of " + system + ":" + name + ": name or ID is missing");
        }
        int commonCount = 0;
        while (commonCount < fields.size() && fields.get(commonCount).name().startsWith("common_")) {
            commonCount++;
        }
        try {
            return new EventFormat(system, name, id, fields, commonCount, print);
        } catch (IllegalArgumentException e) {
            throw new TraceDataException("format of " + system + ":" + name + ": " + e.getMessage(), e);
        }
    }

    /** The field of this name. */
    public Optional<EventField> field(String fieldName) {
        for (EventField field : fields) {
            if (field.name().equals(fieldName)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The fields that are the event's own, in the file's order. */
    public List<EventField> ownFields() {
        return fields.subList(commonCount, fields.size());
    }

    /** Whether the event belongs to a dynamic probe: it begins with the probe's place. */
    public boolean isProbe() {
        return isReturnProbe() || commonCount < fields.size() && fields.get(commonCount).name().equals(PROBE_IP);
    }

    /** Whether the event belongs to a return probe. */
    public boolean isReturnProbe() {
        return commonCount + 1 < fields.size() && fields.get(commonCount).name().equals(PROBE_FUNC)
                && fields.get(commonCount + 1).name().equals(PROBE_RET_IP);
    }

    /** {@code system:name}, or {@code system/name} as the files have it with a slash. */
    public String fullName() {
        return system + ":" + name;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.SavedComms;

/** What may come next in a filter's expression, of what the events of a recording have. */
public final class FilterAssist {

    /**
     * A way to go on.
     *
     * @param from where what it replaces begins; it ends at the caret
     * @param text what is put there
     * @param label what it is, for people
     */
    public record Proposal(int from, String text, String label) {
    }

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(\"(?:\\\\.|[^\"\\\\])*\"|\"(?:\\\\.|[^\"\\\\])*$|&&|\\|\\||==|!=|<=|>=|!~|[<>&~!()]|[\\w.+-]+|\\S)");
    private static final List<String> NUMBERS = List.of("==", "!=", "<", "<=", ">", ">=", "&");
    private static final List<String> TEXTS = List.of("==", "!=", "~", "!~");

    private final SavedComms comms;
    private final List<EventFormat> formats;

    /**
     * Makes an assistant.
     *
     * @param comms the names of tasks that are proposed
     * @param formats of the events that are proposed
     */
    public FilterAssist(SavedComms comms, Collection<EventFormat> formats) {
        this.comms = comms;
        this.formats = List.copyOf(formats);
    }

    /** What may come at the caret, in the order in which it is shown; nothing within a number. */
    public List<Proposal> at(String expression, int caret) {
        List<String> tokens = new ArrayList<>();
        List<Integer> begins = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(expression.substring(0, caret));
        while (matcher.find()) {
            tokens.add(matcher.group(1));
            begins.add(matcher.start(1));
        }
        String last = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
        boolean open = !last.isEmpty() && caret > 0 && !Character.isWhitespace(expression.charAt(caret - 1))
                && (last.matches("[\\w.+-]+") || last.startsWith("\"") && !closed(last));
        int from = open ? begins.get(begins.size() - 1) : caret;
        if (open) {
            tokens.remove(tokens.size() - 1);
        }
        String before = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
        String typed = open ? last : "";
        List<Proposal> proposals = new ArrayList<>();
        if (before.isEmpty() || List.of("&&", "||", "(", "!").contains(before)) {
            names().forEach((name, label) -> add(proposals, from, typed, name, label));
        } else if (NUMBERS.contains(before) || TEXTS.contains(before)) {
            values(tokens.size() > 1 ? tokens.get(tokens.size() - 2) : "")
                    .forEach(value -> add(proposals, from, typed, quoted(value), ""));
        } else if (closed(before) || before.equals(")") || tokens.size() > 1
                && NUMBERS.contains(tokens.get(tokens.size() - 2))) {
            add(proposals, from, typed, "&&", "and");
            add(proposals, from, typed, "||", "or");
        } else if (!open) {
            (isText(before) ? TEXTS : NUMBERS).forEach(operator -> add(proposals, from, typed, operator, ""));
        }
        return proposals;
    }

    private static boolean closed(String token) {
        return token.length() > 1 && token.startsWith("\"") && token.endsWith("\"") && !token.endsWith("\\\"");
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Adds what contains the typed text; what begins with it comes first. */
    private static void add(List<Proposal> to, int from, String typed, String text, String label) {
        String wanted = typed.replace("\"", "").toLowerCase(Locale.ROOT);
        String offered = text.replace("\"", "").toLowerCase(Locale.ROOT);
        if (offered.startsWith(wanted)) {
            int behind = 0;
            while (behind < to.size() && to.get(behind).text().replace("\"", "").toLowerCase(Locale.ROOT)
                    .startsWith(wanted)) {
                behind++;
            }
            to.add(behind, new Proposal(from, text, label));
        } else if (offered.contains(wanted)) {
            to.add(new Proposal(from, text, label));
        }
    }

    /** Names of fields, with the events that have them, behind those that each event has. */
    private TreeMap<String, String> names() {
        TreeMap<String, String> names = new TreeMap<>((one, other) -> {
            boolean first = COMMON.containsKey(one);
            return first == COMMON.containsKey(other) ? one.compareTo(other) : first ? -1 : 1;
        });
        names.putAll(COMMON);
        for (EventFormat format : formats) {
            for (EventField field : format.ownFields()) {
                String name = COMMON.containsKey(field.name()) ? '.' + field.name() : field.name();
                names.merge(name, format.name(), (one, other) -> one.contains(other) ? one : one + ", " + other);
            }
        }
        return names;
    }

    private static final TreeMap<String, String> COMMON = new TreeMap<>(java.util.Map.of("event", "the event's name",
            "system", "the event's group", "task", "the task's name", "pid", "the task's number", "cpu", "the CPU",
            "time", "seconds on the target's clock"));

    private boolean isText(String name) {
        return name.equals("event") || name.equals("system") || name.equals("task") || formats.stream()
                .flatMap(format -> format.ownFields().stream())
                .anyMatch(field -> field.name().equals(name.startsWith(".") ? name.substring(1) : name)
                        && field.isText());
    }

    private Collection<String> values(String name) {
        TreeSet<String> values = new TreeSet<>();
        switch (name) {
        case "event" -> formats.forEach(format -> values.add(format.name()));
        case "system" -> formats.forEach(format -> values.add(format.system()));
        case "task" -> values.addAll(comms.byPid().values());
        default -> values.clear();
        }
        return values;
    }
}

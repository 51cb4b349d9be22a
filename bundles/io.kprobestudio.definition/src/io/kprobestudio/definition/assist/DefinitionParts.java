/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.ProbeParser;
import io.kprobestudio.definition.SyntaxNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line that defines a probe, taken apart for a form and put together again. What a change does not concern keeps its
 * spelling: blanks, the comment at its end, a group's separator.
 *
 * @param command what the line begins with
 * @param place where the probe sits, or the event that it hangs on; empty where it is missing
 * @param arguments the fetch arguments
 * @param filter the filter of an event probe with its {@code if}; empty where there is none
 * @param blanks what stands in front of each word, and last what stands behind them all, the comment included
 */
public record DefinitionParts(Command command, String place, List<Argument> arguments, String filter,
        List<String> blanks) {

    /** Copies the lists. */
    public DefinitionParts {
        arguments = List.copyOf(arguments);
        blanks = List.copyOf(blanks);
    }

    /**
     * What a definition begins with.
     *
     * @param letter the kind: {@code p}, {@code r}, {@code f}, {@code t} or {@code e}
     * @param maxactive how many returns may be pending, as written; empty where it does not say
     * @param colon whether a colon follows
     * @param group the group, empty where it says none
     * @param separator what stands between group and event; empty without group
     * @param event the event, empty where it says none
     */
    public record Command(char letter, String maxactive, boolean colon, String group, String separator,
            String event) {

        /** As it stands in the line. */
        public String text() {
            return letter + maxactive + (colon ? ":" : "") + group + separator + event;
        }

        /** The command with another kind. */
        public Command withLetter(char other) {
            return new Command(other, maxactive, colon, group, separator, event);
        }

        /** The command with another number of pending returns. */
        public Command withMaxactive(String other) {
            return new Command(letter, word(other), colon, group, separator, event);
        }

        /** The command with another group, or without one. */
        public Command withGroup(String other) {
            String name = word(other);
            return name.equals(group) ? this
                    : new Command(letter, maxactive, !name.isEmpty() || !event.isEmpty(), name,
                            name.isEmpty() ? "" : separator.isEmpty() ? "/" : separator, event);
        }

        /** The command with another event, or without one. */
        public Command withEvent(String other) {
            String name = word(other);
            return name.equals(event) ? this
                    : new Command(letter, maxactive, !name.isEmpty() || !group.isEmpty(), group, separator, name);
        }
    }

    /**
     * A fetch argument.
     *
     * @param name its name, empty where it has none
     * @param expression what is fetched
     * @param type its type with what follows it, such as {@code u8[4]}; empty where it has none
     */
    public record Argument(String name, String expression, String type) {

        /** Takes out what would make two words of one. */
        public Argument {
            name = word(name);
            expression = word(expression);
            type = word(type);
        }

        /** As it stands in the line. */
        public String text() {
            return (name.isEmpty() ? "" : name + "=") + expression + (type.isEmpty() ? "" : ":" + type);
        }
    }

    /**
     * Takes a line apart.
     *
     * @param line the line without its newline
     * @return nothing for a blank line, a comment, a deletion, and for what cannot be put together again as it is written
     */
    public static Optional<DefinitionParts> of(String line) {
        return Optional.of(read(line)).filter(parts -> "prfte".indexOf(parts.command.letter) >= 0
                && parts.line().equals(line));
    }

    private static DefinitionParts read(String line) {
        ByteColumns columns = new ByteColumns(line);
        List<String> blanks = new ArrayList<>();
        List<Argument> arguments = new ArrayList<>();
        StringBuilder command = new StringBuilder();
        String place = "";
        String filter = "";
        int[] names = { 0, 0, 0 };
        int end = 0;
        for (SyntaxNode node : ProbeParser.tree(line.getBytes(StandardCharsets.UTF_8)).children()) {
            int from = columns.toChars(node.column());
            int to = columns.toChars(node.end());
            switch (node.kind()) {
            case COMMAND -> blanks.add(line.substring(0, from));
            case MAXACTIVE -> names[0] = to;
            case GROUP -> names[1] = to;
            case EVENT -> names[2] = from;
            case PLACE -> {
                place = line.substring(from, to);
                blanks.add(line.substring(end, from));
            }
            case ARGUMENT -> {
                arguments.add(argument(node, line, columns));
                blanks.add(line.substring(end, from));
            }
            case FILTER -> {
                filter = line.substring(from, to);
                blanks.add(line.substring(end, from));
            }
            default -> {
                continue; // the comment stays behind the words
            }
            }
            end = to;
            if (place.isEmpty()) {
                command.setLength(0);
                command.append(line, blanks.get(0).length(), end);
            }
        }
        int begin = blanks.isEmpty() ? 0 : blanks.get(0).length();
        blanks.add(line.substring(end));
        return new DefinitionParts(command(command.toString(), names, begin), place, arguments, filter, blanks);
    }

    /** @param names where the number ends, where the group ends, where the event begins, in chars of the line; 0 for none */
    private static Command command(String text, int[] names, int begin) {
        int number = Math.max(Math.min(1, text.length()), names[0] - begin);
        int colon = text.indexOf(':', number);
        boolean grouped = names[1] > 0;
        return new Command(text.isEmpty() ? '\0' : text.charAt(0), text.substring(Math.min(1, text.length()), number),
                colon >= 0, grouped ? text.substring(colon + 1, names[1] - begin) : "",
                grouped ? text.substring(names[1] - begin, names[2] - begin) : "",
                names[2] > 0 ? text.substring(names[2] - begin) : "");
    }

    private static Argument argument(SyntaxNode node, String line, ByteColumns columns) {
        int from = columns.toChars(node.column());
        int to = columns.toChars(node.end());
        String name = "";
        String type = "";
        for (SyntaxNode part : node.children()) {
            if (part.kind() == SyntaxNode.Kind.ARGUMENT_NAME) {
                name = line.substring(from, columns.toChars(part.end()));
                from = columns.toChars(part.end()) + 1;
            } else if (part.kind() == SyntaxNode.Kind.TYPE) {
                type = line.substring(columns.toChars(part.column()), to);
                to = columns.toChars(part.column()) - 1;
            }
        }
        return new Argument(name, line.substring(from, to), type);
    }

    /** Text without what ends a word or begins a comment. */
    private static String word(String text) {
        return text.replaceAll("[\\s#]+", "");
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(command.text());
        if (!place.isEmpty()) {
            words.add(place);
        }
        arguments.forEach(argument -> words.add(argument.text()));
        if (!filter.isEmpty()) {
            words.add(filter);
        }
        return words;
    }

    /** The line. */
    public String line() {
        StringBuilder line = new StringBuilder();
        List<String> words = words();
        for (int i = 0; i < words.size(); i++) {
            line.append(i < blanks.size() - 1 ? blanks.get(i) : " ").append(words.get(i));
        }
        return line.append(blanks.get(blanks.size() - 1)).toString();
    }

    /** The definition with another begin. */
    public DefinitionParts withCommand(Command other) {
        return new DefinitionParts(other, place, arguments, filter, blanks);
    }

    /** The definition at another place; one without a place cannot have arguments, so that an empty one changes nothing. */
    public DefinitionParts withPlace(String other) {
        String name = word(other);
        if (name.isEmpty()) {
            return this;
        }
        return new DefinitionParts(command, name, arguments, filter, place.isEmpty() ? inserted(1) : blanks);
    }

    /** The definition with another filter, or without one. */
    public DefinitionParts withFilter(String other) {
        String text = other.replaceAll("[\\r\\n#]+", " ").strip();
        int at = 2 + arguments.size();
        return new DefinitionParts(command, place, arguments, text,
                text.isEmpty() == filter.isEmpty() ? blanks : text.isEmpty() ? removed(at) : inserted(at));
    }

    /** The definition with another argument in one's place; an empty one changes nothing. */
    public DefinitionParts withArgument(int index, Argument other) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.set(index, other);
        return other.text().isEmpty() ? this : new DefinitionParts(command, place, changed, filter, blanks);
    }

    /** The definition with one more argument at a place among them. */
    public DefinitionParts withAdded(int index, Argument added) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.add(index, added);
        return new DefinitionParts(command, place, changed, filter, inserted(2 + index));
    }

    /** The definition without one of its arguments. */
    public DefinitionParts without(int index) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.remove(index);
        return new DefinitionParts(command, place, changed, filter, removed(2 + index));
    }

    /** The definition with an argument moved to another place among them. */
    public DefinitionParts withMoved(int from, int to) {
        List<Argument> changed = new ArrayList<>(arguments);
        changed.add(to, changed.remove(from));
        return new DefinitionParts(command, place, changed, filter, blanks);
    }

    private List<String> inserted(int word) {
        List<String> changed = new ArrayList<>(blanks);
        changed.add(word, " ");
        return changed;
    }

    private List<String> removed(int word) {
        List<String> changed = new ArrayList<>(blanks);
        changed.remove(word);
        return changed;
    }

    /** What stands before the place, for what can be completed there. */
    public String beforePlace() {
        return command.text() + " ";
    }

    /** What stands before the arguments, for what can be completed there. */
    public String beforeArguments() {
        return command.text() + " " + place + " ";
    }
}

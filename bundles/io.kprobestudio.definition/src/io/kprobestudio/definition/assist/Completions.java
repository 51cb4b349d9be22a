/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.definition.assist.Completion.Kind;
import io.kprobestudio.definition.assist.RegisterWords.Moment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What can stand at a place of a line, for one kernel. Whatever stands behind the place is left alone. */
public final class Completions {
    /** So many functions are offered at most. */
    public static final int MOST_PLACES = 100;

    private final Judge judge;
    private final Collection<String> groups;

    /**
     * Makes completions.
     *
     * @param judge knows the kernel
     * @param groups groups that are in use, to be offered
     */
    public Completions(Judge judge, Collection<String> groups) {
        this.judge = judge;
        this.groups = List.copyOf(groups);
    }

    /**
     * What can stand at a place, best first.
     *
     * @param line the line as written, without its newline
     * @param column where the caret is, in bytes
     */
    public List<Completion> at(byte[] line, int column) {
        String before = new String(line, 0, Math.min(column, line.length), StandardCharsets.ISO_8859_1);
        if (before.indexOf('#') >= 0) {
            return List.of();
        }
        String[] words = before.stripLeading().split("[ \t]+", -1);
        String word = words[words.length - 1];
        Line typed = new Line(words[0], words.length > 1 ? words[1] : "", before.length());
        return switch (words.length) {
        case 1 -> command(typed, word);
        case 2 -> place(typed, word);
        default -> argument(typed, word);
        };
    }

    private boolean has(Feature feature) {
        return judge.dialect().has(feature);
    }

    /**
     * What stands before the caret.
     *
     * @param command its first word
     * @param place its second word
     * @param caret the caret's column
     */
    private record Line(String command, String place, int caret) {
        char type() {
            return command.isEmpty() ? ' ' : command.charAt(0);
        }

        Completion completion(String typed, String text, String detail, Kind kind) {
            return new Completion(caret - typed.length(), typed.length(), text, detail, kind);
        }
    }

    private static void add(List<Completion> found, Line line, String typed, String text, String detail, Kind kind) {
        if (text.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT))) {
            found.add(line.completion(typed, text, detail, kind));
        }
    }

    private List<Completion> command(Line line, String word) {
        List<Completion> found = new ArrayList<>();
        int colon = word.indexOf(':');
        if (colon >= 0) {
            String typed = word.substring(colon + 1);
            groups.stream().sorted().distinct()
                    .forEach(group -> add(found, line, typed, group + "/", "group of events", Kind.GROUP));
            return found;
        }
        add(found, line, word, "p:", "probe at an instruction, or at a function's entry", Kind.COMMAND);
        add(found, line, word, "r:", "probe at a function's return", Kind.COMMAND);
        if (judge.dialect().control() != ControlFile.Name.DYNAMIC_EVENTS) {
            return found;
        }
        if (has(Feature.FUNCTION_PROBES)) {
            add(found, line, word, "f:", "function probe, by fprobe", Kind.COMMAND);
        }
        if (has(Feature.TRACEPOINT_PROBES)) {
            add(found, line, word, "t:", "probe at a tracepoint", Kind.COMMAND);
        }
        if (has(Feature.EVENT_PROBES)) {
            add(found, line, word, "e:", "probe at another event", Kind.COMMAND);
        }
        return found;
    }

    private List<Completion> place(Line line, String word) {
        List<Completion> found = new ArrayList<>();
        Description description = judge.description();
        switch (line.type()) {
        case 'e' -> {
            for (String system : description.eventSystems()) {
                if (system.startsWith(word) || word.startsWith(system)) {
                    description.events(system).forEach(
                            event -> add(found, line, word, system + "." + event, "event", Kind.PLACE));
                }
            }
            found.sort((one, other) -> one.text().compareTo(other.text()));
        }
        case 't' -> {
            description.eventSystems().forEach(system -> description.events(system)
                    .forEach(event -> add(found, line, word, event, "tracepoint of " + system, Kind.PLACE)));
            found.sort((one, other) -> one.text().compareTo(other.text()));
        }
        default -> functions(found, line, word);
        }
        return found.size() > MOST_PLACES ? found.subList(0, MOST_PLACES) : found;
    }

    private void functions(List<Completion> found, Line line, String word) {
        int percent = word.indexOf('%');
        if (percent > 0) {
            if (line.type() == 'f' || has(Feature.RETURN_SUFFIX)) {
                add(found, line, word.substring(percent), "%return", "at the function's return", Kind.SYNTAX);
            }
            return;
        }
        int colon = word.indexOf(':');
        String typed = word.substring(colon + 1);
        if (typed.matches("[0-9].*|.*[+-].*")) {
            return;
        }
        SymbolTable symbols = judge.description().symbols();
        String module = colon < 0 ? "" : word.substring(0, colon);
        for (int symbol : symbols.search(typed, colon < 0 ? MOST_PLACES : Integer.MAX_VALUE)) {
            if (colon < 0 || module.equals(symbols.module(symbol))) {
                found.add(line.completion(typed, symbols.name(symbol), symbols.module(symbol), Kind.PLACE));
            }
        }
    }

    private Moment moment(Line line) {
        if (line.type() == 'r' || line.place().endsWith("%return")) {
            return Moment.RETURN;
        }
        return line.place().matches("[^0-9+-][^+-]*(\\+0(x0)?)?") ? Moment.ENTRY : Moment.INSIDE;
    }

    private List<Completion> argument(Line line, String word) {
        List<Completion> found = new ArrayList<>();
        String operand = word.substring(Math.max(word.indexOf('='), word.lastIndexOf('(')) + 1);
        int colon = operand.lastIndexOf(':');
        if (colon >= 0) {
            for (FetchType type : judge.types()) {
                add(found, line, operand.substring(colon + 1), type.name(), TypeWords.of(type), Kind.TYPE);
            }
            return found;
        }
        if (line.type() == 'e') {
            attachedFields(found, line, operand);
            return found;
        }
        Moment moment = moment(line);
        named(found, line, word, operand, moment);
        registers(found, line, operand, moment);
        variables(found, line, operand, moment);
        add(found, line, operand, "+0(", "what is in memory there", Kind.SYNTAX);
        if (has(Feature.USER_MEMORY)) {
            add(found, line, operand, "+u0(", "what is in user memory there", Kind.SYNTAX);
        }
        if (operand.startsWith("@")) {
            functions(found, line, operand.substring(1));
        }
        return found;
    }

    private void attachedFields(List<Completion> found, Line line, String operand) {
        String[] event = line.place().split("[./]", 2);
        if (event.length == 2) {
            judge.description().event(event[0], event[1]).ifPresent(layout -> layout.fields().forEach(
                    field -> add(found, line, operand, "$" + field.name(), field.type() + field.suffix(),
                            Kind.VARIABLE)));
        }
        add(found, line, operand, "$comm", "name of the task", Kind.VARIABLE);
    }

    /** A function's arguments by name: themselves where the kernel knows them, else the registers that hold them. */
    private void named(List<Completion> found, Line line, String word, String operand, Moment moment) {
        Btf btf = judge.description().btf().orElse(Btf.EMPTY);
        if (moment != Moment.ENTRY || !operand.matches("[A-Za-z_]*")) {
            return;
        }
        String function = line.place().substring(line.place().indexOf(':') + 1).replaceFirst("\\+.*", "");
        List<BtfWords.Parameter> parameters = BtfWords.parameters(btf, function);
        List<String> registers = judge.dialect().architecture().argumentRegisters();
        for (int i = 0; i < parameters.size(); i++) {
            BtfWords.Parameter parameter = parameters.get(i);
            String detail = RegisterWords.ordinal(i) + " argument, " + parameter.type();
            if (has(Feature.BTF_ARGUMENTS)) {
                add(found, line, operand, parameter.name(), detail, Kind.ARGUMENT);
            } else if (word.equals(operand) && i < registers.size()) {
                add(found, line, operand, parameter.name() + "=%" + registers.get(i), detail, Kind.ARGUMENT);
            }
        }
    }

    private void registers(List<Completion> found, Line line, String operand, Moment moment) {
        Architecture architecture = judge.dialect().architecture();
        List<String> first = new ArrayList<>(moment == Moment.RETURN ? List.of() : architecture.argumentRegisters());
        architecture.registers().stream().filter(register -> !first.contains(register)).forEach(first::add);
        first.forEach(register -> add(found, line, operand, "%" + register,
                RegisterWords.of(architecture, register, moment), Kind.REGISTER));
    }

    private void variables(List<Completion> found, Line line, String operand, Moment moment) {
        if (moment == Moment.RETURN) {
            add(found, line, operand, "$retval", "what the function returns", Kind.VARIABLE);
        }
        if (has(Feature.FUNCTION_ARGUMENTS) && (moment == Moment.ENTRY
                || moment == Moment.RETURN && has(Feature.RETURN_ARGUMENTS))) {
            for (int i = 0; i < judge.dialect().architecture().argumentRegisters().size(); i++) {
                add(found, line, operand, "$arg" + (i + 1), RegisterWords.ordinal(i) + " argument", Kind.VARIABLE);
            }
            if (has(Feature.BTF_ARGUMENTS)) {
                add(found, line, operand, "$arg*", "all arguments by name", Kind.VARIABLE);
            }
        }
        if (has(Feature.COMM)) {
            add(found, line, operand, "$comm", "name of the task", Kind.VARIABLE);
        }
        add(found, line, operand, "$stack", "stack pointer", Kind.VARIABLE);
        add(found, line, operand, "$stack0", "first word of the stack", Kind.VARIABLE);
    }
}

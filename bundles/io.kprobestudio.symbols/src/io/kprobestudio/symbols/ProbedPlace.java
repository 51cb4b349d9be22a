/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import io.kprobestudio.symbols.SourceProbe.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What a kernel's definition probes, as far as the source is concerned.
 *
 * @param event {@code group/event}; the group is empty where the definition names none
 * @param module the module, or an empty text for the kernel
 * @param symbol the function of the symbol table
 * @param offset bytes behind it
 * @param isReturn whether it is a return probe
 * @param arguments its fetch arguments with the names of the record's fields
 */
public record ProbedPlace(String event, String module, String symbol, long offset, boolean isReturn,
        List<Argument> arguments) {
    private static final Pattern DEFINITION = Pattern.compile(
            "(?<kind>[pr])\\d*(?::(?:(?<group>[\\w.-]+)[/.])?(?<event>[\\w.-]*))?\\s+(?:(?<module>[\\w-]+):)?"
                    + "(?<symbol>[A-Za-z_][\\w.$]*?)(?:\\+(?<offset>0x[0-9a-f]{1,15}|\\d{1,18}))?(?<return>%return)?"
                    + "(?<arguments>(?:\\s.*)?)");
    private static final Pattern ARGUMENT = Pattern
            .compile("(?:(?<name>[A-Za-z_]\\w*)=)?(?<fetch>.+?)(?::(?<type>[^:]+))?");

    /** Copies the list. */
    public ProbedPlace {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a definition as users write it or as {@code kprobe_events} lists it.
     *
     * @throws DebugInfoException when it probes no function of the kernel by its name
     */
    public static ProbedPlace of(String definition) throws DebugInfoException {
        Matcher matcher = DEFINITION.matcher(definition.strip());
        if (!matcher.matches()) {
            throw new DebugInfoException("no probe of a kernel's function by its name: definition=" + definition);
        }
        List<Argument> arguments = new ArrayList<>();
        String words = matcher.group("arguments").strip();
        for (String word : words.isEmpty() ? new String[0] : words.split("\\s+")) {
            Matcher argument = ARGUMENT.matcher(word);
            if (argument.matches()) {
                String name = argument.group("name");
                arguments.add(new Argument(name == null ? "arg" + (arguments.size() + 1) : name,
                        argument.group("fetch"), text(argument.group("type"))));
            }
        }
        String offset = matcher.group("offset");
        return new ProbedPlace(text(matcher.group("group")) + "/" + text(matcher.group("event")),
                text(matcher.group("module")), matcher.group("symbol"), offset == null ? 0 : Long.decode(offset),
                matcher.group("kind").equals("r") || matcher.group("return") != null, arguments);
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }

    /**
     * Where the record's fields come from.
     *
     * @param source the kernel's, or where {@link #module} says so that module's
     * @return by field the expression over the source's variables; without fields of which none is known
     * @throws DebugInfoException when the file is damaged there
     */
    public Map<String, String> origins(ProbeSource source) throws DebugInfoException {
        Map<String, String> found = new LinkedHashMap<>();
        List<String> expressions = isReturn ? List.of() : source.origins(symbol, offset, arguments);
        for (int i = 0; i < arguments.size(); i++) {
            Argument each = arguments.get(i);
            if (each.fetch().equals("$retval")) {
                found.put(each.name(), "what " + symbol + " returns");
            } else if (!isReturn && !expressions.get(i).isEmpty()) {
                found.put(each.name(), expressions.get(i));
            }
        }
        return found;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.CodePlace;
import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.ProbeSource;
import io.kprobestudio.symbols.ProbedPlace;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;

/** What the debug information says of places that stand in texts: definitions, and events as the kernel prints them. */
final class SourceText {

    private static final Pattern MODULE = Pattern.compile("([A-Za-z_][\\w-]*):([A-Za-z_].*)"); //$NON-NLS-1$
    private static final int MOST = 8;

    /**
     * What can stand at the end of a line.
     *
     * @param length how many characters before the caret it replaces
     * @param text what it puts there
     * @param detail what it is
     */
    record Offer(int length, String text, String detail) {
    }

    private SourceText() {
    }

    /** Finds what knows the kernel's, or a module's, variables. */
    @FunctionalInterface
    interface Sources {

        /**
         * What knows them.
         *
         * @param module the module, or an empty text for the kernel
         */
        Optional<? extends ProbeSource> of(String module) throws DebugInfoException;
    }

    /**
     * What the debug information, or the kernel's types, offer behind a line's beginning: for a place given as source the places
     * of the kernel, and behind a place its variables.
     *
     * @param before the line up to the caret
     */
    static List<Offer> offers(Sources sources, String before) {
        String[] words = before.stripLeading().split("[ \t]+", -1); //$NON-NLS-1$
        if (words.length < 2 || before.indexOf('#') >= 0 || !words[0].matches("[pr].*")) { //$NON-NLS-1$
            return List.of();
        }
        String word = words[words.length - 1];
        try {
            Matcher module = MODULE.matcher(words[1]);
            boolean isModule = module.matches();
            Optional<? extends ProbeSource> info = sources.of(isModule ? module.group(1) : ""); //$NON-NLS-1$
            SourcePlace place = SourcePlace.parse(isModule ? module.group(2) : words[1]);
            if (info.isEmpty()) {
                return List.of();
            }
            if (words.length == 2) {
                return place.line() >= 0 && info.get() instanceof DebugInfo lines ? places(lines, place, word)
                        : List.of();
            }
            return place.isReturn() || words[0].startsWith("r") ? List.of() : variables(info.get(), place, word); //$NON-NLS-1$
        } catch (DebugInfoException nothing) {
            return List.of();
        }
    }

    private static List<Offer> places(DebugInfo info, SourcePlace place, String word) throws DebugInfoException {
        List<Offer> offers = new ArrayList<>();
        for (SourceProbe probe : info.resolve(place, List.of())) {
            offers.add(new Offer(word.length(), probe.symbol() + (probe.offset() == 0 ? "" : "+" + probe.offset()), //$NON-NLS-1$ //$NON-NLS-2$
                    SourceLocation.chain(info.sourceOf(probe.address()))));
        }
        return offers;
    }

    /* What the place sees, of several instances of a function that which stands there. */
    private static Optional<SourceVariables> seen(ProbeSource info, SourcePlace place) throws DebugInfoException {
        return info.variablesAt(place).stream().filter(
                each -> place.line() >= 0 || each.symbol().equals(place.function()) && each.offset() == place.offset())
                .findFirst();
    }

    private static List<Offer> variables(ProbeSource info, SourcePlace place, String word) throws DebugInfoException {
        Optional<SourceVariables> seen = seen(info, place);
        if (seen.isEmpty()) {
            return List.of();
        }
        List<Offer> offers = new ArrayList<>();
        String name = word.substring(word.indexOf('=') + 1);
        for (SourceVariables.Variable each : seen.get().variables()) {
            if (each.name().startsWith(name) && !each.fetch().isEmpty()) {
                add(info, place, seen.get(), each.name(), word, each.type(), offers);
            }
        }
        if (name.contains("->") || name.contains(".") || name.contains("[")) { //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
            add(info, place, seen.get(), name, word, Messages.Offer_expression, offers);
        }
        return offers;
    }

    private static void add(ProbeSource info, SourcePlace place, SourceVariables at, String expression, String word,
            String detail, List<Offer> offers) {
        String named = word.contains("=") ? word.substring(0, word.indexOf('=') + 1) : ""; //$NON-NLS-1$ //$NON-NLS-2$
        try {
            info.resolve(place, List.of(SourceExpression.parse(named + expression))).stream().filter(
                    probe -> probe.symbol().equals(at.symbol()) && probe.offset() == at.offset()).findFirst().ifPresent(
                            probe -> offers.add(new Offer(word.length(), probe.arguments().get(0).toString(),
                                    detail + " " + expression))); //$NON-NLS-1$
        } catch (DebugInfoException unavailable) {
            // not there, or not written to its end: nothing is offered
            return;
        }
    }

    /** Where a variable lives at a line, for people; nothing where the line sees none of this name. */
    static Optional<String> variable(DebugInfo info, SourcePlace line, String name) throws DebugInfoException {
        StringBuilder text = new StringBuilder();
        List<SourceVariables> all = info.variablesAt(line);
        int shown = 0;
        for (SourceVariables place : all) {
            for (SourceVariables.Variable each : place.variables()) {
                if (each.name().equals(name) && shown < MOST) {
                    if (shown++ == 0) {
                        text.append(each.type()).append(' ').append(name);
                    }
                    text.append('\n').append(place.symbol()).append('+').append(place.offset()).append(": ") //$NON-NLS-1$
                            .append(each.fetch().isEmpty() ? each.reason() : each.fetch());
                    break;
                }
            }
        }
        if (shown == MOST && all.size() > MOST) {
            text.append('\n').append(NLS.bind(Messages.Hover_more, Integer.valueOf(all.size() - MOST)));
        }
        return shown == 0 ? Optional.empty() : Optional.of(text.toString());
    }

    /**
     * What is known of a definition's place, for people, each in a line of its own: its source, and the variables that it sees.
     *
     * @param place as a definition names it
     * @return an empty list where nothing is known
     */
    static List<String> place(Sources sources, String place) {
        List<String> said = new ArrayList<>();
        try {
            Matcher module = MODULE.matcher(place);
            boolean isModule = module.matches();
            String own = isModule ? module.group(2) : place;
            Optional<? extends ProbeSource> info = sources.of(isModule ? module.group(1) : ""); //$NON-NLS-1$
            if (info.isPresent() && info.get() instanceof DebugInfo lines) {
                List<SourceLocation> chain = CodePlace.of(own).orElse(new CodePlace(own, 0, "")).source(lines); //$NON-NLS-1$
                if (!chain.isEmpty()) {
                    said.add(NLS.bind(Messages.Hover_source, SourceLocation.chain(chain)));
                }
            }
            if (info.isPresent()) {
                String variables = seen(info.get(), SourcePlace.parse(own)).map(SourceText::names).orElse(""); //$NON-NLS-1$
                if (!variables.isEmpty()) {
                    said.add(NLS.bind(Messages.Hover_variables, variables));
                }
            }
        } catch (DebugInfoException unknown) {
            // what is not known is not said
            return said;
        }
        return said;
    }

    private static String names(SourceVariables seen) {
        return seen.variables().stream().filter(each -> !each.fetch().isEmpty()).limit(MOST)
                .map(each -> each.type() + (each.type().endsWith(" *") ? "" : " ") + each.name() + " = " + each.fetch()) //$NON-NLS-1$
                .collect(Collectors.joining(", ")); //$NON-NLS-1$
    }

    /**
     * The expression over the source's variables that an argument of a definition reads.
     *
     * @param number which of its arguments, counted from 0
     */
    static Optional<String> origin(Sources sources, String definition, int number) {
        try {
            ProbedPlace place = ProbedPlace.of(definition);
            Optional<? extends ProbeSource> info = sources.of(place.module());
            if (info.isEmpty() || number >= place.arguments().size()) {
                return Optional.empty();
            }
            return Optional.ofNullable(place.origins(info.get()).get(place.arguments().get(number).name()));
        } catch (DebugInfoException unknown) {
            return Optional.empty();
        }
    }
}

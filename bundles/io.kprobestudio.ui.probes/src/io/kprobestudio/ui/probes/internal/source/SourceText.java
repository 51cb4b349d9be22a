/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.ui.source.KernelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.osgi.util.NLS;

/** What the debug information says of places that stand in texts: definitions, and events as the kernel prints them. */
final class SourceText {

    private static final Pattern PLACE = Pattern
            .compile("(?<symbol>[A-Za-z_][\\w.$]*)\\+(?<offset>0x[0-9a-f]+|\\d+)(?:/0x[0-9a-f]+)?"); //$NON-NLS-1$
    private static final int MOST = 8;

    /**
     * A place of the machine code.
     *
     * @param symbol a function of the kernel's symbol table
     * @param offset bytes behind it
     */
    record Place(String symbol, long offset) {
    }

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

    /** The places that a text names as the kernel does, {@code symbol+offset}, in its order. */
    static List<Place> placesIn(String text) {
        List<Place> places = new ArrayList<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(new Place(matcher.group("symbol"), Long.decode(matcher.group("offset")))); //$NON-NLS-1$ //$NON-NLS-2$
        }
        return places;
    }

    /**
     * What the debug information offers behind a line's beginning: for a place given as source the places of the kernel, and
     * behind a place its variables.
     *
     * @param before the line up to the caret
     */
    static List<Offer> offers(DebugInfo info, String before) {
        String[] words = before.stripLeading().split("[ \t]+", -1); //$NON-NLS-1$
        if (words.length < 2 || before.indexOf('#') >= 0 || !words[0].matches("[pr].*")) { //$NON-NLS-1$
            return List.of();
        }
        String word = words[words.length - 1];
        try {
            SourcePlace place = SourcePlace.parse(words[1]);
            if (words.length == 2) {
                return place.line() < 0 ? List.of() : places(info, place, word);
            }
            return place.isReturn() || words[0].startsWith("r") ? List.of() : variables(info, place, word); //$NON-NLS-1$
        } catch (DebugInfoException nothing) {
            return List.of();
        }
    }

    private static List<Offer> places(DebugInfo info, SourcePlace place, String word) throws DebugInfoException {
        List<Offer> offers = new ArrayList<>();
        for (SourceProbe probe : info.resolve(place, List.of())) {
            offers.add(new Offer(word.length(), probe.symbol() + (probe.offset() == 0 ? "" : "+" + probe.offset()), //$NON-NLS-1$ //$NON-NLS-2$
                    chain(info.sourceOf(probe.address()))));
        }
        return offers;
    }

    private static List<Offer> variables(DebugInfo info, SourcePlace place, String word) throws DebugInfoException {
        Optional<SourceVariables> seen = info.variablesAt(place).stream().filter(
                each -> place.line() >= 0 || each.symbol().equals(place.function()) && each.offset() == place.offset())
                .findFirst();
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

    private static void add(DebugInfo info, SourcePlace place, SourceVariables at, String expression, String word,
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

    /** The source of a place of a definition, for people; nothing where it is not known. */
    static Optional<String> source(DebugInfo info, String place) {
        Matcher matcher = PLACE.matcher(place);
        boolean behind = matcher.matches();
        try {
            List<SourceLocation> chain = KernelSource.sourceOf(info, behind ? matcher.group("symbol") : place, //$NON-NLS-1$
                    behind ? Long.decode(matcher.group("offset")) : 0); //$NON-NLS-1$
            return chain.isEmpty() ? Optional.empty() : Optional.of(chain(chain));
        } catch (DebugInfoException unknown) {
            return Optional.empty();
        }
    }

    private static String chain(List<SourceLocation> chain) {
        return chain.stream().map(SourceLocation::toString).collect(Collectors.joining(", ")); //$NON-NLS-1$
    }
}

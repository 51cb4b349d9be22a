/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLines;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePaths;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceVariables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.osgi.util.NLS;

/**
 * The places in the machine code that belong to a line or function, and what can be fetched there. Any thread; takes
 * milliseconds, the first time for a file longer.
 *
 * @param info the kernel's debug information
 * @param place the place in the source
 * @param title the place for people
 * @param event what events there are called, as far as one probe is made
 * @param note what a user should know, or an empty text
 * @param seen the places, each with what it sees; never empty
 * @param module the module that they are of, or an empty text for the kernel
 */
record PlacesInSource(DebugInfo info, SourcePlace place, String title, String event, String note,
        List<SourceVariables> seen, String module) {

    /** Copies the list. */
    PlacesInSource {
        seen = List.copyOf(seen);
    }

    /** The same places as those of a module. */
    PlacesInSource of(String owner) {
        return new PlacesInSource(info, place, title, event, note, seen, owner);
    }

    /**
     * The places of the caret's line, or where that has no code of the next one that has.
     *
     * @throws DebugInfoException when no code belongs to the file, or none behind the line
     */
    static PlacesInSource ofLine(DebugInfo info, EditorPlace caret) throws DebugInfoException {
        SourceLines lines = SourcePaths.compiled(info, caret.file());
        int line = lines.lines().stream().filter(each -> each >= caret.line()).findFirst()
                .orElseThrow(() -> new DebugInfoException(NLS.bind(Messages.Line_none, caret.line(), caret.file())));
        SourcePlace place = new SourcePlace("", lines.file(), line, 0, false); //$NON-NLS-1$
        List<SourceVariables> seen = info.variablesAt(place);
        String function = seen.get(0).symbol();
        return new PlacesInSource(info, place, caret.file().getFileName() + ":" + line, //$NON-NLS-1$
                function.replaceAll("\\W", "_") + "_" + line, line == caret.line() ? "" //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                        : NLS.bind(Messages.Line_next, Integer.valueOf(caret.line()), Integer.valueOf(line)),
                seen, ""); //$NON-NLS-1$
    }

    /**
     * The places where the function begins whose name is at the caret, else the one that the caret is in.
     *
     * @throws DebugInfoException when there is none
     */
    static PlacesInSource ofFunction(DebugInfo info, EditorPlace caret) throws DebugInfoException {
        String function = function(info, caret);
        SourcePlace place = SourcePlace.parse(function);
        return new PlacesInSource(info, place, function, function.replaceAll("\\W", "_"), "", info.variablesAt(place), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                ""); //$NON-NLS-1$
    }

    /** The function whose name is at the caret, else the one that the caret is in. */
    static String function(DebugInfo info, EditorPlace caret) throws DebugInfoException {
        if (!caret.word().isEmpty() && info.functions(caret.word()).contains(caret.word())) {
            return caret.word();
        }
        SourceLines lines = SourcePaths.compiled(info, caret.file());
        Optional<Integer> line = lines.lines().stream().filter(each -> each <= caret.line())
                .reduce((one, next) -> next);
        if (line.isPresent()) {
            SourcePlace place = new SourcePlace("", lines.file(), line.get(), 0, false); //$NON-NLS-1$
            for (SourceLocation location : info.sourceOf(info.resolve(place, List.of()).get(0).address())) {
                if (location.file().equals(lines.file()) && !location.function().isEmpty()) {
                    return location.function();
                }
            }
        }
        throw new DebugInfoException(NLS.bind(Messages.Function_none, caret.file(), Integer.valueOf(caret.line())));
    }

    /**
     * A variable that some of the places see.
     *
     * @param variable as the first place sees it where it can be fetched, else as the first that sees it does
     * @param fetched at how many places it can be fetched
     */
    record Seen(SourceVariables.Variable variable, int fetched) {
    }

    /** The variables of all places, in their order. */
    List<Seen> variables() {
        Map<String, Seen> variables = new LinkedHashMap<>();
        for (SourceVariables at : seen) {
            Set<String> here = new HashSet<>();
            for (SourceVariables.Variable each : at.variables()) {
                if (here.add(each.name())) {
                    int fetched = each.fetch().isEmpty() ? 0 : 1;
                    variables.merge(each.name(), new Seen(each, fetched), (known, next) -> new Seen(
                            known.fetched == 0 && next.fetched > 0 ? next.variable : known.variable,
                            known.fetched + next.fetched));
                }
            }
        }
        return List.copyOf(variables.values());
    }

    /**
     * The definitions of probes.
     *
     * @param places which of {@link #seen}
     * @param variables the names of what is fetched
     * @param notes gets what a user should know
     * @throws DebugInfoException when something is nowhere available; says why
     */
    List<String> definitions(Collection<SourceVariables> places, Collection<SourceVariables.Variable> variables,
            Collection<String> notes) throws DebugInfoException {
        List<SourceExpression> wanted = new ArrayList<>();
        for (SourceVariables.Variable each : variables) {
            wanted.add(SourceExpression.parse(each.name() + (isText(each.type()) ? ":string" : ""))); //$NON-NLS-1$ //$NON-NLS-2$
        }
        List<String> definitions = new ArrayList<>();
        for (SourceProbe probe : info.resolve(place, wanted)) {
            if (places.stream().anyMatch(
                    each -> each.symbol().equals(probe.symbol()) && each.offset() == probe.offset())) {
                String own = event + (definitions.isEmpty() ? "" : "_" + definitions.size()); //$NON-NLS-1$ //$NON-NLS-2$
                definitions.add(probe.definition(own, module));
                notes.addAll(probe.notes());
            }
        }
        if (definitions.size() < places.size()) {
            notes.add(NLS.bind(Messages.Places_without, Integer.valueOf(places.size() - definitions.size()),
                    Integer.valueOf(places.size())));
        }
        return definitions;
    }

    private static boolean isText(String type) {
        return type.matches("(const )?char\\*"); //$NON-NLS-1$
    }
}

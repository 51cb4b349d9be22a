/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourcePlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/** From a place in the source to places in the machine code: one for each instance, inlined ones included. */
final class PlaceFinder {
    private final DwarfFile file;
    private final EntryIndex index;

    /**
     * A line whose places are looked for.
     *
     * @param path the end of its file's path
     * @param number the line
     * @param last the last line at which a function may be declared that the line belongs to
     * @param asked the function that it was told with; null for a line of a file
     */
    private record Line(String path, int number, int last, @Nullable Die asked) {
        /* A macro's line, such as TRACE_EVENT's, declares several functions and does not tell which is meant. */
        static Line of(Unit unit, String path, int number) {
            String first = "";
            for (Die die : unit.die().children()) {
                if (die.tag() == Dw.TAG_SUBPROGRAM && die.constantOr(Dw.AT_DECL_LINE, 0) == number
                        && endsWith(declaredIn(die), path) && !die.name().equals(first)) {
                    if (!first.isEmpty()) {
                        return new Line(path, number, number - 1, null);
                    }
                    first = die.name();
                }
            }
            return new Line(path, number, number, null);
        }

        boolean is(long other, String file) {
            return other == number && endsWith(file, path);
        }

        /*
         * Of two that a macro declares on one line, such as BPF_CALL_1's, the one that is asked for; else the inner one,
         * which the lines behind are of.
         */
        boolean isOfInner(Die outer, Die inner, long declared) {
            return asked == null ? number > declared && !source(outer).equals(source(inner))
                    : !source(outer).equals(asked) && source(inner).equals(asked);
        }
    }

    PlaceFinder(DwarfFile file, EntryIndex index) {
        this.file = file;
        this.index = index;
    }

    /** The places; never empty. */
    List<Scope> find(SourcePlace place) throws DebugInfoException {
        Map<Long, Scope> found = new LinkedHashMap<>();
        if (place.function().isEmpty()) {
            for (Unit unit : file.units()) {
                if (unit.lines().hasCodeOf(place.file())) {
                    lines(unit, null, Line.of(unit, place.file(), place.line()), found);
                }
            }
            if (found.isEmpty()) {
                throw new DebugInfoException("no code belongs to this line: place=" + place);
            }
            return List.copyOf(found.values());
        }
        List<Die> functions = functions(place.function());
        functions.removeIf(function -> !place.file().isEmpty() && !endsWith(declaredIn(function), place.file()));
        if (functions.isEmpty()) {
            throw new DebugInfoException("no function of this name has debug information: place=" + place);
        }
        for (Die function : functions) {
            if (place.line() >= 0) {
                linesOf(function, place.line(), found);
            } else {
                for (Die instance : instances(function)) {
                    entry(instance, place, found);
                }
            }
        }
        if (found.isEmpty()) {
            throw new DebugInfoException(place.line() >= 0
                    ? "no code belongs to this line of the function: place=" + place
                    : "the function has no code: it was optimised out, place=" + place);
        }
        return List.copyOf(found.values());
    }

    /** The functions of a name or pattern, in the order of the file; without those that are instances of others. */
    List<Die> functions(String name) {
        List<Die> functions = new ArrayList<>();
        boolean pattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
        int[] candidates = pattern ? index.all(EntryIndex.Kind.FUNCTION)
                : index.candidates(EntryIndex.Kind.FUNCTION, name);
        Pattern glob = pattern ? glob(name) : null;
        for (int offset : candidates) {
            Die function = file.die(offset);
            String own = function.textOr(Dw.AT_NAME, "");
            if (function.tag() == Dw.TAG_SUBPROGRAM
                    && (glob == null ? own.equals(name) : glob.matcher(own).matches())) {
                functions.add(function);
            }
        }
        return functions;
    }

    static Pattern glob(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(expression.toString());
    }

    /** The function itself where it has code, and all its instances. */
    List<Die> instances(Die function) {
        List<Die> instances = new ArrayList<>();
        if (!Ranges.of(function).isEmpty()) {
            instances.add(function);
        }
        for (int offset : index.instances(function.offset())) {
            Die instance = file.die(offset);
            // One of which no instruction is left still has the place where it would begin. An abstract copy within an
            // inlined function has neither.
            if (instance.has(Dw.AT_ENTRY_PC) || !Ranges.of(instance).isEmpty()) {
                instances.add(instance);
            }
        }
        return instances;
    }

    /** The out-of-line function whose code an instance is part of; null where none is left. */
    @Nullable
    Die enclosing(Die instance) {
        if (instance.tag() == Dw.TAG_SUBPROGRAM) {
            return instance;
        }
        int offset = index.enclosing(instance.offset());
        Die function = offset < 0 ? null : file.die(offset);
        return function == null || Ranges.of(function).isEmpty() ? null : function;
    }

    private void entry(Die instance, SourcePlace place, Map<Long, Scope> found) {
        Die function = enclosing(instance);
        Long entry = Ranges.entry(instance);
        if (function == null || entry == null || place.isReturn() && instance.tag() != Dw.TAG_SUBPROGRAM) {
            return;
        }
        if (isPartOfItself(function, instance, entry)) {
            return;
        }
        long address = entry + place.offset();
        Die block = instance;
        if (place.offset() != 0) {
            List<Die> chain = Scope.chain(function, address);
            block = chain.get(chain.size() - 1);
        }
        found.putIfAbsent(address, new Scope(function, block, address));
    }

    /* A function that was split and put together again: its parts are no calls. */
    private static boolean isPartOfItself(Die function, Die instance, long address) {
        if (instance.equals(function)) {
            return false;
        }
        Die origin = source(instance);
        for (Die each : Scope.chain(function, address)) {
            if (each.equals(instance)) {
                return false;
            }
            if (source(each).equals(origin) && each.holds(instance)) {
                return true;
            }
        }
        return false;
    }

    private static Die source(Die instance) {
        Die origin = instance.origin();
        return origin == null ? instance : origin;
    }

    /* A function's line in all its instances, and where the compiler moved code of that line out of them. */
    private void linesOf(Die function, int relative, Map<Long, Scope> found) {
        int number = (int) function.owner(Dw.AT_DECL_LINE).constantOr(Dw.AT_DECL_LINE, 0) + relative;
        Line line = new Line(declaredIn(function), number, number, function);
        Map<Long, Scope> own = new LinkedHashMap<>();
        Set<Unit> units = new LinkedHashSet<>();
        for (Die instance : instances(function)) {
            Die enclosing = enclosing(instance);
            if (enclosing != null) {
                units.add(enclosing.unit());
                lines(enclosing.unit(), instance, line, own);
            }
        }
        own.forEach(found::putIfAbsent);
        if (!own.isEmpty()) {
            units.forEach(unit -> rows(unit, null, line, address -> {
                Die outer = functionAt(unit, address);
                if (outer != null) {
                    found.putIfAbsent(address, new Scope(outer, outer, address));
                }
            }));
        }
    }

    private static void rows(Unit unit, @Nullable Die instance, Line line, LongConsumer taker) {
        LineTable table = unit.lines();
        boolean[] wanted = table.filesThatEnd(line.path());
        for (LineTable.Row row : table.rows()) {
            if (row.line() == line.number() && !row.end() && row.statement() && row.file() < wanted.length
                    && wanted[row.file()] && (instance == null || Ranges.contain(instance, row.address()))) {
                taker.accept(row.address());
            }
        }
    }

    /* A line's rows and the entries of what is declared or inlined there, within an instance where one is given. */
    private void lines(Unit unit, @Nullable Die instance, Line line, Map<Long, Scope> found) {
        rows(unit, instance, line, address -> add(instance != null && instance.tag() == Dw.TAG_SUBPROGRAM ? instance
                : functionAt(unit, address), address, line, found));
        if (instance != null) {
            entries(instance, enclosing(instance), line, found);
            return;
        }
        for (Die function : unit.die().children()) {
            if (function.tag() == Dw.TAG_SUBPROGRAM && Ranges.entry(function) != null) {
                entries(function, function, line, found);
            }
        }
    }

    private static void add(@Nullable Die function, long address, Line line, Map<Long, Scope> found) {
        if (function != null) {
            found.putIfAbsent(address, new Scope(function, block(Scope.chain(function, address), line), address));
        }
    }

    /* Lines of which the table tells nothing: where functions are declared, and where what is inlined is called. */
    private static void entries(Die instance, @Nullable Die function, Line line, Map<Long, Scope> found) {
        Long entry = Ranges.entry(instance);
        if (entry != null && (line.is(instance.owner(Dw.AT_DECL_LINE).constantOr(Dw.AT_DECL_LINE, 0),
                declaredIn(instance))
                || line.is(instance.constantOr(Dw.AT_CALL_LINE, 0),
                        instance.unit().lines().file(instance.constantOr(Dw.AT_CALL_FILE, 0))))) {
            add(function, entry, line, found);
        }
        inlinedEntries(instance, function, line, found);
    }

    private static void inlinedEntries(Die parent, @Nullable Die function, Line line, Map<Long, Scope> found) {
        for (Die child : parent.children()) {
            if (child.tag() == Dw.TAG_LEXICAL_BLOCK) {
                inlinedEntries(child, function, line, found);
            } else if (child.tag() == Dw.TAG_INLINED_SUBROUTINE) {
                entries(child, function, line, found);
            }
        }
    }

    /* Of the functions that an instruction lies in, the one whose source holds the line: the last to begin before. */
    private static Die block(List<Die> chain, Line line) {
        Die best = chain.get(0);
        long bestLine = -1;
        for (Die each : chain) {
            long begins = each.owner(Dw.AT_DECL_LINE).constantOr(Dw.AT_DECL_LINE, 0);
            if (begins <= line.last() && (begins > bestLine || begins == bestLine && line.isOfInner(best, each, begins))
                    && endsWith(declaredIn(each), line.path())) {
                best = each;
                bestLine = begins;
            }
        }
        return best;
    }

    /** The out-of-line function of a unit that an instruction lies in. */
    static @Nullable Die functionAt(Unit unit, long address) {
        for (Die die : unit.die().children()) {
            if (die.tag() == Dw.TAG_SUBPROGRAM && Ranges.contain(die, address)) {
                return die;
            }
        }
        return null;
    }

    /** The file that a function is declared in. */
    static String declaredIn(Die function) {
        Die owner = function.owner(Dw.AT_DECL_FILE);
        return owner.unit().lines().file(owner.constantOr(Dw.AT_DECL_FILE, 0));
    }

    /** Whether a path ends with another, at the border of a name. */
    static boolean endsWith(String path, String end) {
        return path.endsWith(end) && (path.length() == end.length() || end.startsWith("/")
                || path.charAt(path.length() - end.length() - 1) == '/');
    }
}

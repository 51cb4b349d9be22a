/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourceLines;
import io.kprobestudio.symbols.SourceLocation;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import io.kprobestudio.symbols.internal.elf.SymbolTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.jdt.annotation.Nullable;

/** What the debug information of one file can answer. Thread-safe. */
public final class DwarfReader {
    private final DwarfFile file;
    private final EntryIndex index;
    private final SymbolTable symbols;
    private final PlaceFinder places;
    private final ArgumentCompiler arguments;

    /**
     * Reads and indexes a file; takes seconds for a kernel whose index is not kept yet.
     *
     * @param indexes the folder in which indexes are kept by build id, or null
     * @throws DebugInfoException when the file has no debug information or is damaged
     */
    public DwarfReader(ElfFile elf, @Nullable Path indexes) throws DebugInfoException {
        Machine machine = Machine.of(elf.machine());
        if (machine == null) {
            throw new DebugInfoException("the registers of this architecture are not known: path=%s e_machine=%d"
                    .formatted(elf.path(), elf.machine()));
        }
        try {
            file = new DwarfFile(elf);
            index = index(file, indexes);
            symbols = elf.symbols();
            places = new PlaceFinder(file, index);
            LocationReader locations = new LocationReader(machine, new FrameTable(file.sections(), elf.is64()),
                    symbols);
            arguments = new ArgumentCompiler(file, index, locations);
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(elf, damaged);
        }
    }

    private static EntryIndex index(DwarfFile file, @Nullable Path indexes) throws DebugInfoException {
        Optional<String> id = file.elf().buildId();
        if (indexes == null || id.isEmpty()) {
            return EntryIndex.build(file);
        }
        Path kept = StoredIndex.file(indexes, id.get());
        EntryIndex known = StoredIndex.read(kept, file.sections());
        if (known != null) {
            return known;
        }
        EntryIndex made = EntryIndex.build(file);
        try {
            StoredIndex.write(kept, made, file.sections());
        } catch (IOException full) {
            // The next process makes its own: a cache that cannot be written costs time alone.
            return made;
        }
        return made;
    }

    private static DebugInfoException damage(ElfFile elf, RuntimeException damaged) {
        return new DebugInfoException("the debug information is damaged: path=%s reason=%s".formatted(elf.path(),
                damaged.getMessage()), damaged);
    }

    /** The probes for a place and expressions over its variables, one for each instance. */
    public List<SourceProbe> resolve(SourcePlace place, List<SourceExpression> expressions) throws DebugInfoException {
        try {
            List<SourceProbe> probes = new ArrayList<>();
            DebugInfoException refusal = null;
            for (Scope scope : places.find(place)) {
                try {
                    probes.add(probe(scope, place, expressions));
                } catch (DebugInfoException refused) {
                    refusal = refused;
                }
            }
            if (probes.isEmpty() && refusal != null) {
                throw refusal;
            }
            return probes;
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    private SourceProbe probe(Scope scope, SourcePlace place, List<SourceExpression> expressions)
            throws DebugInfoException {
        SymbolTable.Symbol symbol = symbol(scope);
        List<String> notes = new ArrayList<>();
        List<SourceProbe.Argument> fetched = new ArrayList<>();
        for (SourceExpression expression : expressions) {
            if (place.isReturn() && !expression.isRaw()) {
                throw new DebugInfoException(
                        "variables are gone when a function has returned: only $retval is there, variable="
                                + expression.variable());
            }
            fetched.addAll(arguments.compile(scope, expression, notes));
        }
        return new SourceProbe(symbol.name(), scope.address() - symbol.address(), scope.address(), place.isReturn(),
                fetched,
                notes);
    }

    private SymbolTable.Symbol symbol(Scope scope) throws DebugInfoException {
        return symbols.at(scope.address())
                .orElseThrow(() -> new DebugInfoException("no symbol holds this place: address=0x%x function=%s"
                        .formatted(scope.address(), scope.function().name())));
    }

    /** The names of the functions that match a pattern with {@code *} and {@code ?}, sorted. */
    public List<String> functions(String pattern) {
        TreeSet<String> names = new TreeSet<>();
        places.functions(pattern.isEmpty() ? "*" : pattern).forEach(function -> names.add(function.name()));
        return List.copyOf(names);
    }

    /** The names of the variables that the first instance of a place sees, parameters first. */
    public List<String> variables(SourcePlace place) throws DebugInfoException {
        try {
            Scope scope = places.find(place).get(0);
            List<String> names = new ArrayList<>(ArgumentCompiler.names(scope, false));
            ArgumentCompiler.names(scope, true).stream().filter(name -> !names.contains(name)).forEach(names::add);
            return names;
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    /** What each place of a place in the source sees. */
    public List<SourceVariables> variablesAt(SourcePlace place) throws DebugInfoException {
        try {
            List<SourceVariables> found = new ArrayList<>();
            for (Scope scope : places.find(place)) {
                SymbolTable.Symbol symbol = symbol(scope);
                found.add(new SourceVariables(symbol.name(), scope.address() - symbol.address(),
                        arguments.describe(scope)));
            }
            return found;
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    /** The expressions that fetch arguments read at a place of the machine code, an empty text where none leads there. */
    public List<String> origins(String symbol, long offset, List<SourceProbe.Argument> fetched)
            throws DebugInfoException {
        try {
            Optional<Long> begin = address(symbol);
            List<String> found = new ArrayList<>();
            Scope scope = begin.isEmpty() ? null : scope(begin.get() + offset);
            for (SourceProbe.Argument each : fetched) {
                found.add(scope == null ? "" : arguments.origin(scope, each).orElse(""));
            }
            return found;
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    private @Nullable Scope scope(long address) {
        for (Unit unit : file.units()) {
            if (Ranges.contain(unit.die(), address)) {
                Die function = PlaceFinder.functionAt(unit, address);
                return function == null ? null : new Scope(function, function, address);
            }
        }
        return null;
    }

    /** The lines of the functions of a name or pattern, or, where that is empty, of the files whose paths end so. */
    public List<SourceLines> lines(String function, String path) throws DebugInfoException {
        try {
            LineLister lister = new LineLister(file, places);
            return function.isEmpty() ? lister.ofFile(path) : lister.ofFunction(function, path);
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    /** The source of an instruction: its own line first, then where that was inlined, outwards; empty where it is not told. */
    public List<SourceLocation> sourceOf(long address) throws DebugInfoException {
        try {
            for (Unit unit : file.units()) {
                if (Ranges.contain(unit.die(), address)) {
                    Die function = PlaceFinder.functionAt(unit, address);
                    return function == null ? List.of() : inlineChain(unit, function, address);
                }
            }
            return List.of();
        } catch (IndexOutOfBoundsException | ArithmeticException damaged) {
            throw damage(file.elf(), damaged);
        }
    }

    private static List<SourceLocation> inlineChain(Unit unit, Die function, long address) {
        List<Die> chain = Scope.chain(function, address);
        LineTable.Row row = row(unit.lines(), address);
        String path = row == null ? "" : unit.lines().file(row.file());
        int line = row == null ? 0 : row.line();
        List<SourceLocation> found = new ArrayList<>();
        for (int i = chain.size() - 1; i >= 0; i--) {
            Die each = chain.get(i);
            found.add(new SourceLocation(each.name(), path, line));
            path = unit.lines().file(each.constantOr(Dw.AT_CALL_FILE, 0));
            line = (int) each.constantOr(Dw.AT_CALL_LINE, 0);
        }
        return found;
    }

    private static LineTable.@Nullable Row row(LineTable table, long address) {
        LineTable.Row before = null;
        for (LineTable.Row row : table.rows()) {
            if (before != null && !before.end() && Long.compareUnsigned(before.address(), address) <= 0
                    && Long.compareUnsigned(address, row.address()) < 0) {
                return before;
            }
            before = row;
        }
        return null;
    }

    /** The functions of the symbol table, one for each address. */
    public List<DebugInfo.Function> functionsByAddress() {
        List<DebugInfo.Function> functions = new ArrayList<>();
        long last = -1;
        for (SymbolTable.Symbol each : symbols.functions()) {
            // Of several at an address the last one is what the address is called.
            if (!functions.isEmpty() && each.address() == last) {
                functions.remove(functions.size() - 1);
            }
            functions.add(new DebugInfo.Function(each.name(), each.address(), each.size()));
            last = each.address();
        }
        return List.copyOf(functions);
    }

    /** The address of a function of the symbol table. */
    public Optional<Long> address(String symbol) {
        return symbols.functions().stream().filter(each -> each.name().equals(symbol)).findFirst()
                .map(SymbolTable.Symbol::address);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.SourceLines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Which lines of functions and files code belongs to. */
final class LineLister {
    private final DwarfFile file;
    private final PlaceFinder places;

    LineLister(DwarfFile file, PlaceFinder places) {
        this.file = file;
        this.places = places;
    }

    /** The lines of a function's own code, once for each place that declares one of that name; empty where there is none. */
    List<SourceLines> ofFunction(String name, String path) {
        Map<String, SourceLines> found = new LinkedHashMap<>();
        for (Die function : places.functions(name)) {
            String declared = PlaceFinder.declaredIn(function);
            if (!path.isEmpty() && !PlaceFinder.endsWith(declared, path)) {
                continue;
            }
            int first = (int) function.owner(Dw.AT_DECL_LINE).constantOr(Dw.AT_DECL_LINE, 0);
            TreeSet<Integer> lines = new TreeSet<>();
            for (Die instance : places.instances(function)) {
                Die enclosing = places.enclosing(instance);
                if (enclosing != null) {
                    own(enclosing, instance, declared, lines);
                    lines.add(first);
                }
            }
            lines.removeIf(line -> line < first);
            String key = function.name() + '\n' + declared + '\n' + first;
            found.merge(key, new SourceLines(function.name(), declared, first, List.copyOf(lines)), LineLister::merged);
        }
        return List.copyOf(found.values());
    }

    private static SourceLines merged(SourceLines one, SourceLines other) {
        TreeSet<Integer> lines = new TreeSet<>(one.lines());
        lines.addAll(other.lines());
        return new SourceLines(one.function(), one.file(), one.first(), List.copyOf(lines));
    }

    private static void own(Die enclosing, Die instance, String path, TreeSet<Integer> lines) {
        LineTable table = enclosing.unit().lines();
        for (LineTable.Row row : table.rows()) {
            if (row.statement() && !row.end() && row.line() > 0 && table.file(row.file()).equals(path)
                    && Ranges.contain(instance, row.address())) {
                List<Die> chain = Scope.chain(enclosing, row.address());
                if (chain.get(chain.size() - 1).equals(instance)) {
                    lines.add(row.line());
                }
            }
        }
        calls(instance, path, lines);
    }

    /* The lines that call what is inlined: its own lines are others. */
    private static void calls(Die parent, String path, TreeSet<Integer> lines) {
        for (Die child : parent.children()) {
            if (child.tag() == Dw.TAG_LEXICAL_BLOCK) {
                calls(child, path, lines);
            } else if (child.tag() == Dw.TAG_INLINED_SUBROUTINE && Ranges.entry(child) != null
                    && child.unit().lines().file(child.constantOr(Dw.AT_CALL_FILE, 0)).equals(path)) {
                lines.add((int) child.constantOr(Dw.AT_CALL_LINE, 0));
            }
        }
    }

    /** The lines of the files whose paths end so. */
    List<SourceLines> ofFile(String path) {
        Map<String, TreeSet<Integer>> found = new LinkedHashMap<>();
        for (Unit unit : file.units()) {
            LineTable table = unit.lines();
            boolean[] wanted = table.filesThatEnd(path);
            if (wanted.length == 0) {
                continue;
            }
            for (LineTable.Row row : table.rows()) {
                if (row.statement() && !row.end() && row.line() > 0 && row.file() < wanted.length
                        && wanted[row.file()]) {
                    found.computeIfAbsent(table.file(row.file()), each -> new TreeSet<>()).add(row.line());
                }
            }
        }
        List<SourceLines> lists = new ArrayList<>();
        found.forEach((each, lines) -> lists.add(new SourceLines("", each, 0, List.copyOf(lines))));
        return lists;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.symbols.BtfInfo;
import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.ProbeSource;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceProbe;
import io.kprobestudio.symbols.SourceVariables;

/**
 * Compares what types (BTF) and the calling convention tell of functions' parameters with what DWARF tells: {@code VMLINUX EXAMPLES}.
 * Exit code 0 when for at least 99 of 100 parameters that both tell a place of it is the same.
 */
public final class TypesComparison {
    private static final double ENOUGH = 0.99;

    private TypesComparison() {
    }

    public static void main(String[] arguments) throws Exception {
        Path vmlinux = Path.of(arguments[0]);
        int examples = Integer.parseInt(arguments[1]);
        DebugInfo dwarf = DebugInfo.open(vmlinux);
        BtfInfo btf = BtfInfo.open(vmlinux, Optional.empty(), Architecture.OTHER_64);
        Map<String, List<String>> classes = new TreeMap<>();
        int functions = 0;
        for (String function : btf.functions("*")) {
            SourcePlace place = SourcePlace.parse(function);
            Map<String, String> told;
            try {
                told = places(btf.variablesAt(place));
            } catch (DebugInfoException refused) {
                count(classes, "function refused: " + refused.getMessage().replaceFirst(": .*", ""), function);
                continue;
            }
            functions++;
            try {
                // An inlined instance of the function is another place.
                SourceProbe entry = dwarf.resolve(place, List.of()).stream()
                        .filter(each -> each.symbol().equals(function) && each.offset() == 0).findFirst()
                        .orElseThrow(() -> new DebugInfoException("no entry"));
                Map<String, String> truth = places(dwarf.variablesAt(place).stream()
                        .filter(each -> each.symbol().equals(entry.symbol()) && each.offset() == 0).toList());
                told.forEach((name, fetch) -> count(classes, compare(fetch, truth.get(name)),
                        "%s %s: types %s, DWARF %s".formatted(function, name, fetch, truth.get(name))));
            } catch (DebugInfoException unknown) {
                count(classes, "function that DWARF does not tell: " + unknown.getMessage().replaceFirst(":.*", ""),
                        function);
            }
        }
        System.out.printf("functions: %d%n", functions);
        classes.forEach((what, found) -> {
            System.out.printf("%7d %s%n", found.size(), what);
            found.stream().limit(examples).forEach(each -> System.out.println("          " + each));
        });
        int same = classes.getOrDefault("same place", List.of()).size();
        int other = classes.getOrDefault("another place", List.of()).size();
        System.out.printf("of parameters that both tell %.3f %% are at the same place%n",
                100.0 * same / (same + other));
        System.exit(same >= ENOUGH * (same + other) && same > 0 ? 0 : 1);
    }

    private static Map<String, String> places(List<SourceVariables> seen) {
        Map<String, String> places = new HashMap<>();
        for (SourceVariables each : seen) {
            each.variables().forEach(variable -> places.putIfAbsent(variable.name(),
                    variable.fetch().isEmpty() ? "(" + variable.reason() + ")" : variable.fetch()));
        }
        return places;
    }

    private static String compare(String told, String truth) {
        if (truth == null) {
            return "parameter that DWARF has not";
        }
        if (told.startsWith("(")) {
            return truth.startsWith("(") ? "both refuse" : "refused by types: "
                    + told.replaceAll("^.*entry: |\\)$", "").replaceAll("\\d+", "N");
        }
        return truth.startsWith(
                "(") ? "refused by DWARF: " + truth.replaceAll("^\\(\\w+ |:.*", "").replaceAll("\\d+", "N")
                        .replaceAll("as .*", "as a sum") : told.equals(truth) ? "same place" : "another place";
    }

    private static void count(Map<String, List<String>> classes, String what, String example) {
        classes.computeIfAbsent(what, each -> new ArrayList<>()).add(example);
    }
}

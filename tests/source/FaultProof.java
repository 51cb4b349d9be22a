/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.SourceVariables;

/**
 * Compares perf probe's definitions with what binutils' readelf says of their variables. {@code plan VMLINUX FAULTS EVENTS PLAN}
 * finds each argument's locations and writes one event for each definition, which records perf's arguments, ours, all registers and
 * the memory that the locations go through. {@code judge PLAN ACCEPTED HITS CALLED} computes the locations from the registers of
 * each record and says how many of perf's values, and of ours, are these, and which functions were never called.
 */
public final class FaultProof {
    private static final Pattern DEFINITION = Pattern.compile("([^\t]+)\tp (\\S+?)(?:\\+(\\d+))?((?: \\S+)+)");
    private static final Pattern SUM = Pattern.compile("is computed here as (%\\w+)([+-]\\d+),");

    /** A definition of perf's, at an address of the file. */
    private record Faulty(String why, String symbol, long offset, long address, Map<String, String> arguments) {
    }

    private final Path vmlinux;
    private final boolean wide;
    private final ReadelfSymbols symbols;

    private FaultProof(Path vmlinux) throws IOException {
        this.vmlinux = vmlinux;
        symbols = new ReadelfSymbols(vmlinux);
        wide = symbols.isWide();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("plan")) {
            new FaultProof(Path.of(arguments[1])).plan(Path.of(arguments[2]), Path.of(arguments[3]),
                    Path.of(arguments[4]));
        } else {
            System.exit(FaultVerdicts.judge(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]),
                    Path.of(arguments[4])) ? 0 : 1);
        }
    }

    // ---- what readelf says --------------------------------------------------------------------------------------------------

    private void plan(Path faults, Path events, Path plan) throws IOException, DebugInfoException {
        List<Faulty> wanted = new ArrayList<>();
        int unclear = 0;
        for (String line : new LinkedHashSet<>(Files.readAllLines(faults))) {
            Matcher matcher = DEFINITION.matcher(line);
            if (matcher.matches() && symbols.isRepeated(matcher.group(2))) {
                unclear++;
            } else if (matcher.matches() && symbols.address(matcher.group(2)).isPresent()) {
                long offset = matcher.group(3) == null ? 0 : Long.parseLong(matcher.group(3));
                Map<String, String> given = new LinkedHashMap<>();
                for (String each : matcher.group(4).strip().split(" ")) {
                    given.putIfAbsent(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
                }
                wanted.add(
                        new Faulty(matcher.group(1), matcher.group(2), offset,
                                symbols.address(matcher.group(2)).getAsLong() + offset, given));
            }
        }
        System.out.printf("definitions: %d, and %d of functions whose names are not unique%n", wanted.size(), unclear);
        ReadelfVariables variables = new ReadelfVariables(vmlinux,
                wanted.stream().mapToLong(Faulty::address).toArray());
        Map<Long, String> frames = variables.frames();
        DebugInfo ours = DebugInfo.open(vmlinux);
        List<String> planned = new ArrayList<>();
        List<String> defined = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Faulty each = wanted.get(i);
            StringBuilder event = new StringBuilder("p:proof/e" + i + " " + each.symbol() + "+" + each.offset());
            registers(wide).forEach(name -> event.append(" %s=%%%s:x%d".formatted(name, name, wide ? 64 : 32)));
            int number = 0;
            for (Map.Entry<String, String> argument : each.arguments().entrySet()) {
                String frame = frames.getOrDefault(each.address(), "");
                String begin = argument.getValue().replaceFirst(":\\w+$", "");
                Set<String> all = variables.locations(each.address(), argument.getKey());
                List<String> found = all.stream()
                        .filter(location -> DwarfValue.begin(location, frame, wide).equals(begin)).toList();
                found = found.isEmpty() ? List.copyOf(all) : found;
                String own = own(ours, each, argument.getKey());
                String type = argument.getValue().replaceFirst(".*:", "");
                event.append(" v%d=%s".formatted(number, argument.getValue()));
                if (own.matches("[%+-].*") && !own.startsWith("&")) {
                    event.append(" o%d=%s:%s".formatted(number, own, type));
                }
                int part = 0;
                for (String location : found) {
                    DwarfValue value = new DwarfValue(location, frame, wide,
                            "d%d_%d_".formatted(number, part++));
                    value.fetches().forEach(
                            (name, fetch) -> event.append(" %s=%s:x%d".formatted(name, fetch, wide ? 64 : 32)));
                }
                planned.add(
                        String.join("\t", "e" + i, each.why(), each.symbol() + "+" + each.offset(), wide ? "64" : "32",
                                frames.getOrDefault(each.address(), ""), argument.getKey(), argument.getValue(), own,
                                String.join("|", found)));
                number++;
            }
            defined.add(event.toString());
        }
        Files.write(events, defined);
        Files.write(plan, planned);
    }

    /** The machine's registers by their DWARF numbers, as probes name them. */
    static List<String> registers(boolean wide) {
        return List.of((wide ? "ax dx cx bx si di bp sp r8 r9 r10 r11 r12 r13 r14 r15"
                : "r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 fp ip sp lr pc").split(" "));
    }

    /* Ours at the same place: a fetch argument, & and a sum where it is computed as one, or the reason behind an exclamation mark. */
    private static String own(DebugInfo info, Faulty place, String name) {
        try {
            Set<String> found = new LinkedHashSet<>();
            for (SourceVariables at : info
                    .variablesAt(new SourcePlace(place.symbol(), "", -1, place.offset(), false))) {
                for (SourceVariables.Variable each : at.variables()) {
                    if (each.name().equals(name)) {
                        Matcher sum = SUM.matcher(each.reason());
                        found.add(!each.fetch().isEmpty() ? each.fetch()
                                : sum.find() ? "&" + sum.group(1) + sum.group(2) : "!" + each.reason());
                    }
                }
            }
            return found.size() == 1 ? found.iterator().next() : "!" + found.size() + " of this name";
        } catch (DebugInfoException refused) {
            return "!" + refused.getMessage();
        }
    }
}

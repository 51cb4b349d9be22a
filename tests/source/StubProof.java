/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares what definitions record with what GDB takes the variables for. {@code plan VMLINUX PLACES FAULTS FOLDER [PATTERN]} writes
 * FOLDER/events, with perf's definition and ours for each place, FOLDER/places, which stub.py reads, and FOLDER/plan. {@code judge
 * FOLDER} reads the plan, FOLDER/values of stub.py's and FOLDER/hits of the board's.
 */
public final class StubProof {
    private static final Pattern DEFINITION = Pattern.compile("p (\\S+?)(?:\\+(\\d+))?((?: \\S+)*)");
    /* Of what is inlined in thousands of places a few stand for all. */
    private static final int ALONE = 5;
    private static final Pattern SUM = Pattern.compile("left out: (\\w+) is computed here as (%\\w+[+-]\\d+),.*");

    private static final Pattern PIECES = Pattern
            .compile("(\\w+) lies in pieces: only its first (\\d+) bytes are fetched");

    private final ReadelfSymbols symbols;
    private final Map<String, Integer> left = new TreeMap<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> plan = new ArrayList<>();

    private StubProof(Path vmlinux) throws IOException {
        symbols = new ReadelfSymbols(vmlinux);
        if (symbols.isWide()) {
            throw new IOException("a kernel of 64 bits, and stub.py knows ARM's registers: path=" + vmlinux);
        }
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("plan")) {
            StubProof proof = new StubProof(Path.of(arguments[1]));
            proof.read(Files.readAllLines(Path.of(arguments[2])), faults(Path.of(arguments[3])),
                    arguments.length > 5 ? arguments[5] : "");
            proof.write(Path.of(arguments[4]));
        } else {
            System.exit(StubVerdicts.judge(Path.of(arguments[1])) ? 0 : 1);
        }
    }

    /* By definition: why it is said to be wrong. */
    private static Map<String, String> faults(Path file) throws IOException {
        Map<String, Set<String>> faults = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            faults.computeIfAbsent(line.substring(line.indexOf('\t') + 1), each -> new TreeSet<>())
                    .add(line.substring(0, line.indexOf('\t')));
        }
        Map<String, String> why = new HashMap<>();
        faults.forEach((definition, each) -> why.put(definition, String.join(" and ", each)));
        return why;
    }

    private void read(List<String> lines, Map<String, String> faults, String wanted) {
        Map<String, Integer> alone = new HashMap<>();
        for (String line : new LinkedHashSet<>(lines)) {
            String[] words = line.split("\t", -1);
            String outcome = words[0] + (faults.containsKey(words[2]) ? ": " + faults.get(words[2]) : "");
            if (!Pattern.compile(wanted).matcher(outcome).find()) {
                continue;
            }
            if (words[2].isEmpty() && alone.merge(words[1], 1, Integer::sum) > ALONE) {
                left.merge("of ours alone: a query's places behind the first " + ALONE, 1, Integer::sum);
            } else {
                add(outcome, words);
            }
        }
    }

    private void add(String outcome, String... words) {
        Matcher place = DEFINITION.matcher(words[2].isEmpty() ? words[3] : words[2]);
        if (!place.matches()) {
            left.merge("returns, which the stub does not make", 1, Integer::sum);
            return;
        }
        OptionalLong symbol = symbols.address(place.group(1));
        if (symbol.isEmpty() || symbols.isRepeated(place.group(1))) {
            left.merge(symbol.isEmpty() ? "in what is no function of the kernel's" : "in functions that share a name", 1,
                    Integer::sum);
            return;
        }
        String offset = place.group(2) == null ? "0" : place.group(2);
        String at = place.group(1) + "+" + offset;
        Map<String, String> their = arguments(words[2]);
        Map<String, String> ours = arguments(words[3]);
        Map<String, String> sums = new LinkedHashMap<>();
        Map<String, String> pieces = new LinkedHashMap<>();
        for (String note : words[4].split("\\|")) {
            Matcher sum = SUM.matcher(note);
            Matcher piece = PIECES.matcher(note);
            if (piece.matches()) {
                pieces.put(piece.group(1), piece.group(2));
            }
            if (sum.matches()) {
                sums.put(sum.group(1), sum.group(2));
            }
        }
        Set<String> names = new LinkedHashSet<>(their.keySet());
        names.addAll(ours.keySet());
        names.addAll(sums.keySet());
        int number = plan.size() + 1;
        if (!words[3].isEmpty()) {
            events.add(event(number, 'o', at, ours));
        }
        if (!words[2].isEmpty() && (words[3].isEmpty() || !their.equals(ours))) {
            events.add(event(number, 'p', at, their));
        }
        String asked = words[1].matches("[\\w.]+[ :].*") ? words[1].replaceFirst("\\W.*", "") : "-";
        places.add("%d 0x%x %s %s".formatted(number, symbol.getAsLong() + Long.parseLong(offset), asked,
                String.join(" ", names)).strip());
        plan.add(String.join("\t", String.valueOf(number), outcome, words[1], at, words[2].isEmpty() ? "" : "p",
                words[3].isEmpty() ? "" : "o", text(their), text(ours), text(sums), text(pieces)));
    }

    /* A definition's arguments by name; of a name that is repeated the first. */
    private static Map<String, String> arguments(String definition) {
        Map<String, String> arguments = new LinkedHashMap<>();
        Matcher matcher = DEFINITION.matcher(definition);
        if (matcher.matches() && !matcher.group(3).isEmpty()) {
            for (String each : matcher.group(3).strip().split(" ")) {
                arguments.putIfAbsent(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
            }
        }
        return arguments;
    }

    private static String text(Map<String, String> arguments) {
        return arguments.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    /* With all registers behind, by which stub.py's runs of the instruction are known. */
    private static String event(int number, char whose, String place, Map<String, String> arguments) {
        return "%d p:stub/e%d%c %s %s ".formatted(number, number, whose, place, text(arguments)).replace("  ", " ")
                + FaultProof.registers(false).stream().map(name -> "_%s=%%%s:x32".formatted(name, name))
                        .collect(Collectors.joining(" "));
    }

    private void write(Path folder) throws IOException {
        Files.write(folder.resolve("events"), events);
        Files.write(folder.resolve("places"), places);
        Files.write(folder.resolve("plan"), plan);
        System.out.printf("places: %d, with %d definitions%n", plan.size(), events.size());
        left.forEach((why, count) -> System.out.printf("left out: %d %s%n", count, why));
    }
}

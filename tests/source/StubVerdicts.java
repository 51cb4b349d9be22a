/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges what was recorded at places, perf's definitions and ours, by what GDB says that their variables were. */
final class StubVerdicts {
    private static final Pattern RECORD = Pattern.compile(".*? (e\\d+[po]): \\([^)]*\\)((?: \\w+=\\S+)*)\\s*");
    private static final Pattern WIDTH = Pattern.compile("[bsux](\\d+).*");
    private static final Pattern VALUE = Pattern.compile("(~?)(first )?(\\d+):([0-9a-f]+)");
    private static final Pattern SUM = Pattern.compile("%(\\w+)([+-]\\d+)");

    /** How a field compares with a variable. */
    private enum Verdict {
        EQUAL("GDB's value"),
        /** GDB sees no such variable there, and evaluates the location that one of an inlined function has there. */
        ELSEWHERE("GDB's value, of a variable whose block does not have the place"),
        /** The value is in several registers, and the definition's notes say that the first one alone is fetched. */
        PIECE("the first bytes of GDB's value, which is in pieces, as ours says"),
        FIRST("the first bytes of what GDB says is a structure or an array"),
        ONE("GDB's value of an outer or another variable of the name"), OTHER("NOT GDB's value"),
        NARROW("the lower bits of GDB's value"), FAULT("not read"), UNKNOWN("of what GDB knows no value"),
        ERROR("of what GDB cannot read");

        private final String text;

        Verdict(String text) {
            this.text = text;
        }
    }

    /**
     * An instruction that was run.
     *
     * @param registers by their names
     * @param values by variable what GDB says of those of this name, as stub.py tells
     */
    private record Run(Map<String, Long> registers, Map<String, List<String>> values) {
    }

    /** A place of the plan. */
    private record Place(int number, String outcome, String query, String at, boolean hasTheir, boolean hasOur,
            Map<String, String> their, Map<String, String> our, Map<String, String> sums,
            Map<String, String> pieces) {
        /** Which event records a definition. */
        String event(boolean isOur) {
            return "e" + number + (isOur || hasOur && their.equals(our) ? "o" : "p");
        }
    }

    private final Map<Integer, List<Run>> runs = new HashMap<>();
    private final Map<String, List<Map<String, String>>> records = new HashMap<>();
    private final Map<String, String> refused = new HashMap<>();
    private final Set<Integer> unset = new HashSet<>();
    private final Map<String, Map<String, Integer>> table = new TreeMap<>();
    private final Set<String> remarks = new TreeSet<>();
    private boolean right = true;

    private StubVerdicts() {
    }

    /**
     * Prints how many agree, and names what does not.
     *
     * @param folder with the files plan, values and hits
     * @return false where a value of ours is not GDB's, or what the kernel accepted was not hit
     */
    static boolean judge(Path folder) throws IOException {
        StubVerdicts verdicts = new StubVerdicts();
        verdicts.readValues(Files.readAllLines(folder.resolve("values")));
        verdicts.readHits(Files.readAllLines(folder.resolve("hits")));
        for (String line : Files.readAllLines(folder.resolve("plan"))) {
            String[] words = line.split("\t", -1);
            verdicts.judge(new Place(Integer.parseInt(words[0]), words[1], words[2], words[3], !words[4].isEmpty(),
                    !words[5].isEmpty(), map(words[6]), map(words[7]), map(words[8]), map(words[9])));
        }
        verdicts.remarks.forEach(System.out::println);
        verdicts.table.forEach((what, counts) -> {
            System.out.println(what);
            counts.forEach((count, number) -> System.out.printf("%7d %s%n", number, count.substring(2)));
        });
        return verdicts.right;
    }

    private static Map<String, String> map(String fields) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String each : fields.isBlank() ? new String[0] : fields.strip().split(" ")) {
            map.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        return map;
    }

    private void readValues(List<String> lines) {
        for (String line : lines) {
            String[] words = line.split("\t");
            int number = Integer.parseInt(words[0]);
            if (words[1].equals("unset")) {
                unset.add(number);
                continue;
            }
            Map<String, Long> registers = new HashMap<>();
            for (String each : words[1].split(" ")) {
                registers.put(FaultProof.registers(false).get(registers.size()), Long.parseLong(each, 16));
            }
            Map<String, List<String>> values = new HashMap<>();
            for (int i = 2; i < words.length; i++) {
                String all = words[i].substring(words[i].indexOf('=') + 1);
                values.put(words[i].substring(0, words[i].indexOf('=')),
                        all.isEmpty() ? List.of() : List.of(all.split("\\|")));
            }
            runs.computeIfAbsent(number, each -> new ArrayList<>()).add(new Run(registers, values));
        }
    }

    private void readHits(List<String> lines) {
        for (String line : lines) {
            Matcher matcher = RECORD.matcher(line);
            if (matcher.matches()) {
                records.computeIfAbsent(matcher.group(1), each -> new ArrayList<>()).add(map(matcher.group(2)));
            } else if (line.startsWith("refused ")) {
                refused.put(line.split(" ")[1], line.replaceFirst("refused \\S+ ", ""));
            }
        }
    }

    // ---- a place ------------------------------------------------------------------------------------------------------------

    private void count(Place place, String what, int number) {
        table.computeIfAbsent(place.outcome(), each -> new TreeMap<>()).merge(what, number, Integer::sum);
    }

    private void judge(Place place) {
        count(place, "0 places", 1);
        List<Run> all = runs.getOrDefault(place.number(), List.of());
        if (place.hasOur()) {
            judge(place, true, all);
        }
        if (place.hasTheir()) {
            judge(place, false, all);
        }
        place.sums().forEach((name, sum) -> {
            Matcher matcher = SUM.matcher(sum);
            if (matcher.matches() && !all.isEmpty()) {
                Verdict worst = Verdict.EQUAL;
                for (Run run : all) {
                    long value = run.registers().get(matcher.group(1)) + Long.parseLong(matcher.group(2));
                    worst = worse(worst, compare(Long.toString(value), "u32", run.values().get(name)));
                }
                count(place, "4 our refusals that name a sum: " + worst.text, 1);
                if (worst == Verdict.OTHER) {
                    right = false;
                    remarks.add("our sum: %s=%s at %s, %s".formatted(name, sum, place.at(), all));
                }
            }
        });
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private void judge(Place place, boolean isOur, List<Run> all) {
        String whose = isOur ? "2 ours: " : "3 perf's: ";
        if (refused.containsKey(place.event(isOur))) {
            count(place, whose + "refused by the kernel: " + refused.get(place.event(isOur)), 1);
            remarks.add("refused: %s%s".formatted(isOur ? "ours " : "perf's ", place));
            return;
        }
        List<Map<String, String>> got = new ArrayList<>();
        for (Run run : all) {
            records.getOrDefault(place.event(isOur), List.of()).stream()
                    .filter(record -> run.registers().entrySet().stream().allMatch(
                            each -> ("0x" + Long.toHexString(each.getValue())).equals(record.get("_" + each.getKey()))))
                    .findFirst().ifPresent(got::add);
        }
        if (got.size() < all.size() || all.isEmpty()) {
            right = false;
            count(place, whose + "definitions that were not hit", 1);
            remarks.add("not hit: %s%s%s".formatted(isOur ? "ours " : "perf's ", place,
                    unset.contains(place.number()) ? ", nothing was set there" : ""));
            return;
        }
        count(place, whose + "definitions hit", 1);
        boolean wrong = false;
        Map<String, String> arguments = isOur ? place.our() : place.their();
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            Verdict worst = Verdict.EQUAL;
            int equal = 0;
            for (int i = 0; i < all.size(); i++) {
                Verdict verdict = compare(place, argument, got.get(i), all.get(i).values());
                equal += verdict == Verdict.EQUAL ? 1 : 0;
                worst = worse(worst, verdict);
            }
            count(place, whose + "- fields with " + worst.text, 1);
            wrong |= worst == Verdict.OTHER || worst == Verdict.NARROW;
            // What is said of perf's definitions that are wrong is expected of them.
            if (worst.compareTo(Verdict.PIECE) > 0 && (isOur || worst != Verdict.OTHER || !place.outcome().contains(": "))) {
                remarks.add("%s: %s%s=%s at %s, %s, query %s, recorded %s, GDB %s, %s".formatted(worst.text,
                        isOur ? "our " : "perf's ", argument.getKey(), argument.getValue(), place.at(),
                        equal > 0 ? "equal in " + equal + " runs" : "", place.query(),
                        got.stream().map(each -> each.get(argument.getKey())).toList(),
                        all.stream().map(each -> each.values().get(argument.getKey())).toList(), place.outcome()));
            }
        }
        right &= !isOur || !wrong;
        if (!isOur && !wrong && place.outcome().contains(": ")) {
            remarks.add("perf's is right: " + place);
        }
        count(place, whose + (wrong ? "definitions hit of which a field is wrong" : "definitions hit of which none is wrong"),
                1);
    }

    private static Verdict compare(Place place, Map.Entry<String, String> argument, Map<String, String> record,
            Map<String, List<String>> values) {
        String recorded = record.getOrDefault(argument.getKey(), "");
        List<String> told = values.getOrDefault(argument.getKey(), List.of());
        Verdict verdict = compare(recorded, argument.getValue().replaceFirst(".*:", ""), told);
        String first = place.pieces().get(argument.getKey());
        boolean isFirst = verdict.compareTo(Verdict.PIECE) > 0 && first != null
                && compare(recorded, "x" + 8 * Integer.parseInt(first), told) == Verdict.NARROW;
        return isFirst ? Verdict.PIECE : verdict;
    }

    /**
     * How a recorded value compares with those that variables of its name have.
     *
     * @param type of the fetch argument, such as s32
     */
    private static Verdict compare(String recorded, String type, List<String> values) {
        if (!recorded.matches("-?\\d+|0x[0-9a-f]+")) {
            return Verdict.FAULT;
        }
        if (values == null || values.isEmpty()) {
            return Verdict.UNKNOWN;
        }
        BigInteger value = recorded.startsWith("0x") ? new BigInteger(recorded.substring(2), 16)
                : new BigInteger(recorded);
        Matcher width = WIDTH.matcher(type);
        int bits = width.matches() ? Integer.parseInt(width.group(1)) : 32;
        List<Verdict> verdicts = values.stream().map(each -> compare(value, bits, each)).toList();
        boolean isOther = verdicts.get(0) == Verdict.OTHER
                && (verdicts.contains(Verdict.EQUAL) || verdicts.contains(Verdict.ELSEWHERE));
        return isOther ? Verdict.ONE : verdicts.get(0);
    }

    private static Verdict compare(BigInteger value, int bits, String told) {
        Matcher known = VALUE.matcher(told);
        if (!known.matches()) {
            return Verdict.ERROR;
        }
        int own = 8 * Integer.parseInt(known.group(3));
        BigInteger truth = new BigInteger(known.group(4), 16);
        if (!cut(value, Math.min(bits, own)).equals(cut(truth, Math.min(bits, own)))) {
            return Verdict.OTHER;
        }
        boolean isFirst = known.group(2) != null;
        return isFirst ? Verdict.FIRST : bits < own ? Verdict.NARROW
                : known.group(1).isEmpty() ? Verdict.EQUAL : Verdict.ELSEWHERE;
    }

    private static BigInteger cut(BigInteger value, int bits) {
        return value.and(BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
    }
}

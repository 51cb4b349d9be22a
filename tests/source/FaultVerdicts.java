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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges perf's values, and ours, by what the locations of their variables compute from the registers of each record. */
final class FaultVerdicts {
    private static final Pattern RECORD = Pattern.compile(".* (e\\d+): \\([^)]*\\)((?: \\w+=\\S+)+)\\s*");

    /**
     * An argument of a definition of perf's.
     *
     * @param event the event that records it
     * @param number which argument of the event
     * @param why what is said to be wrong with the definition
     * @param our what we make of it: a fetch argument, {@code &} and a sum, or a reason behind an exclamation mark
     * @param values what its locations compute; more than one where several variables of that name are there
     */
    private record Argument(String event, int number, String why, String place, boolean wide, String name, String their,
            String our, List<DwarfValue> values, String locations) {
        @Override
        public String toString() {
            return "%s: %s=%s, location %s, ours %s".formatted(place, name, their, locations, our);
        }

        /** Whether perf reads memory, or takes a register, for what is nowhere. */
        boolean isComputed() {
            return !values.isEmpty() && values.stream().allMatch(each -> each.kind() == DwarfValue.Kind.COMPUTED);
        }

        int bits() {
            String digits = their.replaceFirst(".*:[a-z]*", "");
            return digits.matches("\\d+") ? Integer.parseInt(digits) : wide ? 64 : 32;
        }
    }

    private FaultVerdicts() {
    }

    /**
     * Prints how many agree.
     *
     * @param called lines of which the second word is a function that was called
     * @return false where a value of ours is not what the location computes
     */
    static boolean judge(Path plan, Path accepted, Path hits, Path called) throws IOException {
        Map<String, List<Argument>> events = read(plan);
        Map<String, List<Map<String, Long>>> records = records(hits);
        Set<String> taken = new HashSet<>(Files.readAllLines(accepted));
        Map<String, Map<String, Integer>> table = new TreeMap<>();
        List<String> remarks = new ArrayList<>();
        Set<String> ran = new HashSet<>();
        Files.readAllLines(called).forEach(line -> ran.add(line.replaceFirst(".* ", "")));
        Set<String> never = new TreeSet<>();
        Set<String> passed = new TreeSet<>();
        boolean right = true;
        for (Map.Entry<String, List<Argument>> event : events.entrySet()) {
            if (!taken.contains(event.getKey())) {
                continue;
            }
            List<Map<String, Long>> got = records.getOrDefault(event.getKey(), List.of());
            Map<String, Integer> counts = table.computeIfAbsent(event.getValue().get(0).why(), each -> new TreeMap<>());
            counts.merge("1 accepted by the kernel", 1, Integer::sum);
            Set<String> said = new HashSet<>();
            for (Argument each : event.getValue()) {
                said.add(form(each));
                right &= ours(each, got, counts, remarks);
                said.add(theirs(each, got, remarks));
            }
            said.remove("");
            said.forEach(what -> counts.merge(what, 1, Integer::sum));
            String place = event.getValue().get(0).place();
            String function = place.substring(0, place.indexOf('+'));
            if (!got.isEmpty()) {
                counts.merge("5 hit", 1, Integer::sum);
                counts.merge("5 hit, records", got.size(), Integer::sum);
            } else if (ran.contains(function)) {
                counts.merge("8 not hit: the function is called, and not this instruction of it", 1, Integer::sum);
                passed.add(place);
            } else {
                counts.merge("9 not hit: the function is never called", 1, Integer::sum);
                never.add(function);
            }
            if (!said.contains("6 hit: perf's value is not the variable's") && !got.isEmpty()) {
                remarks.add("hit, and nothing of it is wrong or can be told: " + event.getValue());
            }
        }
        table.forEach((why, counts) -> {
            System.out.println(why);
            counts.forEach((what, count) -> System.out.printf("%7d %s%n", count, what.substring(2)));
        });
        remarks.forEach(System.out::println);
        System.out.println("called, and not this instruction: " + String.join(" ", passed));
        System.out.println("never called: " + String.join(" ", never));
        return right;
    }

    private static Map<String, List<Argument>> read(Path plan) throws IOException {
        Map<String, List<Argument>> events = new LinkedHashMap<>();
        for (String line : Files.readAllLines(plan)) {
            String[] words = line.split("\t", -1);
            List<Argument> arguments = events.computeIfAbsent(words[0], each -> new ArrayList<>());
            boolean wide = words[3].equals("64");
            List<DwarfValue> values = new ArrayList<>();
            for (String location : words[8].isEmpty() ? new String[0] : words[8].split("\\|")) {
                values.add(
                        new DwarfValue(location, words[4], wide, "d%d_%d_".formatted(arguments.size(), values.size())));
            }
            arguments.add(
                    new Argument(words[0], arguments.size(), words[1], words[2], wide, words[5], words[6], words[7],
                            values, words[8]));
        }
        return events;
    }

    private static Map<String, List<Map<String, Long>>> records(Path hits) throws IOException {
        Map<String, List<Map<String, Long>>> records = new HashMap<>();
        for (String line : Files.readAllLines(hits)) {
            Matcher matcher = RECORD.matcher(line);
            if (matcher.matches()) {
                Map<String, Long> record = new HashMap<>();
                for (String field : matcher.group(2).strip().split(" ")) {
                    String value = field.substring(field.indexOf('=') + 1);
                    if (value.matches("-?\\d+|0x[0-9a-f]+")) {
                        record.put(field.substring(0, field.indexOf('=')), value.startsWith("0x")
                                ? new BigInteger(value.substring(2), 16).longValue()
                                : new BigInteger(value).longValue());
                    }
                }
                records.computeIfAbsent(matcher.group(1), each -> new ArrayList<>()).add(record);
            }
        }
        return records;
    }

    /* What readelf's words alone show. */
    private static String form(Argument argument) {
        if (argument.isComputed() && argument.their().matches("[+-]\\d.*")) {
            return "2 readelf: the value is computed, and perf reads memory";
        }
        return argument.values().isEmpty() ? "3 readelf: no location of an argument" : "";
    }

    private static long cut(long value, int bits) {
        return bits >= 64 ? value : value & (1L << bits) - 1;
    }

    /* Whether our answer is what readelf's location computes, in the records and, of sums, by their words. */
    private static boolean ours(Argument argument, List<Map<String, Long>> records, Map<String, Integer> counts,
            List<String> remarks) {
        if (argument.values().size() != 1) {
            return true;
        }
        DwarfValue value = argument.values().get(0);
        boolean right = true;
        if (argument.our().startsWith("&")) {
            Matcher sum = Pattern.compile("&%(\\w+)([+-]\\d+)").matcher(argument.our());
            if (!sum.matches()) {
                throw new IllegalStateException("no sum: " + argument.our());
            }
            // Registers that are made up: a sum is one whatever they hold.
            Map<String, Long> made = new HashMap<>();
            FaultProof.registers(argument.wide()).forEach(name -> made.put(name, 0x10000L * (made.size() + 1)));
            Optional<Long> truth = value.in(made);
            long own = made.getOrDefault(sum.group(1), 0L) + Long.parseLong(sum.group(2));
            right = truth.isPresent() && truth.get() == own;
            counts.merge(right ? "4 our sum is readelf's (arguments)" : "4 our sum is NOT readelf's", 1, Integer::sum);
        }
        for (Map<String, Long> record : records) {
            Long own = record.get("o" + argument.number());
            Optional<Long> truth = value.in(record);
            if (own != null && truth.isPresent()) {
                boolean same = cut(own, argument.bits()) == cut(truth.get(), argument.bits());
                counts.merge(
                        same ? "7 hit: our value is the variable's (values)" : "7 hit: our value is NOT the variable's",
                        1,
                        Integer::sum);
                right &= same;
                if (!same) {
                    remarks.add("ours is wrong: own=0x%x truth=0x%x %s".formatted(own, truth.get(), argument));
                }
            }
        }
        if (!right) {
            remarks.add("ours differs: " + argument);
        }
        return right;
    }

    private static String theirs(Argument argument, List<Map<String, Long>> records, List<String> remarks) {
        int told = 0;
        int wrong = 0;
        for (Map<String, Long> record : records) {
            Long their = record.get("v" + argument.number());
            List<Long> truths = argument.values().stream().map(each -> each.in(record)).flatMap(Optional::stream)
                    .toList();
            // Of several variables of the name any may be meant.
            if (their != null && !truths.isEmpty() && truths.size() == argument.values().size()) {
                told++;
                wrong += truths.stream().noneMatch(
                        each -> cut(each, argument.bits()) == cut(their, argument.bits())) ? 1 : 0;
            }
        }
        if (wrong > 0) {
            return "6 hit: perf's value is not the variable's";
        }
        if (told > 0 && !form(argument).isEmpty()) {
            remarks.add("perf's value is the variable's by chance in %d records: %s".formatted(told, argument));
            return "6 hit: perf's value happens to be the variable's";
        }
        return told == 0 && !records.isEmpty() && argument.isComputed() ? "6 hit: registers alone do not tell the value"
                : "";
    }
}

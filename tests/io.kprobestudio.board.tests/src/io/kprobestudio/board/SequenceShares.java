/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What share of sequences reached what, judged by what the kernel answered. */
final class SequenceShares {

    private static final Pattern COUNTS = Pattern.compile("  ([A-Za-z0-9_]+) +([0-9]+) +([0-9]+)\\\\n");
    private static final Pattern FILTER = Pattern.compile("append\tevents/([a-z0-9]+/([a-z0-9]+))/filter\t(.*)");
    private static final Pattern ENABLE = Pattern.compile("append\tevents/([a-z0-9]+/[a-z0-9]+)/enable\t1");
    private static final String DONE = "{\"errno\":0}";
    /** In percent, at the least. */
    private static final Map<String, Integer> WANTED = Map.of("hits", 80, "filter that rejects", 30, "module", 20,
            "instance", 20, "miss", 20);

    private final Map<String, Integer> reached = new TreeMap<>();
    private int sequences;

    /** Adds a sequence; all of its operations begin behind the prelude. */
    void add(List<String> operations, List<String> answers) {
        sequences++;
        boolean hits = false;
        boolean misses = false;
        boolean module = false;
        boolean instance = false;
        boolean perf = false;
        boolean errors = false;
        for (int i = 0; i < operations.size(); i++) {
            String operation = operations.get(i);
            boolean done = answers.get(i).equals(DONE);
            if (operation.equals("read\tkprobe_profile")) {
                Matcher counts = COUNTS.matcher(answers.get(i));
                while (counts.find()) {
                    hits |= !counts.group(2).equals("0");
                    misses |= !counts.group(3).equals("0");
                }
            }
            module |= done && operation.startsWith("load\t");
            instance |= done && operation.startsWith("mkdir\tinstances/");
            perf |= done && operation.startsWith("perf\t") && operation.endsWith("\ton");
            errors |= operation.equals("read\terror_log") && answers.get(i).contains("error:");
        }
        count("hits", hits);
        count("miss", misses);
        count("module", module);
        count("instance", instance);
        count("perf", perf);
        count("error_log", errors);
        count("filter that rejects", rejects(operations, answers));
    }

    private void count(String what, boolean is) {
        reached.merge(what, is ? 1 : 0, Integer::sum);
    }

    /**
     * Whether, between two looks at the counts and the records, an event with a filter that is on was hit more often than it
     * was recorded, with nothing but calls in between and tracing on.
     */
    private static boolean rejects(List<String> operations, List<String> answers) {
        Map<String, String> filters = new HashMap<>();
        List<String> enabled = new ArrayList<>();
        boolean on = true;
        for (int i = 1; i < operations.size(); i++) {
            String operation = operations.get(i);
            boolean done = answers.get(i).equals(DONE);
            Matcher filter = FILTER.matcher(operation);
            Matcher enable = ENABLE.matcher(operation);
            if (filter.matches() && done) {
                filters.put(filter.group(2), filter.group(3));
            } else if (enable.matches() && done) {
                enabled.add(enable.group(1).substring(enable.group(1).indexOf('/') + 1));
            } else if (operation.startsWith("append\ttracing_on\t") && done) {
                on = operation.endsWith("1");
            } else if (operation.equals("read\tkprobe_profile") && operations.get(i - 1).equals("names\ttrace")) {
                int end = i + 1;
                while (end < operations.size() && operations.get(end).startsWith("call\t")) {
                    end++;
                }
                if (on && end + 1 < operations.size() && operations.get(end).equals("read\tkprobe_profile")
                        && operations.get(end + 1).equals("names\ttrace")) {
                    for (Map.Entry<String, String> set : filters.entrySet()) {
                        String event = set.getKey();
                        long hit = hits(answers.get(end), event) - hits(answers.get(i), event);
                        long recorded = names(answers.get(end + 1), event) - names(answers.get(i - 1), event);
                        if (!set.getValue().equals("0") && enabled.contains(event) && hit > recorded
                                && recorded >= 0) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static long hits(String profile, String event) {
        Matcher counts = COUNTS.matcher(profile);
        long hits = 0;
        while (counts.find()) {
            hits += counts.group(1).equals(event) ? Long.parseLong(counts.group(2)) : 0;
        }
        return hits;
    }

    private static long names(String names, String event) {
        return Pattern.compile("(?:\"|\\\\n)" + event + "(?=\\\\n)").matcher(names).results().count();
    }

    /** Those that were reached less often than they are to be. */
    List<String> missing() {
        return WANTED.entrySet().stream().filter(wanted -> percent(wanted.getKey()) < wanted.getValue())
                .map(wanted -> "%s %d %% of %d %%".formatted(wanted.getKey(), percent(wanted.getKey()),
                        wanted.getValue()))
                .sorted().toList();
    }

    private int percent(String what) {
        return sequences == 0 ? 0 : reached.getOrDefault(what, 0) * 100 / sequences;
    }

    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        reached.keySet().forEach(what -> parts.add(what + " " + percent(what) + " %"));
        return String.join(", ", parts);
    }
}

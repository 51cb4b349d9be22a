/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.registry.library;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.ProbeSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of the library: what to probe for one question, on any kernel. It is a {@code .kprobes} file whose header has the
 * name in its first line and a sentence behind it. Definitions of the same event are alternatives, of which the first one
 * counts that is for the kernel's version and that the kernel takes:
 *
 * <pre>
 * #&#64; since 4.8
 * p:fault handle_mm_fault address=${arg2}:${pointer}
 * #&#64; before 4.8
 * p:fault handle_mm_fault address=${arg3}:${pointer}
 * </pre>
 *
 * <code>${arg1}</code> and so on stand for the register that holds a function's argument at its entry,
 * <code>${pointer}</code> for the type of a pointer, <code>${bits}</code> for its bits, and <code>${words:2}</code> for the
 * bytes of so many pointers.
 *
 * @param name a few words
 * @param sentence what it shows
 * @param alternatives by event, in the order in which they are tried
 */
public record LibrarySet(String name, String sentence, Map<String, List<Alternative>> alternatives) {

    private static final Pattern PLACEHOLDER = Pattern
            .compile("\\$\\{(?:arg([1-4])|(pointer)|(bits)|words:([1-9]))\\}");
    private static final Pattern HEXADECIMAL = Pattern.compile(":x(8|16|32|64)\\b");
    private static final Pattern EVENT = Pattern.compile("[pr]:(\\w+) (\\S+).*");

    private static final KernelVersion FIRST = new KernelVersion(0, 0);
    private static final KernelVersion NEVER = new KernelVersion(Integer.MAX_VALUE, 0);

    /**
     * A definition with placeholders.
     *
     * @param text the definition
     * @param since the first version that it is for
     * @param before the first version behind that which it is not for any more
     */
    public record Alternative(String text, KernelVersion since, KernelVersion before) {

        boolean isFor(KernelVersion version) {
            return version.compareTo(since) >= 0 && version.compareTo(before) < 0;
        }

        String place() {
            Matcher parts = EVENT.matcher(text);
            return parts.matches() ? parts.group(2) : text;
        }
    }

    /**
     * Reads a set.
     *
     * @throws IllegalArgumentException when a definition has no event's name, or a version is none
     */
    static LibrarySet parse(String text) {
        ProbeSet file = ProbeSet.parse(text);
        String[] header = file.header().split("\n", 2);
        Map<String, List<Alternative>> byEvent = new LinkedHashMap<>();
        for (DesiredProbe probe : file.probes().probes()) {
            Matcher parts = EVENT.matcher(probe.definition());
            if (!parts.matches()) {
                throw new IllegalArgumentException("a definition of a set names its event: definition="
                        + probe.definition());
            }
            byEvent.computeIfAbsent(parts.group(1), event -> new ArrayList<>()).add(new Alternative(probe.definition(),
                    version(probe.comment(), "@ since ").orElse(FIRST),
                    version(probe.comment(), "@ before ").orElse(NEVER)));
        }
        return new LibrarySet(header[0].strip(), header.length > 1 ? header[1].replace('\n', ' ').strip() : "",
                byEvent);
    }

    private static Optional<KernelVersion> version(String comment, String directive) {
        return comment.lines().filter(line -> line.startsWith(directive)).findFirst()
                .map(line -> KernelVersion.parse(line.substring(directive.length()).strip()));
    }

    /** What a kernel takes of this set. Nothing is written; takes milliseconds. */
    public SetOffer offer(Judge judge) {
        List<String> definitions = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String first = alternatives.keySet().iterator().next();
        boolean usable = true;
        for (Map.Entry<String, List<Alternative>> event : alternatives.entrySet()) {
            List<Alternative> tried = event.getValue().stream().filter(one -> one.isFor(judge.dialect().version()))
                    .toList();
            Optional<String> taken = tried.stream().map(one -> fill(one.text(), judge))
                    .filter(definition -> judge.judge(definition).accepted()).findFirst();
            taken.ifPresentOrElse(definitions::add,
                    () -> missing.add(event.getKey() + ": " + reason(tried, judge)));
            usable &= taken.isPresent() || !event.getKey().equals(first);
        }
        return new SetOffer(this, usable ? definitions : List.of(), missing);
    }

    private static String reason(List<Alternative> tried, Judge judge) {
        if (tried.isEmpty()) {
            return "not known for Linux " + judge.dialect().version();
        }
        Alternative last = tried.get(tried.size() - 1);
        if (judge.description().symbols().find(last.place()) < 0) {
            return "this kernel has no function " + last.place();
        }
        Verdict verdict = judge.judge(fill(last.text(), judge));
        return last.place() + ": " + (verdict.problems().isEmpty() ? "errno=" + verdict.errno()
                : verdict.problems().get(0).message());
    }

    private static String fill(String text, Judge judge) {
        String filled = PLACEHOLDER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(value(found, judge.dialect().architecture())));
        // before there were such types, unsigned ones were printed so
        return judge.dialect().has(Feature.HEX_TYPES) ? filled : HEXADECIMAL.matcher(filled).replaceAll(":u$1");
    }

    private static String value(MatchResult found, Architecture architecture) {
        if (found.group(1) != null) {
            int argument = Integer.parseInt(found.group(1));
            List<String> registers = architecture.argumentRegisters();
            // where we do not know the register, the kernel may
            return argument <= registers.size() ? "%" + registers.get(argument - 1) : "$arg" + argument;
        }
        if (found.group(4) != null) {
            return Integer.toString(Integer.parseInt(found.group(4)) * architecture.wordSize());
        }
        return (found.group(2) != null ? "x" : "") + architecture.wordBits();
    }
}

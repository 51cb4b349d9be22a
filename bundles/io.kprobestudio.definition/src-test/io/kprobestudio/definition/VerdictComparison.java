/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.testkit.KernelTruth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Compares our verdicts with those of a kernel. As a main class it prints what differs:
 * {@code VerdictComparison [KERNEL [HOW-MANY-EXAMPLES [KEY]]]}.
 */
final class VerdictComparison {
    /** All are compared but where tests run thousands of times, on mutants. */
    static final int EVERY = Integer.getInteger("kps.verdicts.every", 1);
    private static final Pattern HASHED = Pattern.compile("0x[0-9a-f]{8,16}|(?<=_0x)[0-9a-f]{8,16}");
    private static final Pattern ID = Pattern.compile("(?m)^ID: \\d+$");

    private final Map<String, List<String>> differences = new LinkedHashMap<>();
    private int compared;
    private int undecided;

    static VerdictComparison of(String kernel) {
        Description description = Kernels.recorded(kernel);
        return of(new Judge(Dialect.of(description), description), KernelTruth.verdicts(kernel));
    }

    /** With a kernel's answers to the generator, {@code KERNEL.CONTROL-FILE}. */
    static VerdictComparison fresh(String name) {
        int dot = name.lastIndexOf('.');
        Description description = Kernels.recorded(name.substring(0, dot));
        Dialect dialect = Dialect.of(description).at(ControlFile.Name.of(name.substring(dot + 1)));
        return of(new Judge(dialect, description), KernelTruth.freshVerdicts(name));
    }

    private static VerdictComparison of(Judge judge, Path verdicts) {
        VerdictComparison comparison = new VerdictComparison();
        List<RecordedVerdict> recorded = RecordedVerdict.read(verdicts);
        for (int i = 0; i < recorded.size(); i += EVERY) {
            RecordedVerdict truth = recorded.get(i);
            comparison.compare(truth, judge.judge(truth.definition()));
        }
        return comparison;
    }

    int compared() {
        return compared;
    }

    int undecided() {
        return undecided;
    }

    Map<String, List<String>> differences() {
        return differences;
    }

    private void compare(RecordedVerdict truth, Verdict verdict) {
        compared++;
        if (verdict.undecided() != null) {
            undecided++;
            if (isRefusalOfPlace(truth)) {
                return;
            }
        }
        if (truth.errno() != verdict.errno()) {
            check(truth, verdict, "errno", Integer.toString(truth.errno()), Integer.toString(verdict.errno()));
            return;
        }
        check(truth, verdict, "errno", Integer.toString(truth.errno()), Integer.toString(verdict.errno()));
        check(truth, verdict, "error", truth.get("error"), verdict.error());
        check(truth, verdict, "caret", truth.get("caret"), verdict.caret() < 0 ? null : "" + verdict.caret());
        check(truth, verdict, "log", truth.get("log"), verdict.log());
        check(truth, verdict, "list", unhashed(truth.get("list")), unhashed(verdict.list()));
        check(truth, verdict, "format", withoutId(truth.get("format")), withoutId(verdict.format()));
    }

    private static boolean isRefusalOfPlace(RecordedVerdict truth) {
        String error = truth.get("error");
        String log = truth.get("log");
        return error != null && (error.startsWith("Failed to register") || error.startsWith("Probe point is not")
                || error.startsWith("Retprobe address")) || log != null && log.startsWith("Could not insert");
    }

    private void check(RecordedVerdict truth, Verdict verdict, String key, @Nullable String wanted,
            @Nullable String got) {
        if (!Objects.equals(wanted, got)) {
            String definition = new String(truth.definition(), StandardCharsets.ISO_8859_1);
            differences.computeIfAbsent(key, k -> new ArrayList<>()).add("def=" + definition + "\n      kernel: "
                    + wanted + "\n      ours:   " + got + "\n      kernel's " + truth.errno() + " "
                    + truth.get("error") + " " + truth.get("caret") + " ours " + verdict.errno() + " " + verdict.error()
                    + " " + verdict.caret());
        }
    }

    /** Addresses as places are listed hashed, and named so, differently at each boot. */
    private static @Nullable String unhashed(@Nullable String list) {
        return list == null ? null : HASHED.matcher(list).replaceAll("ADDRESS");
    }

    private static @Nullable String withoutId(@Nullable String format) {
        return format == null ? null
                : Pattern.compile("(?m)^name: ([pr]_0x)[0-9a-f]+$").matcher(ID.matcher(format).replaceAll("ID: 0"))
                        .replaceAll("name: $1ADDRESS");
    }

    /** Prints what differs. */
    public static void main(String[] arguments) {
        List<String> kernels = arguments.length == 0 || arguments[0].equals("all") ? KernelTruth.names("verdicts")
                : List.of(arguments[0]);
        int examples = arguments.length < 2 ? 0 : Integer.parseInt(arguments[1]);
        for (String kernel : kernels) {
            long start = System.nanoTime();
            VerdictComparison comparison = kernel.endsWith("_events") ? fresh(kernel) : of(kernel);
            StringBuilder text = new StringBuilder(kernel + ": " + comparison.compared + " compared, "
                    + comparison.undecided + " undecided, ");
            comparison.differences
                    .forEach((key, list) -> text.append(key).append(' ').append(list.size()).append("  "));
            System.out.println(text + " (" + (System.nanoTime() - start) / 1_000_000 + " ms)");
            comparison.differences.forEach((key, list) -> {
                if (arguments.length < 3 || arguments[2].equals(key)) {
                    list.stream().limit(examples).forEach(line -> System.out.println("   " + key + " " + line));
                }
            });
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is said of a line, as people can read and compare it: the line, a mark under the bytes of each problem, and what
 * was understood with the steps that fetch each argument.
 */
final class Explanation {
    private static final String MARGIN = "  ";

    private Explanation() {
    }

    static String of(Judge judge, byte[] line) {
        Verdict verdict = judge.judge(line);
        StringBuilder text = new StringBuilder(MARGIN).append(shown(line)).append('\n');
        for (Diagnostic problem : verdict.problems()) {
            // A byte that is shown by its number takes as much place as its number.
            int column = shown(slice(line, 0, problem.column())).length();
            int length = shown(slice(line, problem.column(), problem.column() + problem.length())).length();
            text.append(MARGIN).append(" ".repeat(column)).append(length == 0 ? "|" : "^".repeat(length)).append(' ')
                    .append(problem.severity().word()).append(": ").append(shown(problem.message())).append('\n');
            for (Fix fix : problem.fixes()) {
                text.append("      fix ").append(fix.column()).append('+').append(fix.length()).append(" \"")
                        .append(shown(fix.text())).append("\": ").append(shown(fix.title())).append('\n');
            }
        }
        if (verdict.undecided() != null) {
            text.append("  open: ").append(verdict.undecided()).append('\n');
        }
        ProbeDefinition definition = verdict.definition();
        if (definition != null) {
            text.append(definition(definition));
        }
        return text.toString();
    }

    private static byte[] slice(byte[] line, int from, int to) {
        return java.util.Arrays.copyOfRange(line, Math.min(from, line.length), Math.min(to, line.length));
    }

    private static String definition(ProbeDefinition definition) {
        StringBuilder text = new StringBuilder("  = ").append(definition.kind()).append(' ')
                .append(shown(definition.group())).append('/').append(shown(definition.event()))
                .append(definition.explicitEvent() ? "" : " (made up)").append(" at ")
                .append(shown(String.valueOf(definition.place())))
                .append(definition.maxactive() == 0 ? "" : " maxactive " + definition.maxactive()).append('\n');
        for (FetchArgument argument : definition.arguments()) {
            text.append("    ").append(shown(argument.name())).append(argument.named() ? "" : " (made up)")
                    .append(" at ").append(argument.column()).append('+').append(argument.length()).append(' ')
                    .append(argument.type().name())
                    .append(argument.count() == 0 ? "" : "[" + argument.count() + "]").append(": ")
                    .append(argument.program().steps().stream().map(step -> shown(step.toString()))
                            .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        return text.toString();
    }

    static String shown(String text) {
        return shown(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String shown(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append(b >= 0x20 && b < 0x7f && b != '~' ? "" + (char) b : String.format("~%02x", b & 0xff));
        }
        return text.toString();
    }

    /** The bytes of the line that an explanation is of. */
    static byte[] line(String explanation) {
        String shown = explanation.substring(MARGIN.length(), explanation.indexOf('\n'));
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < shown.length(); i++) {
            if (shown.charAt(i) == '~') {
                bytes.write(Integer.parseInt(shown.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(shown.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** The parts of an explanation, without names and numbers: what one line can show of the judge's work. */
    private static List<String> parts(String explanation) {
        return explanation.lines().skip(1).map(part -> part.replaceAll("\\^+", "^").replaceAll("^ +", "")
                .replaceAll("(symbol|name|event|filter|text|address|system|index)=[^,\\]]*", "")
                .replaceAll("\\d+", "9").replaceAll("-?9", "9").replaceAll("(module|no symbol) \\S+", "$1")
                .replaceAll("warning: \\S+ blocks: (.*)the .*9", "warning: blocks $1 9")
                .replaceAll("^= (\\w+) .*( at \\w+)\\[.*?\\]", "= $1 $2").replaceAll("^fix .*: (\\w+).*", "fix $1")
                .replaceAll("^\\S+( \\(made up\\))? at \\S+ (\\S+:)?", "")).toList();
    }

    /**
     * Prints explanations of recorded definitions of a kernel, {@code KERNEL TIMES}: the shortest that show each part so
     * often; or, {@code made-up-types}, those of that file made anew.
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("made-up-types")) {
            System.out.print(NamedValuesTest.explained(ByteOrder.LITTLE_ENDIAN, NamedValuesTest.explanations()));
            return;
        }
        Description description = Kernels.recorded(arguments[0]);
        Judge judge = new Judge(Dialect.of(description), description);
        int times = Integer.parseInt(arguments[1]);
        Map<String, Integer> shown = new HashMap<>();
        RecordedVerdict.read(KernelTruth.verdicts(arguments[0])).stream().map(truth -> of(judge, truth.definition()))
                .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .filter(explanation -> {
                    List<String> parts = parts(explanation);
                    boolean more = parts.stream().anyMatch(part -> shown.getOrDefault(part, 0) < times);
                    if (more) {
                        parts.forEach(part -> shown.merge(part, 1, Integer::sum));
                    }
                    return more;
                }).sorted().forEach(System.out::println);
    }
}

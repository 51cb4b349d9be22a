/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kprobes check}: judges definitions, one a line, as a kernel would. */
@Command(name = "check", description = "Judges definitions, one a line, as a kernel would.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    /** From here on it pays to judge with all processors. */
    private static final int MANY = 400;

    private final Console console;

    @Mixin
    private KernelOptions kernel = new KernelOptions();

    @Option(names = "--file", paramLabel = "NAME", description = "the control file: kprobe_events or dynamic_events")
    private @Nullable String file;

    @Option(names = "--sequence", description = "each line is a write after the ones before")
    private boolean sequence;

    @Option(names = "--json", description = "one JSON object a line")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the definitions; - for standard input")
    private String input = "-";

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, UsageException {
        Judge judge = kernel.judge(file, console);
        List<byte[]> lines = lines(
                input.equals("-") ? console.in().readAllBytes() : Files.readAllBytes(Path.of(input)));
        Function<byte[], Verdict> judging = judge::judge;
        if (sequence) {
            ControlFile state = new ControlFile();
            judging = line -> judge.judge(line, state);
        }
        List<Verdict> verdicts = sequence || lines.size() < MANY ? lines.stream().map(judging).toList()
                : lines.parallelStream().map(judging).toList();
        boolean refused = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = new String(lines.get(i), StandardCharsets.ISO_8859_1);
            Verdict verdict = verdicts.get(i);
            refused |= !verdict.accepted();
            console.print(json ? toJson(line, verdict) : toText(i + 1, line, verdict));
        }
        return refused ? Kprobes.REFUSED : Kprobes.DONE;
    }

    /** The lines without their newlines; what follows the last newline is a line only when it is not empty. */
    static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines.add(java.util.Arrays.copyOfRange(text, from, i));
                from = i + 1;
            }
        }
        if (from < text.length) {
            lines.add(java.util.Arrays.copyOfRange(text, from, text.length));
        }
        return lines;
    }

    private static String toJson(String line, Verdict verdict) {
        Json json = new Json().open().field("def", line).field("errno", verdict.errno());
        if (verdict.error() != null) {
            json.field("error", verdict.error()).field("caret", verdict.caret());
        }
        if (verdict.column() >= 0) {
            json.field("column", verdict.column());
        }
        json.field("log", verdict.log());
        json.field("list", verdict.list()).field("format", verdict.format());
        json.field("undecided", verdict.undecided()).key("problems").openArray();
        for (Diagnostic problem : verdict.problems()) {
            json.open().field("column", problem.column()).field("length", problem.length())
                    .field("severity", problem.severity().word()).field("message", problem.message());
            json.key("fixes").openArray();
            for (Fix fix : problem.fixes()) {
                json.open().field("column", fix.column()).field("length", fix.length()).field("text", fix.text())
                        .field("title", fix.title()).close();
            }
            json.closeArray().close();
        }
        return json.closeArray().close().line();
    }

    private static String toText(int number, String line, Verdict verdict) {
        StringBuilder text = new StringBuilder();
        if (verdict.accepted() && verdict.definition() != null) {
            text.append(number).append(": ok: ").append(line).append('\n');
        } else if (!verdict.accepted() && verdict.problems().stream().noneMatch(p -> p.severity() == Severity.ERROR)) {
            text.append(number).append(": error: errno=").append(verdict.errno()).append('\n');
        }
        for (Diagnostic problem : verdict.problems()) {
            text.append(number).append(':').append(problem.column()).append(": ").append(problem.severity().word())
                    .append(": ").append(problem.message()).append("\n    ").append(line).append("\n    ");
            for (int i = 0; i < problem.column() && i < line.length(); i++) {
                text.append(line.charAt(i) == '\t' ? '\t' : ' ');
            }
            text.append("^").append("~".repeat(Math.max(0, Math.min(problem.length(), line.length()) - 1)))
                    .append('\n');
            for (Fix fix : problem.fixes()) {
                text.append("    try: ").append(fix.title()).append('\n');
            }
        }
        @Nullable
        String open = verdict.undecided();
        if (open != null) {
            text.append(number).append(": note: ").append(open).append('\n');
        }
        return text.toString();
    }
}

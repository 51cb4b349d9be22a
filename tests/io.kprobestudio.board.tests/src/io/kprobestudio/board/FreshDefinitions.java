/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Compares the verdicts of {@code kprobes check} with a booted board's on definitions that no test has seen:
 * {@code FreshDefinitions FILE DESCRIPTION CONTROL-FILE [EXAMPLES [ANSWERS]]}, a definition a line; the description is the
 * board's own, by {@code kprobes describe}. Prints how many are alike and what differs; the exit code is 1 when something
 * does. The board's answers are written to ANSWERS in the form of the recorded verdicts.
 */
public final class FreshDefinitions {

    private static final int EXAMPLES = 20;
    /** No command has so many bytes. */
    private static final int LONGEST = 4096;

    private final Board board;
    private final Path description;
    private final String control;
    private int undecided;

    private FreshDefinitions(Board board, Path description, String control) {
        this.board = board;
        this.description = description;
        this.control = control;
    }

    /** Asks both and compares. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3) {
            System.err.println("usage: FreshDefinitions FILE DESCRIPTION CONTROL-FILE [EXAMPLES [ANSWERS]]");
            System.exit(2);
        }
        int examples = arguments.length > 3 ? Integer.parseInt(arguments[3]) : EXAMPLES;
        Board board = Board.any();
        board.before();
        int differing;
        try {
            Path answers = arguments.length > 4 ? Path.of(arguments[4]) : null;
            differing = new FreshDefinitions(board, Path.of(arguments[1]), arguments[2])
                    .compare(Path.of(arguments[0]), examples, answers);
        } finally {
            board.after();
        }
        System.exit(differing == 0 ? 0 : 1);
    }

    private int compare(Path file, int examples, @Nullable Path answers) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("kprobe-studio-fresh");
        try {
            List<Ours> ours = ours(file, folder);
            List<byte[]> definitions = lines(Files.readAllBytes(file));
            long before = System.nanoTime();
            List<Answer> kernels = new KernelJudge(board, control).ask(definitions);
            long seconds = (System.nanoTime() - before) / 1_000_000_000;
            if (answers != null) {
                Files.write(answers, recorded(definitions, kernels));
            }
            List<String> differences = new ArrayList<>();
            int accepted = 0;
            for (int i = 0; i < definitions.size(); i++) {
                Answer kernel = kernels.get(i);
                accepted += kernel.errno() == 0 ? 1 : 0;
                if (!alike(kernel, ours.get(i))) {
                    differences.add("def: " + new String(definitions.get(i), StandardCharsets.ISO_8859_1)
                            + "\n  kernel: " + VerdictComparison.comparable(kernel).replace("\n", "\n    ")
                            + "\n  ours:   "
                            + VerdictComparison.comparable(ours.get(i).answer()).replace("\n", "\n    "));
                }
            }
            System.out.printf("%s %s: %d definitions, %d accepted, %d undecided, %d differ; the board took %d s%n",
                    board.release(), control, definitions.size(), accepted, undecided, differences.size(), seconds);
            differences.stream().limit(examples).forEach(System.out::println);
            return differences.size();
        } finally {
            delete(folder);
        }
    }

    // Only the target's machine code can tell: then the kernel may refuse the place instead.
    private boolean alike(Answer kernel, Ours ours) {
        if (ours.undecided() != null) {
            undecided++;
            String error = kernel.error();
            if (error != null && (error.startsWith("Failed to register") || error.startsWith("Probe point is not")
                    || error.startsWith("Retprobe address"))) {
                return true;
            }
        }
        Answer answer = kernel;
        if (kernel.caret() > LONGEST) {
            // Behind a member (parse_btf_field) the kernel's place is what is left of an address: different each time.
            answer = new Answer(kernel.errno(), kernel.error(), ours.answer().caret(), kernel.list(), kernel.format());
        }
        return VerdictComparison.comparable(answer).equals(VerdictComparison.comparable(ours.answer()));
    }

    private List<Ours> ours(Path file, Path folder) throws IOException, InterruptedException {
        Kprobes kprobes = new Kprobes(folder.resolve("state"));
        Output checked = kprobes.run("check", "--json", "--description", description.toString(), "--file", control,
                file.toString());
        if (checked.status() > 1) {
            checked.checked();
        }
        List<Ours> verdicts = new ArrayList<>();
        // Output reads a byte a character; what the command prints is UTF-8.
        String text = new String(checked.out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            verdicts.add(new Ours(
                    new Answer(object.get("errno").getAsInt(), text(object, "error"),
                            object.has("caret") ? object.get("caret").getAsInt() : -1, text(object, "list"),
                            text(object, "format")),
                    text(object, "undecided")));
        }
        return verdicts;
    }

    private static List<String> recorded(List<byte[]> definitions, List<Answer> answers) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            Answer answer = answers.get(i);
            JsonObject object = new JsonObject();
            object.addProperty("def", new String(definitions.get(i), StandardCharsets.ISO_8859_1));
            object.addProperty("errno", answer.errno());
            if (answer.error() != null) {
                object.addProperty("error", answer.error());
                object.addProperty("caret", answer.caret());
            }
            if (answer.list() != null) {
                object.addProperty("list", answer.list());
                object.addProperty("format", answer.format());
            }
            lines.add(object.toString());
        }
        return lines;
    }

    private static @Nullable String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private static List<byte[]> lines(byte[] text) {
        List<byte[]> lines = new ArrayList<>();
        for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            lines.add(line.getBytes(StandardCharsets.ISO_8859_1));
        }
        // what follows the last newline is a line only when it is not empty
        if (lines.get(lines.size() - 1).length == 0) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    /** A verdict of ours. */
    private record Ours(Answer answer, @Nullable String undecided) {
    }
}

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
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.kprobestudio.testkit.ProjectFolder;

/**
 * Runs random sequences of operations on a booted board and on the simulated kernel of the same version, both by
 * {@code kprobes tracefs}, and compares every answer: {@code SequenceComparison KERNEL COUNT SEED}, KERNEL such as
 * {@code 6.1}. A sequence that differs is printed, shrunk to what is needed. Prints what share of the sequences reach what.
 */
public final class SequenceComparison {

    private static final Pattern HITS = Pattern.compile("  [A-Za-z0-9_]+ +[1-9][0-9]* +[0-9]+\\\\n");
    private static final Pattern MISSES = Pattern.compile("  [A-Za-z0-9_]+ +[0-9]+ +[1-9][0-9]*\\\\n");
    private static final int SHRUNK = 3;
    /** What each sequence begins with. */
    private static final int PRELUDE = 3;

    private final Board board;
    private final String simulated;
    private final Path state;

    private SequenceComparison(Board board, String kernel, Path state) {
        this.board = board;
        this.simulated = "sim:?kernel=" + kernel + "&arch=arm";
        this.state = state;
    }

    /** Runs and compares; the exit code is 1 when something differs. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println("usage: SequenceComparison KERNEL COUNT SEED");
            System.exit(2);
        }
        Sequences sequences = new Sequences("imx6-" + arguments[0], Long.parseLong(arguments[2]));
        List<List<String>> all = new ArrayList<>();
        for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
            all.add(sequences.next());
        }
        Board board = Board.any();
        board.before();
        int differing;
        try {
            board.clear();
            differing = new SequenceComparison(board, arguments[0],
                    Files.createTempDirectory("kprobe-studio-sequences"))
                    .compare(all);
        } finally {
            board.after();
        }
        System.exit(differing == 0 ? 0 : 1);
    }

    private int compare(List<List<String>> sequences) throws IOException, InterruptedException {
        List<List<String>> real = answers(board.target(), sequences);
        List<List<String>> ours = answers(simulated, sequences);
        List<List<String>> differing = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            int at = difference(sequences.get(i), real.get(i), ours.get(i));
            if (at >= 0) {
                differing.add(List.copyOf(sequences.get(i).subList(0, at + 1)));
                System.out.println("differs: " + sequences.get(i).get(at) + "\n  kernel: " + real.get(i).get(at)
                        + "\n  ours:   " + ours.get(i).get(at));
            }
        }
        System.out.printf("%s: %d sequences, %d operations, %d sequences differ; %s%n", board.release(),
                sequences.size(),
                sequences.stream().mapToInt(List::size).sum(), differing.size(), shares(sequences, real));
        for (List<String> sequence : differing.subList(0, Math.min(SHRUNK, differing.size()))) {
            print(shrunk(sequence));
        }
        return differing.size();
    }

    private static String shares(List<List<String>> sequences, List<List<String>> answers) {
        return "hits %d %%, misses %d %%, filters %d %%, modules %d %%, instances %d %%, error_log %d %%".formatted(
                share(answers, answer -> HITS.matcher(answer).find()),
                share(answers, answer -> MISSES.matcher(answer).find()),
                share(sequences, line -> line.contains("/filter\t")),
                share(sequences, line -> line.equals("load\tdummy")),
                share(sequences, line -> line.startsWith("mkdir\t")),
                share(sequences, line -> line.equals("read\terror_log")));
    }

    private static long share(List<List<String>> sequences, Predicate<String> reached) {
        return sequences.stream().filter(lines -> lines.stream().anyMatch(reached)).count() * 100 / sequences.size();
    }

    /** The answers of all operations, a list a sequence, by one run of the command. */
    private List<List<String>> answers(String target, List<List<String>> sequences)
            throws IOException, InterruptedException {
        StringBuilder input = new StringBuilder();
        sequences.forEach(sequence -> sequence.forEach(line -> input.append(line).append('\n')));
        Output output = Running.run(
                List.of(ProjectFolder.get().resolve("kprobes").toString(), "tracefs", "--force", "--target", target),
                Map.of("KPROBE_STUDIO_STATE", state.toString()),
                input.toString().getBytes(StandardCharsets.ISO_8859_1));
        List<String> lines = output.checked().lines().toList();
        List<List<String>> answers = new ArrayList<>();
        int from = 0;
        for (List<String> sequence : sequences) {
            answers.add(lines.subList(from, Math.min(lines.size(), from + sequence.size())));
            from += sequence.size();
        }
        if (from != lines.size()) {
            throw new AssertionError(lines.size() + " answers to " + from + " operations of target=" + target);
        }
        return answers;
    }

    /** The first operation whose answers differ, or -1. What the sequence before left is unloaded at the start. */
    private static int difference(List<String> operations, List<String> real, List<String> ours) {
        for (int i = PRELUDE; i < operations.size(); i++) {
            if (!masked(real.get(i)).equals(masked(ours.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** Without what differs from boot to boot: event numbers, addresses, times in error_log. */
    private static String masked(String answer) {
        return answer.replaceAll("ID: \\d+", "ID").replaceAll("0x[0-9a-f]{8,16}", "ADDRESS")
                .replaceAll("\\[ *\\d+\\.\\d+\\] ", "[TIME] ");
    }

    /** Leaves out operations, ever fewer at a time, as long as the answers still differ; a round's candidates go in one run. */
    private List<String> shrunk(List<String> sequence) throws IOException, InterruptedException {
        List<String> smallest = sequence;
        for (int size = Math.max(1, smallest.size() / 2); size > 0; size /= 2) {
            boolean smaller = true;
            while (smaller) {
                List<List<String>> candidates = new ArrayList<>();
                for (int from = PRELUDE; from + size <= smallest.size(); from += size) {
                    List<String> candidate = new ArrayList<>(smallest);
                    candidate.subList(from, from + size).clear();
                    candidates.add(candidate);
                }
                List<String> found = firstDiffering(candidates);
                smaller = !found.isEmpty();
                smallest = smaller ? found : smallest;
            }
        }
        return smallest;
    }

    /** The first that still differs, without what follows the difference; empty when none does. */
    private List<String> firstDiffering(List<List<String>> candidates) throws IOException, InterruptedException {
        List<List<String>> real = candidates.isEmpty() ? List.of() : answers(board.target(), candidates);
        List<List<String>> ours = candidates.isEmpty() ? List.of() : answers(simulated, candidates);
        for (int i = 0; i < candidates.size(); i++) {
            int at = difference(candidates.get(i), real.get(i), ours.get(i));
            if (at >= 0) {
                return List.copyOf(candidates.get(i).subList(0, at + 1));
            }
        }
        return List.of();
    }

    private void print(List<String> sequence) throws IOException, InterruptedException {
        List<String> real = answers(board.target(), List.of(sequence)).get(0);
        List<String> ours = answers(simulated, List.of(sequence)).get(0);
        System.out.println("----");
        for (int i = 0; i < sequence.size(); i++) {
            System.out.println(sequence.get(i));
        }
        int at = difference(sequence, real, ours);
        System.out.println("  kernel: " + (at < 0 ? "not again" : real.get(at)) + "\n  ours:   "
                + (at < 0 ? "not again" : ours.get(at)));
    }
}

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

import io.kprobestudio.testkit.ProjectFolder;

/**
 * Runs random sequences of operations on a booted board and on the simulated kernel of the same version, both by
 * {@code kprobes tracefs}, and compares every answer: {@code SequenceComparison KERNEL COUNT SEED}, KERNEL such as
 * {@code 6.1}. A sequence that differs is printed, shrunk to what is needed. Prints what share of the sequences reach what.
 */
public final class SequenceComparison {

    /** For so long a sequence that differs is made smaller, in seconds. */
    private static final long PATIENCE = Long.getLong("kps.shrink.seconds", 240);
    /** What each sequence begins with. */
    private static final int PRELUDE = Sequences.PRELUDE.size();
    /** So many sequences go to a board by one run of the command. */
    private static final int BATCH = 10;

    private final Board board;
    private final String simulated;
    private final Path state;

    private SequenceComparison(Board board, String kernel, Path state) {
        this.board = board;
        // On a board that nobody uses nothing runs but what the operations ask for.
        this.simulated = "sim:?time=manual&kernel=" + kernel + "&arch=arm";
        this.state = state;
    }

    /** Runs and compares; the exit code is 1 when something differs, or when too few sequences reach what they are for. */
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
        boolean alike;
        try {
            board.clear();
            // RCU's grace periods take most of the time otherwise.
            board.sh("echo 1 > /sys/kernel/rcu_expedited");
            alike = new SequenceComparison(board, arguments[0], Files.createTempDirectory("kprobe-studio-sequences"))
                    .compare(all);
        } finally {
            board.after();
        }
        System.exit(alike ? 0 : 1);
    }

    private boolean compare(List<List<String>> sequences) throws IOException, InterruptedException {
        SequenceShares shares = new SequenceShares();
        List<List<String>> differing = new ArrayList<>();
        for (int from = 0; from < sequences.size(); from += BATCH) {
            List<List<String>> batch = sequences.subList(from, Math.min(sequences.size(), from + BATCH));
            List<List<String>> real = answers(real(), batch);
            List<List<String>> ours = answers(simulated, batch);
            for (int i = 0; i < batch.size(); i++) {
                List<String> operations = batch.get(i);
                shares.add(operations.subList(PRELUDE, operations.size()),
                        real.get(i).subList(PRELUDE, operations.size()));
                int at = difference(operations, real.get(i), ours.get(i));
                if (at >= 0) {
                    differing.add(List.copyOf(operations.subList(0, at + 1)));
                    System.out.println("sequence " + (from + i) + " differs at " + at + ": " + operations.get(at)
                            + "\n  kernel: "
                            + real.get(i).get(at) + "\n  ours:   " + ours.get(i).get(at));
                }
            }
        }
        System.out.printf("%s: %d sequences, %d operations, %d sequences differ%nsequences with %s%n", board.release(),
                sequences.size(), sequences.stream().mapToInt(list -> list.size() - PRELUDE).sum(), differing.size(),
                shares);
        shares.missing().forEach(missing -> System.out.println("too few sequences: " + missing));
        if (!differing.isEmpty()) {
            print(shrunk(differing.get(0)));
        }
        return differing.isEmpty() && shares.missing().isEmpty();
    }

    /**
     * The board may be deaf for 20 s: when a module goes, 7.2 empties the translation buffer page by page over all of the
     * vmalloc area (v7wbi_flush_kern_tlb_range on each CPU), which takes an emulated CPU that long.
     */
    private String real() {
        return board.target() + "&alive=120";
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
            String operation = operations.get(i);
            if (!AnswerMask.masked(operation, real.get(i)).equals(AnswerMask.masked(operation, ours.get(i)))) {
                return i;
            }
        }
        return -1;
    }

    /** Leaves out operations, ever fewer at a time, as long as the answers still differ; a round's candidates go in one run. */
    private List<String> shrunk(List<String> sequence) throws IOException, InterruptedException {
        List<String> smallest = sequence;
        long end = System.nanoTime() + PATIENCE * 1_000_000_000L;
        for (int size = Math.max(1, smallest.size() / 2); size > 0; size /= 2) {
            boolean smaller = true;
            while (smaller && System.nanoTime() < end) {
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
        List<List<String>> real = candidates.isEmpty() ? List.of() : answers(real(), candidates);
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
        List<String> real = answers(real(), List.of(sequence)).get(0);
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

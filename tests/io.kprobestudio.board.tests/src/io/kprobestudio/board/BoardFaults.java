/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.kprobestudio.target.TargetProviders;

/**
 * Recordings on a board that go wrong at a moment that a seed chooses, {@link Fault} by {@link Fault} in turn. After each, no
 * probe of ours is left that we do not know, others' are as they were, what came is on the disk and reads as many events as
 * were told, and no thread here and no process there is left over. Exit code 0 when all of it held.
 */
public final class BoardFaults {

    /** A rehearsal takes as long as three runs; how long a recording takes changes with the machine's load. */
    private static final int BETWEEN_REHEARSALS = 10 * Fault.values().length;

    private final Board board = Board.any();
    private final ForeignProbes foreign = new ForeignProbes(board);
    private final long seed;
    private final Path folder;
    private final Kprobes kprobes;
    private final Map<Fault, Count> counted = new EnumMap<>(Fault.class);
    private int failedRehearsals;
    private boolean foreignThere;
    private long events;
    private long dropped;

    /** The runs of one kind. */
    private static final class Count {
        private int runs;
        private int recording;
        private int over;
        private int failures;

        String text() {
            return "%d runs, %d while it recorded or put things back, %d after its end, %d failures".formatted(runs,
                    recording, over, failures);
        }
    }

    private BoardFaults(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
        kprobes = new Kprobes(folder.resolve("state"));
    }

    /**
     * {@code FOLDER SEED FIRST RUNS MINUTES [KIND...]}: the runs of a seed's schedule from that number on, as many as begin
     * within so many minutes, or those of some kinds among them. The system property {@code kps.board.env} names the board,
     * the environment our state, which is {@code FOLDER/state}.
     */
    public static void main(String[] arguments) throws Exception {
        if (TargetProviders.onClassPath().all().stream().noneMatch(provider -> provider.scheme().equals("ssh"))) {
            throw new IllegalStateException("no provider of boards on the class path: no recording would begin");
        }
        BoardFaults faults = new BoardFaults(Long.parseLong(arguments[1]), Path.of(arguments[0]));
        int first = Integer.parseInt(arguments[2]);
        int runs = Integer.parseInt(arguments[3]);
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(Long.parseLong(arguments[4]));
        Set<Fault> kinds = Arrays.stream(arguments).skip(5).map(Fault::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
        faults.board.before();
        faults.runAll(first, first + runs, end, kinds.isEmpty() ? EnumSet.allOf(Fault.class) : kinds);
        System.exit(faults.tell() == 0 ? 0 : 1);
    }

    private void runAll(int first, int behindLast, long end, Set<Fault> kinds) throws Exception {
        try (FaultyRecordings recordings = new FaultyRecordings(board, folder, kprobes)) {
            int done = 0;
            for (int run = first; run < behindLast && System.nanoTime() < end; run++) {
                // Each in turn, so that all are met as often; when it happens is left to chance
                Fault fault = Fault.values()[run % Fault.values().length];
                if (!kinds.contains(fault)) {
                    continue;
                }
                if (done++ % BETWEEN_REHEARSALS == 0) {
                    rehearse(run, recordings);
                }
                if (!foreignThere) {
                    foreign.make();
                }
                run(run, fault, recordings);
            }
        }
    }

    private void rehearse(int run, FaultyRecordings recordings) throws IOException, InterruptedException {
        try {
            recordings.rehearse();
        } catch (AssertionError failed) {
            failedRehearsals++;
            System.out.println("FAILED rehearsal before run=" + run + ": " + failed);
        }
    }

    private void run(int run, Fault fault, FaultyRecordings recordings) throws IOException, InterruptedException {
        Path recording = folder.resolve("run" + run + ".rec");
        FaultChecks checks = new FaultChecks(board, foreign, kprobes, fault);
        Count count = counted.computeIfAbsent(fault, any -> new Count());
        count.runs++;
        String said = "";
        String all = "";
        try {
            FaultyRecordings.Ended ended = recordings.record(fault, recording, new SplittableRandom(seed * 1000 + run));
            said = "moment=%s life=%s recorded=%s over=%s ".formatted(ended.moment(), recordings.life(fault),
                    ended.hasRecorded(), ended.over()) + words(ended.output());
            all = ended.output().toString();
            count.over += ended.over() ? 1 : 0;
            count.recording += ended.hasRecorded() && !ended.over() ? 1 : 0;
            checks.check(ended, recording);
        } catch (IOException | AssertionError failed) {
            checks.wrong().add(failed + " " + failed.getCause());
        }
        List<String> wrong = checks.wrong();
        count.failures += wrong.isEmpty() ? 0 : 1;
        events += checks.events();
        dropped += checks.dropped();
        foreignThere = wrong.isEmpty() && fault != Fault.RESET;
        System.out.printf("%s run=%d fault=%s events=%d dropped=%d %s%s%n", wrong.isEmpty() ? "ok    " : "FAILED", run,
                fault, checks.events(), checks.dropped(), said, wrong.isEmpty() ? "" : "\n" + wrong + "\n" + all);
        deleteRecordings();
    }

    private static String words(Output output) {
        String[] lines = output.err().strip().split("\n");
        return "exit=" + output.status() + " " + lines[lines.length - 1];
    }

    private void deleteRecordings() throws IOException, InterruptedException {
        Running.run(List.of("sh", "-c", "rm -rf \"$0\"/run* \"$0\"/.run* \"$0\"/known_hosts_*", folder.toString()),
                Map.of(), new byte[0]).checked();
    }

    /** Prints the figures; gives the failures. */
    private int tell() {
        counted.forEach((fault, count) -> System.out.println(fault + ": " + count.text()));
        int failures = failedRehearsals + counted.values().stream().mapToInt(count -> count.failures).sum();
        int runs = counted.values().stream().mapToInt(count -> count.runs).sum();
        System.out.printf("%d failures, runs=%d seed=%d events read back=%d, packets lost by netem=%d%n", failures,
                runs, seed, events, dropped);
        return failures;
    }
}

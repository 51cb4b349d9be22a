/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold after something went wrong with a recording. One object a recording, made before it begins. */
final class FaultChecks {

    /** The words of a command may end within a line. */
    private static final Pattern WHOLE = Pattern.compile("(?<!is )saved: ");
    private static final Pattern SAVED = Pattern.compile("output=(\\S+) events=(\\d+)");
    private static final Pattern QUEUE = Pattern
            .compile("qdisc netem [^\n]*\n Sent \\d+ bytes (\\d+) pkt \\(dropped (\\d+),");
    private static final Pattern OWNER = Pattern.compile("\"group\":\"(\\S+?)\".*\"owner\":\"(\\w+)\"");
    private static final String READERS = "ls -l /proc/[0-9]*/fd 2>/dev/null | grep trace_pipe_raw || true";
    private static final int LOOKS = 200;
    private static final int BETWEEN_LOOKS_MILLIS = 100;

    private final Board board;
    private final ForeignProbes foreign;
    private final Kprobes kprobes;
    private final Fault fault;
    private final Set<String> threads = threads();
    private final List<String> wrong = new ArrayList<>();
    private long events;
    private long dropped;

    /** For a board that holds these probes of others; the command is a user's whose state is this process's, too. */
    FaultChecks(Board board, ForeignProbes foreign, Kprobes kprobes, Fault fault) {
        this.board = board;
        this.foreign = foreign;
        this.kprobes = kprobes;
        this.fault = fault;
    }

    /** What does not hold. */
    List<String> wrong() {
        return wrong;
    }

    /** How many events were read back. */
    long events() {
        return events;
    }

    /** How many packets netem took away. */
    long dropped() {
        return dropped;
    }

    /** Looks at all of it. */
    void check(FaultyRecordings.Ended ended, Path recording) throws IOException, InterruptedException {
        if (fault == Fault.NETEM) {
            countDropped(ended.queues());
        }
        checkDisk(ended, recording);
        checkBoard();
        checkThreads();
    }

    /** What netem's queues say: it was there, and took packets away. */
    private void countDropped(String queues) {
        Matcher sent = QUEUE.matcher(queues);
        long packets = 0;
        while (sent.find()) {
            packets += Long.parseLong(sent.group(1));
            dropped += Long.parseLong(sent.group(2));
        }
        if (packets == 0) {
            wrong.add("netem was not there: " + queues);
        }
    }

    /** A killed process has no threads or caches that could tell the next start anything: then that is a new one, too. */
    private Output next(String... command) throws IOException, InterruptedException {
        return fault == Fault.KILLED ? kprobes.run(command) : Kprobes.runHere(command);
    }

    /** What was told of events is what can be read. */
    private void checkDisk(FaultyRecordings.Ended ended, Path recording) throws IOException, InterruptedException {
        Output output = ended.output();
        if (fault.isSurvived() && output.status() != 0) {
            wrong.add("a bad link broke it");
        }
        // A fault that comes when all is read leaves a whole recording, and what could not be removed
        if (output.status() == 0 || WHOLE.matcher(output.err()).find()) {
            checkAccount(HitTable.parse(output.out()), recording);
            return;
        }
        Matcher saved = SAVED.matcher(output.err());
        if (saved.find()) {
            checkReads(Path.of(saved.group(1)), Long.parseLong(saved.group(2)));
        } else if (fault == Fault.KILLED) {
            for (Path part : unfinished(recording)) {
                if (Files.exists(part.resolve("header_page"))) {
                    checkReads(part, -1);
                }
            }
        } else if (ended.hasRecorded()) {
            wrong.add("nothing is told of what came until then");
        }
    }

    private void checkAccount(HitTable table, Path recording) throws IOException, InterruptedException {
        checkReads(recording, table.rows().values().stream().mapToLong(HitTable.Row::decoded).sum());
        for (HitTable.Row row : table.rows().values()) {
            if (row.hits() >= 0 && row.hits() != row.decoded() + row.filtered() + row.lost()) {
                wrong.add("the account does not add up: " + row);
            }
        }
    }

    private void checkReads(Path recording, long told) throws IOException, InterruptedException {
        Output decoded = next("decode", recording.toString());
        long lines = decoded.out().lines().count();
        events += lines;
        if (decoded.status() != 0 || told >= 0 && lines != told) {
            wrong.add("the recording reads otherwise: told=%d lines=%d %s".formatted(told, lines, decoded.err()));
        }
    }

    private static List<Path> unfinished(Path recording) throws IOException {
        try (Stream<Path> files = Files.list(recording.resolveSibling(""))) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    /** Each probe there is known to be ours or somebody else's; ours go, and the others are as they were. */
    private void checkBoard() throws IOException, InterruptedException {
        Output listed = next("probes", "--json", "--target", board.target());
        Matcher owner = OWNER.matcher(listed.out());
        while (owner.find()) {
            if (owner.group(2).equals("ours") == owner.group(1).equals("theirs")) {
                wrong.add("a probe is taken for another's: " + owner.group());
            }
        }
        Output removed = next("remove", "--leftovers", "--target", board.target());
        if (listed.status() != 0 || removed.status() != 0) {
            wrong.add("the next start fails: " + listed + removed);
        }
        if (fault == Fault.RESET) {
            String left = board.read("kprobe_events") + board.sh("ls /sys/kernel/tracing/instances");
            if (left.contains("kps_")) {
                wrong.add("left on the board: " + left);
            }
        } else {
            foreign.assertUntouchedAndAlone("afterwards");
        }
        checkProcesses();
    }

    private void checkProcesses() throws IOException, InterruptedException {
        String left = "";
        for (int look = 0; look < LOOKS; look++) {
            left = board.sh(READERS + "; " + FaultyRecordings.SERVERS);
            if (left.isBlank()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        wrong.add("processes left on the board: " + left);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("link") && !name.startsWith("output") && !name.startsWith("input")
                        && !name.startsWith("ForkJoin") && !name.startsWith("process reaper")
                        && !name.startsWith("Common-Cleaner") && !name.startsWith("CompletableFuture")
                        && !name.startsWith("Attach Listener"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void checkThreads() throws InterruptedException {
        Set<String> more = new TreeSet<>();
        for (int look = 0; look < LOOKS; look++) {
            more = threads();
            more.removeAll(threads);
            if (more.isEmpty()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
        wrong.add("threads left here: " + more);
    }
}

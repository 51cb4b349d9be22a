/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kprobestudio.cli.Console;
import io.kprobestudio.target.TargetProviders;

/**
 * Recordings on a board that go wrong at a moment that a seed chooses: {@code RUNS SEED FOLDER}. After each, no probe of
 * ours is left that we do not know, others' are as they were, what came is on the disk and reads as many events as were
 * told, and no thread here and no process there is left over. Exit code 0 when all of it held.
 */
public final class BoardFaults {

    /** What goes wrong. */
    private enum Fault {
        /** Both connections of a proxy are reset. */
        CUT,
        /** A proxy lets nothing through any more. */
        STALLED,
        /** A proxy delays each piece by up to 80 ms, some by up to 800: the recording ends in good order. */
        BAD_LINK,
        /** The board's own kernel delays, loses and reorders packets both ways (netem): the recording ends in good order. */
        NETEM,
        /** The server's process for us is killed on the board. */
        SSHD,
        /** Our process is killed. */
        KILLED,
        /** The board's reset button. */
        RESET
    }

    private static final Pattern SAVED = Pattern.compile("output=(\\S+) events=(\\d+)");
    private static final Pattern QUEUE = Pattern
            .compile("qdisc netem [^\n]*\n Sent \\d+ bytes (\\d+) pkt \\(dropped (\\d+),");
    private static final Pattern OWNER = Pattern.compile("\"group\":\"(\\S+?)\".*\"owner\":\"(\\w+)\"");
    private static final String SERVERS = "for p in $(pidof dropbear); do "
            + "[ $p = $(cat /var/run/dropbear.pid) ] || [ $p = $PPID ] || echo $p; done";
    private static final String READERS = "ls -l /proc/[0-9]*/fd 2>/dev/null | grep trace_pipe_raw || true";
    /** What arrives goes through a device of its own, since a queue stands before what leaves. */
    private static final String NETEM_ON = "modprobe -a sch_netem sch_ingress cls_matchall act_mirred ifb || exit 1\n"
            + "tc=/lib/board/tc q='netem delay 40ms 20ms loss 3% reorder 10%'\n"
            + "ip link set ifb0 up && $tc qdisc add dev ifb0 root $q && $tc qdisc add dev eth0 handle ffff: ingress"
            + " && $tc filter add dev eth0 parent ffff: matchall action mirred egress redirect dev ifb0"
            + " && $tc qdisc add dev eth0 root $q";
    private static final String NETEM_OFF = "tc=/lib/board/tc; $tc -s qdisc show dev eth0; $tc -s qdisc show dev ifb0; "
            + "$tc qdisc del dev eth0 root; $tc qdisc del dev eth0 ingress; $tc qdisc del dev ifb0 root";
    private static final int PATIENCE_SECONDS = 120;
    /** About when a recording of 5 s has ended on two busy cores. */
    private static final int LATEST_MILLIS = 14_000;

    private final Board board = Board.any();
    private final ForeignProbes foreign = new ForeignProbes(board);
    private final Path folder;
    private final Kprobes kprobes;
    private final Map<Fault, int[]> counted = new EnumMap<>(Fault.class);
    private long events;
    private long dropped;
    private int failures;

    private BoardFaults(Path folder) {
        this.folder = folder;
        kprobes = new Kprobes(folder.resolve("state"));
    }

    /** {@code RUNS SEED FOLDER}; the system property {@code kps.board.env} names the board, the environment our state. */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        if (TargetProviders.onClassPath().all().stream().noneMatch(provider -> provider.scheme().equals("ssh"))) {
            throw new IllegalStateException("no provider of boards on the class path: no recording would begin");
        }
        BoardFaults faults = new BoardFaults(Path.of(arguments[2]));
        faults.board.before();
        for (int run = 0; run < runs; run++) {
            faults.run(run, new Random(seed * 1000 + run));
        }
        faults.counted
                .forEach((fault, count) -> System.out.printf("%s: %d runs, %d while it recorded%n", fault, count[0],
                        count[1]));
        System.out.printf("%d failures, runs=%d seed=%d events read back=%d, packets lost by netem=%d%n",
                faults.failures, runs, seed, faults.events, faults.dropped);
        System.exit(faults.failures == 0 ? 0 : 1);
    }

    /** How a recording ended: its exit code, -1 where it was killed, and what it said. */
    private record Ended(int code, String out, String said) {
    }

    private void run(int run, Random random) throws Exception {
        // Each in turn, so that all are met as often; when it happens is left to chance
        Fault fault = Fault.values()[run % Fault.values().length];
        boolean goesOn = fault == Fault.BAD_LINK || fault == Fault.NETEM;
        int moment = random.nextInt(goesOn ? LATEST_MILLIS / 4 : LATEST_MILLIS);
        List<String> wrong = new ArrayList<>();
        Set<String> threads = threads();
        foreign.make();
        Path recording = folder.resolve("run" + run + ".rec");
        Ended ended;
        try (LinkProxy proxy = new LinkProxy(board, random.nextLong())) {
            List<String> command = List.of("record", "--target", proxy.target(folder), "--for", "5s", "-o",
                    recording.toString(), "--probe", RecordTest.open(board), "--probe", RecordTest.RETURN, "-e",
                    "sched:sched_switch", "--", "ls", "-R", "/sys/bus");
            if (fault == Fault.KILLED) {
                ended = killed(command, moment);
            } else {
                CompletableFuture<Ended> running = CompletableFuture.supplyAsync(() -> inThisProcess(command));
                waitFor(running, moment);
                happen(fault, proxy);
                ended = end(running, wrong);
            }
        }
        if (fault == Fault.NETEM) {
            countDropped(board.sh(NETEM_OFF), wrong);
        }
        checkDisk(fault, ended, recording, wrong);
        checkBoard(fault, wrong);
        checkThreads(threads, wrong);
        int[] count = counted.computeIfAbsent(fault, any -> new int[2]);
        count[0]++;
        count[1] += ended.said().contains("recording: target=") ? 1 : 0;
        System.out.printf("%s run=%d fault=%s after=%d ms exit=%d %s%n", wrong.isEmpty() ? "ok    " : "FAILED", run,
                fault,
                moment, ended.code(), wrong.isEmpty() ? lastLine(ended.said()) : wrong + "\n" + ended);
        failures += wrong.isEmpty() ? 0 : 1;
        deleteRecordings();
    }

    /** What netem's queues say: it was there, and took packets away. */
    private void countDropped(String queues, List<String> wrong) {
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

    private static String lastLine(String text) {
        String[] lines = text.strip().split("\n");
        return lines[lines.length - 1];
    }

    private static Ended inThisProcess(List<String> command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new io.kprobestudio.cli.Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), false)).run(command.toArray(String[]::new));
        return new Ended(code, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    private Ended killed(List<String> command, int moment) throws IOException, InterruptedException {
        try (Running record = kprobes.start(command.toArray(String[]::new))) {
            for (int waited = 0; waited < moment && record.isAlive(); waited += 20) {
                Thread.sleep(20);
            }
            record.signal("KILL");
            Output output = record.await();
            return new Ended(output.status() == 137 ? -1 : output.status(), output.out(), output.err());
        }
    }

    private static void waitFor(CompletableFuture<Ended> running, int moment)
            throws InterruptedException, ExecutionException {
        try {
            running.get(moment, TimeUnit.MILLISECONDS);
        } catch (TimeoutException runsOn) {
            return;
        }
    }

    private void happen(Fault fault, LinkProxy proxy) throws IOException, InterruptedException {
        switch (fault) {
        case CUT -> proxy.cut();
        case STALLED -> proxy.stop(true);
        case BAD_LINK -> proxy.bad(80);
        case NETEM -> board.sh(NETEM_ON);
        case SSHD -> board.sh("for p in $(" + SERVERS + "); do kill -9 $p; done");
        case RESET -> board.reset();
        default -> throw new IllegalArgumentException("not for here: " + fault);
        }
    }

    private static Ended end(CompletableFuture<Ended> running, List<String> wrong)
            throws InterruptedException, ExecutionException {
        try {
            return running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            wrong.add("the recording hangs");
            return new Ended(-2, "", "");
        }
    }

    /** What was told of events is what can be read. */
    private void checkDisk(Fault fault, Ended ended, Path recording, List<String> wrong) throws Exception {
        if ((fault == Fault.BAD_LINK || fault == Fault.NETEM) && ended.code() != 0) {
            wrong.add("a bad link broke it");
        }
        // A fault that comes when all is read leaves a whole recording, and what could not be removed
        if (ended.code() == 0 || ended.said().contains("\nsaved: ")) {
            HitTable table = HitTable.parse(ended.out());
            long decoded = table.rows().values().stream().mapToLong(HitTable.Row::decoded).sum();
            checkReads(recording, decoded, wrong);
            for (HitTable.Row row : table.rows().values()) {
                if (row.hits() >= 0 && row.hits() != row.decoded() + row.filtered() + row.lost()) {
                    wrong.add("the account does not add up: " + row);
                }
            }
            return;
        }
        Matcher saved = SAVED.matcher(ended.said());
        if (saved.find()) {
            checkReads(Path.of(saved.group(1)), Long.parseLong(saved.group(2)), wrong);
        } else if (fault == Fault.KILLED) {
            for (Path part : unfinished()) {
                if (Files.exists(part.resolve("header_page"))) {
                    checkReads(part, -1, wrong);
                }
            }
        } else if (ended.said().contains("recording: target=")) {
            wrong.add("nothing is told of what came until then");
        }
    }

    private void checkReads(Path recording, long told, List<String> wrong) throws IOException, InterruptedException {
        Output decoded = kprobes.run("decode", recording.toString());
        long lines = decoded.out().lines().count();
        events += lines;
        if (decoded.status() != 0 || told >= 0 && lines != told) {
            wrong.add("the recording reads otherwise: told=%d lines=%d %s".formatted(told, lines, decoded.err()));
        }
    }

    private List<Path> unfinished() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private void deleteRecordings() throws IOException, InterruptedException {
        Running.run(List.of("sh", "-c", "rm -rf \"$0\"/run* \"$0\"/.run* \"$0\"/known_hosts_*", folder.toString()),
                Map.of(),
                new byte[0]).checked();
    }

    /** Each probe there is known to be ours or somebody else's; ours go, and the others are as they were. */
    private void checkBoard(Fault fault, List<String> wrong) throws Exception {
        Output listed = kprobes.run("probes", "--json", "--target", board.target());
        Matcher owner = OWNER.matcher(listed.out());
        while (owner.find()) {
            if (owner.group(2).equals("ours") == owner.group(1).equals("theirs")) {
                wrong.add("a probe is taken for another's: " + owner.group());
            }
        }
        Output removed = kprobes.run("remove", "--leftovers", "--target", board.target());
        if (listed.status() != 0 || removed.status() != 0) {
            wrong.add("the next start fails: " + listed + removed);
        }
        try {
            if (fault == Fault.RESET) {
                String left = board.read("kprobe_events") + board.sh("ls /sys/kernel/tracing/instances");
                if (left.contains("kps_")) {
                    wrong.add("left on the board: " + left);
                }
            } else {
                foreign.assertUntouchedAndAlone("afterwards");
            }
        } catch (AssertionError touched) {
            wrong.add(touched.toString());
        }
        String left = "";
        for (int look = 0; look < 40; look++) {
            left = board.sh(READERS + "; " + SERVERS);
            if (left.isBlank()) {
                return;
            }
            Thread.sleep(500);
        }
        wrong.add("processes left on the board: " + left);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> !name.startsWith("link") && !name.startsWith("output") && !name.startsWith("input")
                        && !name.startsWith("ForkJoin") && !name.startsWith("process reaper")
                        && !name.startsWith("Common-Cleaner") && !name.startsWith("CompletableFuture"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void checkThreads(Set<String> before, List<String> wrong) throws InterruptedException {
        Set<String> more = new TreeSet<>();
        for (int look = 0; look < 40; look++) {
            more = threads();
            more.removeAll(before);
            if (more.isEmpty()) {
                return;
            }
            Thread.sleep(250);
        }
        wrong.add("threads left here: " + more);
    }

}

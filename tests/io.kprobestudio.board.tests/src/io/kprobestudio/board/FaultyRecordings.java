/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Recordings through a proxy, and what happens to them at a moment of their life. For one thread. */
final class FaultyRecordings implements AutoCloseable {

    /** The shell's words for the servers of connections other than its own. */
    static final String SERVERS = "for p in $(pidof dropbear); do "
            + "[ $p = $(cat /var/run/dropbear.pid) ] || [ $p = $PPID ] || echo $p; done";

    /** What arrives goes through a device of its own, since a queue stands before what leaves. */
    private static final String NETEM_ON = "modprobe -a sch_netem sch_ingress cls_matchall act_mirred ifb || exit 1\n"
            + "tc=/lib/board/tc q='netem delay 40ms 20ms loss 3% reorder 10%'\n"
            + "ip link set ifb0 up && $tc qdisc add dev ifb0 root $q && $tc qdisc add dev eth0 handle ffff: ingress"
            + " && $tc filter add dev eth0 parent ffff: matchall action mirred egress redirect dev ifb0"
            + " && $tc qdisc add dev eth0 root $q";
    private static final String NETEM_QUEUES = "tc=/lib/board/tc; $tc -s qdisc show dev eth0; $tc -s qdisc show dev ifb0";
    private static final String NETEM_OFF = "tc=/lib/board/tc; $tc qdisc del dev eth0 root; "
            + "$tc qdisc del dev eth0 ingress; $tc qdisc del dev ifb0 root";
    private static final int PATIENCE_SECONDS = 120;
    /** The last moments are behind a recording's end, which comes a little sooner or later each time. */
    private static final double WHOLE_LIFE = 1.05;
    /**
     * For how long the link may be silent, in seconds: longer than the board waits for us, so that its dead man is first, and
     * shorter than it boots.
     */
    private static final String PATIENT = "&alive=9";

    private final Board board;
    private final Path folder;
    private final Kprobes kprobes;
    private Running link;
    private int lifeHere;
    private int lifeOfOwn;

    /** What became of a recording: when it happened, whether all was over by then, what it said, what netem's queues say. */
    record Ended(int moment, boolean over, Output output, String queues) {

        boolean hasRecorded() {
            return output.err().contains("recording: target=");
        }
    }

    /** Connects to a board, beside what is recorded; a user whose state is in this process's state folder. */
    FaultyRecordings(Board board, Path folder, Kprobes kprobes) throws IOException, InterruptedException {
        this.board = board;
        this.folder = folder;
        this.kprobes = kprobes;
        link = board.link();
    }

    /** Learns how long a recording takes to which nothing happens, in this process and in one of its own. */
    void rehearse() throws IOException, InterruptedException {
        Path recording = folder.resolve("run.rec");
        try (LinkProxy proxy = new LinkProxy(board, 0)) {
            String[] command = command(proxy.target(folder), recording);
            if (lifeHere == 0) {
                // The first one in a process also loads what it needs
                Kprobes.runHere(command).checked();
            }
            long began = System.nanoTime();
            Kprobes.runHere(command).checked();
            lifeHere = millisSince(began);
            began = System.nanoTime();
            kprobes.run(command).checked();
            lifeOfOwn = millisSince(began);
        }
    }

    /** How long a recording takes by the last rehearsal, in milliseconds. */
    int life(Fault fault) {
        return fault == Fault.KILLED ? lifeOfOwn : lifeHere;
    }

    private static int millisSince(long began) {
        return (int) ((System.nanoTime() - began) / 1_000_000);
    }

    private String[] command(String target, Path recording) {
        return new String[]{ "record", "--target", target, "--for", "2s", "-o", recording.toString(), "--probe",
                RecordTest.open(board), "--probe", RecordTest.RETURN, "-e", "sched:sched_switch", "--", "ls",
                "-R", "/sys/bus" };
    }

    /** Records, and lets it happen at a moment that chance names. */
    Ended record(Fault fault, Path recording, SplittableRandom random)
            throws IOException, InterruptedException, ExecutionException {
        if (!link.isAlive()) {
            link = board.link();
        }
        int moment = (int) (random.nextDouble() * WHOLE_LIFE * life(fault));
        try (LinkProxy proxy = new LinkProxy(board, random.nextLong())) {
            String target = proxy.target(folder) + (fault.isSurvived() ? "" : PATIENT);
            String[] command = command(target, recording);
            if (fault == Fault.KILLED) {
                return killed(command, moment);
            }
            CompletableFuture<Output> running = CompletableFuture.supplyAsync(() -> Kprobes.runHere(command));
            boolean over = isOverAfter(running, moment);
            happen(fault, proxy);
            try {
                return new Ended(moment, over, end(running), fault == Fault.NETEM ? board.sh(NETEM_QUEUES) : "");
            } finally {
                if (fault == Fault.NETEM) {
                    board.sh(NETEM_OFF);
                }
            }
        }
    }

    private Ended killed(String[] command, int moment) throws IOException, InterruptedException {
        try (Running record = kprobes.start(command)) {
            boolean over = record.endsWithin(moment);
            record.signal("KILL");
            return new Ended(moment, over, record.await(), "");
        }
    }

    private static boolean isOverAfter(CompletableFuture<Output> running, int moment)
            throws InterruptedException, ExecutionException {
        try {
            running.get(moment, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException runsOn) {
            return false;
        }
    }

    private void happen(Fault fault, LinkProxy proxy) throws IOException, InterruptedException {
        switch (fault) {
        case CUT -> proxy.cut();
        case STALLED -> proxy.stop(true);
        case BAD_LINK -> proxy.bad(80);
        case NETEM -> board.sh(NETEM_ON);
        case SSHD -> board.sh("for p in $(" + SERVERS + "); do kill -9 $p; done");
        case RESET -> reset();
        default -> throw new IllegalArgumentException("not for here: " + fault);
        }
    }

    private void reset() throws IOException, InterruptedException {
        board.reset();
        close();
        link = board.link();
    }

    private static Output end(CompletableFuture<Output> running) throws InterruptedException, ExecutionException {
        try {
            return running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError("the recording hangs" + ours(), hangs);
        }
    }

    /** Where our threads are. */
    private static String ours() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (Arrays.stream(frames).anyMatch(frame -> frame.getClassName().startsWith("io.kprobestudio."))) {
                text.append("\n\n").append(thread.getName());
                Arrays.stream(frames).forEach(frame -> text.append("\n  at ").append(frame));
            }
        });
        return text.toString();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        link.signal("TERM");
        link.await();
    }
}

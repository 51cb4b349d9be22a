/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

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
    private static final double AND_BEHIND = 1.1;
    private static final String RECORDS = "recording: target=";
    /**
     * For how long the link may be silent, in seconds: longer than the board waits for us, so that its dead man is first, and
     * shorter than it boots.
     */
    private static final String PATIENT = "&alive=9";

    private final Board board;
    private final Path folder;
    private final Kprobes kprobes;
    private Running link;
    private Life here = new Life(0, 0);
    private Life ofOwn = new Life(0, 0);

    /** How long a recording took to which nothing happened, in milliseconds: until it recorded, and from then to its end. */
    record Life(int begins, int goesOn) {

        /** Chance takes either half as often, since a busy machine makes the first one long. */
        private Moment moment(SplittableRandom random) {
            return random.nextBoolean() ? new Moment(false, (int) (random.nextDouble() * begins))
                    : new Moment(true, (int) (random.nextDouble() * AND_BEHIND * goesOn));
        }
    }

    /** So many milliseconds after it began to connect, or to record. */
    record Moment(boolean recording, int milliseconds) {

        @Override
        public String toString() {
            return milliseconds + " ms after it began to " + (recording ? "record" : "connect");
        }
    }

    /** What became of a recording: when it happened, whether all was over by then, what it said, what netem's queues say. */
    record Ended(Moment moment, boolean over, Output output, String queues) {

        boolean hasRecorded() {
            return output.err().contains(RECORDS);
        }
    }

    /** A recording that runs, in this process or in one of its own. */
    interface Live {

        /** Whether it has ended. */
        boolean isOver();

        /** What it has said so far. */
        String said();
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
            if (here.begins() == 0) {
                // The first one in a process also loads what it needs
                Kprobes.runHere(command).checked();
            }
            long began = System.nanoTime();
            RunningHere inside = RunningHere.start(command);
            awaitRecording(inside);
            long records = System.nanoTime();
            inside.await(PATIENCE_SECONDS).checked();
            here = life(began, records);
            began = System.nanoTime();
            try (Running apart = kprobes.start(command)) {
                awaitRecording(live(apart));
                records = System.nanoTime();
                apart.await().checked();
            }
            ofOwn = life(began, records);
        }
    }

    private static Life life(long began, long records) {
        return new Life((int) ((records - began) / 1_000_000), (int) ((System.nanoTime() - records) / 1_000_000));
    }

    /** How long a recording takes by the last rehearsal. */
    Life life(Fault fault) {
        return fault == Fault.KILLED ? ofOwn : here;
    }

    private static void awaitRecording(Live live) throws InterruptedException {
        while (!live.isOver() && !live.said().contains(RECORDS)) {
            Thread.sleep(2);
        }
    }

    /** Waits until the moment has come; gives whether all was over before. */
    private static boolean await(Moment moment, Live live) throws InterruptedException {
        if (moment.recording()) {
            awaitRecording(live);
        }
        long end = System.nanoTime() + moment.milliseconds() * 1_000_000L;
        while (System.nanoTime() < end && !live.isOver()) {
            Thread.sleep(2);
        }
        return live.isOver();
    }

    private static Live live(Running running) {
        return new Live() {

            @Override
            public boolean isOver() {
                return !running.isAlive();
            }

            @Override
            public String said() {
                return running.said();
            }
        };
    }

    private String[] command(String target, Path recording) {
        return new String[]{ "record", "--target", target, "--for", "2s", "-o", recording.toString(), "--probe",
                RecordTest.open(board), "--probe", RecordTest.RETURN, "-e", "sched:sched_switch", "--", "ls",
                "-R", "/sys/bus" };
    }

    /** Records, and lets it happen at a moment that chance names. */
    Ended record(Fault fault, Path recording, SplittableRandom random)
            throws IOException, InterruptedException {
        if (!link.isAlive()) {
            link = board.link();
        }
        Moment moment = life(fault).moment(random);
        try (LinkProxy proxy = new LinkProxy(board, random.nextLong())) {
            String target = proxy.target(folder) + (fault.isSurvived() ? "" : PATIENT);
            String[] command = command(target, recording);
            if (fault == Fault.KILLED) {
                return killed(command, moment);
            }
            RunningHere running = RunningHere.start(command);
            boolean over = await(moment, running);
            happen(fault, proxy);
            try {
                return new Ended(moment, over, running.await(PATIENCE_SECONDS),
                        fault == Fault.NETEM ? board.sh(NETEM_QUEUES) : "");
            } finally {
                if (fault == Fault.NETEM) {
                    board.sh(NETEM_OFF);
                }
            }
        }
    }

    private Ended killed(String[] command, Moment moment) throws IOException, InterruptedException {
        try (Running record = kprobes.start(command)) {
            boolean over = await(moment, live(record));
            record.signal("KILL");
            return new Ended(moment, over, record.await(), "");
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

    @Override
    public void close() throws IOException, InterruptedException {
        link.signal("TERM");
        link.await();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A board that hears nothing more from us, or is hit harder than it can bear, switches our events off by itself within
 * {@link #LIMIT} seconds and answers others.
 */
public class DeadManTest {

    /** From the fault to the moment when the last of our events is off, in seconds. */
    private static final double LIMIT = 10;
    private static final String END_WORK = "for p in /proc/[0-9]*; do read -r c < $p/comm; "
            + "[ \"$c\" != workload ] || kill ${p#/proc/}; done 2> /dev/null || true";
    private static final String STORM = "1000";
    /** Says when an event of ours is on, and when the last one is off: an instance's own file tells of all its events. */
    private static final String WATCH = "cd /sys/kernel/tracing; until e=$(cat instances/kps_*/events/kps_*/%s/enable 2>"
            + "/dev/null) && [ \"$e\" = 1 ]; do sleep 0.1; done; echo switched-on; i=$(echo instances/kps_*); "
            + "while read -r e < $i/events/enable && [ \"$e\" != 0 ]; do sleep 0.1; done; echo switched-off";

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ForeignProbes foreign = new ForeignProbes(BOARD);

    @Before
    public void makeForeignProbes() throws IOException, InterruptedException {
        foreign.make();
    }

    /** What is done to a running recording. */
    @FunctionalInterface
    private interface Fault {

        void happen(Running record) throws IOException, InterruptedException;
    }

    private Kprobes kprobes() {
        return new Kprobes(folder.getRoot().toPath().resolve("state"));
    }

    private Running record(String target, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("record", "--target", target, "--for", "120s", "-o",
                folder.getRoot().toPath().resolve("board.rec").toString()));
        command.addAll(Arrays.asList(more));
        return kprobes().start(command.toArray(new String[0]));
    }

    /** Lets it happen, and measures until the board has switched off. */
    private static void assertSwitchesOff(String what, Running record, String event, Fault fault)
            throws IOException, InterruptedException {
        // On the board all the time, so that no login lies between the fault and the look
        try (Running watch = BOARD.spawn(WATCH.formatted(event))) {
            while (watch.isAlive() && record.isAlive() && !watch.printed().contains("switched-on")) {
                Thread.sleep(20);
            }
            assertTrue(what + ": the recording did not begin: " + record.said() + watch.printed() + watch.said(),
                    watch.printed().contains("switched-on"));
            long began = System.nanoTime();
            fault.happen(record);
            assertTrue(what + ": our events are still on", watch.awaitAnd(60, "switched-off"));
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf("%s: our events were off after %.1f s%n", what, seconds);
            assertTrue(what + ": took s=" + seconds, seconds < LIMIT);
        }
        long began = System.nanoTime();
        BOARD.sh("true");
        System.out.printf("%s: the board answered a login after %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }

    /** The next start takes away what was left, and others' probes are as they were. */
    private void assertNothingStays(String what) throws IOException, InterruptedException {
        kprobes().run("remove", "--leftovers", "--target", BOARD.target()).checked();
        foreign.assertUntouchedAndAlone(what);
    }

    @Test
    public void shouldSwitchOffWhenWeAreFrozen() throws IOException, InterruptedException {
        try (Running record = record(BOARD.target(), "--probe", RecordTest.open(BOARD), "--probe", RecordTest.RETURN)) {
            assertSwitchesOff("frozen", record, "openret", running -> running.signal("STOP"));
            record.signal("CONT");
            record.signal("INT");
            Output ended = record.await();
            assertTrue(ended.toString(), ended.err().contains("heard nothing from us for too long"));
        }
        assertNothingStays("after SIGSTOP");
    }

    @Test
    public void shouldSwitchOffWhenTheLinkIsCut() throws IOException, InterruptedException {
        try (LinkProxy proxy = new LinkProxy(BOARD, 1);
                Running record = record(proxy.target(folder.getRoot().toPath()), "--probe", RecordTest.open(BOARD),
                        "--probe", RecordTest.RETURN)) {
            assertSwitchesOff("cut", record, "openret", running -> proxy.stop(true));
            Output ended = record.await();
            assertEquals(ended.toString(), 1, ended.status());
            Path saved = folder.getRoot().toPath().resolve("board.rec");
            assertTrue(ended.toString(), ended.err().contains("what came until then is saved: output=" + saved));
            kprobes().run("decode", saved.toString()).checked();
        }
        assertNothingStays("after the cut");
    }

    /** The board is busy with work that takes locks all the time; the limit is below what its emulated CPUs reach. */
    @Test
    public void shouldSwitchOffWhenAProbeStormsTheBoard() throws IOException, InterruptedException {
        try (Running work = BOARD.spawn("for i in 1 2 3 4; do workload fork 100000 & done; wait");
                Running record = record(BOARD.target(), "--limit", STORM, "--allow-dangerous", "--probe",
                        "p:storm _raw_spin_lock")) {
            assertSwitchesOff("storm", record, "storm", running -> assertTrue(work.isAlive()));
            Output ended = record.await();
            assertEquals(ended.toString(), 1, ended.status());
            assertTrue(ended.toString(),
                    ended.err().contains("saw too many events a second, and switched ours off: most="
                            + STORM));
            HitTable.Row storm = HitTable.parse(ended.out()).row("storm");
            System.out.println("storm: " + storm);
            assertEquals(ended.toString(), storm.hits(), storm.decoded() + storm.filtered() + storm.lost());
        } finally {
            BOARD.sh(END_WORK);
        }
        assertNothingStays("after the storm");
    }
}

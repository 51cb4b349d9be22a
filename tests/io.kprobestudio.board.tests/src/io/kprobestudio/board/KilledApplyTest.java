/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kills the command at random moments while it applies probes (the system property {@code kps.kills} says how often, 100):
 * each probe that is then on the board is found by the next start, as ours, and can be removed.
 */
public class KilledApplyTest {

    private static final int PROBES = 12;
    /** After so many kills all is removed, so that both empty and populated boards are met. */
    private static final int ROUND = 4;
    private static final Pattern LISTED = Pattern.compile("(?m)^[a-z][0-9]*:(\\S+) ");
    private static final Pattern FOUND = Pattern
            .compile("\"group\":\"([^\"]+)\",\"event\":\"([^\"]+)\",\"owner\":\"ours\"");

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final long seed = Long.getLong("kps.seed", System.currentTimeMillis());
    private final Random random = new Random(seed);

    /** Probes of the same names, defined differently each time, so that an apply replaces those that are there. */
    private static String[] apply(int round) {
        List<String> command = new ArrayList<>(List.of("add", "--target", BOARD.target(), "--enable"));
        for (int i = 0; i < PROBES; i++) {
            command.add("--probe");
            command.add("p:k" + i + " vfs_fsync_range a=%" + BOARD.argument(i % 3) + " b" + round % 3 + "=%"
                    + BOARD.argument(round % 4));
        }
        return command.toArray(new String[0]);
    }

    private static Set<String> onBoard() throws IOException, InterruptedException {
        Set<String> events = new TreeSet<>();
        Matcher listed = LISTED.matcher(BOARD.read("kprobe_events"));
        while (listed.find()) {
            if (!listed.group(1).startsWith("theirs/")) {
                events.add(listed.group(1));
            }
        }
        return events;
    }

    private static Set<String> found(Kprobes kprobes) throws IOException, InterruptedException {
        Set<String> events = new TreeSet<>();
        Matcher ours = FOUND
                .matcher(kprobes.run("probes", "--json", "--target", BOARD.target()).checked());
        while (ours.find()) {
            events.add(ours.group(1) + "/" + ours.group(2));
        }
        return events;
    }

    @Test
    public void shouldFindEachProbeWhenAnApplyWasKilledAtRandomMoments() throws IOException, InterruptedException {
        int kills = Integer.getInteger("kps.kills", 100);
        ForeignProbes foreign = new ForeignProbes(BOARD);
        foreign.make();
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        long began = System.nanoTime();
        kprobes.run(apply(0)).checked();
        long whole = System.nanoTime() - began;
        assertEquals("the first apply", PROBES, onBoard().size());
        int within = 0;
        int partial = 0;
        for (int i = 1; i <= kills; i++) {
            String moment = "seed=" + seed + " kill=" + i;
            try (Running apply = kprobes.start(apply(i))) {
                Thread.sleep((long) (whole / 1e6 * (0.3 + 0.75 * random.nextDouble())));
                within += apply.isAlive() ? 1 : 0;
                apply.signal("KILL");
                apply.await();
            }
            Set<String> there = onBoard();
            partial += there.isEmpty() || there.size() == PROBES ? 0 : 1;
            assertEquals(moment, there, found(kprobes));
            if (i % ROUND == 0) {
                kprobes.run("remove", "--all", "--target", BOARD.target()).checked();
                assertEquals(moment, Set.of(), onBoard());
                assertEquals(moment, "", BOARD.sh("ls -d /sys/kernel/tracing/instances/kps_* 2>/dev/null || true"));
            }
        }
        kprobes.run("remove", "--all", "--target", BOARD.target()).checked();
        foreign.assertUntouchedAndAlone("after all kills");
        System.out.println("applies killed: " + kills + ", before their end: " + within
                + ", with some of the probes on the board: " + partial + ", probes not found: 0, seed=" + seed);
        assertTrue("kills before an apply's end: " + within, within * 2 > kills);
    }
}

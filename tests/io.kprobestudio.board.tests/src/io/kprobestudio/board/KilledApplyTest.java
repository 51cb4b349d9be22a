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
 * Kills the command at random moments while it applies probes (the system property {@code kps.kills} says how often; 100 on
 * 6.1 and 10 on others, since each takes some 20 s): only kills that met the command alive are counted, and
 * each probe that is then on the board is found by the next start, as ours, and can be removed.
 */
public class KilledApplyTest {

    private static final int PROBES = 20;
    /** After so many kills all is removed, so that both empty and populated boards are met. */
    private static final int ROUND = 4;
    /** One kill in so many comes at any time since the command was started, the others once it writes. */
    private static final int ANYWHERE = 5;
    /** The shortest and longest times that an apply is taken to write, in milliseconds. */
    private static final int SHORTEST = 100;
    private static final int LONGEST = 3000;
    private static final String WATCH = "cd /sys/kernel/tracing; a=$(cat kprobe_events); echo ready; "
            + "until [ \"$(cat kprobe_events)\" != \"$a\" ]; do :; done; echo writes";
    private static final Pattern LISTED = Pattern.compile("(?m)^[a-z][0-9]*:(\\S+) ");
    private static final Pattern FOUND = Pattern
            .compile("\"group\":\"([^\"]+)\",\"event\":\"([^\"]+)\",\"owner\":\"ours\"");

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final long seed = Long.getLong("kps.seed", System.currentTimeMillis());
    private final Random random = new Random(seed);

    /** Probes of other names than those that are there: the kernel refuses other arguments for an event that it has. */
    private static String[] apply(int round) {
        List<String> command = new ArrayList<>(List.of("add", "--target", BOARD.target(), "--enable"));
        for (int i = 0; i < PROBES; i++) {
            command.add("--probe");
            command.add("p:k" + round % (ROUND + 1) + "_" + i + " vfs_fsync_range a=%" + BOARD.argument(i % 3) + " b=%"
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

    /** Waits until the board's shell said a word, or the other process has ended. */
    private static void await(Running watch, String word, Running other) throws InterruptedException {
        while (other.isAlive() && !watch.printed().contains(word)) {
            Thread.sleep(2);
        }
    }

    @Test
    public void shouldFindEachProbeWhenAnApplyWasKilledAtRandomMoments() throws IOException, InterruptedException {
        try (Running link = BOARD.link()) {
            kill(link);
        }
    }

    private void kill(Running link) throws IOException, InterruptedException {
        int kills = Integer.getInteger("kps.kills", BOARD.release().startsWith("6.1.") ? 100 : 10);
        ForeignProbes foreign = new ForeignProbes(BOARD);
        foreign.make();
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        long began = System.nanoTime();
        kprobes.run(apply(0)).checked();
        long whole = System.nanoTime() - began;
        assertEquals("the first apply", PROBES, onBoard().size());
        int killed = 0;
        int writing = 1000;
        int partial = 0;
        for (int i = 1; killed < kills; i++) {
            assertTrue("the tests' own link broke: " + link.said(), link.isAlive());
            String moment = "seed=" + seed + " apply=" + i;
            assertTrue("too many applies end before they are killed: " + moment, i < 4 * kills + 10);
            try (Running watch = BOARD.spawn(WATCH)) {
                await(watch, "ready", watch);
                Running apply = kprobes.start(apply(i));
                if (random.nextInt(ANYWHERE) == 0) {
                    Thread.sleep(random.nextInt(Math.max(1, (int) (whole / 1_000_000))));
                } else {
                    await(watch, "writes", apply);
                    Thread.sleep(random.nextInt(writing));
                }
                boolean alive = apply.isAlive();
                killed += alive ? 1 : 0;
                writing = alive ? Math.min(LONGEST, writing * 11 / 10) : Math.max(SHORTEST, writing * 7 / 10);
                apply.signal("KILL");
                apply.await();
            }
            Set<String> there = onBoard();
            partial += there.size() % PROBES == 0 ? 0 : 1;
            assertEquals(moment, there, found(kprobes));
            if (i % ROUND == 0) {
                kprobes.run("remove", "--all", "--target", BOARD.target()).checked();
                assertEquals(moment, Set.of(), onBoard());
                assertEquals(moment, "", BOARD.sh("ls -d /sys/kernel/tracing/instances/kps_* 2>/dev/null || true"));
            }
        }
        kprobes.run("remove", "--all", "--target", BOARD.target()).checked();
        foreign.assertUntouchedAndAlone("after all kills");
        System.out.println("applies killed: " + killed + ", of which left some of their probes on the board: " + partial
                + ", probes not found: 0, seed=" + seed);
    }
}

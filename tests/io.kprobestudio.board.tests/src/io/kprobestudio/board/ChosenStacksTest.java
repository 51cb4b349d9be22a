/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The kernel's stack behind the hits of one event alone: by a trigger, or where those tell none by an instance of its own. */
public class ChosenStacksTest {

    @ClassRule
    public static final Board BOARD = Board.any();

    private static final boolean ARM = System.getProperty("kps.board.arch", "armhf").equals("armhf");
    /** An event's line: its thread, and its name or that it is a stack. */
    private static final Pattern LINE = Pattern.compile(" *(\\S+-\\d+) +\\[\\d+\\].*?: (\\w+|<stack trace>)(:.*)?");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void clear() throws IOException, InterruptedException {
        BOARD.clear();
    }

    @After
    public void shouldHaveLeftNothing() throws IOException, InterruptedException {
        assertEquals("", BOARD.sh("cat /sys/kernel/tracing/kprobe_events; ls /sys/kernel/tracing/instances").strip());
    }

    private Output record(Path recording, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("record", "--target", BOARD.target(), "-o", recording.toString(),
                "--probe", "p:chosen vfs_read", "--probe", "p:other vfs_write", "-e", "sched:sched_process_fork"));
        command.addAll(List.of(more));
        return kprobes().run(command.toArray(new String[0]));
    }

    private Kprobes kprobes() {
        return new Kprobes(folder.getRoot().toPath().resolve("state"));
    }

    private static final String COMMAND = "sleep 1; for i in 1 2 3 4 5 6 7 8 9; do cat /etc/passwd; done; sleep 1";

    @Test
    public void shouldFollowTheChosenEventsHitsAloneWhenTheyAreRecorded() throws IOException, InterruptedException {
        Path recording = folder.getRoot().toPath().resolve("chosen.rec");
        Output recorded = record(recording, "--stack-of", "chosen", "--", "sh", "-c", COMMAND);
        for (String event : List.of("chosen", "other")) {
            HitTable.Row row = HitTable.parse(recorded.checked()).row(event);
            assertEquals(recorded.toString(), row.hits(), row.decoded() + row.filtered() + row.lost());
            assertTrue(recorded.toString(), row.decoded() > 0);
        }
        Stacks found = Stacks.in(kprobes().run("decode", recording.toString()).checked());
        HitTable.Row chosen = HitTable.parse(recorded.checked()).row("chosen");
        assertTrue("stacks=" + found.stacks.size() + " " + chosen, found.stacks.size() <= chosen.decoded());
        assertTrue("stacks=" + found.stacks.size() + " hits=" + chosen.hits(), found.stacks.size() > 9);
        assertEquals(List.of("chosen"), found.behind.stream().distinct().toList());
        assertTrue("other events are there", found.events.contains("other"));
        assertEquals("stacks without the probed function", List.of(),
                found.stacks.stream().filter(stack -> !stack.contains("=> vfs_read\n")).toList());
        assertTrue("read() calls it", found.stacks.stream()
                .filter(stack -> stack.contains("=> vfs_read\n=> ksys_read\n")).count() > 9);
        if (ARM) {
            // a trigger is set when its event is on: hits before that have none
            assertEquals("each decoded hit has its stack", chosen.decoded(), found.stacks.size());
            checkBothInstances(recording, recorded, found.stacks.size());
        }
    }

    /** What was written to the buffers of either instance was read, and is what was decoded. */
    private static void checkBothInstances(Path recording, Output recorded, int stacks) throws IOException {
        Map<String, Long> first = stats(recording);
        Map<String, Long> second = stats(recording.resolve("instances").resolve("stacks"));
        for (Map<String, Long> instance : List.of(first, second)) {
            assertEquals(instance.toString(), List.of(0L, 0L, 0L, 0L),
                    List.of(instance.get("entries"), instance.get("overrun"), instance.get("commit overrun"),
                            instance.get("dropped events")));
        }
        HitTable table = HitTable.parse(recorded.checked());
        assertEquals("the chosen event and its stacks", Map.of("chosen", table.row("chosen").decoded() + stacks),
                Map.of("chosen", second.get("read events")));
        assertEquals("all the others", Map.of("other", table.rows().values().stream()
                .filter(row -> !row.event().endsWith("/chosen") && !row.event().endsWith("/kernel_stack"))
                .mapToLong(HitTable.Row::decoded).sum()), Map.of("other", first.get("read events")));
    }

    private static Map<String, Long> stats(Path instance) throws IOException {
        Map<String, Long> sums = new HashMap<>();
        try (Stream<Path> cpus = Files.list(instance.resolve("per_cpu"))) {
            for (Path cpu : cpus.toList()) {
                for (String line : Files.readAllLines(cpu.resolve("stats"))) {
                    String[] parts = line.split(": *");
                    if (parts[1].matches("\\d+")) {
                        sums.merge(parts[0], Long.valueOf(parts[1]), Long::sum);
                    }
                }
            }
        }
        return sums;
    }

    /** What a recording's lines say: its stacks, behind which events they stand, and all events. */
    private record Stacks(List<String> stacks, List<String> behind, Set<String> events) {

        static Stacks in(String decoded) {
            Stacks found = new Stacks(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
            Map<String, String> before = new HashMap<>();
            for (String line : decoded.lines().toList()) {
                Matcher event = LINE.matcher(line);
                if (line.startsWith(" => ")) {
                    found.stacks.set(found.stacks.size() - 1, found.stacks.getLast() + line.strip() + "\n");
                } else if (event.matches() && event.group(2).equals("<stack trace>")) {
                    found.behind.add(before.getOrDefault(event.group(1), "nothing"));
                    found.stacks.add("");
                } else if (event.matches()) {
                    before.put(event.group(1), event.group(2));
                    found.events.add(event.group(2));
                }
            }
            return found;
        }
    }

    private static final String TRACING = "cd /sys/kernel/tracing/instances; ";

    private static void await(String what, String command, String answer) throws IOException, InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        String said = "";
        while (!said.equals(answer)) {
            assertTrue(what + ": " + said, System.nanoTime() < end);
            Thread.sleep(200);
            said = BOARD.sh(TRACING + command).strip();
        }
    }

    @Test
    public void shouldSwitchOffBothInstancesAndRemoveThemLaterWhenWeAreKilled()
            throws IOException, InterruptedException {
        assumeTrue(ARM);
        try (Running record = kprobes().start("record", "--target", BOARD.target(), "--probe", "p:chosen vfs_read",
                "--probe", "p:other vfs_write", "--stack-of", "chosen", "--for", "120s")) {
            await("both record", "cat kps_*_stk/events/kps_*/chosen/enable kps_*/events/kps_*/other/enable 2>/dev/null"
                    + " || true", "1\n1\n0");
            record.signal("KILL");
            await("both are off", "cat kps_*/events/enable", "0\n0");
        }
        kprobes().run("remove", "--leftovers", "--target", BOARD.target()).checked();
    }

    @Test
    public void shouldRefuseStacksOfReturnsWhenTheKernelDiesOfThem() throws IOException, InterruptedException {
        assumeTrue(ARM);
        Output refused = record(folder.getRoot().toPath().resolve("none.rec"), "--probe", "r:back vfs_read",
                "--stack-of", "back", "--for", "1s");
        assertTrue(refused.toString(), refused.status() != 0);
        assertTrue(refused.toString(), refused.err().contains("die of unwinding the stack in a return probe"));
    }

    @Test
    public void shouldRefuseWhenAnEventIsNotRecorded() throws IOException, InterruptedException {
        Output refused = record(folder.getRoot().toPath().resolve("none.rec"), "--stack-of", "chosne", "--for", "1s");
        assertTrue(refused.toString(), refused.status() != 0);
        assertTrue(refused.toString(), refused.err().contains("behind an event that is not recorded: event=chosne"));
    }
}

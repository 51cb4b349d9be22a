/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The kernel's stack behind the hits of one event alone, where the kernel's triggers have one to tell. */
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

    @Test
    public void shouldFollowTheChosenEventsHitsAloneWhenTheKernelHasStacksForThem()
            throws IOException, InterruptedException {
        assumeTrue(!ARM);
        Path recording = folder.getRoot().toPath().resolve("chosen.rec");
        Output recorded = record(recording, "--stack-of", "chosen", "--", "sh", "-c",
                "sleep 1; for i in 1 2 3 4 5 6 7 8 9; do cat /etc/passwd; done; sleep 1");
        HitTable.Row chosen = HitTable.parse(recorded.checked()).row("chosen");
        assertEquals(recorded.toString(), chosen.hits(), chosen.decoded() + chosen.filtered() + chosen.lost());
        List<String> behind = new ArrayList<>();
        List<String> stacks = new ArrayList<>();
        Map<String, String> before = new HashMap<>();
        for (String line : kprobes().run("decode", recording.toString()).checked().lines().toList()) {
            Matcher event = LINE.matcher(line);
            if (line.startsWith(" => ")) {
                stacks.set(stacks.size() - 1, stacks.getLast() + line.strip() + "\n");
            } else if (event.matches() && event.group(2).equals("<stack trace>")) {
                behind.add(before.getOrDefault(event.group(1), "nothing"));
                stacks.add("");
            } else if (event.matches()) {
                before.put(event.group(1), event.group(2));
            }
        }
        assertTrue("stacks=" + stacks.size() + " hits=" + chosen.hits(), stacks.size() > 9);
        assertEquals(List.of("chosen"), behind.stream().distinct().toList());
        assertTrue("other events are there", before.containsValue("other"));
        assertEquals("stacks without the probed function", List.of(),
                stacks.stream().filter(stack -> !stack.contains("=> vfs_read\n")).toList());
        assertTrue("read() calls it", stacks.stream().filter(stack -> stack.contains("=> vfs_read\n=> ksys_read\n"))
                .count() > 9);
    }

    @Test
    public void shouldRefuseAndSayWhyWhenTheKernelHasNoStacksForSingleEvents()
            throws IOException, InterruptedException {
        assumeTrue(ARM);
        Output refused = record(folder.getRoot().toPath().resolve("none.rec"), "--stack-of", "chosen", "--for", "1s");
        assertTrue(refused.toString(), refused.status() != 0);
        assertTrue(refused.toString(), refused.err().contains("a 32-bit ARM kernel tells one address, and no stack"));
    }

    @Test
    public void shouldRefuseWhenAnEventIsNotRecorded() throws IOException, InterruptedException {
        Output refused = record(folder.getRoot().toPath().resolve("none.rec"), "--stack-of", "chosne", "--for", "1s");
        assertTrue(refused.toString(), refused.status() != 0);
        assertTrue(refused.toString(), refused.err().contains("behind an event that is not recorded: event=chosne"));
    }
}

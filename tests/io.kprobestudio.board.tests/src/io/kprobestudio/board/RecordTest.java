/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The main job on a board that holds somebody else's probes, compared with what the kernel tells an OpenSSH client. */
public class RecordTest {

    static final String RETURN = "r:openret do_sys_openat2 ret=$retval:s32";

    // The kernel's counts as long as there are probes of ours, each preceded by whether any is enabled.
    private static final String WATCH = "cd /sys/kernel/tracing; until [ -d events/kps_* ]; do :; done; "
            + "while [ -d events/kps_* ]; do echo '==' $(cat instances/kps_*/events/kps_*/enable); "
            + "cat kprobe_profile; done";
    private static final Pattern PROFILE = Pattern.compile("(?m)^  (open|openret) +(\\d+) +(\\d+)$");

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ForeignProbes foreign = new ForeignProbes(BOARD);

    @Before
    public void makeForeignProbes() throws IOException, InterruptedException {
        foreign.make();
    }

    @Test
    public void shouldCountWhatTheKernelCountsWhenForeignProbesArePresent() throws IOException, InterruptedException {
        Path recording = folder.getRoot().toPath().resolve("board.rec");
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Output recorded;
        String watched;
        try (Running watch = BOARD.spawn(WATCH)) {
            recorded = kprobes.run("record", "--target", BOARD.target(), "--for", "5s", "-o", recording.toString(),
                    "--probe", open(BOARD), "--probe", RETURN, "-e", "sched:sched_switch", "--", "ls", "-R",
                    "/sys/bus");
            recorded.checked();
            watched = watch.await().checked();
        }

        HitTable table = HitTable.parse(recorded.out());
        HitTable.Row open = table.row("open");
        HitTable.Row opened = table.row("openret");
        String disabled = lastDisabled(watched);
        assertEquals(recorded.toString(), count(disabled, "open", 2), open.hits());
        assertEquals(recorded.toString(), count(disabled, "open", 3), open.misses());
        assertEquals(recorded.toString(), count(disabled, "openret", 2), opened.hits());
        assertEquals(recorded.toString(), count(disabled, "openret", 3), opened.misses());
        assertTrue(recorded.toString(), open.hits() > 100);
        assertEquals(recorded.toString(), open.hits(), open.decoded() + open.filtered() + open.lost());
        assertEquals(recorded.toString(), opened.hits(), opened.decoded() + opened.filtered() + opened.lost());
        assertTrue(recorded.toString(), table.row("sched_switch").decoded() > 0);
        foreign.assertUntouchedAndAlone("after recording");

        String lines = kprobes.run("decode", recording.toString()).checked();
        assertEquals(open.decoded(), lines.lines().filter(line -> line.contains(": open: (")).count());
        assertEquals(opened.decoded(), lines.lines().filter(line -> line.contains(": openret: (")).count());
        assertTrue(lines.lines().anyMatch(line -> line.contains(": open: (") && line.contains("path=\"/sys/bus")));
    }

    static String open(Board board) {
        return "p:open do_sys_openat2 dfd=%" + board.argument(0) + ":s32 path=+0(%" + board.argument(1)
                + "):ustring flags=+0(%" + board.argument(2) + "):x32";
    }

    /** The last counts that were read after all probes of ours had been disabled and before any was removed. */
    private static String lastDisabled(String watched) {
        String last = "";
        for (String sample : watched.split("== ")) {
            if (sample.startsWith("0") && count(sample, "open", 2) > 0 && count(sample, "openret", 2) >= 0) {
                last = sample;
            }
        }
        assertTrue("between disabling and removal nothing was seen:\n" + watched, !last.isEmpty());
        return last;
    }

    private static long count(String profile, String event, int group) {
        Matcher line = PROFILE.matcher(profile);
        while (line.find()) {
            if (line.group(1).equals(event)) {
                return Long.parseLong(line.group(group));
            }
        }
        return -1;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two probes that belong to somebody else, one of them enabled: what is on the board before the suite comes. */
final class ForeignProbes {

    private static final String STATE = "cd /sys/kernel/tracing; cat kprobe_events"
            + "; for f in events/theirs/*/enable tracing_on buffer_size_kb trace_clock current_tracer"
            + " events/sched/sched_switch/enable set_event_pid; do echo $f; cat $f; done; ls instances";
    private static final Pattern HITS = Pattern.compile("(?m)^  busy +(\\d+) +\\d+$");

    private final Board board;
    private String before = "";
    private long hits;

    ForeignProbes(Board board) {
        this.board = board;
    }

    /** Makes them on a board that holds no probes, and enables one. */
    void make() throws IOException, InterruptedException {
        board.clear();
        board.append("kprobe_events", "p:theirs/idle vfs_fsync_range file=%" + board.argument(0));
        board.append("kprobe_events", "p:theirs/busy do_sys_openat2 name=+0(%" + board.argument(1) + "):ustring");
        board.sh("echo 1 > /sys/kernel/tracing/events/theirs/busy/enable");
        before = board.sh(STATE);
        hits = hits();
    }

    /** Nothing else is on the board, and they are as they were: listed, enabled and counting. */
    void assertUntouchedAndAlone(String when) throws IOException, InterruptedException {
        assertEquals(when, before, board.sh(STATE));
        long now = hits();
        assertTrue(when + ": the enabled probe counts on: hits=" + now + " were=" + hits, now > hits);
        hits = now;
    }

    private long hits() throws IOException, InterruptedException {
        String profile = board.read("kprobe_profile");
        Matcher line = HITS.matcher(profile);
        assertTrue("the enabled probe is gone:\n" + profile, line.find());
        return Long.parseLong(line.group(1));
    }
}

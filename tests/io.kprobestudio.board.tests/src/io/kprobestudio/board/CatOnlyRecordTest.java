/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The main job on a board that has {@code sh} and {@code cat} and nothing else: no instance, and read in the end. */
public class CatOnlyRecordTest {

    @ClassRule
    public static final Board BOARD = Board.with("cat-only-" + ProcessHandle.current().pid(), "--userland", "cat-only");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldReadEveryEventWhenThereIsCatAlone() throws IOException, InterruptedException {
        Path recording = folder.getRoot().toPath().resolve("board.rec");
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Output recorded = kprobes.run("record", "--target", BOARD.target(), "--for", "3s", "-o", recording.toString(),
                "--probe", RecordTest.open(BOARD), "--probe", RecordTest.RETURN, "--", "cat", "/proc/version");
        recorded.checked();

        HitTable table = HitTable.parse(recorded.out());
        HitTable.Row open = table.row("open");
        assertTrue(recorded.toString(), open.hits() > 0);
        assertEquals(recorded.toString(), open.hits(), open.decoded());
        HitTable.Row opened = table.row("openret");
        assertEquals(recorded.toString(), opened.hits(), opened.decoded() + opened.lost());
        // LateReturnTest: a return may come when its event is off; that is told only when nothing was lost
        assertTrue(recorded.toString(),
                opened.lost() == 0 || recorded.err().contains("late: hits=" + opened.lost() + " were counted"));
        assertTrue(recorded.toString(), recorded.err().contains("drained by cat, after the recording"));
        String lines = kprobes.run("decode", recording.toString()).checked();
        assertEquals(open.decoded(), lines.lines().filter(line -> line.contains(": open: (")).count());
        assertEquals("a probe or a reader was left behind", "",
                BOARD.sh("cat /sys/kernel/tracing/kprobe_events; for p in /proc/[0-9]*; do while read -r a b; do"
                        + " case $a$b in Name:cat) echo $p;; esac; done <$p/status; done"));
    }
}

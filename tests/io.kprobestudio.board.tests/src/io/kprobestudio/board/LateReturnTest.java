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

/**
 * A function that is under way when its return probe is switched off: the kernel counts its return and records it nowhere. It
 * is no lost event, and told as what it is.
 */
public class LateReturnTest {

    private static final String FIFO = "/tmp/kps-late";
    private static final String COUNTS = "step: reading the kernel's counts";

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldTellTheReturnThatCameWhenItsEventWasOff() throws Exception {
        Path recording = folder.getRoot().toPath().resolve("board.rec");
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        BOARD.sh("rm -f " + FIFO + "; mkfifo " + FIFO);
        Output recorded;
        try (Running record = kprobes.startToTell("record", "--steps", "--target", BOARD.target(), "--for", "1s", "-o",
                recording.toString(), "--probe", RecordTest.RETURN)) {
            // one function of the board stands in the probed one, waiting for somebody who writes
            goOnTo("step: recording", record);
            try (Running late = BOARD.spawn("read x <" + FIFO)) {
                BOARD.sh("until grep -q wait_for_partner /proc/[0-9]*/wchan; do :; done 2>/dev/null");
                goOnTo(COUNTS, record);
                BOARD.sh("echo go >" + FIFO);
                late.await();
            }
            while (record.isAlive()) {
                goOn(record);
                Thread.sleep(50);
            }
            recorded = record.await();
        }
        recorded.checked();
        HitTable.Row returns = HitTable.parse(recorded.out()).row("openret");
        assertTrue(recorded.toString(), returns.lost() >= 1);
        assertEquals(recorded.toString(), returns.hits(), returns.decoded() + returns.lost());
        assertTrue(recorded.toString(), recorded.err().contains("late: hits=" + returns.lost() + " were counted"));
        assertTrue("the buffers lost nothing: " + recorded, !recorded.err().contains("lost: "));
        assertEquals(returns.decoded(), kprobes.run("decode", recording.toString()).checked().lines().count());
    }

    /** Lets it do each step up to one, at which it waits. */
    private static void goOnTo(String step, Running record) throws Exception {
        int told = 0;
        while (!record.said().contains(step)) {
            assertTrue("the step was not seen: " + step + " said=" + record.said(), record.isAlive());
            int steps = record.said().split("step: ", -1).length - 1;
            if (steps > told) {
                told = steps;
                goOn(record);
            }
            Thread.sleep(20);
        }
    }

    private static void goOn(Running record) {
        try {
            record.tell("");
        } catch (IOException ended) {
            // it needs no more
            return;
        }
    }
}

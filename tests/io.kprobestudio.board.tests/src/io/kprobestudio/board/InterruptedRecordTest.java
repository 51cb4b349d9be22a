/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A recording that is stopped by Ctrl-C, or killed, at each of its steps leaves nothing behind in the end. */
@RunWith(Parameterized.class)
public class InterruptedRecordTest {

    private static final int SEEN_SECONDS = 10;
    private static final String TRACING = "cd /sys/kernel/tracing; ";
    private static final String ENABLED = "e=0; until [ \"$e\" = 1 ]; do"
            + " set -- instances/kps_*/events/kps_*/openret/enable;"
            + " [ ! -e $1 ] || read -r e < $1; done; ";

    /** The steps, each as what the board's shell waits for; a loop of the shell alone sees it within a millisecond. */
    private enum Step {
        INSTANCE("until [ -d instances/kps_* ]; do :; done"),
        DEFINED("until [ -d events/kps_* ]; do :; done"),
        ENABLED_ALL(ENABLED + ":"),
        RECORDING(ENABLED + "sleep 1"),
        DISABLED(ENABLED + "while [ \"$e\" = 1 ]; do read -r e < $1 || e=; done"),
        REMOVING(ENABLED + "while [ -d events/kps_*/open ]; do :; done");

        private final String wait;

        Step(String wait) {
            this.wait = TRACING + wait + "; echo reached";
        }
    }

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Step step;
    private final String signal;

    public InterruptedRecordTest(String step, String signal) {
        this.step = Step.valueOf(step);
        this.signal = signal;
    }

    @Parameters(name = "{1} at {0}")
    public static List<Object[]> steps() {
        return Stream.of("INT", "KILL")
                .flatMap(signal -> Arrays.stream(Step.values()).map(step -> new Object[]{ step.name(), signal }))
                .toList();
    }

    @Test
    public void shouldLeaveNothingBehindWhenStopped() throws IOException, InterruptedException {
        ForeignProbes foreign = new ForeignProbes(BOARD);
        foreign.make();
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Output stopped;
        try (Running watch = BOARD.spawn(step.wait);
                Running record = kprobes.start("record", "--target", BOARD.target(), "--for", "3s", "--probe",
                        RecordTest.open(BOARD), "--probe", RecordTest.RETURN, "-e", "sched:sched_switch", "--", "ls",
                        "-R",
                        "/sys/bus")) {
            while (watch.isAlive() && record.isAlive()) {
                Thread.sleep(5);
            }
            assertTrue("the step was not seen: record printed=" + record.printed() + record.said(),
                    watch.awaitAnd(SEEN_SECONDS, "reached"));
            record.signal(signal);
            stopped = record.await();
        }
        if (signal.equals("INT")) {
            foreign.assertUntouchedAndAlone("after Ctrl-C: " + stopped);
        } else {
            Output next = kprobes.run("record", "--target", BOARD.target(), "--for", "1s", "--probe",
                    RecordTest.open(BOARD),
                    "--", "ls", "/sys/bus");
            next.checked();
            foreign.assertUntouchedAndAlone("after the next start: " + next);
        }
        assertEquals("a reader was left behind", "",
                BOARD.sh("for i in 1 2 3 4 5 6 7 8 9 10; do ls -l /proc/[0-9]*/fd 2>/dev/null | grep -q trace_pipe_raw"
                        + " || break; sleep 0.5; done; "
                        + "ls -l /proc/[0-9]*/fd 2>/dev/null | grep trace_pipe_raw || true"));
    }
}

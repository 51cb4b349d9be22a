/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.Test;

/** What runs on the board, and what of it can be seen. */
public class WorkloadTest {

    private static List<String> record(String options, String definitions) throws Exception {
        try (SimulatedBoard board = new SimulatedBoard(options)) {
            assertEquals(0, board.append("kprobe_events", definitions));
            board.append("events/kprobes/enable", "1");
            board.append("events/sched/enable", "1");
            board.board().run(1_500_000_000L);
            return board.trace("");
        }
    }

    @Test
    public void shouldRecordTheSameAgainWhenTheSeedIsTheSame() throws Exception {
        String definitions = "p:o do_sys_openat2 path=+0(%r1):ustring\np:w vfs_write text=+0(%r1):ustring n=%r2:u32 who=%lr:symbol\n"
                + "r:x dev_hard_start_xmit $retval\n";
        List<String> first = record("", definitions);
        assertTrue(first.size() > 200);
        assertEquals(first, record("", definitions));
        assertNotEquals(first, record("&seed=2", definitions));
    }

    @Test
    public void shouldHitWhatPeopleProbeWhenTheBoardRuns() throws Exception {
        for (String kernel : List.of("3.8", "3.14", "5.10", "6.1", "6.12", "7.2")) {
            boolean old = kernel.startsWith("3.");
            String open = old ? "do_sys_open" : "do_sys_openat2";
            String xmit = old ? "dev_queue_xmit" : "__dev_queue_xmit";
            try (SimulatedBoard board = new SimulatedBoard("&kernel=" + kernel)) {
                assertEquals(kernel, 0, board.append("kprobe_events", "p:open " + open + " path=+0(%r1):string\n"
                        + "p:read vfs_read n=%r2:u32\np:write vfs_write n=%r2:u32\np:schedule schedule\np:xmit " + xmit
                        + "\np:probe really_probe drv=+0(+0(%r1)):string\np:close filp_close\n"));
                board.append("events/kprobes/enable", "1");
                board.board().run(2_000_000_000L);
                for (String event : List.of("open", "read", "write", "schedule", "xmit", "probe", "close")) {
                    assertTrue(kernel + " " + event, board.profile(event)[0] > 2);
                }
                List<String> lines = board.trace("");
                assertTrue(lines.stream().anyMatch(line -> line.contains("path=\"/")));
                assertTrue(lines.stream().anyMatch(line -> line.contains("drv=\"fec\"")));
            }
        }
    }

    @Test
    public void shouldStayUnseenWhenNothingIsRecorded() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:r vfs_read");
            board.board().run(2_000_000_000L);
            assertEquals(0, board.profile("r")[0]);
        }
    }

    @Test
    public void shouldListFoldersAndOpenThemWhenLsRuns() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:o do_sys_openat2 path=+0(%r1):ustring");
            board.append("events/kprobes/o/enable", "1");
            try (TargetProcess ls = board.connection().start(List.of("ls", "-R", "/sys/bus"))) {
                String text = new String(ls.output().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertEquals(OptionalInt.of(0), ls.await(Duration.ofSeconds(20)));
                assertTrue(text.startsWith("/sys/bus:\namba\n"));
                assertTrue(text, text.endsWith("/sys/bus/xen-backend/drivers:\n\n"));
                long folders = text.lines().filter(line -> line.startsWith("/sys/bus")).count();
                long opened = board.trace("").stream().filter(line -> line.contains("path=\"/sys/bus")).count();
                assertEquals(folders, opened);
                assertTrue("folders=" + folders, folders > 400);
            }
        }
    }

    @Test
    public void shouldEndWithACodeWhenProgramsFail() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            try (TargetProcess missing = board.connection().start(List.of("frobnicate"))) {
                assertEquals(OptionalInt.of(127), missing.await(Duration.ofSeconds(20)));
                assertEquals("sh: frobnicate: not found\n",
                        new String(missing.errors().readAllBytes(), StandardCharsets.ISO_8859_1));
            }
            try (TargetProcess cat = board.connection().start(List.of("cat", "/no/such file"))) {
                assertEquals(OptionalInt.of(1), cat.await(Duration.ofSeconds(20)));
            }
            try (TargetProcess shell = board.connection().start(
                    List.of("sh", "-c",
                            "echo 'a  b' \"c\"; cat /etc/hostname && echo 1 > /sys/kernel/tracing/tracing_on"))) {
                assertEquals("a  b c\nsabrelite\n",
                        new String(shell.output().readAllBytes(), StandardCharsets.ISO_8859_1));
                assertEquals(OptionalInt.of(0), shell.await(Duration.ofSeconds(20)));
            }
            TargetProcess sleeping = board.connection().start(List.of("sleep", "1000000"));
            sleeping.close();
            sleeping.close();
            assertEquals(OptionalInt.of(137), sleeping.await(Duration.ofSeconds(20)));
        }
    }

    @Test
    public void shouldShowTheRunningProcessesWhenSwitchesAreRecorded() throws Exception {
        List<String> lines = record("", "p:o do_sys_openat2").stream().filter(line -> line.contains("sched_switch: "))
                .toList();
        for (int cpu = 0; cpu < 4; cpu++) {
            String here = "[00" + cpu + "]";
            String running = "0";
            for (String line : lines.stream().filter(line -> line.contains(here)).toList()) {
                assertEquals(line, running, line.replaceFirst(".* prev_pid=(\\d+) .*", "$1"));
                running = line.replaceFirst(".* next_pid=(\\d+) .*", "$1");
            }
        }
    }
}

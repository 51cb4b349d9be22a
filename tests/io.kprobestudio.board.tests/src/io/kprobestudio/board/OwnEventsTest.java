/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What our own shells, what they start and our session's server do on a board is left out of a recording that asks for it. */
public class OwnEventsTest {

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void clear() throws IOException, InterruptedException {
        BOARD.clear();
    }

    private Output record(Path recording, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("record", "--target", BOARD.target(), "--for", "4s", "-o",
                recording.toString(), "--probe", RecordTest.open(BOARD), "-e", "sched:sched_process_fork", "-e",
                "raw_syscalls:sys_enter"));
        command.addAll(Arrays.asList(more));
        Output output = kprobes().run(command.toArray(new String[0]));
        output.checked();
        return output;
    }

    private Kprobes kprobes() {
        return new Kprobes(folder.getRoot().toPath().resolve("state"));
    }

    private List<String> ofOurs(Path recording) throws IOException, InterruptedException {
        return kprobes().run("decode", recording.toString()).checked().lines()
                .filter(line -> line.matches(" *(sh|dd|cat|head|dropbear|<\\.\\.\\.>)-[0-9]+ .*")).toList();
    }

    @Test
    public void shouldHoldOthersEventsAloneWhenOursAreLeftOut() throws IOException, InterruptedException {
        Path with = folder.getRoot().toPath().resolve("with.rec");
        record(with);
        assertTrue("we cause events", ofOurs(with).size() > 50);
        Path without = folder.getRoot().toPath().resolve("without.rec");
        Output recorded = record(without, "--without-own");
        HitTable.Row open = HitTable.parse(recorded.out()).row("open");
        assertTrue("the kernel counts them: " + recorded, open.hits() > 0);
        assertEquals(recorded.toString(), open.hits(), open.decoded() + open.filtered() + open.lost());
        List<String> ours = ofOurs(without);
        System.out.println("events of ours in 4 s: " + ofOurs(with).size() + ", and " + ours.size() + " when left out");
        assertEquals(List.of(), ours);
    }

    @Test
    public void shouldHoldWhatWasAskedForWhenOursAreLeftOut() throws IOException, InterruptedException {
        Path recording = folder.getRoot().toPath().resolve("command.rec");
        Output recorded = record(recording, "--without-own", "--", "ls", "-R", "/sys/bus");
        HitTable.Row open = HitTable.parse(recorded.out()).row("open");
        assertTrue(recorded.toString(), open.decoded() > 100);
        long lines = kprobes().run("decode", recording.toString()).checked().lines()
                .filter(line -> line.matches(" *ls-[0-9]+ .*: open: .*")).count();
        assertTrue("lines=" + lines + " " + recorded, lines > 100);
    }
}

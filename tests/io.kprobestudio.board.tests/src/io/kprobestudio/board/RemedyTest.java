/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What keeps a board from being probed, made on the board itself: each message names the cause, the object and the command
 * that mends it; where that can be typed, it is, and then the board is probed.
 */
public class RemedyTest {

    private static final String TRACING = "/sys/kernel/tracing";
    private static final String IDLE = "p:remedy vfs_fsync_range";
    private static final String MENDED = "true";

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String undo = MENDED;
    private Path smallDisk = Path.of("/nonexistent");

    @Before
    public void clear() throws IOException, InterruptedException {
        BOARD.clear();
    }

    @After
    public void mend() throws IOException, InterruptedException {
        BOARD.sh(undo);
        BOARD.clear();
        if (Files.exists(smallDisk)) {
            here("umount", smallDisk.toString());
        }
    }

    private void onBoard(String command, String undone) throws IOException, InterruptedException {
        undo = undone;
        BOARD.sh(command);
    }

    private static void here(String... command) throws IOException, InterruptedException {
        Running.run(List.of(command), Map.of(), new byte[0]).checked();
    }

    private Kprobes kprobes() {
        return new Kprobes(folder.getRoot().toPath().resolve("state"));
    }

    private Output add() throws IOException, InterruptedException {
        return kprobes().run("add", "--target", BOARD.target(), "--probe", IDLE);
    }

    private Output record(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("record", "--target", BOARD.target(), "--for", "1s", "--probe", IDLE));
        command.addAll(List.of(more));
        return kprobes().run(command.toArray(new String[0]));
    }

    private Output doctor() throws IOException, InterruptedException {
        return kprobes().run("doctor", "--target", BOARD.target());
    }

    /** Each of the commands fails with 1 and says all of this. */
    private static void assertSays(List<Output> failures, String... words) {
        for (Output failure : failures) {
            assertEquals(failure.toString(), 1, failure.status());
            assertContains(failure, words);
        }
    }

    private static void assertContains(Output output, String... words) {
        for (String word : words) {
            assertTrue("missing in the words: " + word + "\n" + output, output.toString().contains(word));
        }
    }

    /** The command that the messages name is typed on the board, and then a probe is added. */
    private void assertMendedBy(String command) throws IOException, InterruptedException {
        BOARD.sh(command);
        add().checked();
        assertTrue(BOARD.read("kprobe_events").contains("/remedy vfs_fsync_range"));
    }

    @Test
    public void shouldNameTheMountWhenThereIsNoTracefs() throws IOException, InterruptedException {
        onBoard("umount /sys/kernel/tracing; umount /sys/kernel/debug",
                "grep -q ' /sys/kernel/tracing ' /proc/mounts || mount -t tracefs tracefs /sys/kernel/tracing; "
                        + "mount -t debugfs debugfs /sys/kernel/debug");
        String command = "mount -t tracefs nodev /sys/kernel/tracing";
        assertSays(List.of(add(), record()), "tracefs is not mounted", BOARD.target(), command);
        assertSays(List.of(doctor()), "tracefs", "known to the kernel, not mounted", command);
        assertMendedBy(command);
    }

    @Test
    public void shouldNameTheRemountWhenTracefsIsReadOnly() throws IOException, InterruptedException {
        onBoard("mount -o remount,ro " + TRACING, "mount -o remount,rw " + TRACING);
        String command = "mount -o remount,rw /sys/kernel/tracing";
        assertSays(List.of(add(), record()), "Read-only file system", TRACING + "/", command);
        assertSays(List.of(doctor()), "tracefs is mounted read-only", command);
        assertMendedBy(command);
    }

    /** A tracing instance, mounted where tracefs should be, is what a kernel without kprobe events shows. */
    @Test
    public void shouldNameTheOptionsWhenThereAreNoKprobeEvents() throws IOException, InterruptedException {
        onBoard("cd /sys/kernel/tracing; mkdir instances/less /tmp/less; mount -o bind instances/less /tmp/less; cd /; "
                + "umount /sys/kernel/debug; umount " + TRACING,
                "mount -t tracefs tracefs /sys/kernel/tracing; umount /tmp/less; rmdir /tmp/less "
                        + "/sys/kernel/tracing/instances/less; mount -t debugfs debugfs /sys/kernel/debug");
        assertSays(List.of(add(), record()), "kernel has no kprobe events", "/tmp/less/kprobe_events is missing",
                BOARD.target(), "CONFIG_KPROBES and CONFIG_KPROBE_EVENTS");
        assertSays(List.of(doctor()), "/tmp/less/kprobe_events is not there", "configure the kernel with");
    }

    /** The level is raised while the board runs: with it on the command line this board's unsigned modules are refused. */
    @Test
    public void shouldNameTheLevelWhenTheKernelIsLockedDown() throws IOException, InterruptedException {
        BOARD.sh("mount -t securityfs securityfs /sys/kernel/security; "
                + "echo confidentiality > /sys/kernel/security/lockdown");
        try {
            assertSays(List.of(add(), record()), "Operation not permitted", TRACING + "/", "the kernel is locked down",
                    "cat /sys/kernel/security/lockdown", "boot with lockdown=integrity or lockdown=none");
            assertSays(List.of(doctor()), "lockdown", "confidentiality: the kernel lets nobody probe it",
                    "boot with lockdown=integrity or lockdown=none");
        } finally {
            BOARD.reset();
        }
        assertMendedBy(MENDED);
    }

    @Test
    public void shouldNameTheFolderWhenTheDiskHereIsFull() throws IOException, InterruptedException {
        smallDisk = folder.newFolder("small").toPath();
        here("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", smallDisk.toString());
        Path recording = smallDisk.resolve("board.rec");
        assertSays(List.of(record("-o", recording.toString())), "the recording cannot be saved", recording.toString(),
                "No space left on device", "df -h " + smallDisk);
        assertEquals("what was made is gone", "", BOARD.read("kprobe_events"));
        Path state = smallDisk.resolve("state");
        Files.write(smallDisk.resolve("rest"), new byte[0]);
        Running.run(List.of("dd", "if=/dev/zero", "of=" + smallDisk.resolve("rest"), "bs=4k"), Map.of(), new byte[0]);
        assertSays(List.of(new Kprobes(state).run("add", "--target", BOARD.target(), "--probe", IDLE)),
                "the state folder cannot be used", state.toString(), "No space left on device", "df -h " + state);
        assertEquals("nothing was written to the board", "", BOARD.read("kprobe_events"));
    }

    @Test
    public void shouldRecordAllTheSameWhenTmpThereIsFull() throws IOException, InterruptedException {
        onBoard("mount -t tmpfs -o size=4k tmpfs /tmp; dd if=/dev/zero of=/tmp/full bs=4k count=1 2>/dev/null",
                "umount /tmp");
        Path recording = folder.getRoot().toPath().resolve("board.rec");
        Output recorded = kprobes().run("record", "--target", BOARD.target(), "--for", "2s", "-o", recording.toString(),
                "--probe", RecordTest.open(BOARD), "--", "ls", "-R", "/sys/bus");
        HitTable.Row open = HitTable.parse(recorded.checked()).row("open");
        assertTrue(recorded.toString(), open.hits() > 100);
        assertEquals(recorded.toString(), open.hits(), open.decoded());
        String script = kprobes().run("export", "--sh", "--kernel", "6.1", "--arch", "arm", "--probe", IDLE).checked();
        Output exported = BOARD.exec("sh -s 1 /tmp/probes.tar", script.getBytes(StandardCharsets.UTF_8));
        assertTrue(exported.toString(), exported.status() != 0);
        assertContains(exported, "/tmp", "No space left on device", "df /tmp");
        assertEquals("the script took its probe away", "", BOARD.read("kprobe_events"));
    }

    @Test
    public void shouldGoByTheKernelsOwnFilesWhenItsVersionIsUnknown() throws IOException, InterruptedException {
        onBoard("echo 9.9.0-vendor > /tmp/osrelease; mount -o bind /tmp/osrelease /proc/sys/kernel/osrelease",
                "umount /proc/sys/kernel/osrelease");
        Output examined = doctor();
        examined.checked();
        assertContains(examined, "Linux 9.9.0-vendor, newer than what was tried (7.2)");
        Output recorded = record("-e", "sched:sched_switch");
        assertTrue(recorded.toString(), HitTable.parse(recorded.checked()).row("sched_switch").decoded() > 0);
        add().checked();
        Output refused = kprobes().run("add", "--target", BOARD.target(), "--probe", "p:wrong no_such_function_at_all");
        assertSays(List.of(refused), "no_such_function_at_all");
    }
}

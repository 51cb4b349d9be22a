/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.log.LogEntry;
import io.kprobestudio.target.log.TargetLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is done to a simulated board through a recorded connection, as its record tells it. */
public class LoggedTargetTest {

    private static final String EVENTS = "/sys/kernel/tracing/kprobe_events";
    private static final String INSTANCE = "/sys/kernel/tracing/instances/kps_01234567";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> complaints = new ArrayList<>();

    private TargetLogs logs() {
        return new TargetLogs(folder.getRoot().toPath().resolve("log"), "anna", "kprobes test");
    }

    private Connection connect(String address) throws TargetException {
        return logs().logging(new SimulatedTargetProvider().target(TargetAddress.parse(address)), complaints::add)
                .connect(Prompter.NOBODY, Progress.NONE);
    }

    private List<LogEntry> read(String address) throws TargetException, IOException {
        return logs().of(TargetAddress.parse(address)).read().entries();
    }

    private static String shown(LogEntry entry) {
        return entry.action().word() + " " + entry.shownObject() + " -> " + entry.outcome();
    }

    @Test
    public void shouldTellEachThingThatWasDoneWhenAConnectionIsRecorded() throws Exception {
        try (Connection connection = connect("sim:?kernel=6.1")) {
            connection.write(FileWrite.append(EVENTS, "p:g/a vfs_read"));
            assertThrows(FileException.class,
                    () -> connection.write(FileWrite.append(EVENTS, "p:g/b no_such_function")));
            connection.makeDirectory(INSTANCE);
            assertThrows(FileException.class, () -> connection.makeDirectory(INSTANCE));
            connection.writeAll(List.of(FileWrite.set(INSTANCE + "/events/g/a/enable", "1"),
                    FileWrite.set(INSTANCE + "/events/g/none/enable", "1"),
                    FileWrite.set(INSTANCE + "/tracing_on", "1")), true);
            try (Drain drain = connection.drain(new DrainRequest(INSTANCE, List.of(0), 4096)
                    .withDeadMan(List.of(FileWrite.set(INSTANCE + "/events/enable", "0"))), (cpu, bytes) -> {
                    })) {
                connection.write(FileWrite.set(INSTANCE + "/events/g/a/enable", "0"));
            }
            try (TargetProcess process = connection.start(List.of("ls", "--password=s3cret"))) {
                process.input().close();
            }
            connection.removeDirectory(INSTANCE);
            connection.read(EVENTS, 1 << 16);
            connection.write(FileWrite.append(EVENTS, "-:g/a\n"));
        }
        List<LogEntry> entries = read("sim:");
        assertEquals(List.of("append " + EVENTS + ": p:g/a vfs_read -> done",
                "append " + EVENTS + ": p:g/b no_such_function -> No such file or directory (errno=2)",
                "mkdir " + INSTANCE + " -> done", "mkdir " + INSTANCE + " -> File exists (errno=17)",
                "write " + INSTANCE + "/events/g/a/enable: 1 -> done",
                "write " + INSTANCE + "/events/g/none/enable: 1 -> No such file or directory (errno=2)",
                "drain " + INSTANCE + " -> done", "dead man " + INSTANCE + "/events/enable: 0 -> left",
                "write " + INSTANCE + "/events/g/a/enable: 0 -> done", "run ls -> done",
                "rmdir " + INSTANCE + " -> done", "append " + EVENTS + ": -:g/a\\n -> done"),
                entries.stream().map(LoggedTargetTest::shown).toList());
        for (LogEntry entry : entries) {
            assertEquals("anna", entry.user());
            assertEquals("kprobes test", entry.program());
            assertEquals(ProcessHandle.current().pid(), entry.pid());
            assertEquals("sim:?kernel=6.1", entry.target());
            assertFalse(entry.json(), entry.json().contains("s3cret"));
        }
        assertEquals(List.of(), complaints);
    }

    @Test
    public void shouldSayThatNobodyAnsweredWhenTheLinkIsCut() throws Exception {
        Connection connection = connect("sim:");
        connection.close();
        assertThrows(TargetException.class, () -> connection.write(FileWrite.append(EVENTS, "p:g/a vfs_read")));
        LogEntry entry = read("sim:").get(0);
        assertEquals(LogEntry.UNANSWERED, entry.errno());
        assertTrue(entry.outcome(), entry.outcome().startsWith("not known: "));
    }

    @Test
    public void shouldGoOnAndSayItOnceWhenTheRecordCannotBeWritten() throws Exception {
        Path log = folder.getRoot().toPath().resolve("log");
        Files.writeString(log, "a file where the folder should be");
        try (Connection connection = connect("sim:")) {
            connection.write(FileWrite.append(EVENTS, "p:g/a vfs_read"));
            connection.write(FileWrite.append(EVENTS, "p:g/b vfs_read"));
            assertTrue(new String(connection.read(EVENTS, 1 << 16), java.nio.charset.StandardCharsets.ISO_8859_1)
                    .contains("p:g/b vfs_read"));
            assertEquals(complaints.toString(), 1, complaints.size());
            assertTrue(complaints.get(0),
                    complaints.get(0).startsWith("what is done to the target is not recorded: file="
                            + log.resolve("sim-.log")));
            Files.delete(log);
            connection.write(FileWrite.append(EVENTS, "-:g/a"));
        }
        assertEquals(List.of("lost 2 entries could not be written -> lost", "append " + EVENTS + ": -:g/a -> done"),
                read("sim:").stream().map(LoggedTargetTest::shown).toList());
        assertEquals(1, complaints.size());
    }
}

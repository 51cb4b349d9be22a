/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.log;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.log.LogEntry.Action;

/** The file of a record: what is written is read back, it stays small, and belongs to the user alone. */
public class TargetLogTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder = Path.of("");

    @Before
    public void choose() {
        folder = temporary.getRoot().toPath().resolve("state/log");
    }

    private static LogEntry entry(String text) {
        return new LogEntry(Instant.parse("2026-11-23T09:30:00.120999Z"), "ssh://root@board", "anna", "kprobes add", 17,
                Action.APPEND, "/sys/kernel/tracing/kprobe_events", text, text.length(), 22, "Invalid argument");
    }

    private TargetLog log(int limit) {
        return new TargetLog(folder, "ssh-board", limit);
    }

    @Test
    public void shouldGiveBackWhatWasWrittenWhenTextsAreHostile() throws IOException {
        Random random = new Random(20261123);
        List<LogEntry> written = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append(
                        random.nextBoolean() ? "\"\\\n\t{},:".charAt(random.nextInt(8)) : (char) random.nextInt(256));
            }
            written.add(entry(text.toString()));
        }
        log(TargetLog.LIMIT).append(written, true);
        TargetLog.Content read = log(TargetLog.LIMIT).read();
        assertEquals(written, read.entries());
        assertEquals(0, read.unreadable());
        assertEquals("each is one line of ASCII", 500,
                Files.readAllLines(folder.resolve("ssh-board.log"), StandardCharsets.US_ASCII).size());
    }

    @Test
    public void shouldBeForTheUserAloneWhenTheFolderIsMade() throws IOException {
        log(TargetLog.LIMIT).append(List.of(entry("p vfs_read")), true);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        for (String name : List.of("ssh-board.log", "lock")) {
            assertEquals("rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))));
        }
    }

    @Test
    public void shouldKeepTheNewestWhenTheFileIsFull() throws IOException {
        int limit = 4000;
        int line = entry("0000").json().length() + 1;
        for (int i = 0; i < 90; i += 3) {
            log(limit).append(List.of(entry("%04d".formatted(i)), entry("%04d".formatted(i + 1)),
                    entry("%04d".formatted(i + 2))), true);
        }
        assertTrue(Files.size(folder.resolve("ssh-board.log")) <= limit);
        assertTrue(Files.size(folder.resolve("ssh-board.log.1")) <= limit);
        List<String> kept = log(limit).read().entries().stream().map(LogEntry::text).toList();
        assertTrue(kept.toString(), kept.size() > limit / line && kept.size() <= 2 * (limit / line));
        List<String> newest = new ArrayList<>();
        for (int i = 90 - kept.size(); i < 90; i++) {
            newest.add("%04d".formatted(i));
        }
        assertEquals(newest, kept);
    }

    @Test
    public void shouldReadTheRestWhenALineWasCutOff() throws IOException {
        log(TargetLog.LIMIT).append(List.of(entry("one")), true);
        String whole = Files.readString(folder.resolve("ssh-board.log"));
        for (int cut = 1; cut < whole.length() - 1; cut += 7) {
            Files.writeString(folder.resolve("ssh-board.log"), whole + whole.substring(0, cut),
                    StandardOpenOption.TRUNCATE_EXISTING);
            log(TargetLog.LIMIT).append(List.of(entry("two")), true);
            TargetLog.Content read = log(TargetLog.LIMIT).read();
            assertEquals(List.of(entry("one"), entry("two")), read.entries());
            assertEquals(1, read.unreadable());
        }
    }

    @Test
    public void shouldLoseNothingWhenManyWriteAtOnce() throws Exception {
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "writer " + i;
            Thread writer = new Thread(() -> {
                try {
                    for (int k = 0; k < 50; k++) {
                        log(TargetLog.LIMIT).append(List.of(entry(name)), true);
                    }
                } catch (IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            writer.start();
            writers.add(writer);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertEquals(200, log(TargetLog.LIMIT).read().entries().size());
    }

    @Test
    public void shouldKeepThePasswordOutWhenAnAddressHasOne() throws Exception {
        TargetAddress address = TargetAddress.parse("ssh://anna:s3cret@board:22?become=sudo");
        assertFalse(TargetLogs.fileName(address).contains("s3cret"));
        assertEquals("ssh://anna:...@board:22?become=sudo", TargetLogs.shown(address));
        assertEquals("ssh-root@10.0.0.2%3a22", TargetLogs.fileName(TargetAddress.parse("ssh://root@10.0.0.2:22")));
    }

    @Test
    public void shouldHaveOneFileATargetWhenNamesDiffer() throws Exception {
        String plain = TargetLogs.fileName(TargetAddress.parse("ssh://board"));
        assertEquals(plain, TargetLogs.fileName(TargetAddress.parse("ssh://board?legacy=yes")));
        assertNotEquals(plain, TargetLogs.fileName(TargetAddress.parse("sim:board")));
        String longName = "b".repeat(300);
        assertTrue(TargetLogs.fileName(TargetAddress.parse("sim:" + longName)).length() < 140);
        assertNotEquals(TargetLogs.fileName(TargetAddress.parse("sim:" + longName)),
                TargetLogs.fileName(TargetAddress.parse("sim:" + longName + "x")));
    }

    @Test
    public void shouldEscapeForPeopleWhenTextIsNotPlain() {
        assertEquals("/sys/kernel/tracing/kprobe_events: p:a\\x1b[2J vfs_read\\n",
                entry("p:a\u001b[2J vfs_read\n").shownObject());
        assertEquals("Invalid argument (errno=22)", entry("x").outcome());
        assertTrue(new LogEntry(Instant.EPOCH, "", "", "", 1, Action.WRITE, "/x", "y".repeat(5000), 5000, 0, "")
                .shownText()
                .endsWith("y... (5000 bytes)"));
    }
}

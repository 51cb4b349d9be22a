/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.WriteOutcome;

/** Files by the shells of this machine: {@code sh} (dash on Debian) and bash, which differ in what {@code echo} tells. */
@RunWith(Parameterized.class)
public class ShellFilesTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private final CommandShell shell;
    private final Userland userland;
    private final ShellFiles files;
    private Path folder = Path.of("/");

    public ShellFilesTest(String program) throws Exception {
        shell = new CommandShell(LocalShell.start(program), "here");
        userland = Userland.examine(shell);
        files = new ShellFiles(shell, userland, "ask root");
    }

    @Parameters(name = "{0}")
    public static Collection<String> programs() {
        return List.of("sh", "bash");
    }

    @Before
    public void findFolder() {
        folder = temporary.getRoot().toPath();
    }

    @After
    public void stop() {
        shell.close();
    }

    @Test
    public void shouldReadAllBytesWhenFileIsBinary() throws Exception {
        byte[] content = new byte[300_000];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("random"), content);
        assertArrayEquals(content, files.read(folder + "/random", content.length));
        Files.write(folder.resolve("empty"), new byte[0]);
        assertArrayEquals(new byte[0], files.read(folder + "/empty", 0));
    }

    @Test
    public void shouldSayTooLargeWhenFileIsLongerThanLimit() throws Exception {
        Files.write(folder.resolve("file"), new byte[101]);
        FileException failure = assertThrows(FileException.class, () -> files.read(folder + "/file", 100));
        assertEquals(27, failure.errno());
        assertEquals(100, files.read("/dev/null", 0).length + 100);
        assertEquals(101, files.read(folder + "/file", 101).length);
    }

    @Test
    public void shouldTellErrnoWhenReadingIsRefused() {
        assertErrno(2, () -> files.read(folder + "/none", 10));
        assertErrno(21, () -> files.read(folder.toString(), 10));
        assertErrno(2, () -> files.list(folder + "/none"));
        assertErrno(2, () -> files.removeDirectory(folder + "/none"));
        assertErrno(17, () -> files.makeDirectory(folder.toString()));
        assertErrno(2, () -> files.makeDirectory(folder + "/none/none"));
        assertErrno(28, () -> write(FileWrite.append("/dev/full", "x")));
        assertErrno(2, () -> write(FileWrite.append(folder + "/none", "x")));
        assertErrno(2, () -> write(FileWrite.set(folder + "/none", "")));
        assertErrno(21, () -> write(FileWrite.append(folder.toString(), "x")));
        assertErrno(22, () -> files.read(folder + "/a\0b", 10));
    }

    @Test
    public void shouldCreateNothingWhenFileIsMissing() {
        assertErrno(2, () -> write(FileWrite.append(folder + "/none", "x")));
        assertFalse(Files.exists(folder.resolve("none")));
    }

    @Test
    public void shouldWriteBytesUnchangedWhenTheyAreHostile() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        HostileText hostile = new HostileText(42);
        for (int i = 0; i < 300; i++) {
            String text = hostile.text(1 + i % 20) + (i % 3 == 0 ? "\n" : "") + (i % 7 == 0 ? "\0x" : "");
            write(FileWrite.set(file.toString(), text));
            assertEquals("text " + i, text, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    public void shouldWriteAtOnceWhenNulIsBehindManyLines() throws Exception {
        // bash prints each line by a write of its own
        Path file = Files.createFile(folder.resolve("file"));
        for (int lines : new int[]{ 1, 510, 30_000 }) {
            String text = "\n".repeat(lines) + "\0x";
            write(FileWrite.set(file.toString(), text));
            assertEquals(text, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    public void shouldWriteBytesUnchangedWhenTextIsLong() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        for (int length : new int[]{ 4094, 4095, 4096, 4097, 8192, 65536 }) {
            String text = "it's a \\ \"line\"\n".repeat(length).substring(0, length);
            write(FileWrite.set(file.toString(), text));
            assertEquals(text, Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        assertErrno(7, () -> write(FileWrite.append(file.toString(), "x".repeat(65537))));
    }

    @Test
    public void shouldWriteAtOnceWhenReaderSeesEachWrite() throws Exception {
        // Who reads a fifo once gets what was written at once
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        for (String text : new String[]{ "one line", "one line\n", "two\nlines\n", "x".repeat(4000), "y\n".repeat(2000),
                "z".repeat(9000) }) {
            Process reader = new ProcessBuilder("sh", "-c", "dd bs=65536 count=1 if=\"$0\" 2>/dev/null | wc -c",
                    fifo.toString()).start();
            write(FileWrite.append(fifo.toString(), text));
            assertEquals(Integer.toString(text.length()),
                    new String(reader.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        }
    }

    @Test
    public void shouldAppendOrTruncateWhenAsked() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "old");
        write(FileWrite.append(file.toString(), "+new"));
        assertEquals("old+new", Files.readString(file));
        write(FileWrite.set(file.toString(), "x"));
        assertEquals("x", Files.readString(file));
        write(FileWrite.set(file.toString(), ""));
        assertEquals("", Files.readString(file));
    }

    @Test
    public void shouldStopBehindRefusedWriteWhenAsked() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<FileWrite> writes = List.of(FileWrite.append(file.toString(), "a"), FileWrite.append("/dev/full", "b"),
                FileWrite.append(file.toString(), "c"));
        List<WriteOutcome> stopped = files.writeAll(writes, true);
        assertEquals(2, stopped.size());
        assertTrue(stopped.get(0).accepted());
        assertEquals(28, Objects.requireNonNull(stopped.get(1).failure()).errno());
        assertEquals("a", Files.readString(file));
        List<WriteOutcome> all = files.writeAll(writes, false);
        assertEquals(List.of(true, false, true), all.stream().map(WriteOutcome::accepted).toList());
        assertEquals("aac", Files.readString(file));
    }

    private static List<Integer> errnos(List<WriteOutcome> outcomes) {
        return outcomes.stream().map(WriteOutcome::failure).map(failure -> failure == null ? 0 : failure.errno())
                .toList();
    }

    @Test
    public void shouldTellWhichWereRefusedWhenManyTextsGoToOneFile() throws Exception {
        // The kernel takes numbers, at a rising score also from users without rights
        String file = "/proc/" + shell.run("echo $$", 20).output().strip() + "/oom_score_adj";
        List<FileWrite> writes = Stream.of("1\n", "x y\n", "2\n", "'z'\n", "3\n")
                .map(text -> FileWrite.append(file, text)).toList();
        assertEquals(List.of(0, 22, 0, 22, 0), errnos(files.writeAll(writes, false)));
        assertEquals("3\n", new String(files.read(file, 100), StandardCharsets.US_ASCII));
        assertEquals(List.of(22), errnos(files.writeAll(writes.subList(1, 5), true)));
        assertEquals("3\n", new String(files.read(file, 100), StandardCharsets.US_ASCII));
        assertEquals(List.of(0, 22), errnos(files.writeAll(
                List.of(FileWrite.append(file, "4\n"), FileWrite.append(file, "no\n"), FileWrite.append(file, "5\n")),
                true)));
        assertEquals("4\n", new String(files.read(file, 100), StandardCharsets.US_ASCII));
    }

    @Test
    public void shouldTellWhichWereRefusedWhenOneTextGoesToManyFiles() throws Exception {
        List<String> paths = new ArrayList<>();
        for (String name : List.of("a", "b 'c'", "d")) {
            paths.add(Files.writeString(folder.resolve(name), "old").toString());
        }
        paths.add(1, folder.resolve("absent").toString());
        paths.add(folder.toString());
        List<FileWrite> writes = paths.stream().map(path -> FileWrite.set(path, "1")).toList();
        assertEquals(List.of(0, 2, 0, 0, 21), errnos(files.writeAll(writes, false)));
        assertEquals("1", Files.readString(folder.resolve("b 'c'")));
        assertFalse(Files.exists(folder.resolve("absent")));
        Files.writeString(folder.resolve("d"), "old");
        assertEquals(List.of(0, 2), errnos(files.writeAll(writes, true)));
        assertEquals("old", Files.readString(folder.resolve("d")));
    }

    @Test
    public void shouldSayThatNothingIsThereWhenAFileOfTheKernelIsAbsent() throws Exception {
        List<FileWrite> writes = Stream.of("a", "b").map(name -> FileWrite.set("/sys/kernel/" + name, "1")).toList();
        assertEquals(List.of(2, 2), errnos(files.writeAll(writes, false)));
        assertEquals(List.of(2), errnos(files.writeAll(writes.subList(0, 1), false)));
    }

    @Test
    public void shouldRefuseEachTextWhenTheirFileCannotBeOpened() throws Exception {
        List<FileWrite> writes = Stream.of("1\n", "2\n", "3\n").map(text -> FileWrite.append(folder.toString(), text))
                .toList();
        assertEquals(List.of(21, 21, 21), errnos(files.writeAll(writes, false)));
        assertEquals(List.of(21), errnos(files.writeAll(writes, true)));
        List<FileWrite> absent = Stream.of("1\n", "2\n")
                .map(text -> FileWrite.append(folder.resolve("absent").toString(), text)).toList();
        assertEquals(List.of(2, 2), errnos(files.writeAll(absent, false)));
        assertFalse(Files.exists(folder.resolve("absent")));
    }

    @Test
    public void shouldNeedOneRoundTripWhenAHundredWritesAreMade() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        List<FileWrite> writes = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            writes.add(FileWrite.append(file.toString(), i + " "));
        }
        long before = shell.roundTrips();
        assertEquals(100, files.writeAll(writes, true).size());
        assertEquals(1, shell.roundTrips() - before);
        assertTrue(Files.readString(file).startsWith("0 1 2 3 "));
        assertTrue(Files.readString(file).endsWith(" 98 99 "));
    }

    @Test
    public void shouldListNamesWhenTheyAreHostile() throws Exception {
        HostileText hostile = new HostileText(3);
        TreeSet<String> names = new TreeSet<>(List.of(".hidden", "plain"));
        for (int i = 0; i < 60; i++) {
            names.add(hostile.name());
        }
        for (String name : names) {
            files.makeDirectory(folder + "/" + name);
        }
        assertEquals(names, new TreeSet<>(here(folder)));
        assertEquals(List.copyOf(names), files.list(folder.toString()));
        for (String name : names) {
            assertTrue(name, files.exists(folder + "/" + name));
            files.removeDirectory(folder + "/" + name);
            assertFalse(name, files.exists(folder + "/" + name));
        }
        assertEquals(List.of(), files.list(folder.toString()));
    }

    private static List<String> here(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            // What the JDK cannot decode in this locale it replaces; the raw bytes are compared through the shell
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    @Test
    public void shouldReadManyFilesWhenSomeCannotBeRead() throws Exception {
        Files.createDirectories(folder.resolve("events/a"));
        Files.createDirectories(folder.resolve("events/b b"));
        for (int i = 0; i < 450; i++) {
            Files.write(folder.resolve("events/a/f" + i), (i + "\n\0\u00e9").getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("events/b b/f'x"), "quoted");
        Files.createDirectory(folder.resolve("events/a/folder"));
        Files.writeString(folder.resolve("other"), "o");
        BulkReader reader = new BulkReader(shell, userland);
        Map<String, byte[]> contents = reader
                .readAll(List.of(folder + "/other", folder + "/events/*/f*", folder + "/none*"), Progress.NONE);
        assertEquals(452, contents.size());
        assertEquals(folder + "/other", contents.keySet().iterator().next());
        assertEquals("quoted", new String(contents.get(folder + "/events/b b/f'x"), StandardCharsets.UTF_8));
        assertEquals("449\n\0\u00e9", new String(contents.get(folder + "/events/a/f449"), StandardCharsets.UTF_8));
    }

    @Test
    public void shouldGoOnOneByOneWhenAFileFailsWhileItIsRead() throws Exception {
        BulkReader reader = new BulkReader(shell, userland);
        Files.writeString(folder.resolve("good"), "good");
        // Reading a process's memory at its start fails, after opening it went well
        Map<String, byte[]> contents = reader.readAll(List.of("/proc/self/mem", folder + "/good", "/proc/version"),
                Progress.NONE);
        assertEquals(List.of(folder + "/good", "/proc/version"), List.copyOf(contents.keySet()));
        assertEquals("good", new String(contents.get(folder + "/good"), StandardCharsets.UTF_8));
    }

    @Test
    public void shouldStayUsableWhenReadingIsCancelled() throws Exception {
        for (int i = 0; i < 1000; i++) {
            Files.writeString(folder.resolve("f" + i), "x");
        }
        Progress impatient = new Progress() {
            private boolean begun;

            @Override
            public void report(String step) {
                begun = true;
            }

            @Override
            public boolean isCancelled() {
                return begun;
            }
        };
        BulkReader reader = new BulkReader(shell, userland);
        assertThrows(CancelledException.class, () -> reader.readAll(List.of(folder + "/*"), impatient));
        assertEquals("x", new String(files.read(folder + "/f7", 10), StandardCharsets.US_ASCII));
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void assertErrno(int errno, Action action) {
        FileException failure = assertThrows(FileException.class, action::run);
        assertEquals(failure.getMessage(), errno, failure.errno());
    }

    private void write(FileWrite write) throws Exception {
        FileException refused = files.writeAll(List.of(write), true).get(0).failure();
        if (refused != null) {
            throw refused;
        }
    }
}

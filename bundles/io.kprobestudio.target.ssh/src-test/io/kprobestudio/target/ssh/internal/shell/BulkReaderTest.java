/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

public class BulkReaderTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final CommandShell shell;
    private final BulkReader reader;

    public BulkReaderTest() throws IOException, TargetException {
        shell = new CommandShell(LocalShell.start("sh"), "here");
        reader = new BulkReader(shell, Userland.examine(shell));
    }

    @After
    public void stop() {
        shell.close();
    }

    private Path file(String name) throws IOException {
        Path file = folder.getRoot().toPath().resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, name);
    }

    @Test
    public void shouldReadWhatThePatternsTakeWhenNamesAreOdd() throws IOException, TargetException {
        Path top = folder.getRoot().toPath();
        for (String name : List.of("events/g/e/format", "events/g/a b'$(x)/format", "events/\u00e4/.hidden/format",
                "plain", "other")) {
            file(name);
        }
        assertEquals(
                Set.of(top + "/events/g/e/format", top + "/events/g/a b'$(x)/format", top + "/plain"),
                reader.readAll(List.of(top + "/events/*/*/format", top + "/plain", top + "/absent"), Progress.NONE)
                        .keySet());
    }

    @Test
    public void shouldTakeNoFileThatWasNotAskedForWhenATargetNamesOne() throws IOException, TargetException {
        Path asked = file("events/g/e/format");
        Path top = folder.getRoot().toPath();
        file("q/format");
        shell.run("printf() { command printf '%s\\0' x \"$3\" x '" + top + "/events/../q/format' x /proc/version; }",
                0);
        assertEquals(Set.of(asked.toString()),
                reader.readAll(List.of(top + "/events/*/*/format"), Progress.NONE).keySet());
    }

    @Test
    public void shouldReadAFewFilesInOneRoundTripWhenOneOfThemIsRefused() throws IOException, TargetException {
        Path top = folder.getRoot().toPath();
        file("a");
        file("b: c");
        // /proc/self/mem opens, and reading its first page is refused
        List<String> patterns = List.of(top + "/*", "/proc/self/mem", top + "/a");
        reader.readAll(patterns, Progress.NONE);
        long before = shell.roundTrips();
        Map<String, byte[]> read = reader.readAll(patterns, Progress.NONE);
        assertEquals(1, shell.roundTrips() - before);
        assertEquals(List.of(top + "/a", top + "/b: c"), List.copyOf(read.keySet()));
        assertEquals("b: c", new String(read.getOrDefault(top + "/b: c", new byte[0]), StandardCharsets.UTF_8));
    }

    @Test
    public void shouldReadEachFileWhenThereAreMoreThanOneRequestReads() throws IOException, TargetException {
        List<String> wanted = new ArrayList<>();
        for (int i = 100; i < 550; i++) {
            wanted.add(file("many/" + i).toString());
        }
        Map<String, byte[]> read = reader.readAll(List.of(folder.getRoot() + "/many/*"), Progress.NONE);
        assertEquals(wanted, List.copyOf(read.keySet()));
        read.forEach((path, content) -> assertTrue(path, path.endsWith(new String(content, StandardCharsets.UTF_8))));
    }
}

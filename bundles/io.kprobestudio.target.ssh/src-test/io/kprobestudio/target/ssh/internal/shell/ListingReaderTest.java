/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
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

import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Listings by the shells of this machine: {@code sh} (dash on Debian) and bash. */
@RunWith(Parameterized.class)
public class ListingReaderTest {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();
    private final CommandShell shell;
    private final ListingReader listings;

    public ListingReaderTest(String program) throws Exception {
        shell = new CommandShell(LocalShell.start(program), "here");
        listings = new ListingReader(shell, new BulkReader(shell, Userland.examine(shell)));
    }

    @Parameters(name = "{0}")
    public static Collection<String> programs() {
        return List.of("sh", "bash");
    }

    @After
    public void stop() {
        shell.close();
    }

    private String file(String name, String text) throws IOException {
        Path path = temporary.getRoot().toPath().resolve(name);
        Files.writeString(path, text, StandardCharsets.ISO_8859_1);
        return path.toString();
    }

    @Test
    public void shouldReadTheSameWhenShellReadsInPlaceOfProgram() throws Exception {
        List<String> paths = new ArrayList<>(List.of(file("plain", "one 1\n  two\t2  \n\n\\n '$(x)' \"\n"),
                file("no end", " a\nlast "), file("it's; empty", ""), file("bytes", "\u00e4\u0080\u00ff\r\n")));
        paths.add(2, temporary.getRoot() + "/missing");
        paths.add(temporary.getRoot().toString());
        Map<String, byte[]> first = listings.read(paths);
        assertEquals(4, first.size());
        shell.run("PATH=/nowhere", 0);
        Map<String, byte[]> second = listings.read(paths);
        assertEquals(List.copyOf(first.keySet()), List.copyOf(second.keySet()));
        for (String path : first.keySet()) {
            byte[] content = Files.readAllBytes(Path.of(path));
            assertArrayEquals(path, content, first.get(path));
            assertArrayEquals(path, content, second.get(path));
        }
    }

    @Test
    public void shouldReadByProgramAgainWhenListingsGrew() throws Exception {
        String path = file("listing", "short\n");
        listings.read(List.of(path));
        String text = "p:group/event place\n".repeat(100) + "\n\nwithout an end";
        file("listing", text);
        assertEquals(text, text(listings.read(List.of(path)), path));
        shell.run("k_path=$PATH; PATH=/nowhere", 0);
        assertTrue(listings.read(List.of(path)).isEmpty());
        shell.run("PATH=$k_path", 0);
        assertEquals(text, text(listings.read(List.of(path)), path));
    }

    @Test
    public void shouldReadByProgramWhenAFileHoldsNul() throws Exception {
        String path = file("binary", "a\0b\n");
        for (int i = 0; i < 3; i++) {
            assertEquals("a\0b\n", text(listings.read(List.of(path)), path));
        }
    }

    @Test
    public void shouldLeaveOutFileWhenItIsGone() throws Exception {
        String path = file("listing", "short\n");
        listings.read(List.of(path));
        assertEquals("short\n", text(listings.read(List.of(path)), path));
        Files.delete(Path.of(path));
        assertFalse(listings.read(List.of(path)).containsKey(path));
    }

    private static String text(Map<String, byte[]> contents, String path) {
        return new String(Objects.requireNonNull(contents.get(path)), StandardCharsets.ISO_8859_1);
    }
}

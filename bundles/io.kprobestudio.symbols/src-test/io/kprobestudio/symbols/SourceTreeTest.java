/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The compiler saw {@code /build/linux/fs/read_write.c}. */
public class SourceTreeTest {
    private static final String COMPILED = "/build/linux/fs/read_write.c";

    /** Trees, and what is kept of them. */
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path tree = Path.of("");
    private Path cache = Path.of("");

    @Before
    public void makeSource() throws Exception {
        tree = folder.getRoot().toPath().resolve("linux-6.1");
        cache = folder.getRoot().toPath().resolve("cache");
        Files.createDirectories(tree.resolve("fs/other"));
        Files.writeString(tree.resolve("fs/read_write.c"), "first\n");
        Files.writeString(tree.resolve("fs/other/read_write.c"), "another\n");
    }

    private void run(Path where, String... command) throws Exception {
        Process process = new ProcessBuilder(command).directory(where.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(Arrays.toString(command), 0, process.waitFor());
    }

    private String text(String source) throws Exception {
        return Files.readString(SourceTree.of(source, cache).file(COMPILED).orElseThrow());
    }

    @Test
    public void shouldTakeFilesWhereTheyAreWhenItIsAFolder() throws Exception {
        assertEquals(Optional.of(tree.resolve("fs/read_write.c")),
                SourceTree.of(tree.toString(), cache).file(COMPILED));
        assertEquals(Optional.empty(), SourceTree.of(tree.toString(), cache).file("/build/linux/mm/none.c"));
    }

    @Test
    public void shouldTakeTheRevisionsTextWhenARepositoryHasChangedSince() throws Exception {
        run(tree, "git", "init", "-q");
        run(tree, "git", "add", ".");
        run(tree, "git", "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-q", "-m", "first");
        run(tree, "git", "tag", "v6.1");
        Files.writeString(tree.resolve("fs/read_write.c"), "second\n");
        assertEquals("first\n", text(tree + "@v6.1"));
        assertEquals("second\n", text(tree.toString()));
        // Without a work tree, and again from what is kept.
        Files.delete(tree.resolve("fs/read_write.c"));
        assertEquals("first\n", text(tree + "@v6.1"));
        assertEquals(Optional.empty(), SourceTree.of(tree + "@v6.1", cache).file("/build/linux/mm/none.c"));
        SourceTree none = SourceTree.of(tree + "@v9", cache);
        assertTrue(assertThrows(DebugInfoException.class, () -> none.file(COMPILED)).getMessage().contains("v9"));
    }

    @Test
    public void shouldLookIntoTheTarsFolderWhenItIsATar() throws Exception {
        run(folder.getRoot().toPath(), "tar", "-czf", "linux.tar.gz", "linux-6.1");
        assertEquals("first\n", text(folder.getRoot() + "/linux.tar.gz"));
        run(tree, "tar", "-cf", "../plain.tar", ".");
        assertEquals("first\n", text(folder.getRoot() + "/plain.tar"));
    }

    @Test
    public void shouldSayHowASourceIsToldWhenThereIsNone() {
        for (String wrong : new String[]{ "/none/at/all", tree + "@", tree + "@-n" }) {
            assertEquals("the kernel's source is told as a folder, FOLDER@REVISION of git, or a tar: source=" + wrong,
                    assertThrows(DebugInfoException.class, () -> SourceTree.of(wrong, cache)).getMessage());
        }
    }
}

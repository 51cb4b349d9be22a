/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is kept of kernels is given back whole or not at all, is for the user alone, and does not grow for ever. */
public class DescriptionCacheTest {

    private static final String KEY = "target=ssh://board\nboot=1234\n";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder = Path.of("");
    private DescriptionCache cache = new DescriptionCache(folder);

    @Before
    public void choose() {
        folder = temporary.getRoot().toPath().resolve("descriptions");
        cache = new DescriptionCache(folder);
    }

    private static Map<String, byte[]> files(int seed) {
        byte[] symbols = new byte[20_000];
        new Random(seed).nextBytes(symbols);
        return Map.of("kallsyms", symbols, "README", new byte[0]);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    public void shouldGiveBackWhatWasKeptWhenTheKernelIsTheSame() throws IOException {
        cache.keep(KEY, files(1));
        Map<String, byte[]> found = new DescriptionCache(folder).find(KEY).orElseThrow();
        assertEquals(files(1).keySet(), found.keySet());
        assertArrayEquals(files(1).get("kallsyms"), found.get("kallsyms"));
        assertTrue(cache.find(KEY + "x").isEmpty());
        cache.keep(KEY, files(2));
        assertArrayEquals(files(2).get("kallsyms"), cache.find(KEY).orElseThrow().get("kallsyms"));
        assertEquals(1, entries().size());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(entries().get(0))));
    }

    @Test
    public void shouldGiveNothingWhenAnEntryIsDamaged() throws IOException {
        cache.keep(KEY, files(1));
        Path entry = entries().get(0);
        byte[] whole = Files.readAllBytes(entry);
        Random random = new Random(20261123);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            if (i < 100) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else if (i < 110) {
                damaged = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(10));
            } else {
                // behind the ten bytes of the header, which say nothing of the content
                damaged[10 + random.nextInt(whole.length - 10)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(entry, damaged);
            assertSameOrNothing(i);
        }
    }

    private void assertSameOrNothing(int round) {
        Map<String, byte[]> found = cache.find(KEY).orElse(Map.of());
        if (!found.isEmpty()) {
            assertEquals("round " + round, files(1).keySet(), found.keySet());
            assertArrayEquals("round " + round, files(1).get("kallsyms"), found.get("kallsyms"));
        } else {
            assertFalse("what is damaged goes, round " + round,
                    Files.exists(folder) && folder.toFile().list().length > 0);
        }
    }

    @Test
    public void shouldBeRebuiltWhenAnEntryIsOfAnotherKernel() throws IOException {
        cache.keep(KEY, files(1));
        Path entry = entries().get(0);
        cache.keep("another", files(2));
        Path another = entries().stream().filter(path -> !path.equals(entry)).findFirst().orElseThrow();
        Files.write(entry, Files.readAllBytes(another));
        assertTrue(cache.find(KEY).isEmpty());
        cache.keep(KEY, files(3));
        assertArrayEquals(files(3).get("kallsyms"), cache.find(KEY).orElseThrow().get("kallsyms"));
    }

    @Test
    public void shouldDropWhatWasNotUsedForLongestWhenThereAreMany() throws IOException {
        for (int i = 0; i < DescriptionCache.MOST; i++) {
            cache.keep("board " + i, files(i));
        }
        for (Path entry : entries()) {
            Files.setLastModifiedTime(entry, FileTime.fromMillis(1_000_000_000_000L));
        }
        assertTrue(cache.find("board 3").isPresent());
        cache.keep("one more", files(99));
        assertEquals(DescriptionCache.MOST, entries().size());
        assertTrue("it was used last", cache.find("board 3").isPresent());
        assertTrue(cache.find("one more").isPresent());
    }

    @Test
    public void shouldKeepNothingAndGoOnWhenTheFolderCannotBeMade() throws IOException {
        Files.writeString(folder, "a file where the folder should be");
        cache.keep(KEY, files(1));
        assertTrue(cache.find(KEY).isEmpty());
    }

    @Test
    public void shouldTellModulesApartByPlaceWhenTheirUsersChange() {
        String before = "fec 57344 0 - Live 0xbf012000\nlibphy 90112 2 fec,micrel, Live 0xbf000000\n";
        assertEquals(modules(before), modules(before.replace("90112 2 fec,micrel,", "90112 1 fec,")));
        assertNotEquals(modules(before), modules(before.replace("0xbf012000", "0xbf022000")));
        assertNotEquals(modules(before), modules(before.substring(0, before.indexOf('\n') + 1)));
        assertNotEquals(modules(before), modules(before.replace("Live", "Loading")));
    }

    private static String modules(String text) {
        return KernelIdentity.modules(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourcePlace;
import io.kprobestudio.symbols.internal.elf.ElfFile;
import io.kprobestudio.testkit.KernelTruth;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class StoredIndexTest {
    private final Path object = KernelTruth.debugObjects().resolve("linked-arm.o");
    private Path folder = Path.of("");

    @Before
    public void makeFolder() throws Exception {
        folder = Files.createTempDirectory("indexes");
    }

    @After
    public void deleteFolder() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    @Test
    public void shouldKeepTheIndexForItsOwnerAloneWhenFileHasABuildId() throws Exception {
        DebugInfo info = DebugInfo.open(object, folder.resolve("new/symbols"));
        Path kept = folder.resolve("new/symbols").resolve(info.buildId().orElseThrow() + ".index");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)));
        try (Stream<Path> files = Files.list(folder.resolve("new/symbols"))) {
            assertEquals(List.of(kept), files.toList());
        }
    }

    @Test
    public void shouldAnswerTheSameWhenTheIndexIsReadBack() throws Exception {
        DwarfFile file = new DwarfFile(ElfFile.open(object));
        EntryIndex made = EntryIndex.build(file);
        Path kept = folder.resolve("it.index");
        StoredIndex.write(kept, made, file.sections());
        EntryIndex read = StoredIndex.read(kept, file.sections());
        assertNotNull(read);
        for (EntryIndex.Kind kind : EntryIndex.Kind.values()) {
            assertTrue(made.all(kind).length > 0);
            assertArrayEquals(made.all(kind), read.all(kind));
        }
        int[] inner = made.candidates(EntryIndex.Kind.FUNCTION, "inner");
        assertEquals(1, inner.length);
        assertArrayEquals(inner, read.candidates(EntryIndex.Kind.FUNCTION, "inner"));
        assertEquals(3, read.instances(inner[0]).length);
        for (int instance : made.instances(inner[0])) {
            assertEquals(made.enclosing(instance), read.enclosing(instance));
        }
    }

    @Test
    public void shouldUseWhatIsKeptWhenTheFileIsOpenedAgain() throws Exception {
        DebugInfo first = DebugInfo.open(object, folder);
        assertEquals(1, first.resolve(SourcePlace.parse("counted"), List.of()).size());
        // An index without any entry in its place shows that it is read.
        List<LongBuffer> nothing = new ArrayList<>();
        for (int i = 0; i < EntryIndex.tableCount(); i++) {
            nothing.add(LongBuffer.allocate(0));
        }
        DwarfFile file = new DwarfFile(ElfFile.open(object));
        StoredIndex.write(StoredIndex.file(folder, first.buildId().orElseThrow()), new EntryIndex(nothing),
                file.sections());
        DebugInfo second = DebugInfo.open(object, folder);
        assertThrows(DebugInfoException.class, () -> second.resolve(SourcePlace.parse("counted"), List.of()));
    }

    @Test
    public void shouldMakeItAnewWhenAnyByteIsDamagedOrItIsCut() throws Exception {
        DebugInfo first = DebugInfo.open(object, folder);
        Path kept = StoredIndex.file(folder, first.buildId().orElseThrow());
        DwarfFile file = new DwarfFile(ElfFile.open(object));
        byte[] whole = Files.readAllBytes(kept);
        for (int at = 0; at < whole.length; at += 7) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(kept, damaged);
            assertNull("byte " + at, StoredIndex.read(kept, file.sections()));
        }
        for (int size = 0; size < whole.length; size += 61) {
            Files.write(kept, Arrays.copyOf(whole, size));
            assertNull("size " + size, StoredIndex.read(kept, file.sections()));
        }
        assertEquals(1, DebugInfo.open(object, folder).resolve(SourcePlace.parse("counted"), List.of()).size());
        assertArrayEquals(whole, Files.readAllBytes(kept));
    }

    @Test
    public void shouldMakeItAnewWhenItIsOfOtherSections() throws Exception {
        DwarfFile other = new DwarfFile(ElfFile.open(KernelTruth.debugObjects().resolve("places-arm.o")));
        DwarfFile file = new DwarfFile(ElfFile.open(object));
        Path kept = folder.resolve("it.index");
        StoredIndex.write(kept, EntryIndex.build(other), other.sections());
        assertNull(StoredIndex.read(kept, file.sections()));
        assertNull(StoredIndex.read(folder.resolve("absent.index"), file.sections()));
    }

    @Test
    public void shouldStillAnswerWhenTheFolderCannotBeMade() throws Exception {
        Path blocked = Files.createFile(folder.resolve("file"));
        assertEquals(1, DebugInfo.open(object, blocked.resolve("symbols"))
                .resolve(SourcePlace.parse("counted"), List.of()).size());
    }

    @Test
    public void shouldKeepNothingWhenTheFileHasNoBuildId() throws Exception {
        DebugInfo info = DebugInfo.open(KernelTruth.debugObjects().resolve("places-arm.o"), folder);
        assertTrue(info.buildId().isEmpty());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}

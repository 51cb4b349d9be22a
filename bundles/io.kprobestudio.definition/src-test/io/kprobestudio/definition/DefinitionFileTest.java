/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.Test;

public class DefinitionFileTest {
    private static final Judge JUDGE = Kernels.judge("6.1", Architecture.ARM);

    private static List<Integer> errors(DefinitionFile file) {
        return file.lines().stream().map(line -> line.verdict().errno()).toList();
    }

    @Test
    public void shouldJudgeWhatComesAfterWhenALineIsRefused() {
        DefinitionFile file = DefinitionFile.of(JUDGE,
                "p:a vfs_read\np:b vfs_read %zz\n\n# c\np:c nope\np:d vfs_write");
        assertEquals(List.of(0, 22, 0, 0, 2, 0), errors(file));
        assertEquals("Invalid register name", file.lines().get(1).verdict().error());
    }

    @Test
    public void shouldJudgeALineAfterThoseBeforeWhenTheyShareAnEvent() {
        DefinitionFile file = DefinitionFile.of(JUDGE,
                "p:a vfs_read x=%r0\np:a vfs_write x=%r0\np:a vfs_read x=%r0\np:a vfs_read y=%r0\nr:a vfs_read");
        assertEquals(List.of(0, 0, 17, 17, 17), errors(file));
        assertEquals("There is already the exact same probe event", file.lines().get(2).verdict().error());
        assertEquals("Probe type is different from existing probe", file.lines().get(4).verdict().error());
    }

    @Test
    public void shouldDeleteWhatIsThereWhenALineSaysSo() {
        DefinitionFile file = DefinitionFile.of(JUDGE, "-:a\np:a vfs_read\n-:a\n-:a\np:b vfs_read");
        assertEquals(List.of(2, 0, 0, 2, 0), errors(file));
    }

    @Test
    public void shouldTakeOverOtherLinesWhenOneIsEdited() {
        DefinitionFile file = DefinitionFile.of(JUDGE, "p:a vfs_read\np:b vfs_write\np:c vfs_read\n");
        DefinitionFile edited = file.edit("p:a vfs_read\np:b vfs".length(), 0, "x");
        assertEquals("p:a vfs_read\np:b vfsx_write\np:c vfs_read\n", edited.text());
        assertEquals(List.of(0, 2, 0, 0), errors(edited));
        assertSame(file.lines().get(0), edited.lines().get(0));
        assertSame(file.lines().get(2), edited.lines().get(2));
        assertEquals(List.of(0, 0, 0, 0), errors(file));
        assertThrows(IndexOutOfBoundsException.class, () -> file.edit(41, 1, ""));
        assertThrows(IndexOutOfBoundsException.class, () -> file.edit(99, 0, ""));
    }

    @Test
    public void shouldBeAsReadAnewWhenEditedAnyhow() {
        SplittableRandom random = new SplittableRandom(7);
        DefinitionGenerator generator = new DefinitionGenerator(JUDGE.dialect(), JUDGE.description(), 7);
        List<String> pieces = new ArrayList<>(
                List.of("\n", "", "x", "p:a vfs_read\n", "-:a\n", " %r0", "\u00e9", "\n\n"));
        for (int i = 0; i < 8; i++) {
            pieces.add(generator.definition() + "\n");
        }
        DefinitionFile file = DefinitionFile.of(JUDGE, "");
        for (int i = 0; i < 60; i++) {
            int size = file.text().length();
            int at = random.nextInt(size + 1);
            int length = random.nextInt(Math.min(30, size - at) + 1);
            String piece = pieces.get(random.nextInt(pieces.size()));
            String wanted = new StringBuilder(file.text()).replace(at, at + length, piece).toString();
            file = file.edit(at, length, piece);
            assertEquals(wanted, file.text());
            DefinitionFile anew = DefinitionFile.of(JUDGE, wanted);
            assertEquals(anew.lines().stream().map(line -> line.verdict().problems()).toList(),
                    file.lines().stream().map(line -> line.verdict().problems()).toList());
            assertEquals(anew.lines().stream().map(line -> line.tree().toString()).toList(),
                    file.lines().stream().map(line -> line.tree().toString()).toList());
        }
    }
}

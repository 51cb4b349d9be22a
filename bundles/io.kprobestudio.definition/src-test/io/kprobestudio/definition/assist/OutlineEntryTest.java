/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import io.kprobestudio.definition.assist.EventInFile.Occurrence;
import io.kprobestudio.definition.assist.OutlineEntry.Fold;
import java.util.List;
import java.util.Objects;
import org.eclipse.jdt.annotation.Nullable;
import org.junit.Test;

/** What an outline shows of a file, what can be folded, and where an event's name stands. */
public class OutlineEntryTest {
    private static final List<String> FILE = List.of(
            "# File opens", // 0
            "# What comes back.", // 1
            "", // 2
            "p:open do_sys_openat2 dfd=%r0:s32", // 3
            "# two lines", // 4
            "# of comment", // 5
            "r:io/back vfs_read ret=$retval", // 6
            "", // 7
            "p:io/read vfs_read", // 8
            "-:io/back", // 9
            "# the end", // 10
            "", // 11
            "e:hang io/read", // 12
            "p vfs_write"); // 13

    private static String shown(OutlineEntry entry) {
        return entry.kind() + " " + entry.title() + " " + entry.first() + "-" + entry.line() + "-" + entry.last()
                + (entry.children().isEmpty() ? "" : entry.children().stream().map(OutlineEntryTest::shown).toList());
    }

    private static @Nullable String titleAt(int line) {
        OutlineEntry entry = OutlineEntry.at(OutlineEntry.of(FILE), line);
        return entry == null ? null : entry.title();
    }

    @Test
    public void shouldTellCommentsGroupsAndEventsWhenFileHasAll() {
        assertEquals(List.of("COMMENT File opens 0-0-1", "PROBE open 3-3-3",
                "GROUP io 4-6-9[PROBE back 4-6-6, PROBE read 8-8-8, DELETION back 9-9-9]", "COMMENT the end 10-10-10",
                "PROBE hang 12-12-12", "PROBE vfs_write 13-13-13"),
                OutlineEntry.of(FILE).stream().map(OutlineEntryTest::shown).toList());
        assertEquals(List.of(), OutlineEntry.of(List.of("")));
        assertEquals("#", OutlineEntry.of(List.of("#", "#")).get(0).title());
    }

    @Test
    public void shouldFindTheInnermostPieceWhenLineIsGiven() {
        assertEquals("File opens", titleAt(1));
        assertNull(titleAt(2));
        assertEquals("back", titleAt(5));
        assertEquals("io", titleAt(7));
        assertEquals("read", titleAt(8));
    }

    @Test
    public void shouldFoldCommentsOfSeveralLinesAndGroupsWhenAsked() {
        assertEquals(List.of(new Fold(0, 1), new Fold(4, 5), new Fold(6, 9)), OutlineEntry.folds(FILE));
        assertEquals(List.of(), OutlineEntry.folds(List.of("# one", "p:a b", "p:g/a b", "# last")));
        assertEquals(List.of(new Fold(1, 2)), OutlineEntry.folds(List.of("p:a b", "#", "#")));
    }

    @Test
    public void shouldFindEachPlaceOfAnEventWhenItIsDeletedAndHungOn() {
        EventInFile back = Objects.requireNonNull(EventInFile.at("r:io/back vfs_read", 4));
        assertEquals(new EventInFile("io", "back"), back);
        assertEquals(List.of(new Occurrence(6, 5), new Occurrence(9, 5)), back.occurrences(FILE));
        EventInFile read = Objects.requireNonNull(EventInFile.at("e:hang io/read", 10));
        assertEquals(List.of(new Occurrence(8, 5), new Occurrence(12, 10)), read.occurrences(FILE));
        EventInFile hang = Objects.requireNonNull(EventInFile.at("e:hang io/read", 3));
        assertEquals(List.of(new Occurrence(12, 2)), hang.occurrences(FILE));
        assertNull(EventInFile.at("p vfs_read", 0));
        assertNull(EventInFile.at("# p:a b", 3));
    }

    @Test
    public void shouldCountGrouplessNamesAsTheKernelsGroupWhenTheyAreHungOn() {
        List<String> lines = List.of("p:open vfs_open", "e:x kprobes.open", "e:y kps_0123abcd/open", "e:z other/open",
                "-:open", "p:open vfs_read");
        assertEquals(List.of(new Occurrence(0, 2), new Occurrence(1, 12), new Occurrence(2, 17), new Occurrence(4, 2),
                new Occurrence(5, 2)), new EventInFile("", "open").occurrences(lines));
        assertEquals(new Occurrence(0, 2), new EventInFile("kprobes", "open").occurrences(lines).get(0));
    }

    @Test
    public void shouldComplainOfNamesWhenTheyAreWrongOrTaken() {
        EventInFile open = new EventInFile("", "open");
        assertNull(open.complaint("open", FILE));
        assertNull(open.complaint("read", FILE));
        assertNotNull(open.complaint("hang", FILE));
        assertEquals("There is an event of this name already: name=hang", open.complaint("hang", FILE));
        for (String bad : List.of("", "1a", "a-b", "a b", "\u00e4", "a".repeat(64))) {
            assertNotNull(bad, open.complaint(bad, FILE));
        }
        assertNull(open.complaint("a".repeat(63), FILE));
    }
}

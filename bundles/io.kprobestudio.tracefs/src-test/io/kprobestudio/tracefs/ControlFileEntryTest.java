/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.util.List;

import org.junit.Test;

public class ControlFileEntryTest {

    @Test
    public void shouldTakeALineApartWhenItHasMaxactiveAndArguments() {
        ControlFileEntry entry = ControlFileEntry.parse("r10:kprobes/openret do_sys_openat2 ret=$retval:s32 b=%r1\n")
                .get(0);
        assertEquals('r', entry.type());
        assertEquals("10", entry.maxactive());
        assertEquals("kprobes/openret", entry.name());
        assertEquals("do_sys_openat2", entry.place());
        assertEquals("ret=$retval:s32 b=%r1", entry.arguments());
        assertTrue(entry.isKprobe());
    }

    @Test
    public void shouldTakeALineApartWhenThePlaceHasAColonAndASlashComesLater() {
        ControlFileEntry entry = ControlFileEntry.parse("p:g1/c dummy:dummy_xmit+4 d=+0(%sp):b4@2/32\n").get(0);
        assertEquals("g1", entry.group());
        assertEquals("c", entry.event());
        assertEquals("dummy:dummy_xmit+4", entry.place());
    }

    @Test
    public void shouldLeaveOutLinesWhenTheyAreNoDefinitions() {
        assertEquals(List.of(), ControlFileEntry.parse("\n#x\np:noslash vfs_read\nvfs_read a/b\n"));
    }

    @Test
    public void shouldLeaveOutLinesWhenTheirNamesAreNone() {
        assertEquals(List.of("g/a"), ControlFileEntry
                .parse("p:g/ vfs_read\np:/e vfs_read\np:g/e/../.. vfs_read\np:g/a\tb vfs_read\np:g/a vfs_read\n")
                .stream()
                .map(ControlFileEntry::name).toList());
    }

    @Test
    public void shouldNotTakeAnEventProbeForAKprobeWhenListingsAreMixed() {
        List<ControlFileEntry> entries = ControlFileEntry
                .parse("p:g/a vfs_read\ne:eprobes/b sched.sched_switch x=$prev_pid\n");
        assertTrue(entries.get(0).isKprobe());
        assertFalse(entries.get(1).isKprobe());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.junit.Test;

public class ProbeSetTest {

    private static final String TEXT = """
        # File opens.
        # For all boards.

        # the path is user memory
        #
        # of the caller
        #@ disabled
        #@ filter flags & 0x40
        p:open do_sys_openat2 path=+0(%r1):ustring flags=+0(%r2):x32
        r:openret do_sys_openat2 ret=$retval:s32
        """;

    @Test
    public void shouldReadCommentsAndMarksWhenAFileHasThem() {
        ProbeSet set = ProbeSet.parse(TEXT);
        assertEquals("File opens.\nFor all boards.", set.header());
        assertEquals(List.of(
                new DesiredProbe("p:open do_sys_openat2 path=+0(%r1):ustring flags=+0(%r2):x32", false, "flags & 0x40",
                        "the path is user memory\n\nof the caller"),
                new DesiredProbe("r:openret do_sys_openat2 ret=$retval:s32", true, "", "")), set.probes().probes());
    }

    @Test
    public void shouldBeTheSameWhenWrittenAndReadAgain() {
        assertEquals(TEXT, ProbeSet.parse(TEXT).text());
        ProbeSet headless = new ProbeSet("",
                new DesiredProbes(List.of(new DesiredProbe("p vfs_read", true, "", "first"))));
        assertEquals(headless, ProbeSet.parse(headless.text()));
    }

    @Test
    public void shouldReadLinesWhenTheyEndAsOnWindows() {
        assertEquals("p vfs_read", ProbeSet.parse("p vfs_read\r\n").probes().probes().get(0).definition());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import static org.junit.Assert.assertEquals;

import java.util.List;

import org.junit.Test;

public class ErrorLogEntryTest {

    private static final String LOG = """
        [  142.610000] trace_kprobe: error: Invalid probed address or symbol
          Command: p:nx nonexist
                        ^
        [  143.000001] hist:sched:sched_switch: error: Couldn't find field
          Command: hist:keys=nope
        """;

    @Test
    public void shouldFindWordsCommandAndColumnWhenAProbeWasRefused() {
        ErrorLogEntry entry = ErrorLogEntry.parse(LOG).get(0);
        assertEquals("142.610000", entry.time());
        assertEquals("trace_kprobe", entry.source());
        assertEquals("Invalid probed address or symbol", entry.words());
        assertEquals("p:nx nonexist", entry.command());
        assertEquals(5, entry.caret());
    }

    @Test
    public void shouldHaveNoColumnWhenThereIsNoCaret() {
        List<ErrorLogEntry> entries = ErrorLogEntry.parse("[    1.000000] trace_kprobe: error: Words\n  Command: p\n");
        assertEquals(-1, entries.get(0).caret());
        assertEquals("p", entries.get(0).command());
        assertEquals("Words", entries.get(0).shown());
    }

    @Test
    public void shouldPutTheCaretUnderItsColumnWhenShown() {
        assertEquals("Invalid probed address or symbol\n  p:nx nonexist\n       ^",
                ErrorLogEntry.parse(LOG).get(0).shown());
    }
}

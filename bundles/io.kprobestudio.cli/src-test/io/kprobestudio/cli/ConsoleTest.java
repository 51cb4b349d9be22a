/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.Test;

public class ConsoleTest {

    @Test
    public void shouldEscapeControlCharactersWhenATargetsWordsAreShown() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        new Console(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8), false).message("a\u001b[2Jb\tc\u009bd");
        assertEquals("a\\x1b[2Jb\tc\\x9bd" + System.lineSeparator(), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    public void shouldReadTimesWhenTheyHaveUnits() throws UsageException {
        assertEquals(Duration.ofSeconds(10), Durations.parse("--for", "10s"));
        assertEquals(Duration.ofMillis(1500), Durations.parse("--for", "1.5"));
        assertEquals(Duration.ofMillis(20), Durations.parse("--for", "20ms"));
        assertEquals(Duration.ofMinutes(2), Durations.parse("--for", "2m"));
        assertThrows(UsageException.class, () -> Durations.parse("--for", "-1s"));
    }

    @Test
    public void shouldRefuseATimeWhenItIsLongerThanAYear() throws UsageException {
        assertEquals(Duration.ofDays(366), Durations.parse("--for", "8784h"));
        UsageException refused = assertThrows(UsageException.class, () -> Durations.parse("--for", "9999999h"));
        assertEquals("--for is a time of a year at most, --for=9999999h", refused.getMessage());
    }

    @Test
    public void shouldEscapeEveryByteWhenItIsNoPrintableAscii() {
        assertEquals("{\"a\":\"\\\"\\\\\\n\\t\\u0000\\u007f\\u00ff\",\"b\":[1,true]}\n", new Json().open()
                .field("a", "\"\\\n\t\u0000\u007f\u00ff").key("b").openArray().value(1).value(true).closeArray().close()
                .line());
    }

    @Test
    public void shouldAlignNumbersToTheRightAndTextToTheLeft() {
        Table table = new Table(true, "event", "hits", "definition");
        table.row("g/a", "12345", "p vfs_read");
        table.row("g/longer", "1", "");
        assertEquals("event      hits  definition\ng/a       12345  p vfs_read\ng/longer      1  \n", table.text());
    }
}

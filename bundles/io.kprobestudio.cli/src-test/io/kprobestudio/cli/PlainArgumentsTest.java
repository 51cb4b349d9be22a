/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.Objects;
import java.util.Set;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.Test;

public class PlainArgumentsTest {

    private static @Nullable PlainArguments read(String... arguments) {
        return PlainArguments.read(Set.of("--rows", "--filter"), Set.of("--redact"), arguments);
    }

    @Test
    public void shouldReadOptionsInBothFormsWhenTheyArePlain() {
        PlainArguments read = Objects.requireNonNull(read("--rows", "50", "here", "--filter=a == \"b\"", "--redact"));
        assertEquals("50", read.value("--rows"));
        assertEquals("a == \"b\"", read.value("--filter"));
        assertEquals("here", read.value(""));
        assertTrue(read.has("--redact"));
        PlainArguments few = Objects.requireNonNull(read("here"));
        assertNull(few.value("--rows"));
        assertFalse(few.has("--redact"));
        assertNotNull(read());
    }

    @Test
    public void shouldLeaveItToTheParserWhenAnArgumentIsNotPlain() {
        for (String[] other : new String[][]{ { "--rows" }, { "--rows", "-1" }, { "--rows=-1" }, { "--rows=" },
                { "-f", "x" }, { "--help" }, { "--redact=true" }, { "--unknown=1" }, { "@file" }, { "--filter", "@x" },
                { "--filter", "\"x\"" }, { "one", "two" }, { "--redact", "--redact" }, { "--rows=1", "--rows=2" },
                { "" }, { "--" } }) {
            assertNull(String.join(" ", other), read(other));
        }
    }
}

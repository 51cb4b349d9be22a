/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

public class ConnectionEndTest {

    private final ConnectionEnd end = new ConnectionEnd();
    private final List<String> told = new ArrayList<>();

    @Test
    public void shouldTellEachListenerOnceWhenItEnds() {
        end.onEnd(reason -> told.add("a " + reason));
        end.onEnd(reason -> told.add("b " + reason)).close();
        assertNull(end.reason());
        assertFalse(end.isOver());
        assertTrue(end.end("cable"));
        assertFalse(end.end("hammer"));
        assertEquals(List.of("a cable"), told);
        assertEquals("cable", end.reason());
        assertTrue(end.isOver());
    }

    @Test
    public void shouldTellTheRestWhenAListenerThrows() {
        end.onEnd(reason -> {
            throw new IllegalStateException("bad listener");
        });
        end.onEnd(told::add);
        assertTrue(end.end("cable"));
        assertEquals(List.of("cable"), told);
    }

    @Test
    public void shouldTellAtOnceWhenItHasEnded() {
        end.end("cable");
        end.onEnd(told::add).close();
        assertEquals(List.of("cable"), told);
    }

    @Test
    public void shouldBeOverWhenAListenerAsks() {
        end.onEnd(reason -> told.add(String.valueOf(end.isOver())));
        end.end("cable");
        assertEquals(List.of("true"), told);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Modules that come and go, as a booted board did it when random sequences were compared. */
public class ModuleRulesTest {

    @Test
    public void shouldAcceptAProbeWhenItsModuleWasLoadedBefore() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.board().loadModule("dummy"));
            assertTrue(board.read("available_filter_functions").contains("dummy_xmit [dummy]"));
            assertEquals(0, board.append("kprobe_events", "p:m dummy:dummy_xmit\n"));
            assertEquals(0, board.append("events/kprobes/m/enable", "1"));
            board.board().call("dummy_xmit", 2);
            assertArrayEquals(new long[]{ 2, 0 }, board.profile("m"));
        }
    }
}

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

    @Test
    public void shouldHitWhatAModuleRunsItselfWhenItIsLoadedAndUnloaded() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("kprobe_events", "p:s dummy:dummy_setup\np:g dummy:dummy_get_stats64\n"
                    + "p:u dummy:dummy_dev_uninit\np:l loop:loop_add\np:n loop:nothing\n"));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            assertEquals(0, board.board().loadModule("dummy"));
            assertArrayEquals(new long[]{ 1, 0 }, board.profile("s"));
            assertArrayEquals(new long[]{ 1, 0 }, board.profile("g"));
            assertArrayEquals(new long[]{ 0, 0 }, board.profile("u"));
            assertEquals(0, board.board().unloadModule("dummy"));
            assertArrayEquals(new long[]{ 3, 0 }, board.profile("g"));
            assertArrayEquals(new long[]{ 1, 0 }, board.profile("u"));
            assertEquals(0, board.board().loadModule("loop"));
            assertArrayEquals(new long[]{ 8, 0 }, board.profile("l"));
            assertArrayEquals(new long[]{ 0, 0 }, board.profile("n"));
        }
    }

    @Test
    public void shouldListTheUsualMaxactiveWhenTheModuleOfAReturnProbeHasCome() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            assertEquals(0, board.append("kprobe_events", "r:m dummy:dummy_xmit\nr3:k dummy:dummy_xmit\n"));
            assertEquals("r:kprobes/m dummy:dummy_xmit\nr3:kprobes/k dummy:dummy_xmit\n", board.read("kprobe_events"));
            board.board().loadModule("dummy");
            String registered = "r10:kprobes/m dummy:dummy_xmit\nr3:kprobes/k dummy:dummy_xmit\n";
            assertEquals(registered, board.read("kprobe_events"));
            board.board().unloadModule("dummy");
            assertEquals(registered, board.read("kprobe_events"));
        }
        try (SimulatedBoard board = new SimulatedBoard("&kernel=3.14")) {
            assertEquals(0, board.append("kprobe_events", "r:m dummy:dummy_xmit\n"));
            board.board().loadModule("dummy");
            assertEquals("r:kprobes/m dummy:dummy_xmit\n", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldTellOfSoftirqsOffWhenADeviceSends() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            board.board().loadModule("dummy");
            assertEquals(0, board.append("kprobe_events", "p:x dummy:dummy_xmit\nr:y dummy:dummy_xmit\n"));
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            board.board().call("dummy_xmit", 1);
            assertTrue(board.read("trace"), board.trace("").get(0).contains(" D.... "));
            assertTrue(board.read("trace"), board.trace("").get(1).contains(" b.... "));
        }
    }

    @Test
    public void shouldListGoneProbesWhenTheirModuleWasUnloaded() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1")) {
            String list = "/sys/kernel/debug/kprobes/list";
            board.board().loadModule("dummy");
            board.board().loadModule("loop");
            assertEquals(0, board.append("kprobe_events",
                    "p:d dummy:dummy_xmit\np:l loop:loop_add\np:v vfs_mkdir\n"));
            assertEquals(0, board.append("events/kprobes/v/enable", "1"));
            assertEquals(3, board.read(list).lines().count());
            assertEquals(0, board.read(list).lines().filter(line -> line.contains("[GONE]")).count());
            assertEquals(2, board.read(list).lines().filter(line -> line.contains("[DISABLED]")).count());
            board.board().unloadModule("dummy");
            assertEquals(1, board.read(list).lines().filter(line -> line.contains("[GONE]")).count());
            assertEquals(0, board.append("events/kprobes/enable", "1"));
            board.board().loadModule("dummy");
            board.board().call("dummy_xmit", 3);
            assertArrayEquals(new long[]{ 3, 0 }, board.profile("d"));
            assertEquals(0, board.read(list).lines().filter(line -> line.contains("[GONE]")).count());
        }
    }

    @Test
    public void shouldCallNothingOfAModuleWhenItIsNotThere() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(38, board.board().call("dummy_xmit", 1));
            board.board().loadModule("dummy");
            assertEquals(0, board.board().call("dummy_xmit", 1));
            board.board().unloadModule("dummy");
            assertEquals(38, board.board().call("dummy_xmit", 1));
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Connections: errors, closing, patterns, faults to order, and boards with a name. */
public class ConnectionTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static String refusal(String address) {
        return String.valueOf(assertThrows(TargetException.class, () -> new SimulatedTargetProvider()
                .target(TargetAddress.parse(address))).getMessage());
    }

    @Test
    public void shouldSayWhichPartIsWrongWhenAnAddressMakesNoSense() {
        assertTrue(refusal("sim:?kernel=2.6"), refusal("sim:?kernel=2.6").contains("kernel=2.6"));
        assertTrue(refusal("sim:?arch=mips").contains("arch=mips"));
        assertTrue(refusal("sim:?seed=x").contains("seed=x"));
        assertTrue(refusal("sim:?colour=red").contains("option=colour"));
        assertTrue(refusal("sim:a/../b").contains("name=a/../b"));
        assertTrue(refusal("sim:?description=/no/such/folder").contains("/no/such/folder"));
        assertTrue(refusal("sim:?slow=-1").contains("slow=-1"));
    }

    @Test
    public void shouldBeFoundOnTheClassPathWhenProvidersAreLoaded() throws Exception {
        assertEquals("sim", TargetProviders.onClassPath().target("sim:").address().scheme());
    }

    @Test
    public void shouldNameErrnoAndPathWhenAFileIsRefused() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            FileException missing = assertThrows(FileException.class, () -> board.connection().read("/no/such", 10));
            assertEquals(2, missing.errno());
            assertEquals("/no/such", missing.path());
            assertEquals(21, assertThrows(FileException.class, () -> board.connection().read("/proc", 10)).errno());
            assertEquals(27,
                    assertThrows(FileException.class, () -> board.connection().read("/proc/kallsyms", 10)).errno());
            assertEquals(20, assertThrows(FileException.class, () -> board.connection().list("/proc/version")).errno());
            assertEquals(13, assertThrows(FileException.class,
                    () -> board.connection().write(FileWrite.append("/proc/version", "x"))).errno());
            assertTrue(board.connection().exists("/sys/kernel/tracing/../debug/kprobes/list"));
            assertFalse(board.connection().exists("/sys/kernel/tracing/$(reboot)"));
        }
    }

    @Test
    public void shouldFindFilesWhenPatternsAreRead() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            Map<String, byte[]> found = board.connection().readAll(List.of(board.root() + "/events/sched/*/format",
                    board.root() + "/per_cpu/cpu*/stats", "/no/such/*"), Progress.NONE);
            List<String> paths = new ArrayList<>(found.keySet());
            assertTrue(paths.contains(board.root() + "/events/sched/sched_switch/format"));
            assertEquals(board.root() + "/per_cpu/cpu3/stats", paths.get(paths.size() - 1));
            assertEquals(board.list("events/sched").size() - 2 + 4, paths.size());
        }
    }

    @Test
    public void shouldEndWaitsWhenTheConnectionIsClosed() throws Exception {
        SimulatedBoard board = new SimulatedBoard("");
        List<String> reasons = new ArrayList<>();
        board.connection().onClosed(reasons::add);
        Drain drain = board.connection().drain(new DrainRequest(board.root(), List.of(0, 1), 4096), (cpu, bytes) -> {
        });
        assertEquals(DrainMode.DIRECT, drain.mode());
        board.close();
        board.close();
        assertFalse(board.connection().isOpen());
        assertEquals(List.of("it was closed"), reasons);
        assertThrows(LinkException.class, () -> board.connection().list("/"));
        assertThrows(LinkException.class, () -> drain.finish(Duration.ofSeconds(5)));
        board.connection().onClosed(reasons::add);
        assertEquals(2, reasons.size());
    }

    @Test
    public void shouldWaitForEventsWhenAPipeIsReadAndEndWhenItIsClosed() throws Exception {
        SimulatedBoard board = new SimulatedBoard("");
        String pipe = board.root() + "/trace_pipe";
        CompletableFuture<byte[]> first = CompletableFuture.supplyAsync(() -> read(board, pipe));
        board.append("kprobe_events", "p:a vfs_mkdir");
        board.append("events/kprobes/enable", "1");
        board.board().call("vfs_mkdir", 1);
        assertTrue(new String(first.get(20, TimeUnit.SECONDS), StandardCharsets.ISO_8859_1)
                .contains(" a: (vfs_mkdir+0x0"));
        CompletableFuture<byte[]> second = CompletableFuture.supplyAsync(() -> read(board, pipe));
        board.close();
        assertEquals(0, second.get(20, TimeUnit.SECONDS).length);
    }

    private static byte[] read(SimulatedBoard board, String path) {
        try {
            return board.connection().read(path, 1 << 20);
        } catch (LinkException ended) {
            return new byte[0];
        } catch (TargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void shouldEndTheDrainWithAReasonWhenItsSinkFails() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:a vfs_mkdir");
            board.append("events/kprobes/enable", "1");
            board.board().call("vfs_mkdir", 1);
            Drain drain = board.connection().drain(new DrainRequest(board.root(), List.of(0), 4096), (cpu, bytes) -> {
                throw new IllegalStateException("the disk is full");
            });
            TargetException failure = assertThrows(TargetException.class, () -> drain.finish(Duration.ofSeconds(20)));
            assertTrue(String.valueOf(failure.getMessage()).contains("the disk is full"));
        }
    }

    @Test
    public void shouldFindTheKernelAsItWasLeftWhenItIsConnectedAgain() throws Exception {
        SimulatedTargetProvider provider = new SimulatedTargetProvider();
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual")) {
            board.append("kprobe_events", "p:a vfs_read");
        }
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual")) {
            assertEquals("p:kprobes/a vfs_read\n", board.read("kprobe_events"));
        }
        try (SimulatedBoard other = new SimulatedBoard("")) {
            assertEquals("", other.read("kprobe_events"));
        }
    }

    @Test
    public void shouldBootAnewWhenTheStateIsOfAnotherVersion() throws Exception {
        Path state = folder.getRoot().toPath();
        byte[] old = "KPS_SIM1 and what that version kept".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(state.resolve("kept.state"), old);
        try (SimulatedBoard board = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:kept?time=manual")) {
            board.append("kprobe_events", "p:a vfs_read");
        }
        try (SimulatedBoard board = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:kept?time=manual")) {
            assertEquals("p:kprobes/a vfs_read\n", board.read("kprobe_events"));
        }
        assertArrayEquals(old, Files.readAllBytes(state.resolve("kept.state.old")));
    }

    @Test
    public void shouldBreakTheLinkWhenThatIsOrdered() throws Exception {
        SimulatedTargetProvider provider = new SimulatedTargetProvider();
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual&dead=2")) {
            board.append("kprobe_events", "p:a vfs_read");
            board.read("kprobe_events");
            assertThrows(LinkException.class, () -> board.read("kprobe_events"));
            assertFalse(board.connection().isOpen());
        }
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual")) {
            assertEquals("what was made is left behind", "p:kprobes/a vfs_read\n", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldLoseProbesWhenTheBoardBootsAnew() throws Exception {
        SimulatedTargetProvider provider = new SimulatedTargetProvider();
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual&reboot=1")) {
            board.append("kprobe_events", "p:a vfs_read");
            assertThrows(LinkException.class, () -> board.read("kprobe_events"));
        }
        try (SimulatedBoard board = new SimulatedBoard(provider, "sim:?time=manual")) {
            assertEquals("", board.read("kprobe_events"));
        }
    }

    @Test
    public void shouldLoseItsFilesWhenTheyAreToVanish() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&vanish=1")) {
            board.read("kprobe_events");
            assertEquals(2, assertThrows(FileException.class, () -> board.read("kprobe_events")).errno());
            assertTrue(board.read("/proc/version").startsWith("Linux version 6.1"));
        }
    }

    @Test
    public void shouldCutPiecesAnywhereWhenReadsAreToBeShort() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("&short=1000")) {
            board.append("kprobe_events", "p:a vfs_mkdir");
            board.append("events/kprobes/enable", "1");
            board.board().call("vfs_mkdir", 10);
            List<Integer> sizes = new ArrayList<>();
            Drain drain = board.connection().drain(new DrainRequest(board.root(), List.of(0), 4096),
                    (cpu, bytes) -> sizes.add(bytes.remaining()));
            drain.finish(Duration.ofSeconds(20));
            assertEquals(List.of(1000, 1000, 1000, 1000, 96), sizes);
        }
    }

    @Test
    public void shouldShowOneKernelToAllWhenItHasAName() throws Exception {
        Path state = folder.getRoot().toPath().resolve("state");
        SimulatedTargetProvider one = new SimulatedTargetProvider(state);
        SimulatedTargetProvider two = new SimulatedTargetProvider(state);
        try (SimulatedBoard first = new SimulatedBoard(one, "sim:desk?time=manual&kernel=5.10");
                SimulatedBoard second = new SimulatedBoard(two, "sim:desk?time=manual")) {
            assertTrue(second.read("/proc/version").contains(" 5.10."));
            assertEquals(0, first.append("kprobe_events",
                    "p:g/a vfs_mkdir mode=%r2:u32\nr3:g/b vfs_mkdir\np:c dummy:dummy_xmit\n"));
            assertEquals(first.read("kprobe_events"), second.read("kprobe_events"));
            assertEquals(0, second.mkdir("instances/x"));
            assertEquals(0, second.set("instances/x/events/g/enable", "1"));
            assertEquals(0, second.set("instances/x/events/g/a/filter", "mode == 448"));
            assertEquals(0, second.set("instances/x/buffer_size_kb", "16"));
            assertEquals(0, first.board().loadModule("dummy"));
            assertEquals(0, first.board().call("vfs_mkdir", 3));
            assertEquals(16, second.append("kprobe_events", "-:g/a"));
            assertEquals(3, second.profile("a")[0]);
            assertEquals(first.read("instances/x/trace"), second.read("instances/x/trace"));
            assertEquals(6, second.trace("instances/x/").size());
            assertEquals("19\n", first.read("instances/x/buffer_size_kb"));
            assertEquals("mode == 448\n", first.read("instances/x/events/g/a/filter"));
            assertEquals(first.read("events/g/b/format"), second.read("events/g/b/format"));
            assertTrue(second.read("/proc/modules").startsWith("dummy "));
            assertEquals(22, first.append("kprobe_events", "p:bad vfs_mkdir %zz\n"));
            assertEquals(22, second.append("instances/x/events/g/a/filter", "nosuch == 1"));
            assertTrue(second.read("error_log").contains("p:bad vfs_mkdir %zz"));
            assertTrue(first.read("instances/x/error_log").contains("nosuch == 1"));
            assertEquals(first.read("error_log"), second.read("error_log"));
            assertEquals(0, first.set("error_log", ""));
            assertEquals("", second.read("error_log"));
        }
        try (SimulatedBoard later = new SimulatedBoard(new SimulatedTargetProvider(state), "sim:desk?time=manual")) {
            assertEquals(3, later.profile("b")[0]);
            assertEquals(6, later.trace("instances/x/").size());
        }
        assertTrue(Files.exists(state.resolve("desk.state")));
        String other = String.valueOf(assertThrows(TargetException.class,
                () -> new SimulatedBoard(new SimulatedTargetProvider(state), "sim:desk?kernel=7.2")).getMessage());
        assertTrue(other, other.contains("kernel=5.10"));
    }

    @Test
    public void shouldSayWhichFileIsDamagedWhenTheStateIsNone() throws Exception {
        Path state = folder.getRoot().toPath();
        Files.writeString(state.resolve("desk.state"), "this is no state of a board, it is much too short or too long");
        String message = String.valueOf(assertThrows(TargetException.class,
                () -> new SimulatedBoard(new SimulatedTargetProvider(state), "sim:desk")).getMessage());
        assertTrue(message, message.contains("desk.state"));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.rows.CallTree.Call;
import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** The tree holds each stack that stands behind an event, and none that belongs to another. */
public class CallTreeTest {

    private final TraceMetadata metadata;
    private final EventDecoder decoder;
    private final List<StoredEvent> events = new ArrayList<>();
    private final int read;
    private final int open;

    public CallTreeTest() throws IOException, TraceDataException {
        metadata = RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN).metadata();
        decoder = new EventDecoder(metadata);
        read = address("vfs_read");
        open = address("do_sys_openat2");
    }

    private int address(String name) {
        for (long at = 0xc0100000L; at < 0xc2000000L; at += 4) {
            KernelSymbols.Symbol symbol = metadata.symbols().lookup(at);
            if (symbol != null && symbol.toString().startsWith(name + "+0x0/")) {
                return (int) at;
            }
        }
        throw new AssertionError("the kernel has no " + name);
    }

    private void event(int cpu, int pid, String system, String name, int... words) {
        EventFormat format = metadata.formats().byName(system, name).orElseThrow();
        ByteBuffer record = ByteBuffer.allocate(8 + 4 * words.length).order(metadata.layout().order());
        record.putShort((short) format.id()).putShort((short) 0).putInt(pid);
        for (int word : words) {
            record.putInt(word);
        }
        events.add(StoredEvent.copy(decoder, cpu, events.size(), record, 0, record.capacity()));
    }

    private void stack(int cpu, int pid, int... places) {
        int[] words = new int[places.length + 1];
        words[0] = places.length;
        System.arraycopy(places, 0, words, 1, places.length);
        event(cpu, pid, "ftrace", "kernel_stack", words);
    }

    private CallTree tree() throws IOException {
        CallTree tree = new CallTree(0);
        StoredSequence sequence = new StoredSequence(0, events);
        while (tree.advance(sequence, 2)) {
            assertTrue(tree.looked() < events.size());
        }
        return tree;
    }

    private static long leaves(Call call) {
        long below = call.children().stream().mapToLong(Call::hits).sum();
        return call.hits() - below + call.children().stream().mapToLong(CallTreeTest::leaves).sum();
    }

    @Test
    public void shouldJoinStacksWithTheSameCallersWhenTheyAreSeenAgain() throws IOException {
        for (int i = 0; i < 5; i++) {
            event(0, 7, "kprobes", "open", 0, 0, 0, 0);
            stack(0, 7, open, read + 8);
        }
        event(1, 9, "kprobes", "open", 0, 0, 0, 0);
        stack(1, 9, open, read + 0x10);
        event(1, 9, "kprobes", "open", 0, 0, 0, 0);
        stack(1, 9, read + 4);
        CallTree tree = tree();
        assertEquals(List.of("kprobes/open"), tree.events());
        Call root = tree.tree("kprobes/open");
        assertEquals(7, root.hits());
        assertEquals(7, leaves(root));
        assertEquals(3, root.depth());
        Call outer = root.children().get(0);
        assertEquals("vfs_read", outer.name());
        assertEquals("the place that was seen most", "vfs_read+0x8", outer.place());
        assertEquals(7, outer.hits());
        assertEquals(List.of(new Call("do_sys_openat2", "do_sys_openat2+0x0", 6, List.of())), outer.children());
    }

    @Test
    public void shouldBeginAtTheProbeWhenATriggersStackBeginsInItsHandler() throws IOException {
        event(0, 7, "kprobes", "open", open, 0, 0, 0);
        stack(0, 7, address("kprobe_dispatcher") + 0x20, address("vfs_write"), open, read + 8);
        Call root = tree().tree("kprobes/open");
        assertEquals(3, root.depth());
        assertEquals("do_sys_openat2", root.children().get(0).children().get(0).name());
    }

    @Test
    public void shouldLeaveOutStacksWhenTheyStandBehindNoEventOfTheirTask() throws IOException {
        stack(0, 7, read);
        event(0, 7, "kprobes", "open", 0, 0, 0, 0);
        stack(0, 8, read);
        stack(1, 7, read);
        assertEquals(List.of(), tree().events());
        stack(0, 7, read);
        stack(0, 7, open);
        CallTree tree = tree();
        assertEquals("an event has one stack", 1, tree.tree("kprobes/open").hits());
        assertFalse(tree.tree("kprobes/none").hits() > 0);
    }

    @Test
    public void shouldGiveAStackToTheEventOfItsTaskWhenAnInterruptCameBetween() throws IOException {
        event(0, 7, "kprobes", "open", 0, 0, 0, 0);
        event(0, 0, "irq", "irq_handler_entry", 1, 0);
        stack(0, 7, read);
        assertEquals(1, tree().tree("kprobes/open").hits());
    }
}

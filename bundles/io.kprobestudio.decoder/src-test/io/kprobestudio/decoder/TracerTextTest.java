/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.Before;
import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** Records that the kernel prints by code of its own: tracers', stacks, system calls. Formats and symbols are real ones. */
public class TracerTextTest {

    private TraceMetadata arm = metadata("imx6-6.1-kp");

    private static TraceMetadata metadata(String name) {
        try {
            return RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN).metadata();
        } catch (Exception e) {
            throw new IllegalStateException(name, e);
        }
    }

    @Before
    public void shouldHaveTheSymbolsThatTheTestsName() {
        assertEquals(0xc05cb724L, arm.symbols().address("vfs_read").orElseThrow());
    }

    private static ByteBuffer record(TraceMetadata metadata, String system, String event, int... words) {
        EventFormat format = metadata.formats().byName(system, event).orElseThrow();
        ByteBuffer record = ByteBuffer.allocate(8 + 4 * words.length).order(metadata.layout().order());
        record.putShort((short) format.id()).put((byte) 1).put((byte) 0x12).putInt(133);
        for (int word : words) {
            record.putInt(word);
        }
        return record;
    }

    private static ByteBuffer with(ByteBuffer record, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer longer = ByteBuffer.allocate(record.capacity() + (bytes.length + 4 & ~3)).order(record.order());
        return longer.put(record.array()).put(bytes);
    }

    private static String line(TraceMetadata metadata, ByteBuffer record) {
        TextBuffer out = new TextBuffer(64);
        new KernelText(metadata).line(2, 710_228_489_500L, record, 0, record.capacity(), out);
        return out.toString();
    }

    private static final String HEAD = "              sh-133     [002] d..21   710.228490: ";

    @Test
    public void shouldNameBothFunctionsWhenTheFunctionTracerRan() {
        assertEquals(HEAD + "vfs_read <-ksys_read\n", line(arm, record(arm, "ftrace", "function", 0xc05cb724,
                (int) arm.symbols().address("ksys_read").orElseThrow() + 0x20)));
    }

    @Test
    public void shouldListEachPlaceWhenAStackIsLongerThanItsFormat() {
        int[] words = new int[1 + 11];
        words[0] = 11;
        for (int i = 0; i < 11; i++) {
            words[1 + i] = 0xc05cb724 + 4 * i;
        }
        ByteBuffer record = record(arm, "ftrace", "kernel_stack", words);
        assertEquals(HEAD + "<stack trace>\n" + " => vfs_read\n".repeat(11), line(arm, record));
        DecodedEvent stack = new EventDecoder(arm).decode(2, 5, record, 0, record.capacity());
        FieldValue places = stack.field("caller").orElseThrow();
        assertEquals(11, ((FieldValue.Array) places).values().size());
        assertEquals("vfs_read+0x28/0x2b0", ((FieldValue.Array) places).values().get(10).toString());
        DecodedEvent probe = new DecodedEvent(2, 4, 133, "sh", 9, "kprobes", "rd", 0, 0, java.util.List.of());
        assertTrue(EventDecoder.isStackOf(stack, probe));
        assertFalse(EventDecoder.isStackOf(stack, new DecodedEvent(1, 4, 133, "sh", 9, "kprobes", "rd", 0, 0,
                java.util.List.of())));
    }

    @Test
    public void shouldEndTheStackWhenTheKernelEndedItWithAllOnes() {
        assertEquals(HEAD + "<stack trace>\n => vfs_read\n",
                line(arm, record(arm, "ftrace", "kernel_stack", 8, 0xc05cb724, -1, 0x1234)));
    }

    @Test
    public void shouldPrintMarksWithOneNewlineWhenUserSpaceWroteThem() {
        ByteBuffer mark = record(arm, "ftrace", "print", 0xc05cb724);
        assertEquals(HEAD + "vfs_read: hello\n", line(arm, with(mark, "hello\n")));
        assertEquals(HEAD + "vfs_read: hello\n", line(arm, with(mark, "hello")));
    }

    @Test
    public void shouldFillInTheArgumentsWhenTracePrintkPackedThem() {
        TraceMetadata known = new TraceMetadata(arm.layout(), arm.formats(), arm.symbols(), arm.comms(),
                new PrintkFormats(Map.of(0xc1000000L, "n=%d s=%s q=%llx f=%ps\n")), arm.clock(), arm.kernel());
        ByteBuffer record = record(known, "ftrace", "bprint", 0xc05cb724, 0xc1000000, -7);
        ByteBuffer packed = with(record, "abc");
        ByteBuffer whole = ByteBuffer.allocate(packed.capacity() + 12).order(packed.order());
        whole.put(packed.array()).putLong(0x123456789aL).putInt(0xc05cb724);
        assertEquals(HEAD + "vfs_read: n=-7 s=abc q=123456789a f=vfs_read\n", line(known, whole));
    }

    @Test
    public void shouldPrintCallsAsTheKernelDoesWhenSystemCallsWereRecorded() {
        assertEquals(HEAD + "sys_openat(dfd: ffffff9c, filename: 1234, flags: 241, mode: 1b6)\n",
                line(arm, record(arm, "syscalls", "sys_enter_openat", 322, -100, 0x1234, 0x241, 0x1b6)));
        assertEquals(HEAD + "sys_openat -> 0xfffffffe\n",
                line(arm, record(arm, "syscalls", "sys_exit_openat", 322, -2)));
    }

    @Test
    public void shouldSayThatTheRecordIsUnknownWhenItsFormatIsMissingOrItIsTooShort() {
        ByteBuffer unknown = ByteBuffer.allocate(8).order(arm.layout().order()).putShort(0, (short) 60_000);
        assertEquals("          <idle>-0       [002] .....   710.228490: Unknown type 60000\n", line(arm, unknown));
        ByteBuffer tooShort = record(arm, "ftrace", "function");
        assertEquals(HEAD + "?...?\n", line(arm, tooShort));
    }

    @Test
    public void shouldPrintCountsWhenTheClockCounts() {
        TraceMetadata counting = arm.withClock(TraceClock.parse("local global [counter] uptime"));
        TextBuffer out = new TextBuffer(64);
        ByteBuffer record = record(arm, "ftrace", "function", 0xc05cb724, 0);
        new KernelText(counting).line(0, 4711, record, 0, record.capacity(), out);
        assertEquals("              sh-133     [000] d..21         4711: vfs_read\n", out.toString());
    }
}

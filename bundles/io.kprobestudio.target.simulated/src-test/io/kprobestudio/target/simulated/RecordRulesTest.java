/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordWalker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** The bytes of records: the fixed part, packed; then dynamic data behind {@code __data_loc} words. */
public class RecordRulesTest {

    private static final String TEXT = "kprobe studio\n";

    /** The records of a run of {@code vfs_write}, without their headers. */
    private static List<ByteBuffer> records(SimulatedBoard board, String definition, int times) throws Exception {
        assertEquals(0, board.append("kprobe_events", definition));
        board.append("events/kprobes/enable", "1");
        board.board().call("vfs_write", times);
        byte[] page = board.connection().read(board.root() + "/per_cpu/cpu0/trace_pipe_raw", 1 << 20);
        List<ByteBuffer> found = new ArrayList<>();
        RecordSink sink = (cpu, time, buffer, offset, length) -> {
            byte[] copy = new byte[length];
            for (int i = 0; i < length; i++) {
                copy[i] = buffer.get(offset + i);
            }
            found.add(ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN));
        };
        new RecordWalker(PageLayout.of(4, 4096, ByteOrder.LITTLE_ENDIAN)).walk(0,
                ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN), 0, 0, sink);
        return found;
    }

    private static String text(ByteBuffer record, int at) {
        int word = record.getInt(at);
        byte[] bytes = new byte[Math.max(0, (word >>> 16) - 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = record.get((word & 0xffff) + i);
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long address(SimulatedBoard board, String symbol) throws Exception {
        return board.read("/proc/kallsyms").lines().filter(line -> line.endsWith(" " + symbol))
                .mapToLong(line -> Long.parseLong(line.substring(0, 8), 16)).findFirst().orElseThrow();
    }

    @Test
    public void shouldPackFieldsAndPutTextsBehindThemWhenARecordIsWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            List<ByteBuffer> records = records(board, "p:w vfs_write n=%r2:u16 text=+0(%r1):ustring b=%r2:b4@2/32"
                    + " again=+2(%r1):string two=+0(%r1):u8[2] s=%r2:s8 i=\\300:x8 sym=%pc:symstr", 1);
            ByteBuffer record = records.get(0);
            assertEquals(Integer.parseInt(board.read("events/kprobes/w/id").strip()), record.getShort(0));
            assertEquals("interrupts are off in the handler", 1, record.get(2));
            assertEquals(0, record.get(3));
            assertEquals(120, record.getInt(4));
            assertEquals(address(board, "vfs_write"), record.getInt(8) & 0xffffffffL);
            assertEquals(14, record.getShort(12));
            assertEquals(15 << 16 | 34, record.getInt(14));
            assertEquals(TEXT, text(record, 14));
            assertEquals((14 >> 2) & 0xf, record.getInt(18));
            assertEquals("behind the first text", 13 << 16 | 49, record.getInt(22));
            assertEquals(TEXT.substring(2), text(record, 22));
            assertEquals('k', record.get(26));
            assertEquals('p', record.get(27));
            assertEquals(14, record.get(28));
            assertEquals(300 & 0xff, record.get(29) & 0xff);
            assertEquals("vfs_write+0x0/0x394", text(record, 30));
            String format = board.read("events/kprobes/w/format");
            assertTrue(format, format.contains("field:__data_loc char[] again;\toffset:22;\tsize:4;"));
        }
    }

    @Test
    public void shouldLeaveALengthOfZeroWhenATextCannotBeRead() throws Exception {
        for (String kernel : List.of("3.14", "6.1")) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=" + kernel)) {
                ByteBuffer record = records(board,
                        "p:w vfs_write bad=+0(%r2):string deep=+0(+0(%r2)):string n=+0(%r2):u32 good=+0(%r1):string", 1)
                        .get(0);
                assertEquals(28, record.getInt(12));
                assertEquals(28, record.getInt(16));
                assertEquals(0, record.getInt(20));
                assertEquals(15 << 16 | 28, record.getInt(24));
                assertEquals(TEXT, text(record, 24));
            }
        }
    }

    @Test
    public void shouldHoldFunctionAndCallerWhenAReturnIsRecorded() throws Exception {
        for (String kernel : List.of("3.8", "3.14", "5.10", "6.1", "6.12", "7.2")) {
            try (SimulatedBoard board = new SimulatedBoard("&kernel=" + kernel)) {
                ByteBuffer record = records(board, "r:w vfs_write $retval:s32", 1).get(0);
                assertEquals(kernel, address(board, "vfs_write"), record.getInt(8) & 0xffffffffL);
                String caller = kernel.startsWith("3.") ? "SyS_write" : "ksys_write";
                long place = record.getInt(12) & 0xffffffffL;
                assertTrue(kernel, place > address(board, caller) && place < address(board, caller) + 0x200);
                assertEquals(14, record.getInt(16));
                boolean off = kernel.startsWith("3.") || kernel.equals("5.10");
                assertEquals(kernel, off ? 1 : 0, record.get(2));
            }
        }
    }

    @Test
    public void shouldReadRegistersStackAndMemoryWhenArgumentsAskForThem() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            ByteBuffer record = records(board,
                    "p:w vfs_write pc=%pc sp=%sp st=$stack s0=$stack0 m=+0(%sp):x32 comm=$comm"
                            + " lit=\\\"hey\" code=@vfs_write:x32 s3=$stack3 a=+12(%sp):x32",
                    1).get(0);
            assertEquals(record.getInt(8), record.getInt(12));
            assertEquals(record.getInt(16), record.getInt(20));
            assertEquals(record.getInt(24), record.getInt(28));
            assertEquals("sh", text(record, 32));
            assertEquals("hey", text(record, 36));
            assertEquals("an instruction that always runs", 0xe, record.getInt(40) >>> 28);
            assertEquals(record.getInt(44), record.getInt(48));
        }
    }

    @Test
    public void shouldPrintTheStackBehindEachEventWhenTheOptionIsOn() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            board.append("kprobe_events", "p:x dev_hard_start_xmit");
            board.append("events/kprobes/enable", "1");
            assertEquals(0, board.set("options/stacktrace", "1"));
            board.board().call("__dev_queue_xmit", 1);
            List<String> lines = board.trace("");
            assertTrue(lines.get(0), lines.get(0).contains(" x: (dev_hard_start_xmit+0x0/"));
            assertTrue(lines.get(1), lines.get(1).contains("<stack trace>"));
            assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.equals(" => dev_hard_start_xmit")));
            assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.equals(" => ret_fast_syscall")));
            board.set("options/stacktrace", "0");
            board.set("trace", "");
            board.board().call("__dev_queue_xmit", 1);
            assertEquals(1, board.trace("").size());
        }
    }

    @Test
    public void shouldShowMarksAmongTheEventsWhenTheyAreWritten() throws Exception {
        try (SimulatedBoard board = new SimulatedBoard("")) {
            assertEquals(0, board.append("trace_marker", "here it begins"));
            assertTrue(board.trace("").get(0), board.trace("").get(0).endsWith(": tracing_mark_write: here it begins"));
        }
    }
}

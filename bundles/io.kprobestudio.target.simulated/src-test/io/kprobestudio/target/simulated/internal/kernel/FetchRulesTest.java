/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import static org.junit.Assert.assertEquals;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.SymbolTable;
import io.kprobestudio.definition.Verdict;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.Test;

/**
 * What fetch programs read from registers and memory, and where it is put (store_trace_args and process_fetch_insn of
 * kernel/trace/trace_probe_tmpl.h). r0 points at words in kernel memory, r1 at user memory with a hole.
 */
public class FetchRulesTest {

    private static final long DATA = 0xc8000000L;
    private static final long TEXTS = 0xc8001000L;
    private static final long LONG_TEXT = 0xc8002000L;
    private static final long USER = 0x1000;
    private static final long STACK = 0xc8010000L;
    private static final long CODE = 0xc0100000L;
    /** Where the only argument of a definition is put, behind common fields and the probe's place. */
    private static final int FIRST = 12;
    private static final int MOST_TEXT = 4096;

    private final Memory memory = new Memory(0xc0000000L, CODE, CODE + 0x1000, 1);
    private final long[] arguments = { DATA, USER, LONG_TEXT, 0x89abcdefL };
    private final Registers registers = Registers.atEntry(arguments, STACK, CODE + 0x100, CODE, 1);
    private final SymbolTable symbols = SymbolTable
            .parse("c0100000 T vfs_read\nc0100400 T vfs_write\n".getBytes(StandardCharsets.ISO_8859_1));
    private FetchMachine machine = machine("6.1");
    private String kernel = "6.1";

    /** Fills memory: words that point at each other, three texts, a long one, user memory with a hole. */
    public FetchRulesTest() {
        memory.put(DATA, words(0x04030201, 0x08070605, (int) DATA, (int) TEXTS, (int) TEXTS + 6, 0x14131211, 0xffffffff,
                (int) (DATA + 8)));
        memory.put(TEXTS, "first\0second\0third\0".getBytes(StandardCharsets.ISO_8859_1));
        byte[] endless = new byte[MOST_TEXT + 10];
        Arrays.fill(endless, (byte) 'x');
        memory.put(LONG_TEXT, endless);
        memory.put(USER, words(11, 12));
        memory.put(USER + 12, words(14, (int) USER + 8, (int) TEXTS));
        memory.put(STACK, words(0x51, 0x52, 0x53, 0x54));
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(words).forEach(bytes::putInt);
        return bytes.array();
    }

    private int word(long address) {
        Long read = memory.number(address, 4);
        if (read == null) {
            throw new AssertionError("not there: address=" + Long.toHexString(address));
        }
        return read.intValue();
    }

    private FetchMachine machine(String version) {
        return new FetchMachine(symbols, KernelProfile.of(KernelVersion.parse(version)),
                address -> "at_%x".formatted(address));
    }

    private void kernel(String version) {
        kernel = version;
        machine = machine(version);
    }

    private ByteBuffer record(String arguments) {
        Judge judge = new Judge(Dialect.of(KernelVersion.parse(kernel), Architecture.ARM), Description.NONE);
        ControlFile control = new ControlFile();
        String definition = "p:a vfs_read " + arguments;
        Verdict verdict = judge.judge(definition.getBytes(StandardCharsets.ISO_8859_1), control);
        assertEquals(definition + ": " + verdict.error(), 0, verdict.errno());
        ControlFile.Probe probe = control.probes().get(0);
        byte[] record = machine.fetch(probe.layout(), probe.definition().arguments(), registers, memory,
                new Task(7, "shell", 120), 8);
        return ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void expect(String argument, int... values) {
        ByteBuffer record = record(argument);
        assertEquals(argument + ": length", FIRST + 4 * values.length, record.capacity());
        for (int i = 0; i < values.length; i++) {
            assertEquals(argument + ": word " + i, Integer.toHexString(values[i]),
                    Integer.toHexString(record.getInt(FIRST + 4 * i)));
        }
    }

    private static String text(ByteBuffer record, int at) {
        int word = record.getInt(at);
        byte[] bytes = Arrays.copyOfRange(record.array(), word & 0xffff, (word & 0xffff) + (word >>> 16));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static int located(int length, int at) {
        return length << 16 | at;
    }

    @Test
    public void shouldFollowPointersWhenOffsetsAreNested() {
        expect("+0(%r0):x32", 0x04030201);
        expect("+4(%r0):x32", 0x08070605);
        expect("+2(%r0):x32", 0x06050403);
        expect("-4(%sp):x32", word(STACK - 4));
        expect("+4(+8(%r0)):x32", 0x08070605);
        expect("+4(+0(+28(%r0))):x32", 0x08070605);
        expect("+0(%r0):x8 +5(%r0):x8 +0(%r0):x16", 0x02010601);
    }

    @Test
    public void shouldReadTheStackWhenSlotsAreNamed() {
        expect("$stack0:x32", 0x51);
        expect("$stack2:x32", 0x53);
        expect("$stack3:x32 $stack:x32", 0x54, (int) STACK);
        registers.set(Registers.SP, USER);
        expect("$stack1:x32", 12);
        expect("$stack2:x32", 0);
    }

    @Test
    public void shouldReadCodeWhenASymbolIsNamed() {
        expect("@vfs_write:x32", word(CODE + 0x400));
        expect("@vfs_write+8:x32", word(CODE + 0x408));
        expect("@vfs_write-8:x32", word(CODE + 0x3f8));
        expect("@0xc8000004:x32", 0x08070605);
    }

    @Test
    public void shouldTakeBitsWhenAFieldIsOfBits() {
        expect("%r3:b4@0/32", 0xf);
        expect("%r3:b8@8/32", 0xcd);
        expect("%r3:b16@16/32", 0x89ab);
        expect("%r3:b1@31/32", 1);
        expect("+0(%r0):b12@4/16 +4(%r0):b12@0/16", 0x06050020);
        ByteBuffer wide = record("+0(%r0):b40@8/64");
        assertEquals(0x0807060504030201L >>> 8 & 0xffffffffffL, wide.getLong(FIRST));
    }

    @Test
    public void shouldReadEachElementWhenTheTypeIsAnArray() {
        expect("+0(%r0):x16[4]", 0x04030201, 0x08070605);
        expect("+4(+8(%r0)):x32[3]", 0x08070605, (int) DATA, (int) TEXTS);
        expect("+0(%r0):x8[3] +4(%r0):x8[1]", 0x05030201);
        expect("+0(+0(+28(%r0))):x32[2]", 0x04030201, 0x08070605);
    }

    @Test
    public void shouldStopAtTheElementThatFaultsWhenAnArrayHasAHole() {
        expect("+0(%r1):x32[4]", 11, 12, 0, 0);
        assertEquals(1, machine.faults());
        expect("+0(%r1):x32[2]", 11, 12);
        assertEquals(0, machine.faults());
    }

    @Test
    public void shouldCountFaultsAndLeaveZerosWhenMemoryIsNotThere() {
        expect("+0(%r0):x32 +8(%r1):x32 +12(%r1):x32", 0x04030201, 0, 14);
        assertEquals(1, machine.faults());
        expect("+6(%r1):x32", 0);
        assertEquals("a word half of which is there", 1, machine.faults());
        expect("+0(+8(%r1)):x32", 0);
        expect("+0(+4(+8(%r1))):x32", 0);
        assertEquals(1, machine.faults());
        expect("+0(+16(%r1)):x32", 0);
        assertEquals(1, machine.faults());
        expect("+0(%r0):x32 +4(%r0):x32 +4(%r0):x32", 0x04030201, 0x08070605, 0x08070605);
        assertEquals(0, machine.faults());
    }

    @Test
    public void shouldPutTextsBehindTheFixedPartWhenThereAreSeveral() {
        ByteBuffer record = record("+0(+12(%r0)):string +0(+16(%r0)):string +6(+12(%r0)):string $comm n=%r3:x32");
        assertEquals(located(6, 32), record.getInt(FIRST));
        assertEquals("first\0", text(record, FIRST));
        assertEquals(located(7, 38), record.getInt(FIRST + 4));
        assertEquals("second\0", text(record, FIRST + 4));
        assertEquals("second\0", text(record, FIRST + 8));
        assertEquals("shell\0", text(record, FIRST + 12));
        assertEquals(0x89abcdef, record.getInt(FIRST + 16));
        assertEquals(32 + 6 + 7 + 7 + 6, record.capacity());
    }

    @Test
    public void shouldClipATextWhenItHasNoEnd() {
        ByteBuffer record = record("+0(%r2):string +0(%r2):string");
        assertEquals(located(MOST_TEXT, FIRST + 8), record.getInt(FIRST));
        assertEquals(located(MOST_TEXT, FIRST + 8 + MOST_TEXT), record.getInt(FIRST + 4));
        assertEquals("x".repeat(MOST_TEXT - 1) + "\0", text(record, FIRST));
        assertEquals(FIRST + 8 + 2 * MOST_TEXT, record.capacity());
        memory.lend(LONG_TEXT + MOST_TEXT - 1, new byte[1]);
        assertEquals("as long as may be", located(MOST_TEXT, FIRST + 4), record("+0(%r2):string").getInt(FIRST));
        memory.lend(LONG_TEXT, new byte[1]);
        assertEquals("empty", located(1, FIRST + 4), record("+0(%r2):string").getInt(FIRST));
    }

    @Test
    public void shouldReadATextBehindEachPointerWhenTheTypeIsAnArrayOfTexts() {
        ByteBuffer record = record("+12(%r0):string[2]");
        assertEquals(located(6, FIRST + 8), record.getInt(FIRST));
        assertEquals(located(7, FIRST + 14), record.getInt(FIRST + 4));
        assertEquals("first\0", text(record, FIRST));
        assertEquals("second\0", text(record, FIRST + 4));
        assertEquals(FIRST + 21, record.capacity());
    }

    @Test
    public void shouldPutNothingWhenATextFaults() {
        ByteBuffer record = record("+0(+12(%r1)):string +0(+8(%r1)):string a=+0(%r0):x32");
        assertEquals("the text", FIRST + 12, record.getInt(FIRST));
        assertEquals("the pointer", FIRST + 12, record.getInt(FIRST + 4));
        assertEquals(0x04030201, record.getInt(FIRST + 8));
        assertEquals(2, machine.faults());
        ByteBuffer array = record("+12(%r1):string[2]");
        assertEquals(FIRST + 8, array.getInt(FIRST));
        assertEquals("no array ends with it", FIRST + 8, array.getInt(FIRST + 4));
        assertEquals(FIRST + 8, array.capacity());
        assertEquals(2, machine.faults());
        ByteBuffer shorter = record("+20(%r1):string[3]");
        assertEquals("first\0", text(shorter, FIRST));
        assertEquals("the second pointer is not there", FIRST + 12 + 6, shorter.getInt(FIRST + 4));
        assertEquals("and ends the array", 0, shorter.getInt(FIRST + 8));
        assertEquals(FIRST + 4, record("+0(+0(+8(%r1))):string").getInt(FIRST));
    }

    @Test
    public void shouldCountATextsFaultTwiceWhenItIsSizedFirst() {
        kernel("5.10");
        ByteBuffer record = record("+0(+12(%r1)):string +0(+8(%r1)):string a=+0(+8(%r1)):x32");
        assertEquals(FIRST + 12, record.getInt(FIRST));
        assertEquals("two for each text, one for the number", 5, machine.faults());
        record("+0(+8(%r1)):x32");
        assertEquals("a number", 1, machine.faults());
        ByteBuffer array = record("+12(%r1):string[2]");
        assertEquals("an empty text in an array", located(1, FIRST + 8), array.getInt(FIRST));
        assertEquals(4, machine.faults());
    }

    @Test
    public void shouldPutSymbolsAndLiteralsWhenTheyAreAskedFor() {
        kernel("6.12");
        ByteBuffer record = record("%pc:symstr \\\"hey\" \\-2:s32 \\300:x8");
        assertEquals("at_c0100000\0", text(record, FIRST));
        assertEquals("hey\0", text(record, FIRST + 4));
        assertEquals(-2, record.getInt(FIRST + 8));
        assertEquals(300 & 0xff, record.get(FIRST + 12) & 0xff);
    }

    @Test
    public void shouldForgetTheRecordBeforeWhenAnotherIsMade() {
        expect("%r3:x32 %r3:x32 %r3:x32", 0x89abcdef, 0x89abcdef, 0x89abcdef);
        expect("+8(%r1):x32 +8(%r1):x32", 0, 0);
        StringBuilder many = new StringBuilder("a=+0(%r0):x64[40]");
        for (int i = 1; i < 20; i++) {
            many.append(" a").append(i).append("=+0(%r0):x64[40]");
        }
        ByteBuffer record = record(many.toString());
        assertEquals(FIRST + 20 * 320, record.capacity());
        assertEquals(0x0807060504030201L, record.getLong(FIRST + 19 * 320));
    }
}

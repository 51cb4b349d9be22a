/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** An event that is printed often is compiled: what it prints must not change by that. */
public class FrequentEventTest {

    private static final int RECORDS = 400;
    /** So few records of an event are printed without code of its own. */
    private static final int FEW = 40;
    private static final int FIXED = 96;
    private static final int LENGTH = FIXED + 32;

    private static final String FORMAT = """
            name: often
            ID: 7
            format:
            \tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;
            \tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;
            \tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;
            \tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;

            \tfield:u8 a;\toffset:8;\tsize:1;\tsigned:0;
            \tfield:s8 b;\toffset:9;\tsize:1;\tsigned:1;
            \tfield:u16 c;\toffset:10;\tsize:2;\tsigned:0;
            \tfield:s16 d;\toffset:12;\tsize:2;\tsigned:1;
            \tfield:u32 e;\toffset:16;\tsize:4;\tsigned:0;
            \tfield:s32 f;\toffset:20;\tsize:4;\tsigned:1;
            \tfield:u64 g;\toffset:24;\tsize:8;\tsigned:0;
            \tfield:s64 h;\toffset:32;\tsize:8;\tsigned:1;
            \tfield:char comm[16];\toffset:40;\tsize:16;\tsigned:0;
            \tfield:__data_loc char[] path;\toffset:56;\tsize:4;\tsigned:0;
            \tfield:u32 list[4];\toffset:60;\tsize:16;\tsigned:0;
            \tfield:void * function;\toffset:80;\tsize:8;\tsigned:0;
            \tfield:u32 kind;\toffset:88;\tsize:4;\tsigned:0;

            print fmt: "a=%u b=%d c=%x d=%d e=%u f=%d g=%llu h=%lld comm=%s path=%s list=%x,%d \
            at=%pS %p kind=%s flags=%s padded=%08x,%5d sum=%d %c", REC->a, REC->b, REC->c, REC->d, \
            REC->e, REC->f, REC->g, REC->h, REC->comm, __get_str(path), REC->list[1], REC->list[3], REC->function, \
            REC->function, \
            __print_symbolic(REC->kind & 3, { 0, "none" }, { 1, "one" }, { 2, "a name of more than eight bytes" }), \
            __print_flags(REC->kind, "|", { 1, "A" }, { 2, "B" }, { 4, "C" }), REC->e, REC->f, REC->a + REC->b, 65
            """.replace("\\\n", "");

    private static final KernelSymbols SYMBOLS = KernelSymbols.parse(("""
            ffffffff81000000 T _stext
            ffffffff81000100 T short
            ffffffff81000200 t %s
            ffffffff81000400 T last
            ffffffff81000800 B _end
            """.formatted("long_".repeat(100))).getBytes(StandardCharsets.ISO_8859_1));

    private static TraceMetadata metadata(ByteOrder order) throws TraceDataException {
        return new TraceMetadata(PageLayout.of(8, 4096, order),
                FormatCatalog.of(List.of(EventFormat.parse("made", FORMAT))), SYMBOLS, SavedComms.NONE,
                PrintkFormats.NONE, TraceClock.LOCAL, KernelVersion.parse("6.1.0"));
    }

    private static ByteBuffer record(SplittableRandom random, ByteOrder order, boolean direct) {
        ByteBuffer record = (direct ? ByteBuffer.allocateDirect(LENGTH) : ByteBuffer.allocate(LENGTH)).order(order);
        for (int i = 8; i < 40; i += 8) {
            record.putLong(i, random.nextLong() >> random.nextInt(64));
        }
        byte[] text = "name/with/levels".substring(random.nextInt(17)).getBytes(StandardCharsets.ISO_8859_1);
        record.put(40, text);
        record.put(FIXED, text);
        record.putInt(56, random.nextInt(text.length + 1) << 16 | FIXED);
        record.putInt(64, random.nextInt() >> random.nextInt(32));
        record.putInt(72, random.nextInt() >> random.nextInt(32));
        record.putLong(80, 0xffffffff81000000L + random.nextInt(0x900));
        record.putInt(88, random.nextInt(20));
        record.putShort(0, (short) 7).put(2, (byte) random.nextInt(256)).put(3, (byte) random.nextInt(256));
        return record.putInt(4, random.nextInt(3));
    }

    private static String line(KernelText text, ByteBuffer record, long time) {
        TextBuffer out = new TextBuffer(64);
        text.line(3, time, record, 0, LENGTH, out);
        return out.toString();
    }

    private static void print(ByteOrder order, boolean direct) throws TraceDataException {
        TraceMetadata metadata = metadata(order);
        KernelText often = new KernelText(metadata);
        SplittableRandom random = new SplittableRandom(20261123);
        for (int i = 0; i < RECORDS; i++) {
            ByteBuffer record = record(random, order, direct);
            long time = random.nextLong() >>> random.nextInt(64);
            assertEquals("record " + i, line(new KernelText(metadata), record, time), line(often, record, time));
        }
    }

    /** Little-endian, in an array. */
    @Test
    public void shouldPrintTheSameWhenAnEventIsFrequent() throws Exception {
        print(ByteOrder.LITTLE_ENDIAN, false);
    }

    /** Big-endian, in an array. */
    @Test
    public void shouldPrintTheSameWhenTheKernelIsBigEndian() throws Exception {
        print(ByteOrder.BIG_ENDIAN, false);
    }

    /** Outside the heap. */
    @Test
    public void shouldPrintTheSameWhenTheBufferIsDirect() throws Exception {
        print(ByteOrder.LITTLE_ENDIAN, true);
        print(ByteOrder.BIG_ENDIAN, true);
    }

    /**
     * Every record of the nine recordings, printed by code that was made for its event and by a printer that is too new to
     * have made any.
     */
    @Test
    public void shouldPrintEachRecordedEventTheSameWhenItIsFrequent() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN);
            KernelText often = new KernelText(reader.metadata());
            Set<Integer> frequent = new HashSet<>();
            KernelText[] seldom = { often };
            TextBuffer line = new TextBuffer(1024);
            TextBuffer expected = new TextBuffer(1024);
            int[] records = { 0 };
            reader.read((cpu, time, buffer, offset, length) -> {
                if (frequent.add(EventDecoder.eventId(buffer, offset, length))) {
                    for (int i = 0; i < RECORDS; i++) {
                        line.clear();
                        often.line(cpu, time, buffer, offset, length, line);
                    }
                }
                if (records[0] % FEW == 0) {
                    seldom[0] = new KernelText(reader.metadata());
                }
                records[0]++;
                line.clear();
                expected.clear();
                often.line(cpu, time, buffer, offset, length, line);
                seldom[0].line(cpu, time, buffer, offset, length, expected);
                if (!Arrays.equals(expected.toByteArray(), line.toByteArray())) {
                    assertEquals(name + " record " + records[0], expected.toString(), line.toString());
                }
            });
            assertTrue(name, records[0] > RECORDS);
        }
    }

    /** What a line begins with is kept: of short and long names, low and high CPUs, by thread, CPU and flags. */
    @Test
    public void shouldBeginLinesTheSameWhenThreadsComeAgain() throws Exception {
        Map<Integer, String> names = new HashMap<>();
        for (int pid = 1; pid < 200; pid++) {
            names.put(pid, "x".repeat(pid) + pid);
        }
        TraceMetadata nameless = metadata(ByteOrder.LITTLE_ENDIAN);
        KernelText text = new KernelText(new TraceMetadata(nameless.layout(), nameless.formats(), SYMBOLS,
                new SavedComms(names), PrintkFormats.NONE, TraceClock.LOCAL, nameless.kernel()));
        FlagLetters letters = new FlagLetters(nameless.kernel(), true);
        SplittableRandom random = new SplittableRandom(20261123);
        int[] cpus = { 0, 1, 12, 255, 256, 0xffff, 0x10000, 0x10001, 999_999 };
        for (int i = 0; i < 100_000; i++) {
            int pid = random.nextInt(200);
            int cpu = cpus[random.nextInt(cpus.length)];
            ByteBuffer record = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(4, pid)
                    .put(2, (byte) (1 << random.nextInt(8))).put(3, (byte) random.nextInt(4));
            byte[] flags = new byte[64];
            String shown = new String(flags, 0, letters.put(record.get(2) & 0xff, record.get(3), flags, 0),
                    StandardCharsets.ISO_8859_1);
            String task = "%16s-%-7d ".formatted(pid == 0 ? "<idle>" : names.getOrDefault(pid, ""), pid);
            String expected = task.substring(0, Math.min(task.length(), 128)) + "[%03d] ".formatted(cpu) + shown;
            TextBuffer line = new TextBuffer(64);
            text.head(cpu, 0, record, 0, 8, line);
            assertEquals("i=" + i, expected + "    0.000000: ", line.toString());
        }
    }

    /** The values of one record, as the kernel's printf has them. */
    @Test
    public void shouldPrintEachConversionWhenCompiled() throws Exception {
        TraceMetadata metadata = metadata(ByteOrder.LITTLE_ENDIAN);
        KernelText text = new KernelText(metadata);
        ByteBuffer record = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        record.putShort(0, (short) 7).put(8, (byte) 200).put(9, (byte) -3).putShort(10, (short) 0xbeef)
                .putShort(12, (short) -12345).putInt(16, -1).putInt(20, Integer.MIN_VALUE).putLong(24, -1)
                .putLong(32, Long.MIN_VALUE).put(40, "sixteen bytes ok".getBytes(StandardCharsets.ISO_8859_1))
                .put(FIXED, "/a/b".getBytes(StandardCharsets.ISO_8859_1)).putInt(56, 5 << 16 | FIXED)
                .putInt(64, 0xabcdef).putInt(72, 99_999_999).putLong(80, 0xffffffff81000104L).putInt(88, 14);
        String line = "";
        for (int i = 0; i < RECORDS; i++) {
            line = line(text, record, 1_234_567_891L);
        }
        assertEquals("          <idle>-0       [003] .....     1.234568: often: a=200 b=-3 c=beef d=-12345 e=4294967295"
                + " f=-2147483648 g=18446744073709551615 h=-9223372036854775808 comm=sixteen bytes ok path=/a/b"
                + " list=abcdef,99999999 at=short+0x4/0x100 ffffffff81000104 kind=a name of more than eight bytes"
                + " flags=B|C|0x8 padded=ffffffff,-2147483648 sum=197 A\n", line);
    }
}

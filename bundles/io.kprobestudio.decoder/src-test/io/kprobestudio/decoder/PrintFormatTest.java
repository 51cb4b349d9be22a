/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.Test;

import io.kprobestudio.decoder.internal.print.BodyCompiler;
import io.kprobestudio.testkit.KernelTruth;

/** What the kernel's print formats can say, each against what {@code lib/vsprintf.c} and the helpers make of it. */
public class PrintFormatTest {

    /** An event and one record of it, built field by field. */
    private static final class Sample {
        private final StringBuilder fields = new StringBuilder();
        private final ByteArrayOutputStream fixed = new ByteArrayOutputStream();
        private final ByteArrayOutputStream dynamic = new ByteArrayOutputStream();
        private final List<int[]> located = new ArrayList<>();
        private final boolean big;

        Sample(boolean big) {
            this.big = big;
            bytes(7, 2);
            bytes(0, 1);
            bytes(0, 1);
            bytes(100, 4);
        }

        Sample() {
            this(false);
        }

        private void bytes(long value, int size) {
            for (int i = 0; i < size; i++) {
                fixed.write((int) (value >>> 8 * (big ? size - 1 - i : i)));
            }
        }

        private void describe(String declaration, int size, boolean signed) {
            fields.append("\tfield:").append(declaration).append(";\toffset:").append(fixed.size()).append(";\tsize:")
                    .append(size).append(";\tsigned:").append(signed ? 1 : 0).append(";\n");
        }

        Sample number(String declaration, int size, boolean signed, long value) {
            describe(declaration, size, signed);
            bytes(value, size);
            return this;
        }

        Sample array(String declaration, int... values) {
            describe(declaration, values.length, false);
            for (int value : values) {
                fixed.write(value);
            }
            return this;
        }

        Sample located(String declaration, int... values) {
            describe(declaration, 4, false);
            located.add(new int[]{ fixed.size(), dynamic.size(), values.length });
            bytes(0, 4);
            for (int value : values) {
                dynamic.write(value);
            }
            return this;
        }

        Sample text(String name, String value) {
            return located("__data_loc char[] " + name, (value + "\0").chars().toArray());
        }

        /** The text of the event with this print format. */
        String print(String format, String kernel, KernelSymbols symbols, PrintkFormats printk) throws Exception {
            ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            byte[] head = fixed.toByteArray();
            ByteBuffer record = ByteBuffer.allocate(head.length + dynamic.size()).order(order);
            record.put(head).put(dynamic.toByteArray());
            for (int[] entry : located) {
                record.putInt(entry[0], entry[2] << 16 | head.length + entry[1]);
            }
            EventFormat event = EventFormat.parse("test", "name: e\nID: 7\nformat:\n"
                    + "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
                    + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
                    + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
                    + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n" + fields + "\nprint fmt: " + format);
            TraceMetadata metadata = new TraceMetadata(PageLayout.of(8, 4096, order), FormatCatalog.of(List.of(event)),
                    symbols, SavedComms.NONE, printk, TraceClock.LOCAL, KernelVersion.parse(kernel));
            TextBuffer out = new TextBuffer(64);
            new KernelText(metadata).body(record, 0, record.capacity(), out);
            String text = out.toString();
            assertTrue(text, text.startsWith("e: ") && text.endsWith("\n"));
            return text.substring(3, text.length() - 1);
        }

        String print(String format) throws Exception {
            return print(format, "Linux x 6.1.0 x86_64", KernelSymbols.NONE, PrintkFormats.NONE);
        }
    }

    private static Sample numbers() {
        return new Sample().number("int i", 4, true, -5).number("unsigned int u", 4, false, 0xfffffffbL)
                .number("u8 b", 1, false, 0xfe).number("s16 h", 2, true, -2).number("u64 q", 8, false, -1)
                .number("int zero", 4, true, 0).number("long l", 8, true, 1234567890123L);
    }

    @Test
    public void shouldConvertAsTheKernelDoesWhenNumbersArePrinted() throws Exception {
        String format = "\"%d|%u|%x|%#x|%#x|%08x|%-6d|%6d|%06d|%+d|%o|%#o|%hhd|%hu|%lu|%llu|%lld|%X|%.3d|%c\", "
                + "REC->i, REC->i, REC->i, REC->u, REC->zero, REC->b, REC->h, REC->h, REC->h, REC->b, REC->b, REC->b, "
                + "REC->b, REC->h, REC->q, REC->q, REC->q, REC->b, REC->zero, 'A'";
        assertEquals("-5|4294967291|fffffffb|0xfffffffb|0x0|000000fe|-2    |    -2|-00002|+254|376|0376|-2|65534|"
                + "18446744073709551615|18446744073709551615|-1|FE|000|A", numbers().print(format));
    }

    @Test
    public void shouldComputeAsCDoesWhenExpressionsMixTypes() throws Exception {
        Map<String, String> cases = Map.ofEntries(Map.entry("REC->i / 2", "-2"), Map.entry("REC->i % 3", "-2"),
                Map.entry("REC->i >> 1", "-3"), Map.entry("REC->u > 5", "1"), Map.entry("REC->i < 1U", "0"),
                Map.entry("REC->i < 1", "1"), Map.entry("(u8)REC->i", "251"), Map.entry("(s8)REC->b", "-2"),
                Map.entry("REC->b << 4", "4064"), Map.entry("~REC->b & 0xff", "1"), Map.entry("!REC->zero", "1"),
                Map.entry("REC->zero ?: 42", "42"), Map.entry("REC->i == -5 && REC->b", "1"),
                Map.entry("REC->zero || 0", "0"), Map.entry("sizeof(u64) + sizeof(REC->b)", "9"),
                Map.entry("((1 + 2) * 3 - 4) ^ 0x10", "21"), Map.entry("REC->l & 0xff", "203"),
                Map.entry("({ int a = REC->b; int c = 3; (a < c ? a : c); })", "3"),
                Map.entry("__builtin_expect(!!(REC->i), 1)", "1"), Map.entry("10 / REC->zero", "0"),
                Map.entry("(int)(REC->q >> 32)", "-1"), Map.entry("010 + 0x10 + 0b11", "27"));
        for (Map.Entry<String, String> entry : cases.entrySet()) {
            assertEquals(entry.getKey(), entry.getValue(), numbers().print("\"%d\", " + entry.getKey()));
        }
    }

    @Test
    public void shouldPrintFlagsAndSymbolsWhenValuesHaveNames() throws Exception {
        Sample sample = new Sample().number("u32 f", 4, false, 0x15).number("int s", 4, true, 2).number("int t", 4,
                true, 9);
        assertEquals("A|C|0x10 two 0x9 none", sample.print("\"%s %s %s %s\", "
                + "__print_flags(REC->f, \"|\", {0x1, \"A\"}, {0x2, \"B\"}, {(1 << 2), \"C\"}), "
                + "__print_symbolic(REC->s, {1, \"one\"}, {2, \"two\"}), __print_symbolic(REC->t, {1, \"one\"}), "
                + "0 ? __print_flags(REC->f, \"\", {1, \"x\"}) : \"none\""));
        assertEquals("IDLE 0x2", new Sample().number("int c", 4, true, 3).number("int d", 4, true, 2)
                .print("\"%s %s\", __print_symbolic(REC->c, { IOPRIO_CLASS_IDLE, \"IDLE\" }), "
                        + "__print_symbolic(REC->d, {2, \"\"}, {2, \"later\"})"));
    }

    @Test
    public void shouldPrintBytesWhenHelpersTakeThem() throws Exception {
        Sample sample = new Sample().located("__data_loc u8[] buf", 1, 0xab, 0xff, 0).located("__data_loc u16[] w", 1,
                0, 2, 1);
        assertEquals("01 ab ff 00|01abff00|{0x1,0xab,0xff,0x0}|{0x1,0x102}|4|01 ab|01:ab:ff", sample.print(
                "\"%s|%s|%s|%s|%d|%*ph|%3phC\", __print_hex(__get_dynamic_array(buf), __get_dynamic_array_len(buf)), "
                        + "__print_hex_str(__get_dynamic_array(buf), 4), __print_array(__get_dynamic_array(buf), 4, 1), "
                        + "__print_array(__get_dynamic_array(w), __get_dynamic_array_len(w) / sizeof(u16), sizeof(u16)), "
                        + "__get_dynamic_array_len(buf), 2, __get_dynamic_array(buf), __get_dynamic_array(buf)"));
        Sample mask = new Sample().located("__data_loc unsigned long[] m", 0x0f, 0, 0, 0, 1, 0, 0, 0);
        assertEquals("00000001,0000000f 0-3,32",
                mask.print("\"%s %*pbl\", __get_bitmask(m), 64, __get_dynamic_array(m)"));
    }

    @Test
    public void shouldPrintAddressesWhenPointersHaveExtensions() throws Exception {
        Sample sample = new Sample().array("__u8 v4[4]", 192, 168, 0, 10)
                .array("__u8 v6[16]", 0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
                .array("unsigned char mac[6]", 0, 0x1b, 0x21, 0xaa, 0xbb, 0xcc)
                .array("__u8 uuid[16]", 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
                .array("__u8 sa[28]", 2, 0, 0x1f, 0x90, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                        0, 0, 0);
        assertEquals("192.168.0.10 192.168.000.010 2001:db8::1 2001:0db8:0000:0000:0000:0000:0000:0001 "
                + "00:1b:21:aa:bb:cc 001b21aabbcc 00010203-0405-0607-0809-0a0b0c0d0e0f "
                + "03020100-0504-0706-0809-0A0B0C0D0E0F 127.0.0.1:8080",
                sample.print("\"%pI4 %pi4 %pI6c %pI6 %pM %pm %pU %pUL %pISpc\", REC->v4, REC->v4, REC->v6, REC->v6, "
                        + "REC->mac, REC->mac, REC->uuid, REC->uuid, REC->sa"));
        Sample mapped = new Sample().array("__u8 a[16]", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 1)
                .array("__u8 b[16]", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertEquals("::ffff:10.0.0.1 ::", mapped.print("\"%pI6c %pI6c\", REC->a, REC->b"));
    }

    @Test
    public void shouldPrintSymbolsWhenAddressesAreKnown() throws Exception {
        KernelSymbols symbols = KernelSymbols.parse(("ffffffff81000000 T _stext\nffffffff81000100 T first\n"
                + "ffffffff81000100 t alias\nffffffff81000180 T second\nffffffff81100000 B _end\n"
                + "ffffffffa0000000 t $a\t[mod]\nffffffffa0000010 t inside\t[mod]\nffffffffa0000040 t after\t[mod]\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        Sample sample = new Sample().number("void * p", 8, false, 0xffffffff81000110L)
                .number("unsigned long m", 8, false, 0xffffffffa0000014L).number("void * user", 8, false, 0x401000)
                .number("void * null", 8, false, 0);
        assertEquals("first+0x10/0x80 first inside+0x4/0x30 [mod] inside [mod] 0x401000 ffffffff81000110 "
                + "0000000000000000 0x0",
                sample.print("\"%pS %ps %pS %ps %pS %p %p %ps\", REC->p, REC->p, (void *)REC->m, (void *)REC->m, "
                        + "REC->user, REC->p, REC->null, REC->null", "Linux x 6.1.0 x86_64", symbols,
                        PrintkFormats.NONE));
        assertEquals("          (null) ffffffff81000110", sample.print("\"%p %p\", REC->null, REC->p",
                "Linux x 3.14.0 x86_64", symbols, PrintkFormats.NONE));
    }

    @Test
    public void shouldPrintTextWhenItIsRecordedOrNamedByAddress() throws Exception {
        Sample sample = new Sample().text("s", "hello").array("char comm[8]", 'a', 'b', 0, 'x', 0, 0, 0, 0)
                .number("const char * name", 8, false, 0x1234).number("char * null", 8, false, 0);
        assertEquals("hello[  hello][hello  ][hel] ab tick (null) h",
                sample.print("\"%s[%7s][%-7s][%.3s] %s %s %s %c\", __get_str(s), __get_str(s), __get_str(s), "
                        + "__get_str(s), REC->comm, REC->name, REC->null, __get_str(s)[0]", "Linux x 6.1.0 x86_64",
                        KernelSymbols.NONE, new PrintkFormats(Map.of(0x1234L, "tick"))));
    }

    @Test
    public void shouldFindTheEndOfTheTextWhenQuotesAndNewlinesStandInIt() throws Exception {
        Sample sample = new Sample().text("s", "x").number("int n", 4, true, 3);
        assertEquals("name=\"x\", n=3", sample.print("\"name=\"%s\", n=%d\", __get_str(s), REC->n"));
        assertEquals("a\nb 3", sample.print("\"a\nb %d\", REC->n"));
        assertEquals("one two 3", sample.print("\"one \" \"two %d\", REC->n"));
        assertEquals("100% x", sample.print("\"100%% %s\", __get_str(s)"));
    }

    @Test
    public void shouldTellOneValueApartWhenItCannotBeKnown() throws Exception {
        Sample sample = new Sample().number("unsigned long pfn", 8, false, 16).number("int n", 4, true, 3);
        assertEquals("page=(unknown name mem_map) pfn=0x10 n=3",
                sample.print("\"page=%p pfn=0x%lx n=%d\", (mem_map + (REC->pfn)), REC->pfn, REC->n"));
    }

    @Test
    public void shouldReadBigEndianRecordsWhenTheKernelIs() throws Exception {
        Sample sample = new Sample(true).number("u32 u", 4, false, 0x12345678).number("u16 h", 2, false, 0xabcd)
                .text("s", "deep and longer than eight");
        assertEquals("12345678 abcd 78 deep and longer than eight",
                sample.print("\"%x %x %x %s\", REC->u, REC->h, (u8)REC->u, __get_str(s)"));
    }

    /** What is left is about memory that was not recorded, or functions of drivers that no board here has. */
    @Test
    public void shouldUnderstandAllFormatsButTheNamedOnesWhenKernelsAreReal() throws Exception {
        Set<String> systems = new TreeSet<>();
        int formats = 0;
        for (String name : KernelTruth.names("recordings")) {
            TraceMetadata metadata = RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN)
                    .metadata();
            BodyCompiler compiler = new BodyCompiler(metadata);
            for (EventFormat format : metadata.formats().all()) {
                formats++;
                for (String complaint : compiler.complaints(format)) {
                    if (!complaint.matches("unknown name (mem_map|vmemmap_base|jiffies)|size of struct page")) {
                        systems.add(format.system());
                    }
                }
            }
        }
        assertTrue("formats=" + formats, formats > 10_000);
        assertEquals(Set.of("intel_iommu", "nvme", "scsi", "sock", "xen"), systems);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** Lines of {@code kallsyms}, of 64 and 32 bits, of modules, and of no shape that the kernel writes. */
public class KernelSymbolsTest {

    private static KernelSymbols symbols(String text) {
        return KernelSymbols.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static final String WIDE = """
            ffffffff81000000 T _stext
            ffffffff81000010 t a
            ffffffff81000020 T exactly8
            ffffffff81000030 T with.a.suffix.123
            ffffffff81000040 B _end
            ffffffffc0000000 t inside\t[module_of]
            ffffffffc0000040 t later\t[module_of]
            """;

    /** 64 bits. */
    @Test
    public void shouldFindSymbolsWhenAddressesAreWide() {
        KernelSymbols symbols = symbols(WIDE);
        assertEquals(7, symbols.size());
        assertEquals("a+0x1/0x10", String.valueOf(symbols.lookup(0xffffffff81000011L)));
        assertEquals("exactly8+0x0/0x10", String.valueOf(symbols.lookup(0xffffffff81000020L)));
        assertEquals("with.a.suffix.123+0xf/0x10", String.valueOf(symbols.lookup(0xffffffff8100003fL)));
        assertEquals("inside+0x8/0x40 [module_of]", String.valueOf(symbols.lookup(0xffffffffc0000008L)));
        assertNull(symbols.lookup(0xffffffff81000040L));
    }

    /** The last line may lack its newline, wherever the text ends. */
    @Test
    public void shouldFindTheLastSymbolWhenTheTextIsCutOff() {
        for (int extra = 0; extra < 20; extra++) {
            String name = "n".repeat(1 + extra);
            KernelSymbols symbols = symbols("ffffffff81000000 T first\nffffffff81000010 T " + name);
            assertEquals(2, symbols.size());
            assertEquals(0xffffffff81000010L, symbols.address(name).orElseThrow());
        }
    }

    /** 32 bits. */
    @Test
    public void shouldFindSymbolsWhenAddressesAreNarrow() {
        KernelSymbols symbols = symbols("""
                c0100000 T _stext
                c0100100 T do_it
                c0100200 T _end
                bf000000 t in_module\t[m]
                """);
        assertEquals(4, symbols.size());
        assertEquals("do_it+0x4/0x100", String.valueOf(symbols.lookup(0xc0100104L)));
        assertEquals("in_module+0x0/0x1000 [m]", String.valueOf(symbols.lookup(0xbf000000L)));
    }

    /** Upper case reads as well; a line that has no address or no name is left out. */
    @Test
    public void shouldLeaveLinesOutWhenTheyHaveAnotherShape() {
        KernelSymbols symbols = symbols("""
                FFFFFFFF81000000 T upper
                gfffffff81000010 T no_digit
                ffffffff8100002g T no_digit_at_the_end
                ffffffff81000030 T\s

                ffffffff81000040Tnothing
                ffffffff81000050 T good
                """);
        assertEquals(0xffffffff81000000L, symbols.address("upper").orElseThrow());
        assertEquals(0xffffffff81000050L, symbols.address("good").orElseThrow());
        assertEquals(2, symbols.size());
    }

    /** The text is halved for a few addresses: the tables of all symbols say the same, of each recorded kernel. */
    @Test
    public void shouldFindTheSameInTheTextAndInTablesWhenAKernelWroteIt() throws IOException {
        int certain = 0;
        for (String kernel : List.of("amd64-7.2", "arm64-7.2", "imx6-3.14", "imx6-7.2")) {
            byte[] text = Files.readAllBytes(KernelTruth.description(kernel).resolve("kallsyms"));
            KernelSymbols tables = KernelSymbols.parse(text);
            tables.size();
            KernelLines lines = new KernelLines(text);
            String[] rows = new String(text, StandardCharsets.ISO_8859_1).split("\n");
            Random random = new Random(7);
            for (int i = 0; i < 20_000; i++) {
                String row = rows[random.nextInt(rows.length)];
                long address = Long.parseUnsignedLong(row.substring(0, row.indexOf(' ')), 16) + random.nextInt(9) - 4;
                KernelSymbols.Symbol found = lines.lookup(address);
                if (found != null) {
                    certain++;
                    assertEquals(kernel + " " + Long.toHexString(address), tables.lookup(address), found);
                }
            }
        }
        assertTrue("certain=" + certain, certain > 50_000);
    }

    /** Lines out of order, or none of the borders: the text is not trusted, the tables answer. */
    @Test
    public void shouldAnswerFromTablesWhenTheTextIsNotInOrder() {
        KernelSymbols symbols = symbols("""
                ffffffff81000000 T _stext
                ffffffff81000030 T third
                ffffffff81000020 T second
                ffffffff81000010 T first
                ffffffff81000040 B _end
                """);
        assertEquals("first+0x1/0x10", String.valueOf(symbols.lookup(0xffffffff81000011L)));
        assertEquals("second+0x1/0x10", String.valueOf(symbols.lookup(0xffffffff81000021L)));
        assertEquals("third+0x1/0x10", String.valueOf(symbols.lookup(0xffffffff81000031L)));
    }

    /** Of several symbols at one address the first listed has it, even one before {@code _stext}. */
    @Test
    public void shouldNameTheFirstWhenSeveralShareAnAddress() {
        KernelSymbols symbols = symbols("""
                ffffffff81000000 T before
                ffffffff81000000 T _stext
                ffffffff81000010 T a
                ffffffff81000010 T b
                ffffffff81000020 B _end
                """);
        assertEquals("before+0x3/0x10", String.valueOf(symbols.lookup(0xffffffff81000003L)));
        assertEquals("a+0x3/0x10", String.valueOf(symbols.lookup(0xffffffff81000013L)));
    }
}

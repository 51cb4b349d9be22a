/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

import org.junit.Test;

import io.kprobestudio.decoder.KernelValues;
import io.kprobestudio.testkit.KernelTruth;

/** Where the kernel's pages are listed, from lines that the kernel printed. */
public class PagePointersTest {

    @Test
    public void shouldFindTheArrayWhenTheKernelPrintedSomePages() throws Exception {
        for (String name : List.of("imx6-6.1-mix", "imx6-7.2-overrun")) {
            String trace = Files.readString(KernelTruth.recording(name).resolve("trace.txt"),
                    StandardCharsets.ISO_8859_1);
            long base = name.contains("6.1") ? 0xef4b8000L : 0xef498700L;
            assertEquals(Map.of("mem_map", base, "sizeof(struct page)", 36L, "__pv_phys_pfn_offset", 0L),
                    PagePointers.solve("mem_map", trace).byName());
        }
    }

    @Test
    public void shouldReadDecimalPageNumbersWhenTheKernelIsOlder() {
        assertEquals(
                Map.of("vmemmap_base", 0xffffea0000000000L, "sizeof(struct page)", 64L, "__pv_phys_pfn_offset", 0L),
                PagePointers.solve("vmemmap_base", """
                        a: page=ffffea0000000040 pfn=1 order=0
                        a: page=00000000ffffea00 pfn=x order=0
                        a: page=ffffea0000000400 pfn=16 order=0
                        a: page=0xffffea0000004000 pfn=0x100 order=0
                        """).byName());
    }

    @Test
    public void shouldClaimNothingWhenPointersAreHashedOrFew() {
        assertEquals(KernelValues.NONE, PagePointers.solve("mem_map", """
                a: page=3f6b51a2 pfn=0x100 order=0
                a: page=a96d2d4e pfn=0x101 order=0
                a: page=5e1fbb05 pfn=0x180 order=0
                """));
        assertEquals(KernelValues.NONE, PagePointers.solve("mem_map", """
                a: page=ef732a40 pfn=0x11a10 order=0
                a: page=ef732b60 pfn=0x11a18 order=0
                """));
        assertEquals(KernelValues.NONE, PagePointers.solve("mem_map", ""));
    }
}

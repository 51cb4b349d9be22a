/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import org.junit.Test;

/** What is said of pieces of lines. */
public class ExplanationsTest {
    private static Judge recorded(String kernel) {
        try {
            Description description = Description.load(KernelTruth.description(kernel));
            return new Judge(Dialect.of(description), description);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String at(String kernel, String line, String piece) {
        Judge judge = recorded(kernel);
        return new Explanations(judge).at(DefinitionFile.of(judge, line).lines().get(0), line.indexOf(piece))
                .map(Explanations.Explained::text).orElse("");
    }

    @Test
    public void shouldSayEachStepWhenArgumentIsFetched() {
        String line = "p:open do_sys_openat2 path=+0(%r1):ustring flags=+8(+0(%r2)):x8 low=%r3:b3@1/8 w=-4(%sp):u8[3]";
        assertEquals("""
                path: ustring, text in user memory
                  1. register r1, second argument
                  2. the text in user memory at that is recorded
                In the record at offset 12, 4 bytes""", at("imx6-6.1", line, "path"));
        assertEquals("""
                flags: x8, 1 byte, printed in hex
                  1. register r2, third argument
                  2. the word in memory at that
                  3. 1 byte in memory at that + 8 are recorded
                In the record at offset 16, 1 byte""", at("imx6-6.1", line, "+8"));
        assertEquals("""
                low: u8, 1 byte, unsigned
                  1. register r3, fourth argument
                  2. 1 byte of it are recorded
                  3. 3 bits of it, from bit 1 on
                In the record at offset 17, 1 byte""", at("imx6-6.1", line, "b3@1"));
        assertTrue(at("imx6-6.1", line, "w=-4"), at("imx6-6.1", line, "w=-4").endsWith("""

                  2. 1 byte in memory at that - 4 are recorded
                  3. the same 3 times, one behind the other
                In the record at offset 18, 3 bytes"""));
    }

    @Test
    public void shouldSayWhatTheRecordHoldsWhenEventIsLookedAt() {
        assertEquals("""
                Probe: hit when the instruction at its place is reached
                Event kprobes/open
                Record of 16 bytes and the texts behind, offset and size:
                     8   4  unsigned long __probe_ip
                    12   4  __data_loc char[] path""",
                at("imx6-6.1", "p:open do_sys_openat2 path=+0(%r1):ustring", "open"));
        assertTrue(at("imx6-6.1", "r7 vfs_read", "r7").startsWith("""
                Return probe: hit when the function returns; 7 calls may be pending
                Event kprobes/r_vfs_read_0 (the kernel chose the name)
                """));
    }

    @Test
    public void shouldSayWhatAPlaceIsWhenTheKernelIsKnown() {
        String told = at("amd64-7.2", "p:x vfs_read+4 a=%di", "vfs_read");
        assertTrue(told, told.startsWith("""
                ssize_t vfs_read(struct file *file, char *buf, size_t count, loff_t *pos)
                in the kernel at 0xffffffff"""));
        assertTrue(told, told.contains("\n4 bytes behind its begin"));
        assertTrue(at("imx6-6.1", "p:x 0x80101000", "0x8").startsWith("Address 0x80101000"));
    }

    @Test
    public void shouldSayNothingWhenThereIsNothingToSay() {
        assertEquals("", at("imx6-6.1", "# p:x vfs_read", "vfs"));
        assertEquals("", at("imx6-6.1", "p:x vfs_read # why", "why"));
        assertEquals("", at("imx6-6.1", "p:x", "x"));
    }
}

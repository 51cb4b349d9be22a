/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;

import io.kprobestudio.testkit.KernelTruth;
import java.nio.ByteBuffer;
import org.junit.Test;

/** How lines begin on kernels that nobody recorded, from their kernel/trace/trace_output.c. */
public class OlderLinesTest {
    private static final TraceMetadata RECORDED = metadata();

    private static TraceMetadata metadata() {
        try {
            return RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN).metadata();
        } catch (Exception e) {
            throw new IllegalStateException("imx6-6.1-kp", e);
        }
    }

    /** The line's begin for a task of number 133, with these flags and two levels of preemption. */
    private static String head(String uname, int flags) {
        TraceMetadata metadata = new TraceMetadata(RECORDED.layout(), RECORDED.formats(), RECORDED.symbols(),
                RECORDED.comms(), RECORDED.printk(), RECORDED.clock(), KernelVersion.parse(uname));
        EventFormat format = metadata.formats().byName("ftrace", "function").orElseThrow();
        ByteBuffer record = ByteBuffer.allocate(16).order(metadata.layout().order());
        record.putShort((short) format.id()).put((byte) flags).put((byte) 0x12).putInt(133).putInt(0).putInt(0);
        TextBuffer out = new TextBuffer(64);
        new KernelText(metadata).line(2, 710_228_489_500L, record, 0, record.capacity(), out);
        String line = out.toString();
        return line.substring(line.indexOf('-'), line.indexOf(" 710."));
    }

    /** trace_print_context: "Make the space reserved for the pid wider". */
    @Test
    public void shouldReserveSevenPlacesForATaskWhenFrom59() {
        assertEquals("-133   [002] d..12  ", head("Linux b 4.19.191 #1 SMP armv7l", 1));
        assertEquals("-133   [002] d..12  ", head("Linux b 5.4.69 #1 SMP armv7l", 1));
        assertEquals("-133     [002] d..12  ", head("Linux b 5.4.70 #1 SMP armv7l", 1));
        assertEquals("-133   [002] d..12  ", head("Linux b 5.4.0-2-armmp #1 SMP Debian 5.4.13-1 armv7l", 1));
        assertEquals("-133     [002] d..12  ", head("Linux b 5.9.0 #1 SMP armv7l", 1));
    }

    /** trace_print_lat_fmt of 3.6 and 3.10: one letter for a task that is waiting. */
    @Test
    public void shouldHaveOneLetterForAWaitingTaskWhenBefore313() {
        assertEquals("-133   [002] dN.12  ", head("Linux b 3.10.72 #1 SMP armv7l", 0x05));
        assertEquals("-133   [002] dn.12  ", head("Linux b 3.14.79 #1 SMP armv7l", 0x05));
        assertEquals("-133   [002] dN.12  ", head("Linux b 3.14.79 #1 SMP armv7l", 0x25));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.FetchStep;
import org.eclipse.jdt.annotation.Nullable;

/** {@code bWIDTH@OFFSET/CONTAINER} (__parse_bitfield_probe_arg in kernel/trace/trace_probe.c). */
record BitField(FetchStep.BitField step) {
    /**
     * Reads a bit field.
     *
     * @param name the type as written
     * @param size bytes of the container
     * @param wordBits bits of the machine's word, which width and offset are cut to
     * @return null when it is refused
     */
    static @Nullable BitField parse(String name, int size, int wordBits) {
        byte[] text = Bytes.of(name);
        long mask = wordBits == 32 ? 0xffffffffL : -1L;
        int widthEnd = KernelNumber.lenientEnd(text, 1, text.length);
        long width = KernelNumber.lenientValue(text, 1, widthEnd) & mask;
        if (width == 0 || widthEnd >= text.length || text[widthEnd] != '@') {
            return null;
        }
        int offsetEnd = KernelNumber.lenientEnd(text, widthEnd + 1, text.length);
        if (offsetEnd == widthEnd + 1 || offsetEnd >= text.length || text[offsetEnd] != '/') {
            return null;
        }
        long offset = KernelNumber.lenientValue(text, widthEnd + 1, offsetEnd) & mask;
        int bits = size * 8;
        if (Long.compareUnsigned(bits, width + offset & mask) < 0) {
            return null;
        }
        return new BitField(new FetchStep.BitField(size, (int) (bits - (width + offset)), (int) (bits - width)));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.charset.StandardCharsets;

/**
 * Hides where things are in a kernel's memory: numbers that lie in its address range are shown as the kernel shows a
 * pointer that it keeps secret. Symbols with offsets stay: they tell nothing of where the kernel was loaded. Addresses of
 * processes stay too. Immutable, thread-safe.
 */
public final class Redaction {

    /** What stands where an address was. */
    public static final String HIDDEN = "(____ptrval____)";

    private static final byte[] HIDDEN_BYTES = HIDDEN.getBytes(StandardCharsets.US_ASCII);
    /** The last page holds error numbers, never addresses. */
    private static final long LAST_PAGE = 4096;
    private static final long KERNEL_64 = 0xffff000000000000L;
    /** Modules of a 32-bit ARM kernel lie that far below the border to the processes' memory. */
    private static final long MODULES_32 = 16L << 20;
    /** The lowest border that 32-bit kernels are built with, where the symbols do not tell. */
    private static final long LOWEST_BORDER_32 = 0x40000000L;

    private final long from;
    private final long to;

    private Redaction(long from, long to) {
        this.from = from;
        this.to = to;
    }

    /** What a kernel's addresses are. */
    public static Redaction of(TraceMetadata metadata) {
        if (metadata.layout().wordSize() == Long.BYTES) {
            return new Redaction(KERNEL_64, -LAST_PAGE);
        }
        long text = metadata.symbols().address("_stext").orElse(2 * LOWEST_BORDER_32);
        long border = text / LOWEST_BORDER_32 * LOWEST_BORDER_32;
        return new Redaction(border - MODULES_32, (1L << Integer.SIZE) - LAST_PAGE);
    }

    /** Whether a number, taken as unsigned, is an address of the kernel. */
    public boolean isAddress(long number) {
        return Long.compareUnsigned(number, from) >= 0 && Long.compareUnsigned(number, to) < 0;
    }

    /** The text with its addresses hidden, whether they are written in hexadecimal or decimal. */
    public String text(String text) {
        TextBuffer in = new TextBuffer(text.length() + 16);
        in.put(text);
        TextBuffer out = new TextBuffer(text.length() + 32);
        text(in, 0, out);
        return out.toString();
    }

    /** Appends the text from an offset on with its addresses hidden. */
    void text(TextBuffer in, int offset, TextBuffer out) {
        byte[] bytes = in.array();
        int end = in.size();
        int at = offset;
        while (at < end) {
            if (!isWord(bytes[at])) {
                out.put(bytes[at++]);
                continue;
            }
            int begin = at;
            while (at < end && isWord(bytes[at])) {
                at++;
            }
            boolean negative = begin > offset && bytes[begin - 1] == '-';
            if (isAddress(bytes, begin, at, negative)) {
                out.put(HIDDEN_BYTES);
            } else {
                out.put(bytes, begin, at - begin);
            }
        }
    }

    private boolean isAddress(byte[] bytes, int begin, int end, boolean negative) {
        boolean prefixed = end - begin > 2 && bytes[begin] == '0' && (bytes[begin + 1] | 0x20) == 'x';
        int first = prefixed ? begin + 2 : begin;
        boolean decimal = !prefixed;
        long hexadecimal = 0;
        long tens = 0;
        int digits = 0;
        for (int i = first; i < end; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return false;
            }
            if (digits > 0 || digit != 0) {
                digits++;
            }
            decimal &= digit < 10;
            hexadecimal = hexadecimal << 4 | digit;
            tens = 10 * tens + digit;
        }
        if (digits > 20) {
            return false;
        }
        return digits <= 16 && isAddress(hexadecimal) || decimal && !negative && digits >= 9 && isAddress(tens);
    }

    private static boolean isWord(int b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
    }
}

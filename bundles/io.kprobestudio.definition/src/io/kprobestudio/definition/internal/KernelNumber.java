/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Errno;

/**
 * Numbers as the kernel reads them (lib/kstrtox.c): a sign where allowed, {@code 0x} and {@code 0} prefixes, nothing
 * behind but a newline. Also says how far a lenient reading gets.
 *
 * @param error {@link Errno#OK}, {@code EINVAL} for what is no number, or {@code ERANGE} for one that does not fit
 * @param value the number, 0 on errors
 */
record KernelNumber(Errno error, long value) {
    private static final KernelNumber INVALID = new KernelNumber(Errno.EINVAL, 0);
    private static final KernelNumber RANGE = new KernelNumber(Errno.ERANGE, 0);

    boolean ok() {
        return error == Errno.OK;
    }

    /** {@code kstrtoul}: an unsigned number of the machine's word, a plus sign allowed. Base 0 or 10. */
    static KernelNumber unsigned(byte[] text, int from, int to, int base, int bits) {
        int start = from < to && text[from] == '+' ? from + 1 : from;
        KernelNumber number = magnitude(text, start, to, base);
        return number.ok() && bits < 64 && number.value >>> bits != 0 ? RANGE : number;
    }

    /** {@code kstrtol}: a signed number of the machine's word. */
    static KernelNumber signed(byte[] text, int from, int to, int bits) {
        boolean negative = from < to && text[from] == '-';
        KernelNumber number = negative ? magnitude(text, from + 1, to, 0) : unsigned(text, from, to, 0, 64);
        if (!number.ok()) {
            return number;
        }
        long value = negative ? -number.value : number.value;
        if (negative ? value > 0 : value < 0) {
            return RANGE;
        }
        return bits == 32 && value != (int) value ? RANGE : new KernelNumber(Errno.OK, value);
    }

    private static KernelNumber magnitude(byte[] text, int from, int to, int base) {
        int radix = base;
        int at = from;
        if (base == 0) {
            radix = radixAt(text, from, to);
            at = radix == 16 ? from + 2 : from;
        }
        int begin = at;
        long value = 0;
        boolean overflow = false;
        while (at < to) {
            int digit = Ctype.hexDigit(text[at]);
            if (digit < 0 || digit >= radix) {
                break;
            }
            if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0) {
                overflow = true;
            }
            value = value * radix + digit;
            at++;
        }
        if (overflow) {
            return RANGE;
        }
        if (at == begin) {
            return INVALID;
        }
        if (at < to && text[at] == '\n') {
            at++;
        }
        return at < to ? INVALID : new KernelNumber(Errno.OK, value);
    }

    private static int radixAt(byte[] text, int from, int to) {
        if (from >= to || text[from] != '0') {
            return 10;
        }
        boolean hex = from + 2 < to && (text[from + 1] | 0x20) == 'x' && Ctype.hexDigit(text[from + 2]) >= 0;
        return hex ? 16 : 8;
    }

    /** Where {@code simple_strtoul} with base 0 stops: at {@code from} where there is no digit. */
    static int lenientEnd(byte[] text, int from, int to) {
        int radix = radixAt(text, from, to);
        int at = radix == 16 ? from + 2 : from;
        while (at < to) {
            int digit = Ctype.hexDigit(text[at]);
            if (digit < 0 || digit >= radix) {
                break;
            }
            at++;
        }
        return at;
    }

    /** What {@code simple_strtoul} with base 0 reads up to there, cut to 64 bits. */
    static long lenientValue(byte[] text, int from, int end) {
        int radix = radixAt(text, from, end);
        long value = 0;
        for (int at = radix == 16 ? from + 2 : from; at < end; at++) {
            value = value * radix + Ctype.hexDigit(text[at]);
        }
        return value;
    }
}

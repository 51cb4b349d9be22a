/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import io.kprobestudio.decoder.TextBuffer;

/** Numbers as {@code number()} of {@code lib/vsprintf.c} prints them. */
final class NumberText {

    private NumberText() {
    }

    /**
     * @param value     extended to 64 bits
     * @param base      8, 10 or 16
     * @param signed    whether the value may be negative
     * @param flags     of {@code - + # 0} and blank
     * @param width     -1 for none
     * @param precision -1 for none
     */
    static void put(TextBuffer out, long value, int base, boolean signed, boolean upper, String flags, int width,
            int precision) {
        boolean left = flags.indexOf('-') >= 0;
        boolean zero = flags.indexOf('0') >= 0 && !left;
        boolean special = flags.indexOf('#') >= 0 && base != 10;
        int room = width;
        char sign = 0;
        long number = value;
        if (signed) {
            if (number < 0) {
                sign = '-';
                number = -number;
            } else if (flags.indexOf('+') >= 0) {
                sign = '+';
            } else if (flags.indexOf(' ') >= 0) {
                sign = ' ';
            }
            if (sign != 0) {
                room--;
            }
        }
        if (special) {
            room -= base == 16 ? 2 : number != 0 ? 1 : 0;
        }
        int digits = digits(number, base);
        if (precision < 0 && !special && sign == 0 && !left && base != 8 && !upper) {
            out.ensure(Math.max(room, 0) + 32);
            int at = out.size();
            byte[] to = out.array();
            byte pad = (byte) (zero ? '0' : ' ');
            for (int missing = room - digits; missing > 0; missing--) {
                to[at++] = pad;
            }
            out.setSize(base == 10 ? Digits.unsigned(to, at, number) : Digits.hex(to, at, number, digits));
            return;
        }
        int shown = Math.max(digits, precision);
        room -= shown;
        if (!left && !zero) {
            out.fill(' ', room);
            room = 0;
        }
        if (sign != 0) {
            out.put(sign);
        }
        if (special && (base == 16 || number != 0)) {
            out.put('0');
            if (base == 16) {
                out.put(upper ? 'X' : 'x');
            }
        }
        if (!left && zero) {
            out.fill('0', room);
            room = 0;
        }
        out.fill('0', shown - digits);
        digits(out, number, base, digits, upper);
        out.fill(' ', room);
    }

    private static int digits(long number, int base) {
        return switch (base) {
        case 16 -> number == 0 ? 1 : 67 - Long.numberOfLeadingZeros(number) >>> 2;
        case 8 -> number == 0 ? 1 : (66 - Long.numberOfLeadingZeros(number)) / 3;
        default -> Digits.count(number);
        };
    }

    private static void digits(TextBuffer out, long number, int base, int digits, boolean upper) {
        if (base == 10) {
            out.putUnsigned(number);
        } else if (base == 8) {
            for (int i = digits - 1; i >= 0; i--) {
                out.put('0' + (int) (number >>> 3 * i & 7));
            }
        } else if (upper) {
            for (int i = digits - 1; i >= 0; i--) {
                out.put(Character.toUpperCase(Character.forDigit((int) (number >>> 4 * i & 15), 16)));
            }
        } else {
            out.putHexDigits(number, digits);
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

import org.junit.Test;

/** Numbers, beside what Java's own library makes of them. */
public class DigitsTest {

    private final byte[] to = new byte[64];

    private String text(int end) {
        return new String(to, 3, end - 3, StandardCharsets.ISO_8859_1);
    }

    private void check(long value) {
        assertEquals(Long.toUnsignedString(value), text(Digits.unsigned(to, 3, value)));
        assertEquals(Long.toString(value), text(Digits.decimal(to, 3, value)));
        assertEquals(Long.toHexString(value), text(Digits.hex(to, 3, value)));
        assertEquals(Long.toUnsignedString(value).length(), Digits.count(value));
    }

    @Test
    public void shouldPrintNumbersAsTheyAreWhereTheirLengthChanges() {
        for (long ten = 1; ten > 0; ten = ten > Long.MAX_VALUE / 10 ? 0 : ten * 10) {
            for (int near = -2; near <= 2; near++) {
                check(ten + near);
                check(-ten + near);
            }
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            check((1L << bit) - 1);
            check(1L << bit);
        }
    }

    @Test
    public void shouldPrintNumbersOfAnyLength() {
        SplittableRandom random = new SplittableRandom(20261123);
        for (int i = 0; i < 200_000; i++) {
            check(random.nextLong() >> random.nextInt(Long.SIZE));
        }
    }

    @Test
    public void shouldPrintSixDigitsWithZerosBeforeThem() {
        for (int value = 0; value < 1_000_000; value += 7) {
            assertEquals(String.valueOf(1_000_000 + value).substring(1), text(Digits.six(to, 3, value)));
        }
    }
}

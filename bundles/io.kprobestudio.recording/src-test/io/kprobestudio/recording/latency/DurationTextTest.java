/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

import io.kprobestudio.decoder.TraceClock;

public class DurationTextTest {

    private final DurationText text = DurationText.ascii(TraceClock.LOCAL);

    @Test
    public void shouldHaveThreeDigitsWhateverTheUnit() {
        assertEquals("0 ns", text.of(0));
        assertEquals("870 ns", text.of(870));
        assertEquals("9.99 us", text.of(9_990));
        assertEquals("10.0 us", text.of(9_999));
        assertEquals("99.9 us", text.of(99_900));
        assertEquals("100 us", text.of(99_990));
        assertEquals("4.56 ms", text.of(4_560_000));
        assertEquals("1.20 s", text.of(1_200_000_000));
        assertEquals("4321 s", text.of(4_321_000_000_000L));
        assertEquals("12.3 \u00b5s", DurationText.si(TraceClock.LOCAL).of(12_300));
    }

    @Test
    public void shouldGoToTheNextUnitWhenRoundingMakesAThousand() {
        assertEquals("999 us", text.of(999_400));
        assertEquals("1.00 ms", text.of(999_500));
        assertEquals("1.00 s", text.of(999_999_999));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.time.Instant;
import java.util.Map;

import org.junit.Test;

import io.kprobestudio.registry.ProbeKey;

public class HitHistoryTest {

    private static final ProbeKey KEY = new ProbeKey("g", "e");
    private static final ProbeKey OTHER = new ProbeKey("g", "f");

    private static HitSeries series(HitHistory history, ProbeKey key) {
        return history.snapshot().series().getOrDefault(key, HitSeries.EMPTY);
    }

    @Test
    public void shouldKeepTheNewestPointsWhenThereAreMoreThanTheBound() {
        HitHistory history = new HitHistory(3);
        for (int i = 1; i <= 5; i++) {
            history.add(Instant.ofEpochMilli(1000L * i), Map.of(KEY, 10L * i));
        }
        assertArrayEquals(new long[]{ 3000, 4000, 5000 }, series(history, KEY).times());
        assertArrayEquals(new long[]{ 30, 40, 50 }, series(history, KEY).counts());
        assertEquals(5, history.snapshot().revision());
    }

    @Test
    public void shouldForgetAnEventWhenASampleLacksIt() {
        HitHistory history = new HitHistory(3);
        history.add(Instant.ofEpochMilli(1), Map.of(KEY, 1L, OTHER, 1L));
        history.add(Instant.ofEpochMilli(2), Map.of(KEY, 2L));
        assertEquals(0, series(history, OTHER).size());
        assertEquals(2, series(history, KEY).size());
    }

    @Test
    public void shouldGiveHitsASecondAndNothingWhenACountBeganAnew() {
        HitSeries series = HitSeries.of(new long[]{ 0, 500, 1500 }, new long[]{ 10, 20, 5 });
        assertEquals(0, series.rate(0), 0);
        assertEquals(20, series.rate(1), 1e-9);
        assertEquals(0, series.rate(2), 0);
    }
}

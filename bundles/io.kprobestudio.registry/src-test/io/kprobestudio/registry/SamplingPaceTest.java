/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import static org.junit.Assert.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.Test;

import io.kprobestudio.tracefs.KprobeProfile;

public class SamplingPaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SamplingPace pace = new SamplingPace(Duration.ofSeconds(4));

    private static HitCounts hits(long hits) {
        return new HitCounts(Instant.EPOCH, Map.of(ProbeKey.parse("g/e", ""), new KprobeProfile.Counts(hits, 0)));
    }

    /** The seconds until each of so many next looks, which all find these hits. */
    private List<Long> seconds(int looks, long hits) {
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < looks; i++) {
            pace.took(hits(hits));
            seconds.add(pace.next(SECOND).toSeconds());
        }
        return seconds;
    }

    @Test
    public void shouldLookRarelyWhenNothingMoves() {
        assertEquals(List.of(1L, 1L, 1L, 1L, 1L, 1L, 2L, 4L, 4L), seconds(9, 0));
    }

    @Test
    public void shouldLookOftenAgainWhenCountsMove() {
        seconds(20, 0);
        assertEquals(List.of(1L, 1L, 1L, 1L, 1L, 1L, 2L), seconds(7, 1));
    }

    @Test
    public void shouldLookOftenAgainWhenItIsStirred() {
        seconds(20, 0);
        pace.stir();
        assertEquals(SECOND, pace.next(SECOND));
        assertEquals(List.of(1L, 1L), seconds(2, 0));
    }

    @Test
    public void shouldKeepIntervalWhenItIsLongerThanTheSlowest() {
        seconds(20, 0);
        assertEquals(Duration.ofSeconds(60), pace.next(Duration.ofSeconds(60)));
        assertEquals(Duration.ofSeconds(4), pace.next(Duration.ofMillis(100)));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Test;

import io.kprobestudio.recording.HitRow;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.recording.LossAccount;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.tracefs.KprobeProfile.Line;

public class AccountingTest {

    private static final ProbeKey A = new ProbeKey("g", "a");
    private static final ProbeKey B = new ProbeKey("g", "b");
    private static final ProbeKey STATIC = new ProbeKey("sched", "sched_switch");

    private static LiveCounts decoded(long a, long b) {
        return new LiveCounts(1, Map.of(A, a, B, b), Map.of());
    }

    private static KprobeProfile profile(long a, long b) {
        return new KprobeProfile(List.of(new Line("g", "a", a, 0), new Line("g", "b", b, 7)));
    }

    @Test
    public void shouldCallEveryMissingHitLostWhenThereIsNoFilter() {
        List<HitRow> rows = Accounting.rows(List.of(A, B), Set.of(), decoded(8, 20), profile(10, 20), 2);
        assertEquals(List.of(new HitRow(A, 10, 8, 0, 2, 0, false), new HitRow(B, 20, 20, 0, 0, 7, false)), rows);
    }

    @Test
    public void shouldCallEveryMissingHitFilteredWhenNothingWasLost() {
        List<HitRow> rows = Accounting.rows(List.of(A, B), Set.of(A), decoded(3, 20), profile(10, 20), 0);
        assertEquals(new HitRow(A, 10, 3, 7, 0, 0, false), rows.get(0));
    }

    @Test
    public void shouldKnowWhatAFilteredEventLostWhenTheOthersAccountForTheRest() {
        List<HitRow> rows = Accounting.rows(List.of(A, B), Set.of(A), decoded(3, 15), profile(10, 20), 7);
        assertEquals(new HitRow(A, 10, 3, 5, 2, 0, true), rows.get(0));
        assertEquals(new HitRow(B, 20, 15, 0, 5, 7, false), rows.get(1));
    }

    @Test
    public void shouldSumUpWhateverWasFilteredAndLost() {
        for (long lost = 0; lost < 60; lost += 3) {
            for (HitRow row : Accounting.rows(List.of(A, B), Set.of(A, B), decoded(3, 9), profile(10, 40), lost)) {
                assertEquals(row.hits(), row.decoded() + row.filtered() + row.lost());
                assertTrue(row.toString(), row.filtered() >= 0 && row.lost() >= 0);
            }
        }
    }

    @Test
    public void shouldNotKnowHitsWhenTheKernelDoesNotCountThem() {
        LiveCounts counts = new LiveCounts(1, Map.of(A, 5L, STATIC, 9L), Map.of());
        List<HitRow> rows = Accounting.rows(List.of(A), Set.of(), counts, new KprobeProfile(List.of()), 0);
        assertEquals(new HitRow(A, HitRow.UNKNOWN, 5, 0, 0, HitRow.UNKNOWN, false), rows.get(0));
        assertEquals(new HitRow(STATIC, HitRow.UNKNOWN, 9, 0, 0, HitRow.UNKNOWN, false), rows.get(1));
    }

    @Test
    public void shouldCallHitsLateWhenBuffersLostNothingAndAllWasDecoded() {
        List<HitRow> rows = List.of(new HitRow(new ProbeKey("g", "r"), 58, 57, 0, 1, 0, false),
                new HitRow(new ProbeKey("g", "p"), 60, 60, 0, 0, 0, false));
        assertEquals(1, Accounting.late(rows, LossAccount.NONE, 117, 117));
        assertEquals("one was read and not decoded", 0, Accounting.late(rows, LossAccount.NONE, 118, 117));
        assertEquals("one was overwritten", 0,
                Accounting.late(rows, new LossAccount(0, 0, 1, 0, 0, 0, 0, 0), 117, 117));
    }
}

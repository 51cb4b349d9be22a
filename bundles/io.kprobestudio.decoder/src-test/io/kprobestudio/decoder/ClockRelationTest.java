/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

import io.kprobestudio.decoder.ClockRelation.Moment;
import io.kprobestudio.decoder.ClockRelation.RoundTrip;

/** How two clocks run against each other, from round trips between them. */
public class ClockRelationTest {

    private static final long SECOND = 1_000_000_000L;

    /** Two clocks with an offset and a drift, and a link whose two ways take times of their own. */
    private static final class Link {
        private final Random random;
        private final long offset;
        private final double drift;
        private final long quickest;

        Link(long seed) {
            random = new Random(seed);
            offset = random.nextLong(1L << 50) - (1L << 49);
            drift = (random.nextDouble() - 0.5) * 400e-6;
            quickest = 1000 + random.nextInt(1_000_000);
        }

        /** What the trace clock shows when the machine's does. */
        double trace(double machine) {
            return (machine - offset) / (1 + drift);
        }

        private long way() {
            return quickest + (long) (-Math.log(1 - random.nextDouble()) * quickest);
        }

        Moment moment(long machine, long step) {
            List<RoundTrip> trips = new ArrayList<>();
            long now = machine;
            for (int i = 0; i < 16; i++) {
                long there = now + way();
                long back = there + way();
                trips.add(new RoundTrip(now, back, (long) (trace(there) / step) * step));
                now = back + random.nextInt(100_000);
            }
            return ClockRelation.moment(trips, step);
        }
    }

    @Test
    public void shouldHoldWhatItSaysWhateverTheLinkDoes() {
        for (long seed = 1; seed <= 500; seed++) {
            Link link = new Link(seed);
            List<Moment> moments = new ArrayList<>();
            int rounds = 1 + (int) (seed % 5);
            for (int i = 0; i < rounds; i++) {
                moments.add(link.moment((i + 100_000) * 30 * SECOND, 1000));
            }
            ClockRelation relation = new ClockRelation("m", moments);
            for (double at = 99_999.5; at < 100_000 + rounds; at += 0.1) {
                long machine = (long) (at * 30 * SECOND);
                long time = Math.round(link.trace(machine));
                double wrong = Math.abs(relation.toMachine(time) - machine);
                assertTrue("seed=%d at=%f wrong=%f uncertainty=%f".formatted(seed, at, wrong,
                        relation.uncertainty(time)), wrong <= relation.uncertainty(time) + 1);
                assertEquals("seed=" + seed, time, relation.fromMachine(relation.toMachine(time)), 1);
            }
            if (rounds > 1) {
                assertEquals("seed=" + seed, link.drift, relation.drift(), relation.driftUncertainty());
            }
        }
    }

    @Test
    public void shouldBeAsCertainAsTheQuickestRoundTripWhenAllAreAlike() {
        Moment moment = ClockRelation.moment(List.of(new RoundTrip(1_000_000, 1_900_000, 400_000),
                new RoundTrip(2_000_000, 2_200_000, 1_100_000), new RoundTrip(3_000_000, 3_900_000, 2_400_000)), 1000);
        assertEquals(1_100_000, moment.time());
        assertEquals(2_000_000 - 1_100_000 - 1000, moment.least());
        assertEquals(2_200_000 - 1_100_000, moment.most());
    }

    @Test
    public void shouldBeNarrowerThanAnyRoundTripWhenOneIsSlowThereAndOneBack() {
        Moment moment = ClockRelation.moment(
                List.of(new RoundTrip(0, 1_010_000, 1_000_000), new RoundTrip(2_000_000, 3_010_000, 2_010_000)), 1);
        // one says -1 ms to 10 us, the other, 1 ms and half a microsecond of drift later, -10 us to 1 ms
        assertEquals(10_000, moment.most());
        assertEquals(-10_000 - 1 - 505, moment.least());
    }

    @Test
    public void shouldBeAsWideAsTheContradictionWhenAClockWasSetBetween() {
        Moment moment = ClockRelation.moment(
                List.of(new RoundTrip(0, 1000, 500), new RoundTrip(2000, 3000, 2500 - 1_000_000)), 1);
        assertTrue(moment.toString(), moment.most() - moment.least() > 990_000);
    }

    @Test
    public void shouldGrowUncertainWhenTheTimeIsFarFromAllMoments() {
        ClockRelation relation = new ClockRelation("m", List.of(new Moment(SECOND, 100, 300)));
        assertEquals(200, relation.offset(SECOND), 0);
        assertEquals(100, relation.uncertainty(SECOND), 0);
        assertEquals("500 ppm of ten seconds", 100 + 5_000_000, relation.uncertainty(11 * SECOND), 1);
        assertEquals(100 + 500_000, relation.uncertainty(0), 1);
        assertTrue(Double.isNaN(relation.drift()));
    }

    @Test
    public void shouldReadBackWhatItWrites() throws Exception {
        ClockRelation relation = new ClockRelation("0b5e-1",
                List.of(new Moment(5, -7, -6), new Moment(6, Long.MIN_VALUE, 1)));
        assertEquals(relation, ClockRelation.parse(relation.toText()));
    }

    @Test
    public void shouldNameTheLineWhenAFileMakesNoSense() {
        assertEquals("clock_relation: line=at 5 7 6: least=7 is above most=6", refused("machine m\nat 5 7 6\n"));
        assertEquals("clock_relation: not a line of it: line=at 5 7", refused("machine m\nat 5 7\n"));
        assertEquals("clock_relation: line=at 5 x 7: For input string: \"x\"", refused("machine m\nat 5 x 7\n"));
        assertEquals("clock_relation: machine= moments=[Moment[time=5, least=1, most=2]]", refused("at 5 1 2\n"));
        assertTrue(refused("machine m\nat 5 1 2\nat 5 1 2\n").startsWith("clock_relation: not in the order of time"));
    }

    private static String refused(String text) {
        return String.valueOf(assertThrows(TraceDataException.class, () -> ClockRelation.parse(text)).getMessage());
    }
}

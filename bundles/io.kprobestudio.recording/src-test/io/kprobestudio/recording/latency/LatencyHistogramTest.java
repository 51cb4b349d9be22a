/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.Test;

public class LatencyHistogramTest {

    private static LatencyHistogram of(long... durations) {
        LatencyHistogram histogram = new LatencyHistogram();
        for (long duration : durations) {
            histogram.add(duration);
        }
        return histogram;
    }

    @Test
    public void shouldKnowEachDurationWithinOneInThirtyTwo() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long duration = random.nextLong() >>> 1 + random.nextInt(63);
            List<LatencyHistogram.Bucket> buckets = of(duration).buckets();
            assertEquals(1, buckets.size());
            LatencyHistogram.Bucket bucket = buckets.get(0);
            assertEquals(1, bucket.count());
            assertTrue(bucket + " " + duration, bucket.from() <= duration && duration < bucket.to());
            assertTrue(bucket + " " + duration, bucket.to() - bucket.from() <= Math.max(1, bucket.from() / 32));
        }
    }

    @Test
    public void shouldPutTheShortAndTheLongestIntoBucketsOfTheirOwn() {
        assertEquals(List.of(new LatencyHistogram.Bucket(0, 1, 1), new LatencyHistogram.Bucket(63, 64, 2),
                new LatencyHistogram.Bucket(64, 66, 1)), of(0, 63, 64, 63).buckets());
        LatencyHistogram.Bucket last = of(Long.MAX_VALUE).buckets().get(0);
        assertEquals(Long.MAX_VALUE, last.to());
        assertEquals(Long.MAX_VALUE, of(Long.MAX_VALUE).most());
    }

    @Test
    public void shouldGivePercentilesAsSortingDoesWithinABucket() {
        Random random = new Random(11);
        long[] durations = random.longs(5000, 0, 1 << 20).toArray();
        LatencyHistogram histogram = of(durations);
        Arrays.sort(durations);
        for (double share : new double[]{ 0, 0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1 }) {
            long exact = durations[(int) Math.max(0, Math.ceil(share * durations.length) - 1)];
            long told = histogram.percentile(share);
            assertTrue(share + " " + exact + " " + told, told >= exact && told <= exact + exact / 32 + 1);
        }
        assertEquals(durations[0], histogram.least());
        assertEquals(durations[4999], histogram.most());
        assertEquals(durations[4999], histogram.percentile(1));
        assertEquals(Arrays.stream(durations).average().orElseThrow(), histogram.mean(), 1e-6);
    }

    @Test
    public void shouldBeEmptyWhenNothingWasCounted() {
        LatencyHistogram empty = new LatencyHistogram();
        assertEquals(List.of(), empty.buckets());
        assertEquals(0, empty.least());
        assertEquals(0, empty.percentile(0.5));
        assertEquals(0, empty.mean(), 0);
    }

    @Test
    public void shouldRefuseWhatIsNoDurationAndNoShare() {
        assertThrows(IllegalArgumentException.class, () -> of(-1));
        assertThrows(IllegalArgumentException.class, () -> of(1).percentile(1.01));
        assertThrows(IllegalArgumentException.class, () -> of(1).percentile(Double.NaN));
    }

    @Test
    public void shouldHoldBothWhenAnotherIsAdded() {
        LatencyHistogram sum = of(5, 100);
        LatencyHistogram before = sum.copy();
        sum.add(of(1, 5000));
        assertEquals(4, sum.count());
        assertEquals(1, sum.least());
        assertEquals(5000, sum.most());
        assertEquals(5106, sum.sum(), 0);
        assertEquals(of(1, 5, 100, 5000).buckets(), sum.buckets());
        assertEquals("a copy stays as it was", of(5, 100).buckets(), before.buckets());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;

import org.junit.Test;

/** A frame of zstd 1.5.7 at level 19, and damaged ones. */
public class ZstdFrameTest {

    private static final int SIZE = 4000;
    private static final byte[] FRAME = Base64.getDecoder()
            .decode("KLUv/WCgDuUjAJpVcAsWkCUFHR9ltHaWsf7LVhRFUeagev5yArcArgCuAHbUi26PTjuDajpaVfboXySthxqdYYdCfgXCXWfp"
                    + "Sx6cHy1dMwkS/PJWgqutVcyJlAl+SfBm2EuataAJooQVud2B2XFwVMY9Cu2urA2RJqi1OdOtZMplM5BKOflVjzJpMZTfPrYP"
                    + "SYTkly2y+7rG49PA6B7dxQvcKSS8TyFrbLDzsNQuTURL0C5yyOrxaGVIQltQywlBnrtt4BsIDCJZBYkLBcCcyrbNQBeEgQFB"
                    + "GCBgcAEKCEKBEHJY453cq7q/Wls8lDTyKSJbETW1XqfmShVvF3MTHh5hPyD/oaKoesTmG9ouJmIRqvWzCp13bIiYkAjjLbWn"
                    + "uiUz/tmY2nanRNEvZ2LSmeVKUzhkmmORc06cJosW5Dg9u3Uyk4yFOoVOeMrz81a1nWMXRNpnLqS7sPdDip28aiPdTGAX5Pn/"
                    + "M/HniwkmgTSTJq3fdjMfW1zTYfxbUzRrphMpBPrSVV4lExHGYO2BAu+VaGnHOEHG15VS9DWkEijUaW++K83LJUrof/blXoP+"
                    + "TwSHnwz9cJ2T0AwUTAnhgVWT6qkm7mSJwnBAj24hES1ydcesO8p8EvxBQtoMtQlrXpGWgznSRNaUE2aQMuxmlHoj3/HXGrtF"
                    + "xWTJRhdrisdmmb5ERNCAi8gV3SEiE8LRT8Oijoihr1+wl+GAzt8747IhFrvxr5fV68M1hKXNQlNNd0XCzbBQKHGEXa5x0ONC"
                    + "EjpcvOvilbrfazKyI+QIvS7rZm+zVB0Fm6EjzhDprh0sjEW/Nh6HPFm+syo0+eCjPf74jFHEE8GY7e4TLJQzYt7cts4Q1m1I"
                    + "LxI2RTGNx5EwdwzMU7E7GRffFqx9TCzcS1P4q7CCMu2rh76sa0ySSbxz9Tb+VGWm+FIrVkhkl2cuXCXFJOjVmYQH4xBPhraV"
                    + "kiYkiHDQKgr92/hcmocJE0rw8SzXU1LfX1eBAqghOCogRkm9tRnxkVAZhgg9IQQd1BLBGRlcUh2HKOpBk7bcdPj3WzwoC6rk"
                    + "iwm0Lz0PoAhBoygFilG0SVh2LZQorKuZWiQrsOTyxzKdjXbajj6OKAhMc0I1txcZn/QYXIHDMyn0bEKFolj/QVfWdWluxkWm"
                    + "H4WWwg4BFAnVEP3lw85wt0kBqGAmtVqx4WX7OEME407rvrmZqQJv90dhSL1TaJsk4GNR4OpyW2KwqfPKlIZoYQVpvyppTl7Q"
                    + "jgFaAx9PYLUkATbI32BFwdmj/2W6trspwbvLbUHo2zjYS6fQFXzu1d5Q3YLdQUAbZxz5EPV1HEf8W1TetPEwv9kKn/VXut2T"
                    + "pk1heyOUub1WvO36n3+5DhweJ5z6/gzMUuE1CfxNutGgrOkmkXpnG1Y9ZC8mVC9fD2yYHiekNKts+XP86aEeHbB5g9rQRUHt"
                    + "2toYzikGyJu0UFFQdIk7K78QR49RK6iNro0qkLpdQtI9HoykcKAWaEHeDgzZjwmYeJYKw2QA9ZzG0tYa7ZHrqUL1mSM1r4an"
                    + "/06xB0sV");

    /** What the frame was made of. */
    private static byte[] content() {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(1);
        while (text.length() < SIZE) {
            text.append("event=").append(random.nextInt(40)).append(random.nextInt(3) == 0 ? " open /etc/" : " read ")
                    .append(Integer.toHexString(random.nextInt())).append('\n');
        }
        return Arrays.copyOf(text.toString().getBytes(StandardCharsets.US_ASCII), SIZE);
    }

    @Test
    public void shouldGiveBackTheContentWhenAFrameIsExpanded() throws Exception {
        assertArrayEquals(content(), ZstdFrame.expand(FRAME, SIZE));
    }

    @Test
    public void shouldExpandFramesBehindEachOtherWhenBlocksAreRawOrRepeated() throws Exception {
        byte[] raw = { 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x20, 3, 0x19, 0, 0, 1, 2, 3 };
        byte[] repeated = { 0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x20, 5, 0x2b, 0, 0, 9 };
        byte[] both = Arrays.copyOf(raw, raw.length + repeated.length);
        System.arraycopy(repeated, 0, both, raw.length, repeated.length);
        assertArrayEquals(new byte[]{ 1, 2, 3, 9, 9, 9, 9, 9 }, ZstdFrame.expand(both, 8));
    }

    @Test
    public void shouldComplainWhenTheSizeIsAnotherOrTheMagicIsWrong() {
        assertEquals("holds 4000 bytes, expected 4001", complaint(FRAME, SIZE + 1));
        assertEquals("holds more than the expected 3999 bytes", complaint(FRAME, SIZE - 1));
        assertEquals("magic=0x4030201", complaint(new byte[]{ 1, 2, 3, 4, 5 }, 1));
        assertEquals("cut off at 5", complaint(Arrays.copyOf(FRAME, 5), SIZE));
    }

    @Test
    public void shouldComplainOrExpandWhenBitsFlip() {
        int complaints = 0;
        for (int bit = 0; bit < 8 * FRAME.length; bit++) {
            byte[] damaged = FRAME.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            complaints += complaint(damaged, SIZE).isEmpty() ? 0 : 1;
        }
        assertTrue("complaints=" + complaints, complaints > 1000);
    }

    private static String complaint(byte[] frame, int size) {
        try {
            ZstdFrame.expand(frame, size);
            return "";
        } catch (ZstdException e) {
            return String.valueOf(e.getMessage());
        }
    }
}

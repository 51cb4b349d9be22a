/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

/** Numbers that look random and follow from others (the finalizer of splitmix64). */
public final class Mix {

    private Mix() {
    }

    /** The next number of a sequence. */
    public static long next(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** A number that follows from a text and a seed. */
    public static long of(String text, long seed) {
        long value = seed;
        for (int i = 0; i < text.length(); i++) {
            value = next(value ^ text.charAt(i));
        }
        return value;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/** A text to compare with: as it is, or with {@code *}, {@code ?} and {@code [a-z]}. Immutable. */
final class Glob {

    private final String pattern;
    private final boolean wild;

    Glob(String pattern, boolean wild) {
        this.pattern = pattern;
        this.wild = wild;
    }

    boolean matches(String text) {
        return wild ? matches(text, 0, 0) : text.equals(pattern);
    }

    /** Goes back to the last star only, so that time is bounded by the product of the lengths. */
    private boolean matches(String text, int textFrom, int patternFrom) {
        int t = textFrom;
        int p = patternFrom;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            int next = p < pattern.length() && pattern.charAt(p) != '*' ? one(text.charAt(t), p) : -1;
            if (next > 0) {
                t++;
                p = next;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** Where the pattern goes on when its next part matches the character, else -1. */
    private int one(char c, int p) {
        char wanted = pattern.charAt(p);
        if (wanted == '?') {
            return p + 1;
        }
        int close = wanted == '[' ? pattern.indexOf(']', p + 2) : -1;
        if (close < 0) {
            return wanted == c ? p + 1 : -1;
        }
        boolean negated = pattern.charAt(p + 1) == '!' || pattern.charAt(p + 1) == '^';
        boolean found = false;
        int i = p + (negated ? 2 : 1);
        while (i < close) {
            char from = pattern.charAt(i);
            char to = i + 2 < close && pattern.charAt(i + 1) == '-' ? pattern.charAt(i + 2) : from;
            found |= c >= from && c <= to;
            i += to == from && !(i + 2 < close && pattern.charAt(i + 1) == '-') ? 1 : 3;
        }
        return found != negated ? close + 1 : -1;
    }
}

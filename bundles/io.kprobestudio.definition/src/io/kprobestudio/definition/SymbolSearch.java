/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Finds functions by what somebody types of their names: a prefix, or the beginnings of some of their words, as {@code
 * dso} or {@code sysOpen} for {@code do_sys_openat2}. Names are kept in one array, sorted, with masks of the letters that
 * they have and that their words begin with, so that most of 200,000 are passed over by one look.
 */
final class SymbolSearch {
    private static final int EXACT = 0;
    private static final int PREFIX = 1;
    private static final int WHOLE_WORDS = 2;
    private static final int FROM_FIRST_WORD = 3;
    private static final int ANY_WORDS = 4;

    private final byte[] pool;
    private final int[] at;
    private final int[] symbols;
    private final int[] wordMasks;
    private final int[] letterMasks;

    SymbolSearch(SymbolTable table) {
        String[] names = new String[table.size()];
        Integer[] order = IntStream.range(0, table.size()).filter(i -> isFunction(table.type(i)) && table.listed(i))
                .peek(i -> names[i] = table.name(i)).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (one, other) -> names[one].compareTo(names[other]));
        int count = 0;
        int bytes = 0;
        for (int i = 0; i < order.length; i++) {
            if (i == 0 || !names[order[i]].equals(names[order[count - 1]])) {
                order[count++] = order[i];
                bytes += names[order[count - 1]].length();
            }
        }
        pool = new byte[bytes];
        at = new int[count + 1];
        symbols = new int[count];
        wordMasks = new int[count];
        letterMasks = new int[count];
        for (int i = 0; i < count; i++) {
            byte[] name = names[order[i]].getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(name, 0, pool, at[i], name.length);
            at[i + 1] = at[i] + name.length;
            symbols[i] = order[i];
            for (int p = at[i]; p < at[i + 1]; p++) {
                letterMasks[i] |= bit(pool[p]);
                if (beginsWord(p, at[i])) {
                    wordMasks[i] |= bit(pool[p]);
                }
            }
        }
    }

    private static boolean isFunction(char type) {
        return type == 'T' || type == 't' || type == 'W' || type == 'w';
    }

    private static int bit(byte letter) {
        return 1 << (lower(letter) & 31);
    }

    private static int lower(int letter) {
        return letter >= 'A' && letter <= 'Z' ? letter + 32 : letter;
    }

    private boolean beginsWord(int p, int begin) {
        int c = pool[p];
        if (c == '_' || c == '.') {
            return false;
        }
        int before = p == begin ? '_' : pool[p - 1];
        boolean upper = c >= 'A' && c <= 'Z';
        return before == '_' || before == '.' || upper && !(before >= 'A' && before <= 'Z');
    }

    /** The symbols, best first, so many at most. */
    int[] find(String typed, int limit) {
        byte[] wanted = typed.getBytes(StandardCharsets.ISO_8859_1);
        int first = 0;
        while (first < wanted.length && wanted[first] == '_') {
            first++;
        }
        int mask = first == wanted.length ? 0 : bit(wanted[first]);
        int letters = 0;
        for (byte letter : wanted) {
            letters |= letter == '_' ? 0 : bit(letter);
        }
        long[] found = new long[64];
        int count = 0;
        for (int i = 0; i < symbols.length; i++) {
            if ((wordMasks[i] & mask) != mask || (letterMasks[i] & letters) != letters) {
                continue;
            }
            int grade = grade(wanted, i);
            if (grade >= 0) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, 2 * count);
                }
                // Grade, then length where something was typed, then the order of the names.
                long length = wanted.length == 0 ? 0 : Math.min(0xfff, at[i + 1] - at[i]);
                found[count++] = (long) grade << 44 | length << 32 | i;
            }
        }
        Arrays.sort(found, 0, count);
        int[] best = new int[Math.min(limit, count)];
        for (int i = 0; i < best.length; i++) {
            best[i] = symbols[(int) found[i]];
        }
        return best;
    }

    private int grade(byte[] wanted, int index) {
        int begin = at[index];
        int end = at[index + 1];
        if (startsWith(wanted, begin, end)) {
            return end - begin == wanted.length ? EXACT : PREFIX;
        }
        for (int p = begin + 1; p < end; p++) {
            if (beginsWord(p, begin) && startsWith(wanted, p, end)) {
                return WHOLE_WORDS;
            }
        }
        for (int p = begin; p < end; p++) {
            if (beginsWord(p, begin) && words(wanted, 0, p, begin, end)) {
                return onlyUnderscores(begin, p) ? FROM_FIRST_WORD : ANY_WORDS;
            }
        }
        return -1;
    }

    private boolean onlyUnderscores(int begin, int p) {
        for (int i = begin; i < p; i++) {
            if (pool[i] != '_') {
                return false;
            }
        }
        return true;
    }

    private boolean startsWith(byte[] wanted, int p, int end) {
        if (end - p < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (lower(wanted[i]) != lower(pool[p + i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether what is wanted from q on can be read from p on, going on in a word or at the begin of a later one. */
    private boolean words(byte[] wanted, int q, int p, int begin, int end) {
        if (q == wanted.length) {
            return true;
        }
        int c = wanted[q];
        if (p < end && lower(c) == lower(pool[p]) && words(wanted, q + 1, p + 1, begin, end)) {
            return true;
        }
        int next = c == '_' ? q + 1 : q;
        if (q == 0 || next == wanted.length) {
            return q > 0;
        }
        for (int w = p + 1; w < end; w++) {
            if (beginsWord(w, begin) && lower(pool[w]) == lower(wanted[next])
                    && words(wanted, next + 1, w + 1, begin, end)) {
                return true;
            }
        }
        return false;
    }
}

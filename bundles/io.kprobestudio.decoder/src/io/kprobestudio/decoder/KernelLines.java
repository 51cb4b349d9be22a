/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The kernel's own part of {@code kallsyms}, searched by halving the text itself, as the kernel searches its table
 * ({@code kernel/kallsyms.c}: sorted by address, before all modules): a command that prints the symbols of a few addresses
 * does not read 190,000 lines for them. Answers only what it is sure of. Immutable.
 */
final class KernelLines {

    /** How many lines {@code _stext} may be away from the first, and {@code _end} from the last: 8 in the kernels looked at. */
    private static final int SEARCHED = 500;

    private final byte[] text;
    private final int end;
    private final int first;
    private final int last;

    /** @param text {@code kallsyms} */
    KernelLines(byte[] text) {
        this.text = text;
        end = endOfKernel();
        first = named("_stext", 0, 1);
        last = named("_end", end, -1);
    }

    /** What an address between {@code _stext} and {@code _end} belongs to; null where that is not certain. */
    KernelSymbols.@Nullable Symbol lookup(long address) {
        if (first < 0 || last <= first || Long.compareUnsigned(address(first), address) > 0
                || Long.compareUnsigned(address, address(last)) >= 0) {
            return null;
        }
        int low = first;
        int high = last;
        while (next(low) < high) {
            int middle = start(low + high >>> 1);
            if (middle <= low) {
                middle = next(low);
            }
            long there = address(middle);
            if (!wellFormed(middle) || Long.compareUnsigned(there, address(low)) < 0
                    || Long.compareUnsigned(there, address(high)) > 0) {
                return null;
            }
            if (Long.compareUnsigned(there, address) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        long start = address(low);
        while (low > 0 && wellFormed(start(low - 1)) && address(start(low - 1)) == start) {
            low = start(low - 1);
        }
        return new KernelSymbols.Symbol(name(low), address - start, address(high) - start, "");
    }

    /** Where the first line begins that names a module, or the text's end. */
    private int endOfKernel() {
        int low = 0;
        int high = text.length;
        while (low < high) {
            int line = start(low + high >>> 1);
            int next = next(line);
            if (next > line + 1 && text[next - 2] == ']') {
                high = line;
            } else {
                low = next;
            }
        }
        return high;
    }

    /** The line of a symbol among the first ones behind a place, or the last before it; -1 when it is not there. */
    private int named(String name, int from, int step) {
        int line = step > 0 ? from : start(from - 1);
        for (int looked = 0; looked < SEARCHED && line >= 0 && line < end && wellFormed(line); looked++) {
            if (name.equals(name(line))) {
                return line;
            }
            line = step > 0 ? next(line) : line == 0 ? -1 : start(line - 1);
        }
        return -1;
    }

    /** Where the line begins that has a byte. */
    private int start(int at) {
        int start = at;
        while (start > 0 && text[start - 1] != '\n') {
            start--;
        }
        return start;
    }

    /** Where the line behind begins. */
    private int next(int line) {
        int next = line;
        while (next < text.length && text[next] != '\n') {
            next++;
        }
        return next + 1;
    }

    private int digits(int line) {
        int at = line;
        while (at < text.length && KernelSymbols.digit(text[at]) >= 0) {
            at++;
        }
        return at - line;
    }

    private boolean wellFormed(int line) {
        int digits = digits(line);
        int name = line + digits + 3;
        return digits > 0 && name < text.length && text[name - 3] == ' ' && text[name - 1] == ' ' && text[name] > ' ';
    }

    private long address(int line) {
        long address = 0;
        for (int at = line, digits = digits(line); at < line + digits; at++) {
            address = address << 4 | KernelSymbols.digit(text[at]);
        }
        return address;
    }

    private String name(int line) {
        int from = line + digits(line) + 3;
        int to = from;
        while (to < text.length && text[to] > ' ') {
            to++;
        }
        return new String(text, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

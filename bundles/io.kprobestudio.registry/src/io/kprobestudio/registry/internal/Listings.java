/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.internal;

import java.util.regex.Pattern;

/** Compares lines that a kernel lists with lines that it is expected to list. */
public final class Listings {

    private static final Pattern MAXACTIVE = Pattern.compile("^([a-z])[0-9]+:");
    private static final Pattern ADDRESS = Pattern
            .compile("^([a-z]:[^ ]+ )(0x[0-9a-fA-F]+|\\(null\\)|\\(____ptrval____\\))");

    private Listings() {
    }

    /**
     * A listed line without what differs from boot to boot: the digits of maxactive, which the kernel fills in itself, and
     * an address as place, which it hashes.
     */
    public static String comparable(String line) {
        String plain = MAXACTIVE.matcher(line).replaceFirst("$1:");
        return ADDRESS.matcher(plain).replaceFirst("$1ADDRESS");
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

/**
 * Addresses from one up to, not including, another; unsigned.
 *
 * @param low the first
 * @param high the first behind it
 */
record AddressRange(long low, long high) {
    boolean contains(long address) {
        return Long.compareUnsigned(address, low) >= 0 && Long.compareUnsigned(address, high) < 0;
    }
}

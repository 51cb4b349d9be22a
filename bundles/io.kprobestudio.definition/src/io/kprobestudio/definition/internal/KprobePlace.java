/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.ProbePoint;
import io.kprobestudio.definition.internal.Placement.Answer;
import io.kprobestudio.definition.internal.Placement.Entry;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The place of a kprobe as it was read.
 *
 * @param symbol the symbol, with its module before a colon where one is named; null for an address
 * @param offset the bytes behind the symbol, as struct kprobe keeps them: an unsigned int
 * @param address the address, where there is no symbol
 */
record KprobePlace(@Nullable String symbol, long offset, long address) {

    /** The place in the definition's own words. */
    ProbePoint point() {
        String name = symbol;
        if (name == null) {
            return new ProbePoint.Address(address);
        }
        int colon = name.indexOf(':');
        return colon < 0 ? new ProbePoint.Symbol(null, name, offset)
                : new ProbePoint.Symbol(name.substring(0, colon), name.substring(colon + 1), offset);
    }

    /**
     * The name that the kernel makes of it for an event that has none.
     *
     * @param printed the offset as it is printed into the name
     */
    String eventName(Kernel kernel, boolean returns, long printed) {
        String hex = Long.toHexString(address);
        String place = symbol != null ? symbol + "_" + printed
                : "0x" + "0".repeat(Math.max(0, kernel.wordBits() / 4 - hex.length())) + hex;
        return EventName.madeUp(kernel, (returns ? "r_" : "p_") + place);
    }

    /** Whether a probe may sit there. */
    Answer answer(Placement placement) {
        String name = symbol;
        return name == null ? placement.answer(address) : placement.answer(name, offset);
    }

    /** Whether it is where a function begins. */
    Entry entry(Placement placement) {
        String name = symbol;
        return name == null ? placement.entry(address) : placement.entry(name, offset);
    }

    /**
     * What becomes of a return probe's answer, which must be where a function begins.
     *
     * @param missingLate whether the kernel looks for a missing symbol again later
     */
    Answer returning(Placement placement, Answer answer, boolean missingLate) {
        Entry at = entry(placement);
        return at == Entry.YES ? answer : at == Entry.MISSING && missingLate ? Answer.MISSING : Answer.REFUSED;
    }
}

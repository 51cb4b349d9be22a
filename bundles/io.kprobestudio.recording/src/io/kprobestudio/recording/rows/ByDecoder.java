/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.EventDecoder;

/**
 * What is made once for each decoder: events of one target come with few of them, those of several targets with theirs in
 * turn. For one thread.
 */
final class ByDecoder<T> {

    private final Function<EventDecoder, T> make;
    private final Map<EventDecoder, T> made = new HashMap<>();
    private @Nullable EventDecoder last;
    private @Nullable T ofLast;

    ByDecoder(Function<EventDecoder, T> make) {
        this.make = make;
    }

    T of(EventDecoder decoder) {
        T known = ofLast;
        if (decoder != last || known == null) {
            known = made.computeIfAbsent(decoder, make);
            last = decoder;
            ofLast = known;
        }
        return known;
    }
}

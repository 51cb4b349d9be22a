/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import java.nio.charset.StandardCharsets;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceDataException;

/** Feeds arbitrary text to the parser of {@code format} files. Only {@link TraceDataException} may come out. */
public final class FormatFuzzer {

    private FormatFuzzer() {
    }

    /** Jazzer's entry point: parses one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            EventFormat.parse("system", new String(input, StandardCharsets.ISO_8859_1));
        } catch (TraceDataException refused) {
            if (refused.getMessage() == null) {
                throw new IllegalStateException("a refusal without words", refused);
            }
        }
    }
}

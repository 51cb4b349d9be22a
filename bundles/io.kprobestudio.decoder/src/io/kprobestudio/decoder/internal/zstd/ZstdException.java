/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.zstd;

/** A frame is damaged; the message says what. */
public final class ZstdException extends Exception {

    private static final long serialVersionUID = 1L;

    ZstdException(String message) {
        super(message);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

/**
 * A field of one event.
 *
 * @param name  the field's
 * @param value what it holds
 */
public record DecodedField(String name, FieldValue value) {

    @Override
    public String toString() {
        return name + "=" + value;
    }
}

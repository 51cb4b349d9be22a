/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import org.eclipse.jdt.annotation.Nullable;

/** What an event's filter compares with, in the kernel's order: the longer of two that begin alike comes first. */
enum FilterOperator {
    GLOB("~"), NOT_EQUAL("!="), EQUAL("=="), AT_MOST("<="), LESS("<"), AT_LEAST(">="), MORE(">"), BITS("&");

    private final String text;

    FilterOperator(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The operator at a place, null if there is none. */
    static @Nullable FilterOperator at(byte[] filter, int from) {
        for (FilterOperator operator : values()) {
            if (Bytes.startsWith(filter, from, filter.length, operator.text)) {
                return operator;
            }
        }
        return null;
    }
}

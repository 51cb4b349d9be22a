/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import io.kprobestudio.definition.FetchType;

/** What types are, in words. */
final class TypeWords {
    private TypeWords() {
    }

    static String of(FetchType type) {
        return switch (type.text()) {
        case STRING -> "text in kernel memory";
        case USER_STRING -> "text in user memory";
        case SYMBOL_STRING -> "name of the symbol at an address, as text";
        case STRING_SIZE -> "length of a text";
        case SYMBOL -> "address, printed as symbol";
        case CHARACTER -> "a character";
        case NUMBER -> bytes(type.size()) + (type.name().startsWith("x") ? ", printed in hex"
                : type.signed() ? ", signed" : ", unsigned");
        };
    }

    static String bytes(int count) {
        return count == 1 ? "1 byte" : count + " bytes";
    }
}

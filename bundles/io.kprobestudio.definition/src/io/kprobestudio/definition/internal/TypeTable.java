/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.FetchType.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/** The types that a kernel knows (probe_fetch_types in kernel/trace/trace_probe.c). */
final class TypeTable {
    private static final String QUOTED = "\\\"%s\\\"";
    private static final String DYNAMIC = "__data_loc char[]";

    private final Map<String, FetchType> types = new LinkedHashMap<>();
    private final FetchType word;
    private final FetchType string;

    TypeTable(Dialect dialect) {
        boolean hex = dialect.has(Feature.HEX_TYPES);
        string = new FetchType("string", DYNAMIC, 4, true, QUOTED, Text.STRING);
        types.put("string", string);
        if (dialect.has(Feature.USER_MEMORY)) {
            types.put("ustring", new FetchType("ustring", DYNAMIC, 4, true, QUOTED, Text.USER_STRING));
        }
        if (dialect.has(Feature.SYMBOL_STRING)) {
            types.put("symstr", new FetchType("symstr", DYNAMIC, 4, true, QUOTED, Text.SYMBOL_STRING));
        }
        if (!dialect.has(Feature.COMPILED_FETCH)) {
            types.put("string_size",
                    new FetchType("string_size", "u32", 4, false, unsigned(dialect, 32), Text.STRING_SIZE));
        }
        for (int bits = 8; bits <= 64; bits *= 2) {
            number("u" + bits, "u" + bits, bits, false, unsigned(dialect, bits));
        }
        boolean prefix = dialect.has(Feature.HEX_PREFIX);
        for (int bits = 8; bits <= 64; bits *= 2) {
            number("s" + bits, "s" + bits, bits, true, "%" + length(prefix, bits) + "d");
        }
        if (hex) {
            for (int bits = 8; bits <= 64; bits *= 2) {
                number("x" + bits, "u" + bits, bits, false, bits == 64 ? "0x%Lx" : "0x%x");
            }
        }
        if (dialect.has(Feature.CHARACTER)) {
            types.put("char", new FetchType("char", "u8", 1, false, "'%c'", Text.CHARACTER));
        }
        int wordBits = dialect.architecture().wordBits();
        if (dialect.has(Feature.SYMBOL_TYPE)) {
            types.put("symbol", new FetchType("symbol", "u" + wordBits, wordBits / 8, false, "%pS", Text.SYMBOL));
        }
        word = get((hex ? "x" : "u") + wordBits);
    }

    /** How an unsigned number is printed (DEFINE_BASIC_PRINT_TYPE_FUNC). */
    private static String unsigned(Dialect dialect, int bits) {
        boolean prefix = dialect.has(Feature.HEX_PREFIX);
        if (dialect.has(Feature.HEX_TYPES)) {
            return "%" + length(prefix, bits) + "u";
        }
        return (prefix ? "0x%" : "%") + length(prefix, bits) + "x";
    }

    private static String length(boolean prefix, int bits) {
        if (prefix) {
            return bits == 64 ? "L" : "";
        }
        return bits == 64 ? "ll" : bits == 32 ? "l" : "";
    }

    private void number(String name, String field, int bits, boolean signed, String print) {
        types.put(name, new FetchType(name, field, bits / 8, signed, print, Text.NUMBER));
    }

    private FetchType get(String name) {
        return types.getOrDefault(name, string);
    }

    /** The type of an argument that names none: the machine's word. */
    FetchType word() {
        return word;
    }

    FetchType string() {
        return string;
    }

    Collection<FetchType> all() {
        return types.values();
    }

    Collection<String> names() {
        return types.keySet();
    }

    /** The type of that name, or the one a bit field lies in; null if there is none. */
    @Nullable
    FetchType find(String name) {
        if (name.isEmpty() || name.charAt(0) != 'b') {
            return types.get(name);
        }
        int slash = name.indexOf('/');
        if (slash < 0) {
            return null;
        }
        byte[] bits = Bytes.of(name.substring(slash + 1));
        KernelNumber number = KernelNumber.unsigned(bits, 0, bits.length, 0, 64);
        if (!number.ok()) {
            return null;
        }
        long width = number.value();
        return width == 8 || width == 16 || width == 32 || width == 64 ? types.get("u" + width) : null;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelSymbols;

/** The kernel's texts for addresses, kept once made. For one thread. */
final class SymbolText {

    /** How an address is shown. */
    enum Style {
        /** {@code name+0x1/0x2 [module]}, or {@code 0xADDRESS}: {@code sprint_symbol}. */
        OFFSET,
        /** {@code name [module]}, or {@code 0xADDRESS}: {@code sprint_symbol_no_offset}. */
        NAME,
        /** {@code name}, or {@code 0xADDRESS} in eight digits: {@code kallsyms_lookup}, as the function tracer. */
        BARE
    }

    private static final int SLOTS = 1 << 12;
    private static final int STYLES = Style.values().length;

    private final KernelSymbols symbols;
    private final long[] keys = new long[SLOTS * STYLES];
    private final byte[] @Nullable [] texts = new byte[SLOTS * STYLES] @Nullable [];

    SymbolText(KernelSymbols symbols) {
        this.symbols = symbols;
    }

    byte[] text(long address, Style style) {
        long mixed = address * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 52) + SLOTS * style.ordinal();
        byte[] found = texts[slot];
        if (found != null && keys[slot] == address) {
            return found;
        }
        byte[] made = make(address, style).getBytes(StandardCharsets.ISO_8859_1);
        keys[slot] = address;
        texts[slot] = made;
        return made;
    }

    private String make(long address, Style style) {
        KernelSymbols.Symbol symbol = symbols.lookup(address);
        if (symbol == null) {
            String hex = Long.toHexString(address);
            return style == Style.BARE ? "0x" + "0".repeat(Math.max(0, 8 - hex.length())) + hex : "0x" + hex;
        }
        return switch (style) {
        case OFFSET -> symbol.toString();
        case NAME -> symbol.module().isEmpty() ? symbol.name() : symbol.name() + " [" + symbol.module() + "]";
        case BARE -> symbol.name();
        };
    }
}

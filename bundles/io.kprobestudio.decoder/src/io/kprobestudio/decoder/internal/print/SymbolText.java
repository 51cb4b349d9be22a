/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.TextBuffer;

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
    private final @Nullable Chunk[] texts = new @Nullable Chunk[SLOTS * STYLES];

    SymbolText(KernelSymbols symbols) {
        this.symbols = symbols;
    }

    /** Appends the text for an address. */
    void put(long address, Style style, TextBuffer out) {
        Chunk chunk = chunk(address, style);
        out.ensure(chunk.length() + Chunk.SLACK);
        out.setSize(chunk.put(out.array(), out.size()));
    }

    Chunk chunk(long address, Style style) {
        long mixed = address * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 52) + SLOTS * style.ordinal();
        Chunk found = texts[slot];
        if (found != null && keys[slot] == address) {
            return found;
        }
        Chunk made = new Chunk(make(address, style).getBytes(StandardCharsets.ISO_8859_1));
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

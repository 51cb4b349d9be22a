/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Texts that events name by address, from {@code printk_formats}. Immutable.
 *
 * @param byAddress text by its address in the kernel; one character a byte
 */
public record PrintkFormats(Map<Long, String> byAddress) {

    /** None. */
    public static final PrintkFormats NONE = new PrintkFormats(Map.of());

    /** Copies the map. */
    public PrintkFormats {
        byAddress = Map.copyOf(byAddress);
    }

    /** Reads lines {@code 0xADDRESS : "text"}; lines of another shape are left out. */
    public static PrintkFormats parse(String text) {
        Map<Long, String> formats = new HashMap<>();
        for (String line : text.split("\n")) {
            int colon = line.indexOf(" : \"");
            int close = line.lastIndexOf('"');
            if (colon < 0 || close < colon + 4 || !line.startsWith("0x")) {
                continue;
            }
            try {
                long address = Long.parseUnsignedLong(line.substring(2, colon).strip(), 16);
                formats.put(address, unescape(line.substring(colon + 4, close)));
            } catch (NumberFormatException e) {
                continue;
            }
        }
        return new PrintkFormats(formats);
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = switch (text.charAt(i)) {
                case 'n' -> '\n';
                case 't' -> '\t';
                default -> text.charAt(i);
                };
            }
            out.append(c);
        }
        return out.toString();
    }

    /** The text at an address, or null. */
    public @Nullable String at(long address) {
        return byAddress.get(address);
    }

    /** The content of {@code printk_formats}. */
    public String toText() {
        StringBuilder out = new StringBuilder();
        byAddress.entrySet().stream().sorted((a, b) -> Long.compareUnsigned(a.getKey(), b.getKey()))
                .forEach(e -> out.append("0x").append(Long.toHexString(e.getKey())).append(" : \"")
                        .append(e.getValue().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")
                                .replace("\"", "\\\""))
                        .append("\"\n"));
        return out.toString();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;

import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.TextBuffer;

/** The bytes behind a pointer, as {@code %p}'s extensions print them. */
final class PointerText {

    private static final int[] UUID_BIG = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
    private static final int[] UUID_LITTLE = { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 };

    private PointerText() {
    }

    static void put(Frame frame, long at, String extension, int width, int elementSize) {
        char option = extension.length() > 1 ? extension.charAt(1) : 0;
        TextBuffer out = frame.out;
        switch (extension.charAt(0)) {
        case 'h' -> hex(frame, at, option, width);
        case 'b' -> {
            if (option == 'l') {
                bitmapList(frame, at, Math.max(0, width));
            } else {
                bitmap(frame, at, Math.max(0, width));
            }
        }
        case 'M' -> mac(frame, at, option == 'F' ? '-' : ':', option == 'R');
        case 'm' -> mac(frame, at, (char) 0, option == 'R');
        case 'I', 'i' -> address(frame, at, extension);
        case 'U' -> uuid(frame, at, option);
        case 'a' -> {
            int bytes = elementSize > 0 ? elementSize : frame.metadata.layout().wordSize();
            out.put("0x");
            out.putHexDigits(frame.load(at, bytes, false), 2 * bytes);
        }
        case 'N' -> {
            out.put("0x");
            out.putHexDigits(frame.load(at, 8, false), 16);
        }
        case 'E' -> escaped(frame, at, Math.max(1, width));
        default -> fourCharacters(frame, at);
        }
    }

    static byte[] backtrace(Frame frame, long callSite) {
        KernelSymbols.Symbol symbol = frame.metadata.symbols().lookup(callSite);
        String text = symbol == null ? "0x" + Long.toHexString(callSite + 1)
                : new KernelSymbols.Symbol(symbol.name(), symbol.offset() + 1, symbol.size(), symbol.module())
                        .toString();
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void hex(Frame frame, long at, char option, int width) {
        if (width == 0) {
            return;
        }
        int count = width < 0 ? 1 : Math.min(width, 64);
        char separator = switch (option) {
        case 'C' -> ':';
        case 'D' -> '-';
        case 'N' -> 0;
        default -> ' ';
        };
        for (int i = 0; i < count; i++) {
            if (i > 0 && separator != 0) {
                frame.out.put(separator);
            }
            frame.out.putHexDigits(frame.unsignedByte(at + i), 2);
        }
    }

    /** Bits from high to low in hex, 32 a group. */
    static void bitmap(Frame frame, long at, int bits) {
        int chunk = (bits & 31) == 0 ? 32 : bits & 31;
        for (int from = (bits + 31 & ~31) - 32; from >= 0; from -= 32) {
            long value = 0;
            for (int bit = 0; bit < chunk; bit++) {
                if (bit(frame, at, from + bit)) {
                    value |= 1L << bit;
                }
            }
            frame.out.putHexDigits(value, (chunk + 3) / 4);
            if (from > 0) {
                frame.out.put(',');
            }
            chunk = 32;
        }
    }

    private static boolean bit(Frame frame, long at, int bit) {
        int word = frame.metadata.layout().wordSize();
        long value = frame.load(at + bit / (8 * word) * word, word, false);
        return (value >>> bit % (8 * word) & 1) != 0;
    }

    private static void bitmapList(Frame frame, long at, int bits) {
        boolean first = true;
        int i = 0;
        while (i < bits) {
            if (!bit(frame, at, i)) {
                i++;
                continue;
            }
            int from = i;
            while (i < bits && bit(frame, at, i)) {
                i++;
            }
            if (!first) {
                frame.out.put(',');
            }
            first = false;
            frame.out.putUnsigned(from);
            if (i - from > 1) {
                frame.out.put('-');
                frame.out.putUnsigned(i - 1);
            }
        }
    }

    private static void mac(Frame frame, long at, char separator, boolean reversed) {
        for (int i = 0; i < 6; i++) {
            if (i > 0 && separator != 0) {
                frame.out.put(separator);
            }
            frame.out.putHexDigits(frame.unsignedByte(at + (reversed ? 5 - i : i)), 2);
        }
    }

    private static void uuid(Frame frame, long at, char option) {
        boolean upper = option == 'B' || option == 'L';
        int[] order = option == 'l' || option == 'L' ? UUID_LITTLE : UUID_BIG;
        for (int i = 0; i < 16; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                frame.out.put('-');
            }
            int b = frame.unsignedByte(at + order[i]);
            if (upper) {
                frame.out.put(Character.toUpperCase(Character.forDigit(b >> 4, 16)));
                frame.out.put(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            } else {
                frame.out.putHexDigits(b, 2);
            }
        }
    }

    private static void address(Frame frame, long at, String extension) {
        boolean leadingZeros = extension.charAt(0) == 'i';
        char kind = extension.length() > 1 ? extension.charAt(1) : 0;
        String options = extension.length() > 2 ? extension.substring(2) : "";
        switch (kind) {
        case '4' -> ip4(frame, at, leadingZeros, options);
        case '6' -> ip6(frame, at, !leadingZeros, options.contains("c"));
        case 'S' -> socketAddress(frame, at, leadingZeros, options);
        default -> frame.out.put("(%pi?)");
        }
    }

    private static void ip4(Frame frame, long at, boolean leadingZeros, String options) {
        boolean littleHost = frame.metadata.layout().order() == java.nio.ByteOrder.LITTLE_ENDIAN;
        boolean reversed = options.contains("l") || options.contains("h") && littleHost;
        for (int i = 0; i < 4; i++) {
            if (i > 0) {
                frame.out.put('.');
            }
            int b = frame.unsignedByte(at + (reversed ? 3 - i : i));
            if (leadingZeros) {
                frame.out.putUnsigned(b, 3);
            } else {
                frame.out.putUnsigned(b);
            }
        }
    }

    private static int group(Frame frame, long at, int index) {
        return frame.unsignedByte(at + 2 * index) << 8 | frame.unsignedByte(at + 2 * index + 1);
    }

    private static void ip6(Frame frame, long at, boolean colons, boolean compressed) {
        if (compressed && colons) {
            ip6Compressed(frame, at);
            return;
        }
        for (int i = 0; i < 8; i++) {
            if (i > 0 && colons) {
                frame.out.put(':');
            }
            frame.out.putHexDigits(group(frame, at, i), 4);
        }
    }

    private static void ip6Compressed(Frame frame, long at) {
        boolean mapped = group(frame, at, 5) == 0xffff;
        for (int i = 0; i < 5; i++) {
            mapped &= group(frame, at, i) == 0;
        }
        boolean tunnel = (group(frame, at, 4) | 0x0200) == 0x0200 && group(frame, at, 5) == 0x5efe;
        boolean ip4 = mapped || tunnel;
        int range = ip4 ? 6 : 8;
        int longest = 1;
        int place = -1;
        for (int i = 0; i < range; i++) {
            int run = 0;
            while (i + run < range && group(frame, at, i + run) == 0) {
                run++;
            }
            if (run > longest) {
                longest = run;
                place = i;
            }
        }
        boolean colon = false;
        for (int i = 0; i < range; i++) {
            if (i == place) {
                if (colon || i == 0) {
                    frame.out.put(':');
                }
                frame.out.put(':');
                colon = false;
                i += longest - 1;
                continue;
            }
            if (colon) {
                frame.out.put(':');
            }
            frame.out.putHex(group(frame, at, i));
            colon = true;
        }
        if (ip4) {
            if (colon) {
                frame.out.put(':');
            }
            ip4(frame, at + 12, false, "");
        }
    }

    private static void socketAddress(Frame frame, long at, boolean leadingZeros, String options) {
        int family = (int) frame.load(at, 2, false);
        boolean port = options.contains("p");
        if (family == 2) {
            ip4(frame, at + 4, leadingZeros, options);
            if (port) {
                frame.out.put(':');
                frame.out.putUnsigned(group(frame, at + 2, 0));
            }
        } else if (family == 10) {
            boolean brackets = port || options.contains("f") || options.contains("s");
            if (brackets) {
                frame.out.put('[');
            }
            ip6(frame, at + 8, !leadingZeros, options.contains("c"));
            if (brackets) {
                frame.out.put(']');
            }
            if (port) {
                frame.out.put(':');
                frame.out.putUnsigned(group(frame, at + 2, 0));
            }
            if (options.contains("f")) {
                frame.out.put('/');
                long flow = (long) group(frame, at + 4, 0) << 16 | group(frame, at + 4, 1);
                frame.out.putUnsigned(flow & 0x0fffffff);
            }
            if (options.contains("s")) {
                frame.out.put('%');
                frame.out.putUnsigned(frame.load(at + 24, 4, false));
            }
        } else {
            frame.out.put(frame.metadata.kernel().atLeast(5, 2) ? "(einval)" : "(invalid address)");
        }
    }

    private static void escaped(Frame frame, long at, int count) {
        for (int i = 0; i < count; i++) {
            int b = frame.unsignedByte(at + i);
            switch (b) {
            case '\n' -> frame.out.put("\\n");
            case '\r' -> frame.out.put("\\r");
            case '\t' -> frame.out.put("\\t");
            case 11 -> frame.out.put("\\v");
            case '\f' -> frame.out.put("\\f");
            case 7 -> frame.out.put("\\a");
            case 27 -> frame.out.put("\\e");
            case 0 -> frame.out.put("\\0");
            default -> {
                if (b >= 32 && b < 127) {
                    frame.out.put(b);
                } else {
                    frame.out.put('\\');
                    frame.out.put('0' + (b >> 6));
                    frame.out.put('0' + (b >> 3 & 7));
                    frame.out.put('0' + (b & 7));
                }
            }
            }
        }
    }

    private static void fourCharacters(Frame frame, long at) {
        int value = (int) frame.load(at, 4, false);
        int code = value & 0x7fffffff;
        for (int i = 0; i < 4; i++) {
            int b = code >> 8 * i & 0xff;
            frame.out.put(b >= 32 && b < 127 ? b : '.');
        }
        frame.out.put(value < 0 ? " big-endian (0x" : " little-endian (0x");
        frame.out.putHexDigits(value, 8);
        frame.out.put(')');
    }
}

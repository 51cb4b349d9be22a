/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.eclipse.jdt.annotation.Nullable;

/** Expressions that make text: strings and the kernel's {@code __print_} helpers. */
final class Texts {

    private Texts() {
    }

    /** Text; as a condition it is true. */
    abstract static class Text extends Expr {
        Text(int wordSize) {
            super(wordSize, false);
        }

        @Override
        long eval(Frame frame) {
            return 1;
        }

        @Override
        final boolean isText() {
            return true;
        }

        @Override
        void text(Frame frame, int limit) {
            int from = frame.out.size();
            write(frame);
            frame.out.truncate((int) Math.min(Integer.MAX_VALUE, (long) from + limit));
        }

        abstract void write(Frame frame);
    }

    /** A constant string. */
    static final class Constant extends Text {
        private final byte[] bytes;
        private final Chunk chunk;

        Constant(String text, int wordSize) {
            super(wordSize);
            byte[] all = text.getBytes(StandardCharsets.ISO_8859_1);
            int end = text.indexOf(0);
            bytes = end < 0 ? all : Arrays.copyOf(all, end);
            chunk = new Chunk(bytes);
        }

        @Override
        void write(Frame frame) {
            frame.out.put(bytes);
        }

        @Override
        int bound() {
            return bytes.length;
        }

        @Override
        int put(Frame frame, byte[] to, int at) {
            return chunk.put(to, at);
        }

        /** The character at an index, 0 behind the end. */
        int at(long index) {
            return index >= 0 && index < bytes.length ? bytes[(int) index] : 0;
        }
    }

    /** {@code __print_flags}. */
    static final class Flags extends Text {
        private static final int NUMBER = 18;

        private final Expr value;
        private final Chunk delimiter;
        private final long[] masks;
        private final Chunk[] names;
        private final int bound;

        Flags(Expr value, String delimiter, long[] masks, byte[][] names, int wordSize) {
            super(wordSize);
            this.value = value;
            this.delimiter = new Chunk(delimiter.getBytes(StandardCharsets.ISO_8859_1));
            this.masks = masks;
            this.names = new Chunk[names.length];
            int all = NUMBER + this.delimiter.length();
            for (int i = 0; i < names.length; i++) {
                this.names[i] = new Chunk(names[i]);
                all += names[i].length + this.delimiter.length();
            }
            bound = all;
        }

        @Override
        int bound() {
            return bound;
        }

        @Override
        int put(Frame frame, byte[] to, int from) {
            int at = from;
            long left = value.eval(frame);
            boolean first = true;
            for (int i = 0; i < masks.length && left != 0; i++) {
                if ((left & masks[i]) == masks[i]) {
                    left &= ~masks[i];
                    if (!first) {
                        at = delimiter.put(to, at);
                    }
                    first = false;
                    at = names[i].put(to, at);
                }
            }
            if (left != 0) {
                if (!first) {
                    at = delimiter.put(to, at);
                }
                to[at] = '0';
                to[at + 1] = 'x';
                at = Digits.hex(to, at + 2, left);
            }
            return at;
        }

        @Override
        void write(Frame frame) {
            frame.out.ensure(bound + 32);
            frame.out.setSize(put(frame, frame.out.array(), frame.out.size()));
        }
    }

    /** {@code __print_symbolic}. An empty name prints the number, as the kernel looks whether anything was printed. */
    static final class Symbolic extends Text {
        private static final int TABLE = 256;

        private final Expr value;
        private final long[] values;
        private final Chunk[] chunks;
        /** By number, where all are small. */
        private final @Nullable Chunk[] table;
        private final int longest;

        Symbolic(Expr value, long[] values, byte[][] names, int wordSize) {
            super(wordSize);
            this.value = value;
            this.values = values;
            chunks = new Chunk[names.length];
            int most = 0;
            for (int i = 0; i < names.length; i++) {
                chunks[i] = new Chunk(names[i]);
                most = Math.max(most, names[i].length);
            }
            longest = most;
            boolean small = Arrays.stream(values).allMatch(number -> number >= 0 && number < TABLE);
            table = new @Nullable Chunk[small ? TABLE : 0];
            for (int i = names.length - 1; i >= 0 && small; i--) {
                table[(int) values[i]] = names[i].length == 0 ? null : chunks[i];
            }
        }

        @Override
        int bound() {
            return longest + 18;
        }

        @Override
        int put(Frame frame, byte[] to, int at) {
            long number = value.eval(frame);
            if (number >= 0 && number < table.length) {
                Chunk found = table[(int) number];
                if (found != null) {
                    return found.put(to, at);
                }
            }
            for (int i = 0; i < values.length && table.length == 0; i++) {
                if (values[i] == number) {
                    if (chunks[i].length() == 0) {
                        break;
                    }
                    return chunks[i].put(to, at);
                }
            }
            to[at] = '0';
            to[at + 1] = 'x';
            return Digits.hex(to, at + 2, number);
        }

        @Override
        void write(Frame frame) {
            frame.out.ensure(longest + 64);
            frame.out.setSize(put(frame, frame.out.array(), frame.out.size()));
        }
    }

    /** {@code __print_hex} and {@code __print_hex_str}. */
    static final class Hex extends Text {
        private final Expr pointer;
        private final Expr length;
        private final boolean blanks;

        Hex(Expr pointer, Expr length, boolean blanks, int wordSize) {
            super(wordSize);
            this.pointer = pointer;
            this.length = length;
            this.blanks = blanks;
        }

        @Override
        void write(Frame frame) {
            long at = pointer.eval(frame);
            int count = (int) Math.min((int) length.eval(frame), frame.room(at));
            for (int i = 0; i < count; i++) {
                if (blanks && i > 0) {
                    frame.out.put(' ');
                }
                frame.out.putHexDigits(frame.unsignedByte(at + i), 2);
            }
        }
    }

    /** {@code __print_array} and {@code __print_dynamic_array}. */
    static final class Array extends Text {
        private final Expr pointer;
        private final Expr count;
        private final Expr elementBytes;

        Array(Expr pointer, Expr count, Expr elementBytes, int wordSize) {
            super(wordSize);
            this.pointer = pointer;
            this.count = count;
            this.elementBytes = elementBytes;
        }

        @Override
        void write(Frame frame) {
            long at = pointer.eval(frame);
            int step = (int) elementBytes.eval(frame);
            long bytes = Math.min((long) (int) count.eval(frame) * step, frame.room(at));
            frame.out.put('{');
            for (long i = 0; i < bytes;) {
                boolean known = step == 1 || step == 2 || step == 4 || step == 8;
                if (!known) {
                    frame.out.put("BAD SIZE:");
                    frame.out.putUnsigned(step);
                    frame.out.put(" 0x");
                    step = 1;
                } else {
                    frame.out.put(i > 0 ? ",0x" : "0x");
                }
                frame.out.putHex(frame.load(at + i, step, false));
                i += step;
            }
            frame.out.put('}');
        }
    }

    /** {@code __get_bitmask} and {@code __get_cpumask}. */
    static final class Bitmask extends Text {
        private final Expr located;

        Bitmask(Expr located, int wordSize) {
            super(wordSize);
            this.located = located;
        }

        @Override
        void write(Frame frame) {
            long at = located.eval(frame);
            PointerText.bitmap(frame, at, 8 * located.room(frame));
        }
    }

    /** {@code __print_hex_dump}: lines of sixteen or thirty-two bytes behind a newline. */
    static final class HexDump extends Text {
        private final Expr prefix;
        private final Expr prefixType;
        private final Expr rowSize;
        private final Expr groupSize;
        private final Expr pointer;
        private final Expr length;
        private final Expr ascii;

        HexDump(Expr[] args, int wordSize) {
            super(wordSize);
            prefix = args[0];
            prefixType = args[1];
            rowSize = args[2];
            groupSize = args[3];
            pointer = args[4];
            length = args[5];
            ascii = args[6];
        }

        @Override
        void write(Frame frame) {
            long at = pointer.eval(frame);
            long bytes = Math.min(length.eval(frame), frame.room(at));
            int row = rowSize.eval(frame) == 32 ? 32 : 16;
            int group = (int) groupSize.eval(frame);
            if (group != 2 && group != 4 && group != 8) {
                group = 1;
            }
            frame.out.put('\n');
            for (long i = 0; i < bytes; i += row) {
                prefix.text(frame, Integer.MAX_VALUE);
                if (prefixType.eval(frame) == 2) {
                    frame.out.putHexDigits(i, 8);
                    frame.out.put(": ");
                }
                row(frame, at + i, (int) Math.min(row, bytes - i), row, group);
                frame.out.put('\n');
            }
        }

        private void row(Frame frame, long at, int bytes, int row, int group) {
            int from = frame.out.size();
            int step = bytes % group == 0 ? group : 1;
            for (int i = 0; i < bytes; i += step) {
                if (i > 0) {
                    frame.out.put(' ');
                }
                frame.out.putHexDigits(frame.load(at + i, step, false), 2 * step);
            }
            if (ascii.eval(frame) != 0) {
                frame.out.pad(from, row * 2 + row / step + 1, true);
                for (int i = 0; i < bytes; i++) {
                    int b = frame.unsignedByte(at + i);
                    frame.out.put(b >= 32 && b < 127 ? b : '.');
                }
            }
        }
    }

    /** {@code mac_pton}-like helpers and functions of the kernel that give a constant text by a number. */
    static final class Named extends Text {
        private final Expr value;
        private final String[] names;
        private final String other;

        Named(Expr value, String[] names, String other, int wordSize) {
            super(wordSize);
            this.value = value;
            this.names = names.clone();
            this.other = other;
        }

        @Override
        void write(Frame frame) {
            long index = value.eval(frame);
            frame.out.put(index >= 0 && index < names.length ? names[(int) index] : other);
        }
    }
}

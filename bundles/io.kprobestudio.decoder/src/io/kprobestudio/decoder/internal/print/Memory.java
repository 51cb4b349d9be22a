/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

/** Pointers into the record. */
final class Memory {

    private Memory() {
    }

    /** A pointer into the record, with what it points to. */
    abstract static class Pointer extends Expr {
        private final int elementSize;
        private final boolean elementSigned;

        Pointer(int wordSize, int elementSize, boolean elementSigned) {
            super(wordSize, false);
            this.elementSize = elementSize;
            this.elementSigned = elementSigned;
        }

        @Override
        final boolean inRecord() {
            return true;
        }

        @Override
        final boolean isPointer() {
            return true;
        }

        @Override
        final int elementSize() {
            return elementSize;
        }

        @Override
        final boolean elementSigned() {
            return elementSigned;
        }
    }

    /** The size of what reaches to the end of the record. */
    static final int REST = 0xffff;

    /** A fixed array, or the address of a field. */
    static final class Fixed extends Pointer {
        private final int offset;
        private final int bytes;

        Fixed(int offset, int bytes, int wordSize, int elementSize, boolean elementSigned) {
            super(wordSize, elementSize, elementSigned);
            this.offset = offset;
            this.bytes = bytes;
        }

        @Override
        long eval(Frame frame) {
            return offset;
        }

        @Override
        void text(Frame frame, int limit) {
            frame.text(offset, Math.min(limit, bytes));
        }

        int bytes() {
            return bytes;
        }

        int offset() {
            return offset;
        }
    }

    /** The data of a dynamic array, found by the word at its field; -1 when that points outside the record. */
    static final class Located extends Pointer {
        private final int offset;
        private final int base;

        /**
         * @param offset of the word
         * @param base   what its offset counts from: 0, or the end of the word
         */
        Located(int offset, int base, int wordSize, int elementSize, boolean elementSigned) {
            super(wordSize, elementSize, elementSigned);
            this.offset = offset;
            this.base = base;
        }

        int offset() {
            return offset;
        }

        int base() {
            return base;
        }

        @Override
        long eval(Frame frame) {
            int word = frame.getInt(frame.record + offset);
            int at = base + (word & 0xffff);
            return at + (word >>> 16) > frame.length ? -1 : at;
        }

        @Override
        int room(Frame frame) {
            int word = frame.getInt(frame.record + offset);
            return base + (word & 0xffff) + (word >>> 16) > frame.length ? 0 : word >>> 16;
        }

        @Override
        void text(Frame frame, int limit) {
            int word = frame.getInt(frame.record + offset);
            int at = base + (word & 0xffff);
            frame.text(at, Math.min(limit, Math.min(word >>> 16, frame.length - at)));
        }
    }

    /** The length of a dynamic array in bytes. */
    static final class LocatedLength extends Expr {
        private final int offset;
        private final int divisor;

        LocatedLength(int offset, int divisor) {
            super(4, true);
            this.offset = offset;
            this.divisor = divisor;
        }

        @Override
        long eval(Frame frame) {
            return (frame.getInt(frame.record + offset) >>> 16) / divisor;
        }
    }

    /** A pointer and a number of elements. */
    static final class Moved extends Pointer {
        private final Expr pointer;
        private final Expr by;
        private final long step;

        Moved(Expr pointer, Expr by, boolean back) {
            super(pointer.size, pointer.elementSize(), pointer.elementSigned());
            this.pointer = pointer;
            this.by = by;
            long width = Math.max(1, pointer.elementSize());
            step = back ? -width : width;
        }

        @Override
        long eval(Frame frame) {
            return pointer.eval(frame) + by.eval(frame) * step;
        }
    }

    /** A pointer, seen as one to something else. */
    static final class Recast extends Pointer {
        private final Expr pointer;

        Recast(Expr pointer, int elementSize, boolean elementSigned) {
            super(pointer.size, elementSize, elementSigned);
            this.pointer = pointer;
        }

        @Override
        long eval(Frame frame) {
            return pointer.eval(frame);
        }

        @Override
        int room(Frame frame) {
            return pointer.room(frame);
        }

        @Override
        void text(Frame frame, int limit) {
            pointer.text(frame, limit);
        }
    }

    /** What a pointer into the record points to. */
    static final class Deref extends Expr {
        private final Expr pointer;

        Deref(Expr pointer) {
            super(Math.max(1, pointer.elementSize()), pointer.elementSigned());
            this.pointer = pointer;
        }

        @Override
        long eval(Frame frame) {
            return frame.load(pointer.eval(frame), size, signed);
        }

        Expr pointer() {
            return pointer;
        }

        /** The same, read at once where it is an element of a fixed array at a constant index; this otherwise. */
        Expr load() {
            if (pointer instanceof Moved moved && moved.pointer instanceof Fixed array
                    && moved.by instanceof Expr.Const && array.bytes < REST && Integer.bitCount(size) == 1) {
                long at = moved.by.eval(Frame.NOWHERE) * moved.step;
                if (at >= 0 && at + size <= array.bytes) {
                    return new Expr.Load(array.offset + (int) at, size, signed);
                }
            }
            return this;
        }
    }
}

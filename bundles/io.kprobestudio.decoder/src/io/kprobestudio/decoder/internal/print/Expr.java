/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import org.eclipse.jdt.annotation.Nullable;

/**
 * An expression, compiled. A number has a size and a sign, and {@link #eval} gives it extended to 64 bits by these. A
 * pointer into the record evaluates to its offset there, any other pointer to the kernel's address.
 */
abstract class Expr {

    final int size;
    final boolean signed;

    Expr(int size, boolean signed) {
        this.size = size;
        this.signed = signed;
    }

    abstract long eval(Frame frame);

    /** Whether {@link #eval} gives an offset in the record. */
    boolean inRecord() {
        return false;
    }

    /** Bytes of what the pointer points to; 0 where it is no pointer to numbers. */
    int elementSize() {
        return 0;
    }

    boolean elementSigned() {
        return false;
    }

    /** Whether the expression is a pointer, to text or to something else. */
    boolean isPointer() {
        return false;
    }

    /** Whether the expression makes text and has no other value. */
    boolean isText() {
        return false;
    }

    /** Appends what {@code %s} shows, so many bytes at most. */
    void text(Frame frame, int limit) {
        if (inRecord()) {
            frame.text(eval(frame), limit);
            return;
        }
        long address = eval(frame);
        String known = frame.metadata.printk().at(address);
        if (known != null) {
            frame.out.put(known.length() > limit ? known.substring(0, limit) : known);
        } else if (address == 0) {
            frame.out.put("(null)".substring(0, Math.min(6, limit)));
        } else {
            frame.out.put("(0x");
            frame.out.putHex(address);
            frame.out.put(')');
        }
    }

    /** The most bytes that {@link #put} writes; -1 where there is no such limit. */
    int bound() {
        return -1;
    }

    /** Writes what {@link #text} appends into an array with room for {@link #bound}; returns where it ends. */
    int put(Frame frame, byte[] to, int at) {
        throw new IllegalStateException("no bound");
    }

    /** Bytes that may be read at a pointer into the record. */
    int room(Frame frame) {
        return frame.room(eval(frame));
    }

    /** Cuts or extends a value to a type. */
    static long fit(long value, int size, boolean signed) {
        return switch (size) {
        case 1 -> signed ? (byte) value : value & 0xff;
        case 2 -> signed ? (short) value : value & 0xffff;
        case 4 -> signed ? (int) value : value & 0xffffffffL;
        default -> value;
        };
    }

    /** A constant. */
    static final class Const extends Expr {
        private final long value;

        Const(long value, int size, boolean signed) {
            super(size, signed);
            this.value = fit(value, size, signed);
        }

        @Override
        long eval(Frame frame) {
            return value;
        }
    }

    /** A number at a fixed offset; the record is known to be long enough. */
    static final class Load extends Expr {
        final int offset;
        final int stored;
        private final boolean storedSigned;

        Load(int offset, int size, boolean signed) {
            this(offset, size, signed, size, signed);
        }

        private Load(int offset, int stored, boolean storedSigned, int size, boolean signed) {
            super(size, signed);
            this.offset = offset;
            this.stored = stored;
            this.storedSigned = storedSigned;
        }

        boolean isStoredSigned() {
            return storedSigned;
        }

        /** Whether the value is what is stored, read with this sign. */
        boolean isPlain(boolean asSigned) {
            return stored == 8 || storedSigned == asSigned && (size >= stored);
        }

        /** The same, converted to another type; null where the value must be computed. */
        @Nullable
        Load as(int newSize, boolean newSigned, boolean bigEndian) {
            if (newSize < stored) {
                return new Load(bigEndian ? offset + stored - newSize : offset, newSize, newSigned);
            }
            if (newSize == stored) {
                return new Load(offset, stored, newSigned);
            }
            return newSize == 8 || !storedSigned || newSigned
                    ? new Load(offset, stored, storedSigned, newSize, newSigned)
                    : null;
        }

        @Override
        long eval(Frame frame) {
            int at = frame.record + offset;
            switch (stored) {
            case 4:
                int i = frame.getInt(at);
                return storedSigned ? i : i & 0xffffffffL;
            case 8:
                return frame.getLong(at);
            case 1:
                byte b = frame.bytes[at];
                return storedSigned ? b : b & 0xff;
            default:
                short s = frame.getShort(at);
                return storedSigned ? s : s & 0xffff;
            }
        }
    }

    /** A kernel pointer in a field. */
    static final class LoadPointer extends Expr {
        private final Load load;
        private final int elementSize;
        private final boolean elementSigned;

        LoadPointer(Load load, int elementSize, boolean elementSigned) {
            super(load.size, false);
            this.load = load;
            this.elementSize = elementSize;
            this.elementSigned = elementSigned;
        }

        @Override
        long eval(Frame frame) {
            return load.eval(frame);
        }

        @Override
        boolean isPointer() {
            return true;
        }

        @Override
        int elementSize() {
            return elementSize;
        }

        @Override
        boolean elementSigned() {
            return elementSigned;
        }
    }

    /** A local of a block. */
    static final class Local extends Expr {
        private final int slot;

        Local(int slot, int size, boolean signed) {
            super(size, signed);
            this.slot = slot;
        }

        @Override
        long eval(Frame frame) {
            return frame.locals[slot];
        }
    }

    /** Sets locals, then gives the result. */
    static final class Block extends Wrapper {
        private final int[] slots;
        private final Expr[] values;

        Block(int[] slots, Expr[] values, Expr result) {
            super(result);
            this.slots = slots;
            this.values = values;
        }

        @Override
        long eval(Frame frame) {
            for (int i = 0; i < slots.length; i++) {
                frame.locals[slots[i]] = values[i].eval(frame);
            }
            return inner.eval(frame);
        }
    }

    /** Passes on what its operand is. */
    abstract static class Wrapper extends Expr {
        final Expr inner;

        Wrapper(Expr inner) {
            super(inner.size, inner.signed);
            this.inner = inner;
        }

        @Override
        long eval(Frame frame) {
            return inner.eval(frame);
        }

        @Override
        boolean inRecord() {
            return inner.inRecord();
        }

        @Override
        int elementSize() {
            return inner.elementSize();
        }

        @Override
        boolean elementSigned() {
            return inner.elementSigned();
        }

        @Override
        boolean isPointer() {
            return inner.isPointer();
        }

        @Override
        boolean isText() {
            return inner.isText();
        }

        @Override
        void text(Frame frame, int limit) {
            inner.text(frame, limit);
        }

        @Override
        int bound() {
            return inner.bound();
        }

        @Override
        int put(Frame frame, byte[] to, int at) {
            return inner.put(frame, to, at);
        }

        @Override
        int room(Frame frame) {
            return inner.room(frame);
        }
    }
}

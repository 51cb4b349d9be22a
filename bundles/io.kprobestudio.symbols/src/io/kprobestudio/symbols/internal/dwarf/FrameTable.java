/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Where the canonical frame address (the stack pointer before the call) is, by address: the rows of .debug_frame or .eh_frame,
 * as far as they say register plus offset. Thread-safe; what is where is read on first use.
 */
final class FrameTable {
    private static final int DW_EH_PE_PCREL = 0x10;

    /**
     * A frame address: a register's value plus an offset.
     *
     * @param register its DWARF number
     * @param offset in bytes
     */
    record FrameAddress(int register, long offset) {
    }

    private record Cie(int end, int instructions, long codeAlignment, int addressSize, int pointerEncoding) {
    }

    private final ByteBuffer section;
    private final boolean eh;
    private final long sectionAddress;
    private final int addressSize;
    private volatile @Nullable Starts starts;

    /* Where functions begin, ascending with the sign flipped, and where their entries are in the section. */
    private record Starts(LongBuffer addresses, IntBuffer entries) {
    }

    FrameTable(Sections sections, boolean wide) {
        eh = sections.frame().capacity() == 0;
        section = eh ? sections.ehFrame() : sections.frame();
        sectionAddress = sections.ehFrameAddress();
        addressSize = wide ? 8 : 4;
    }

    private Starts starts() {
        Starts known = starts;
        if (known == null) {
            known = readStarts();
            starts = known;
        }
        return known;
    }

    private Starts readStarts() {
        java.util.List<long[]> found = new java.util.ArrayList<>();
        Cursor in = new Cursor(section, 0);
        while (in.hasMore(section.capacity() - 4)) {
            int at = in.position();
            long length = in.u32();
            int offsetSize = length == 0xffffffffL ? 8 : 4;
            if (offsetSize == 8) {
                length = in.u64();
            }
            long end = in.position() + length;
            if (length <= 0 || end > section.capacity()) {
                break;
            }
            if (!isCie(new Cursor(section, in.position()), offsetSize)) {
                long[] range = range(at);
                if (range != null) {
                    found.add(new long[]{ range[0], at });
                }
            }
            in.position((int) end);
        }
        found.sort((a, b) -> Long.compareUnsigned(a[0], b[0]));
        return new Starts(LongBuffer.wrap(found.stream().mapToLong(each -> each[0] ^ Long.MIN_VALUE).toArray()),
                IntBuffer.wrap(found.stream().mapToInt(each -> (int) each[1]).toArray()));
    }

    private boolean isCie(Cursor in, int offsetSize) {
        long id = in.unsigned(offsetSize);
        return eh ? id == 0 : id == (offsetSize == 8 ? -1L : 0xffffffffL);
    }

    /** The frame address at an instruction; null where the table does not say, or says it by an expression. */
    @Nullable
    FrameAddress at(long address) {
        Starts known = starts();
        int found = java.util.Arrays.binarySearch(known.addresses().array(), address ^ Long.MIN_VALUE);
        if (found < 0) {
            found = -found - 2;
        }
        if (found < 0) {
            return null;
        }
        int at = known.entries().get(found);
        long[] range = range(at);
        if (range == null || !new AddressRange(range[0], range[1]).contains(address)) {
            return null;
        }
        Cursor in = new Cursor(section, at);
        int end = header(in);
        int idAt = in.position();
        Cie cie = cie(idAt, in.offset(4));
        in.position((int) range[2]);
        Rows rows = new Rows(range[0], address);
        rows.run(new Cursor(section, cie.instructions()), cie.end(), cie);
        rows.remember();
        rows.run(in, end, cie);
        return rows.result();
    }

    /* Moves over the length; answers where the entry ends. */
    private static int header(Cursor in) {
        long length = in.u32();
        return Math.toIntExact(in.position() + length);
    }

    /* First address, address behind the last, where the instructions begin. */
    private long @Nullable [] range(int at) {
        Cursor in = new Cursor(section, at);
        header(in);
        int idAt = in.position();
        Cie cie = cie(idAt, in.offset(4));
        int pointerAt = in.position();
        long low = in.unsigned(cie.addressSize());
        long size = in.unsigned(cie.addressSize());
        if (eh) {
            low = cie.addressSize() == 4 ? (int) low : low;
            if ((cie.pointerEncoding() & DW_EH_PE_PCREL) != 0) {
                low += sectionAddress + pointerAt;
            }
            in.skip(in.uleb());
        }
        return size == 0 ? null : new long[]{ low, low + size, in.position() };
    }

    private Cie cie(int idAt, int id) {
        int at = eh ? idAt - id : id;
        Cursor in = new Cursor(section, at);
        int end = header(in);
        in.skip(4);
        int version = in.u8();
        String augmentation = in.text();
        int size = addressSize;
        if (version >= 4) {
            size = in.u8();
            in.u8();
        }
        long code = in.uleb();
        in.sleb();
        if (version == 1) {
            in.u8();
        } else {
            in.uleb();
        }
        int encoding = 0;
        if (augmentation.startsWith("z")) {
            int after = Math.toIntExact(in.uleb() + in.position());
            for (int i = 1; i < augmentation.length(); i++) {
                if (augmentation.charAt(i) == 'R') {
                    encoding = in.u8();
                    // sdata4 and udata4 are all that kernels have beside whole addresses
                    size = (encoding & 0x7) == 3 ? 4 : addressSize;
                }
            }
            in.position(after);
        }
        return new Cie(end, in.position(), code, size, encoding);
    }

    /** Runs the instructions of an entry up to an address. */
    private static final class Rows {
        private final long wanted;
        private long location;
        private int register = -1;
        private long offset;
        private boolean expression;
        private int firstRegister = -1;
        private long firstOffset;
        private final Deque<long[]> stack = new ArrayDeque<>();

        Rows(long location, long wanted) {
            this.location = location;
            this.wanted = wanted;
        }

        void remember() {
            firstRegister = register;
            firstOffset = offset;
        }

        @Nullable
        FrameAddress result() {
            return register < 0 || expression ? null : new FrameAddress(register, offset);
        }

        void run(Cursor in, int end, Cie cie) {
            while (in.hasMore(end)) {
                int opcode = in.u8();
                int low = opcode & 0x3f;
                long advance = 0;
                switch (opcode >> 6) {
                case 1 -> advance = low;
                case 2 -> in.uleb();
                case 3 -> {
                    // a register is as it was
                }
                default -> advance = extended(in, low, cie);
                }
                if (advance != 0) {
                    location += advance * cie.codeAlignment();
                    if (Long.compareUnsigned(location, wanted) > 0) {
                        return;
                    }
                }
            }
        }

        private long extended(Cursor in, int opcode, Cie cie) {
            switch (opcode) {
            case 0x01 -> location = in.unsigned(cie.addressSize());
            case 0x02 -> {
                return in.u8();
            }
            case 0x03 -> {
                return in.u16();
            }
            case 0x04 -> {
                return in.u32();
            }
            case 0x05, 0x09, 0x14 -> {
                in.uleb();
                in.uleb();
            }
            case 0x06, 0x07, 0x08, 0x2e -> in.uleb();
            case 0x0a -> stack.push(new long[]{ register, offset, expression ? 1 : 0 });
            case 0x0b -> {
                long[] state = stack.isEmpty() ? new long[]{ firstRegister, firstOffset, 0 } : stack.pop();
                register = (int) state[0];
                offset = state[1];
                expression = state[2] != 0;
            }
            case 0x0c -> {
                register = (int) in.uleb();
                offset = in.uleb();
                expression = false;
            }
            case 0x0d -> register = (int) in.uleb();
            case 0x0e -> offset = in.uleb();
            case 0x0f -> {
                in.skip(in.uleb());
                expression = true;
            }
            case 0x10, 0x16 -> {
                in.uleb();
                in.skip(in.uleb());
            }
            case 0x11, 0x15 -> {
                in.uleb();
                in.sleb();
            }
            default -> {
                // nop, and what needs no operand
            }
            }
            return 0;
        }
    }
}

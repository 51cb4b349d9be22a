/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** From a location's expression to a fetch argument, or to the reason why none can fetch it. */
final class LocationReader {
    private final Machine machine;
    private final FrameTable frames;

    LocationReader(Machine machine, FrameTable frames) {
        this.machine = machine;
        this.frames = frames;
    }

    /**
     * Where a variable is.
     *
     * @param variable a parameter or variable
     * @param function the out-of-line function whose frame it is in
     * @param address the instruction
     * @param atEntry whether that is the function's entry: a parameter that has no place there yet has the first it gets
     * @param notes gets what the user should know
     */
    Fetch locate(Die variable, Die function, long address, boolean atEntry, List<String> notes)
            throws DebugInfoException {
        String name = variable.name();
        if (variable.owner(Dw.AT_EXTERNAL).flag(Dw.AT_EXTERNAL)) {
            return Fetch.symbol(name);
        }
        List<LocationLists.Location> locations = LocationLists.of(variable);
        if (locations.isEmpty() && variable.owner(Dw.AT_LOCATION).has(Dw.AT_LOCATION)) {
            locations = LocationLists.of(variable.owner(Dw.AT_LOCATION));
        }
        Long constant = variable.owner(Dw.AT_CONST_VALUE).constant(Dw.AT_CONST_VALUE);
        if (locations.isEmpty() && constant != null) {
            return Fetch.immediate(signed(variable.owner(Dw.AT_CONST_VALUE), constant));
        }
        if (locations.isEmpty()) {
            throw new DebugInfoException(
                    "%s was optimised out: it has no place anywhere in the function".formatted(name));
        }
        ByteBuffer expression = at(locations, address);
        if (expression == null && atEntry && variable.tag() == Dw.TAG_FORMAL_PARAMETER) {
            expression = earliest(locations, function, address);
        }
        if (expression == null || expression.capacity() == 0) {
            throw new DebugInfoException("%s was optimised out here: address=0x%x available=%s".formatted(name, address,
                    available(locations)));
        }
        return evaluate(name, expression, function, address, notes);
    }

    /* The data forms have no sign: a constant of fewer bytes than its form is extended as GCC means it. */
    private static long signed(Die die, long value) {
        return switch (die.form(Dw.AT_CONST_VALUE)) {
        case Dw.FORM_DATA1 -> (byte) value;
        case Dw.FORM_DATA2 -> (short) value;
        case Dw.FORM_DATA4 -> (int) value;
        default -> value;
        };
    }

    private static @Nullable ByteBuffer at(List<LocationLists.Location> locations, long address) {
        for (LocationLists.Location location : locations) {
            if (location.range().contains(address)) {
                return location.expression();
            }
        }
        return null;
    }

    private static @Nullable ByteBuffer earliest(List<LocationLists.Location> locations, Die function, long address) {
        LocationLists.Location best = null;
        for (LocationLists.Location location : locations) {
            long low = location.range().low();
            if (Long.compareUnsigned(low, address) > 0 && Ranges.contain(function, low)
                    && (best == null || Long.compareUnsigned(low, best.range().low()) < 0)) {
                best = location;
            }
        }
        return best == null ? null : best.expression();
    }

    /** Where a variable is available, as {@code 0xLOW-0xHIGH}, a few of them. */
    private static String available(List<LocationLists.Location> locations) {
        List<String> ranges = new ArrayList<>();
        for (LocationLists.Location location : locations) {
            if (location.expression().capacity() > 0 && ranges.size() < 4) {
                ranges.add("0x%x-0x%x".formatted(location.range().low(), location.range().high()));
            }
        }
        return ranges.toString();
    }

    private Fetch evaluate(String name, ByteBuffer expression, Die function, long address, List<String> notes)
            throws DebugInfoException {
        Cursor in = new Cursor(expression, 0);
        int operation = in.u8();
        Fetch fetch;
        boolean register = false;
        if (operation == Dw.OP_ADDR) {
            fetch = Fetch.symbol(name);
            in.skip(expression.capacity() - 1L);
        } else if (operation >= Dw.OP_REG0 && operation <= Dw.OP_REG31) {
            fetch = Fetch.register(register(name, operation - Dw.OP_REG0));
            register = true;
        } else if (operation == Dw.OP_REGX) {
            fetch = Fetch.register(register(name, in.uleb()));
            register = true;
        } else if (operation >= Dw.OP_BREG0 && operation <= Dw.OP_BREG31) {
            fetch = Fetch.memory(register(name, operation - Dw.OP_BREG0), in.sleb());
        } else if (operation == Dw.OP_BREGX) {
            fetch = Fetch.memory(register(name, in.uleb()), in.sleb());
        } else if (operation == Dw.OP_FBREG) {
            fetch = frame(name, function, address, in.sleb());
        } else if (operation == Dw.OP_CALL_FRAME_CFA) {
            fetch = cfa(name, address, 0);
        } else {
            Long constant = constant(operation, in);
            if (constant != null && in.hasMore(expression.capacity()) && in.u8() == Dw.OP_STACK_VALUE) {
                return Fetch.immediate(constant);
            }
            throw new DebugInfoException(
                    "%s is computed here, and is in no register or memory: operation=0x%02x".formatted(name,
                            operation));
        }
        while (in.hasMore(expression.capacity())) {
            operation = in.u8();
            if (operation == Dw.OP_PIECE) {
                long size = in.uleb();
                if (in.hasMore(expression.capacity())) {
                    notes.add("%s lies in pieces: only its first %d bytes are fetched".formatted(name, size));
                }
                break;
            } else if (operation == Dw.OP_DEREF && !register) {
                fetch = fetch.dereferenced();
            } else if (operation == Dw.OP_PLUS_UCONST && !register) {
                fetch = fetch.moved(in.uleb());
            } else if (operation == Dw.OP_STACK_VALUE && fetch.offsets().size() == 1 && fetch.offsets().get(0) == 0
                    && !fetch.base().startsWith("@")) {
                fetch = Fetch.register(fetch.base());
            } else {
                throw new DebugInfoException(
                        "%s is computed here, and is in no register or memory: operation=0x%02x".formatted(name,
                                operation));
            }
        }
        return fetch;
    }

    private static @Nullable Long constant(int operation, Cursor in) {
        if (operation >= Dw.OP_LIT0 && operation <= Dw.OP_LIT31) {
            return (long) operation - Dw.OP_LIT0;
        }
        return switch (operation) {
        case Dw.OP_CONST1U -> (long) in.u8();
        case Dw.OP_CONST1S -> (long) (byte) in.u8();
        case Dw.OP_CONST2U -> (long) in.u16();
        case Dw.OP_CONST2S -> (long) (short) in.u16();
        case Dw.OP_CONST4U -> in.u32();
        case Dw.OP_CONST4S -> (long) (int) in.u32();
        case Dw.OP_CONST8U, Dw.OP_CONST8S -> in.u64();
        case Dw.OP_CONSTU -> in.uleb();
        case Dw.OP_CONSTS -> in.sleb();
        default -> null;
        };
    }

    private Fetch frame(String name, Die function, long address, long offset) throws DebugInfoException {
        Die owner = function.owner(Dw.AT_FRAME_BASE);
        ByteBuffer base = owner.block(Dw.AT_FRAME_BASE);
        if (base == null || base.capacity() == 0) {
            throw new DebugInfoException("%s is in a frame whose base is not told".formatted(name));
        }
        Cursor in = new Cursor(base, 0);
        int operation = in.u8();
        if (operation == Dw.OP_CALL_FRAME_CFA) {
            return cfa(name, address, offset);
        }
        if (operation >= Dw.OP_REG0 && operation <= Dw.OP_REG31) {
            return Fetch.memory(register(name, operation - Dw.OP_REG0), offset);
        }
        if (operation >= Dw.OP_BREG0 && operation <= Dw.OP_BREG31) {
            return Fetch.memory(register(name, operation - Dw.OP_BREG0), offset + in.sleb());
        }
        throw new DebugInfoException(
                "%s is in a frame whose base is computed: operation=0x%02x".formatted(name, operation));
    }

    private Fetch cfa(String name, long address, long offset) throws DebugInfoException {
        FrameTable.FrameAddress frame = frames.at(address);
        if (frame == null) {
            throw new DebugInfoException(
                    "%s is on the stack, whose layout is not told here: address=0x%x".formatted(name,
                            address));
        }
        return Fetch.memory(register(name, frame.register()), frame.offset() + offset);
    }

    private String register(String name, long number) throws DebugInfoException {
        String register = machine.register(number);
        if (register == null) {
            throw new DebugInfoException(
                    "%s is in a register that probes cannot fetch: number=%d".formatted(name, number));
        }
        return register;
    }
}

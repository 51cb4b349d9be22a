/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.internal.elf.SymbolTable;
import io.kprobestudio.symbols.internal.fetch.Fetch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** From a location's expression to a fetch argument, or to the reason why none can fetch it. */
final class LocationReader {
    private final Machine machine;
    private final FrameTable frames;
    private final SymbolTable symbols;

    LocationReader(Machine machine, FrameTable frames, SymbolTable symbols) {
        this.symbols = symbols;
        this.machine = machine;
        this.frames = frames;
    }

    /**
     * Where a variable is.
     *
     * @param variable a parameter or variable
     * @param scope the instruction; where it is the function's entry, a parameter that has no place there yet has the first it
     *        gets
     * @param notes gets what the user should know
     */
    Fetch locate(Die variable, Scope scope, List<String> notes) throws DebugInfoException {
        Die function = scope.function();
        long address = scope.address();
        String name = variable.name();
        if (variable.owner(Dw.AT_EXTERNAL).flag(Dw.AT_EXTERNAL)) {
            return Fetch.symbol(name, 0);
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
        if (expression == null && scope.isEntry() && variable.tag() == Dw.TAG_FORMAL_PARAMETER) {
            expression = earliest(locations, function, address);
        }
        if (expression == null || expression.capacity() == 0) {
            throw new DebugInfoException("%s was optimised out here: address=0x%x available=%s".formatted(name, address,
                    available(locations)));
        }
        return evaluate(name, expression, scope, notes);
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

    private Fetch evaluate(String name, ByteBuffer expression, Scope scope, List<String> notes)
            throws DebugInfoException {
        Cursor in = new Cursor(expression, 0);
        int operation = in.u8();
        Long constant = constant(operation, in);
        if (constant != null && in.hasMore(expression.capacity()) && in.u8() == Dw.OP_STACK_VALUE) {
            return Fetch.immediate(constant);
        }
        if (constant != null) {
            throw computed(name, operation);
        }
        Fetch fetch = begin(name, operation, in, scope);
        while (in.hasMore(expression.capacity())) {
            operation = in.u8();
            if (operation == Dw.OP_PIECE) {
                long size = in.uleb();
                if (in.hasMore(expression.capacity())) {
                    notes.add("%s lies in pieces: only its first %d bytes are fetched".formatted(name, size));
                }
                break;
            }
            fetch = next(name, fetch, operation, in, expression.capacity());
        }
        return fetch;
    }

    private static DebugInfoException computed(String name, int operation) {
        return new DebugInfoException(
                "%s is computed here, and is in no register or memory: operation=0x%02x".formatted(name, operation));
    }

    /* Where the expression begins: a register, or memory. */
    private Fetch begin(String name, int operation, Cursor in, Scope scope) throws DebugInfoException {
        if (operation == Dw.OP_ADDR) {
            return object(name, in.unsigned(scope.function().unit().addressSize()));
        }
        if (operation >= Dw.OP_REG0 && operation <= Dw.OP_REG31) {
            return Fetch.register(register(name, operation - Dw.OP_REG0));
        }
        if (operation >= Dw.OP_BREG0 && operation <= Dw.OP_BREG31) {
            return Fetch.memory(register(name, operation - Dw.OP_BREG0), in.sleb());
        }
        return switch (operation) {
        case Dw.OP_REGX -> Fetch.register(register(name, in.uleb()));
        case Dw.OP_BREGX -> Fetch.memory(register(name, in.uleb()), in.sleb());
        case Dw.OP_FBREG -> frame(name, scope.function(), scope.address(), in.sleb());
        case Dw.OP_CALL_FRAME_CFA -> cfa(name, scope.address(), 0);
        default -> throw computed(name, operation);
        };
    }

    private static Fetch next(String name, Fetch fetch, int operation, Cursor in, int end) throws DebugInfoException {
        if (!fetch.isMemory()) {
            throw computed(name, operation);
        }
        switch (operation) {
        case Dw.OP_DEREF -> {
            return fetch.dereferenced();
        }
        case Dw.OP_PLUS_UCONST -> {
            return fetch.moved(in.uleb());
        }
        case Dw.OP_STACK_VALUE -> {
            return fetch.addressed();
        }
        default -> {
            Long constant = constant(operation, in);
            int how = constant != null && in.hasMore(end) ? in.u8() : -1;
            if (constant == null || how != Dw.OP_PLUS && how != Dw.OP_MINUS) {
                throw computed(name, operation);
            }
            return fetch.moved(how == Dw.OP_PLUS ? constant : -constant);
        }
        }
    }

    /* A local static's symbol has a name of its own, such as count.7; the address tells it. */
    private Fetch object(String name, long address) throws DebugInfoException {
        SymbolTable.Symbol symbol = symbols.objectAt(address).orElseThrow(() -> new DebugInfoException(
                "no symbol holds %s: address=0x%x".formatted(name, address)));
        return Fetch.symbol(symbol.name(), address - symbol.address());
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

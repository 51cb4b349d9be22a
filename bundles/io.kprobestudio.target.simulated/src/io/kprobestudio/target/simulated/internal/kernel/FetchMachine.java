/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.EventLayout;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.FetchStep;
import io.kprobestudio.definition.SymbolTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Runs the fetch programs of a definition and lays the record out: fixed part, then dynamic data behind {@code __data_loc}
 * words, as {@code store_trace_args} of kernel/trace/trace_probe_tmpl.h does.
 */
final class FetchMachine {

    /** {@code MAX_STRING_SIZE}: a longer string is clipped. */
    private static final int MAX_STRING = 4096;
    private static final long COMM_AT = 0xbfff0000L;
    private static final long TEXT_AT = 0xbfff1000L;
    private static final int WORD = 4;
    private static final long MASK = 0xffffffffL;

    private final SymbolTable symbols;
    private final boolean faultsDouble;
    private final boolean arrayFaultsAreEmpty;
    private final Function<Long, String> symbolText;

    private byte[] record = new byte[256];
    private int end;
    private int faults;

    FetchMachine(SymbolTable symbols, KernelProfile profile, Function<Long, String> symbolText) {
        this.symbols = symbols;
        this.symbolText = symbolText;
        faultsDouble = profile.faultsAreMisses();
        arrayFaultsAreEmpty = profile.faultsAreMisses();
    }

    /** How many reads of memory faulted in the last {@link #fetch}, as often as the kernel tried them. */
    int faults() {
        return faults;
    }

    /**
     * Makes a record; its common fields and places are left to the caller.
     *
     * @return the record, as long as the kernel makes it
     */
    byte[] fetch(EventLayout layout, List<FetchArgument> arguments, Registers registers, Memory memory, Task task,
            int boundary) {
        end = layout.fixedSize();
        faults = 0;
        if (record.length < end + 256) {
            record = new byte[end + 4096];
        }
        Arrays.fill(record, (byte) 0);
        int index = layout.fields().size() - arguments.size();
        for (FetchArgument argument : arguments) {
            EventField field = layout.fields().get(index++);
            run(argument, field.offset(), registers, memory, task);
        }
        return Arrays.copyOf(record, Math.max(end, boundary));
    }

    private void run(FetchArgument argument, int at, Registers registers, Memory memory, Task task) {
        List<FetchStep> steps = argument.program().steps();
        long value = load(steps.isEmpty() ? null : steps.get(0), registers, memory, task);
        int next = 1;
        long place = value;
        FetchStep.@Nullable Dereference last = null;
        while (next < steps.size() && steps.get(next) instanceof FetchStep.Dereference dereference) {
            if (last != null) {
                Long word = read(memory, place + last.offset(), argument.type().isString());
                if (word == null) {
                    faulted(argument, at);
                    return;
                }
                value = word;
            }
            place = value;
            last = dereference;
            next++;
        }
        FetchStep.Store store = next < steps.size() && steps.get(next) instanceof FetchStep.Store found ? found : null;
        FetchStep.BitField bits = null;
        int count = 1;
        for (FetchStep step : steps.subList(Math.min(next, steps.size()), steps.size())) {
            if (step instanceof FetchStep.BitField field) {
                bits = field;
            } else if (step instanceof FetchStep.Repeat repeat) {
                count = repeat.count();
            }
        }
        if (store == null) {
            return;
        }
        boolean string = argument.type().isString();
        for (int i = 0; i < count; i++) {
            if (last != null && (i == 0 || string)) {
                Long word = read(memory, place + (long) i * WORD + last.offset(), string);
                if (word == null) {
                    faulted(argument, at + i * argument.type().size());
                    return;
                }
                value = word;
            }
            int target = at + i * argument.type().size();
            if (string) {
                storeText(store, value + store.offset(), target, memory, count > 1);
            } else if (!storeNumber(store, value + (long) i * store.size(), target, memory, bits)) {
                return;
            }
        }
    }

    /** A string that cannot be read has length 0, which prints as (fault); a number reads as 0. */
    private void faulted(FetchArgument argument, int at) {
        if (argument.type().isString()) {
            putWord(at, end);
        }
    }

    private long load(@Nullable FetchStep step, Registers registers, Memory memory, Task task) {
        return switch (step) {
        case FetchStep.Register register -> registers.get(register.index());
        case FetchStep.StackPointer pointer -> registers.get(Registers.SP);
        case FetchStep.StackSlot slot -> {
            Long word = memory.number(registers.get(Registers.SP) + (long) slot.index() * WORD, WORD);
            yield word == null ? 0 : word;
        }
        case FetchStep.ReturnValue value -> registers.get(0);
        case FetchStep.FunctionArgument argument -> registers.get(argument.index());
        case FetchStep.SavedArgument argument -> registers.get(argument.index());
        case FetchStep.Immediate immediate -> immediate.value();
        case FetchStep.SymbolAddress symbol -> address(symbol);
        case FetchStep.TaskName name -> {
            memory.lend(COMM_AT, Arrays.copyOf(task.comm().getBytes(StandardCharsets.ISO_8859_1), 16));
            yield COMM_AT;
        }
        case FetchStep.Text text -> {
            byte[] bytes = text.text().getBytes(StandardCharsets.ISO_8859_1);
            memory.lend(TEXT_AT, Arrays.copyOf(bytes, bytes.length + 1));
            yield TEXT_AT;
        }
        case null, default -> 0;
        };
    }

    private long address(FetchStep.SymbolAddress symbol) {
        int index = symbols.lookup(symbol.symbol());
        long base = index >= 0 ? symbols.address(index) : symbol.address();
        return base == 0 ? 0 : base + symbol.offset();
    }

    private @Nullable Long read(Memory memory, long address, boolean string) {
        Long word = memory.number(address & MASK, WORD);
        if (word == null) {
            // Strings are sized before they are stored, so each fault happens twice.
            faults += string && faultsDouble ? 2 : 1;
        }
        return word;
    }

    private boolean storeNumber(FetchStep.Store store, long value, int target, Memory memory,
            FetchStep.@Nullable BitField bits) {
        long result = value;
        switch (store.kind()) {
        case MEMORY, USER_MEMORY -> {
            Long read = memory.number(value + store.offset() & MASK, store.size());
            if (read == null) {
                faults++;
                return false;
            }
            result = read;
        }
        case STRING_SIZE -> result = length(memory, value + store.offset());
        default -> {
            // the value itself
        }
        }
        if (bits != null) {
            int width = 8 * bits.size();
            long mask = width == 64 ? -1 : (1L << width) - 1;
            result = (result << bits.leftShift() & mask) >>> bits.rightShift();
        }
        for (int i = 0; i < store.size(); i++) {
            record[target + i] = (byte) (result >>> 8 * i);
        }
        return true;
    }

    private void storeText(FetchStep.Store store, long address, int target, Memory memory, boolean array) {
        byte[] text;
        if (store.kind() == FetchStep.StoreKind.SYMBOL_STRING) {
            String name = symbolText.apply(address & MASK);
            text = (name + "\0").getBytes(StandardCharsets.ISO_8859_1);
        } else {
            int length = length(memory, address);
            if (length == 0) {
                faults += faultsDouble ? 2 : 1;
                if (array && arrayFaultsAreEmpty) {
                    text = new byte[1];
                } else {
                    putWord(target, end);
                    return;
                }
            } else {
                text = new byte[length];
                for (int i = 0; i < length - 1; i++) {
                    text[i] = (byte) memory.read(address + i);
                }
            }
        }
        int needed = end + text.length;
        if (needed > record.length) {
            record = Arrays.copyOf(record, needed + 4096);
        }
        System.arraycopy(text, 0, record, end, text.length);
        putWord(target, (long) text.length << 16 | end);
        end = needed;
    }

    /** Bytes of a text with its end, clipped; 0 when it faults. */
    private static int length(Memory memory, long address) {
        for (int i = 0; i < MAX_STRING; i++) {
            int next = memory.read(address + i);
            if (next == Memory.FAULT) {
                return 0;
            }
            if (next == 0) {
                return i + 1;
            }
        }
        return MAX_STRING;
    }

    private void putWord(int at, long word) {
        for (int i = 0; i < WORD; i++) {
            record[at + i] = (byte) (word >>> 8 * i);
        }
    }
}

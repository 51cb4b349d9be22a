/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A location as readelf prints it, computed from the registers of a record and from the memory that it goes through, which the
 * record must have (DWARF 5, 2.5 and 2.6). Shares nothing with the reader that is tested.
 */
final class DwarfValue {
    private static final Pattern REGISTER = Pattern.compile("DW_OP_reg(\\d+)");
    private static final Pattern BASED = Pattern.compile("DW_OP_breg(\\d+) \\(\\w+\\): (-?\\d+)");
    private static final Pattern NUMBER = Pattern.compile("DW_OP_(?:const[1248su]+|lit)(?:: )?(-?\\d+)");

    /** What a location is. */
    enum Kind {
        /** The variable is in a register. */
        REGISTER,
        /** It is in memory. */
        MEMORY,
        /** It is nowhere: the expression computes its value. */
        COMPUTED
    }

    /** What an expression computes from a record's fields by name. */
    @FunctionalInterface
    private interface Computed {
        long of(Map<String, Long> record);
    }

    /**
     * An element of the expression's stack.
     *
     * @param base what a fetch argument can add a number to, or an empty text for a number; null where none can
     * @param offset the number
     */
    private record Item(String base, long offset, Computed value) {
    }

    private final boolean wide;
    private final String prefix;
    private final Map<String, String> fetches = new LinkedHashMap<>();
    private final Kind kind;
    private final Optional<Computed> value;

    /**
     * Reads a location.
     *
     * @param text its operations as readelf prints them
     * @param frame the canonical frame address there, such as {@code sp+16}, or an empty text
     * @param wide whether words have 64 bits
     * @param prefix what the names of the fields begin with that hold memory
     */
    DwarfValue(String text, String frame, boolean wide, String prefix) {
        this.wide = wide;
        this.prefix = prefix;
        // Of a value in pieces the first one is compared.
        String first = text.replaceFirst("; DW_OP_(bit_)?piece.*", "");
        Matcher register = REGISTER.matcher(first.replaceFirst(" \\(\\w+\\)$", ""));
        if (register.matches()) {
            kind = Kind.REGISTER;
            value = Optional.of(register(Integer.parseInt(register.group(1))).value());
            return;
        }
        boolean isValue = first.contains("DW_OP_stack_value") || first.contains("DW_OP_implicit");
        kind = isValue ? Kind.COMPUTED : Kind.MEMORY;
        Deque<Item> stack = new ArrayDeque<>();
        boolean known = true;
        for (String operation : first.split("; ")) {
            known = known && (operation.equals("DW_OP_stack_value") || run(operation.strip(), frame, stack));
        }
        if (known && !isValue && !stack.isEmpty()) {
            known = dereference(stack);
        }
        value = known && !stack.isEmpty() ? Optional.of(stack.peek().value()) : Optional.empty();
    }

    /** What perf makes of a location: a fetch argument of its first operation alone; empty where that is none. */
    static String begin(String location, String frame, boolean wide) {
        DwarfValue first = new DwarfValue(location.replaceFirst(";.*", ""), frame, wide, "d");
        Matcher register = REGISTER.matcher(location.replaceFirst(" \\(\\w+\\).*", ""));
        if (register.matches()) {
            return first.register(Integer.parseInt(register.group(1))).base();
        }
        return first.fetches.getOrDefault("d0", "");
    }

    /** What it is. */
    Kind kind() {
        return kind;
    }

    /** The memory that a record must have, as fetch arguments by name. */
    Map<String, String> fetches() {
        return fetches;
    }

    /** The variable's value in a record; nothing where more is needed than registers and the memory behind them. */
    Optional<Long> in(Map<String, Long> record) {
        return value.filter(each -> record.keySet().containsAll(fetches.keySet())).map(each -> each.of(record));
    }

    private long word(long number) {
        return wide ? number : number & 0xffffffffL;
    }

    private Item register(int number) {
        String name = FaultProof.registers(wide).get(number);
        return new Item("%" + name, 0, record -> record.get(name));
    }

    private Item moved(Item item, long bytes) {
        return new Item(item.base(), item.offset() + bytes, record -> word(item.value().of(record) + bytes));
    }

    private boolean run(String operation, String frame, Deque<Item> stack) {
        Matcher based = BASED.matcher(operation);
        Matcher number = NUMBER.matcher(operation);
        if (based.matches()) {
            stack.push(moved(register(Integer.parseInt(based.group(1))), Long.parseLong(based.group(2))));
            return true;
        }
        if (number.matches()) {
            long constant = Long.parseLong(number.group(1));
            stack.push(new Item("", constant, record -> word(constant)));
            return true;
        }
        if (operation.startsWith("DW_OP_fbreg: ") || operation.equals("DW_OP_call_frame_cfa")) {
            int plus = frame.indexOf('+');
            int at = plus < 0 ? -1 : FaultProof.registers(wide).indexOf(frame.substring(0, plus));
            if (at >= 0) {
                stack.push(moved(register(at), Long.parseLong(frame.substring(plus + 1))
                        + (operation.indexOf(' ') < 0 ? 0 : Long.parseLong(operation.substring(13)))));
            }
            return at >= 0;
        }
        if (operation.startsWith("DW_OP_plus_uconst: ") && !stack.isEmpty()) {
            stack.push(moved(stack.pop(), Long.parseLong(operation.substring(19))));
            return true;
        }
        return switch (operation) {
        case "DW_OP_deref" -> !stack.isEmpty() && dereference(stack);
        case "DW_OP_plus" -> binary(stack, Long::sum);
        case "DW_OP_minus" -> binary(stack, (a, b) -> a - b);
        case "DW_OP_and" -> binary(stack, (a, b) -> a & b);
        case "DW_OP_or" -> binary(stack, (a, b) -> a | b);
        case "DW_OP_xor" -> binary(stack, (a, b) -> a ^ b);
        case "DW_OP_mul" -> binary(stack, (a, b) -> a * b);
        case "DW_OP_shl" -> binary(stack, (a, b) -> a << b);
        case "DW_OP_shr" -> binary(stack, (a, b) -> a >>> b);
        case "DW_OP_eq" -> compare(stack, (a, b) -> a == b);
        case "DW_OP_ne" -> compare(stack, (a, b) -> a != b);
        case "DW_OP_lt" -> compare(stack, (a, b) -> a < b);
        case "DW_OP_le" -> compare(stack, (a, b) -> a <= b);
        case "DW_OP_gt" -> compare(stack, (a, b) -> a > b);
        case "DW_OP_ge" -> compare(stack, (a, b) -> a >= b);
        case "DW_OP_shra" -> binary(stack, (a, b) -> (wide ? a : (int) a) >> b);
        case "DW_OP_neg" -> unary(stack, a -> -a);
        case "DW_OP_not" -> unary(stack, a -> ~a);
        default -> false;
        };
    }

    private boolean unary(Deque<Item> stack, java.util.function.LongUnaryOperator how) {
        if (stack.isEmpty()) {
            return false;
        }
        Item a = stack.pop();
        stack.push(new Item(null, 0, record -> word(how.applyAsLong(a.value().of(record)))));
        return true;
    }

    /** A comparison of two words with their signs. */
    @FunctionalInterface
    private interface Comparison {
        boolean holds(long a, long b);
    }

    private boolean compare(Deque<Item> stack, Comparison how) {
        return binary(stack, (a, b) -> how.holds(wide ? a : (int) a, wide ? b : (int) b) ? 1 : 0);
    }

    private boolean binary(Deque<Item> stack, LongBinaryOperator how) {
        if (stack.size() < 2) {
            return false;
        }
        Item b = stack.pop();
        Item a = stack.pop();
        // Of a sum of a base and a number it stays known where it leads.
        boolean sum = "".equals(b.base()) && a.base() != null && how.applyAsLong(5, 3) == 8;
        stack.push(new Item(sum ? a.base() : null, sum ? a.offset() + b.offset() : 0,
                record -> word(how.applyAsLong(a.value().of(record), b.value().of(record)))));
        return true;
    }

    private boolean dereference(Deque<Item> stack) {
        Item at = stack.pop();
        if (at.base() == null || at.base().isEmpty()) {
            return false;
        }
        String name = prefix + fetches.size();
        String fetch = (at.offset() < 0 ? "" : "+") + at.offset() + "(" + at.base() + ")";
        fetches.put(name, fetch);
        stack.push(new Item(fetch, 0, record -> record.get(name)));
        return true;
    }
}

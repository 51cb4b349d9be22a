/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;

/**
 * Makes definitions for a kernel from a seed: every form that it accepts, and the same broken in places. The same seed
 * gives the same definitions.
 */
final class DefinitionGenerator {
    private static final String[] NAMES = { "ev", "open_ev", "probe1", "a", "Name", "_x", "count", "ret", "buf1",
            "fd" };
    private static final String[] OFFSETS = { "0", "4", "8", "0x10", "010", "4096", "0xfff", "1", "100" };
    private static final String[] BROKEN = { "", "a b", "1a", "a.b", "a/b", "%zz", "$", "$stak", "$stack999999", "@",
            "@+4",
            "+4%r0)", "+4(%r0", "+(", "+4()", "\\zz", "\\\"a", ":", "=", "u128", "b1@", "b33@0/32", "-", "\u00e9" };

    private final Dialect dialect;
    private final SplittableRandom random;
    private final List<String> functions = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    DefinitionGenerator(Dialect dialect, Description description, long seed) {
        this.dialect = dialect;
        random = new SplittableRandom(seed);
        SymbolTable symbols = description.symbols();
        for (int i = 0; i < symbols.size() && symbols.size() > 0; i += 1 + symbols.size() / 4000) {
            (symbols.type(i) == 'T' || symbols.type(i) == 't' ? functions : data).add(symbols.name(i));
        }
        functions.addAll(List.of("vfs_read", "vfs_write", "do_exit", "schedule", "kfree"));
        data.addAll(List.of("jiffies", "linux_banner", "no_such_symbol"));
        for (String system : List.of("sched", "irq", "syscalls")) {
            description.events(system).stream().sorted().limit(20).forEach(event -> events.add(system + "." + event));
        }
        events.add("sched.nope");
    }

    /** The next definition. */
    String next() {
        String line = definition();
        if (random.nextInt(4) != 0) {
            return line;
        }
        int at = random.nextInt(line.length() + 1);
        return switch (random.nextInt(5)) {
        case 0 -> line.substring(0, at) + pick(BROKEN) + line.substring(at);
        case 1 -> at < line.length() ? line.substring(0, at) + line.substring(at + 1) : line;
        case 2 -> line.replaceFirst("=", Matcher.quoteReplacement(pick(BROKEN)));
        case 3 -> line.replaceFirst(" ", "\t  ") + " " + pick(BROKEN);
        default -> at + 1 < line.length() ? line.substring(0, at) + line.charAt(at + 1) + line.charAt(at)
                + line.substring(at + 2) : line;
        };
    }

    /** A definition that is as it should be, but for what only the kernel knows. */
    String definition() {
        boolean dynamic = dialect.control() == ControlFile.Name.DYNAMIC_EVENTS;
        int kind = random.nextInt(dynamic ? 12 : 8);
        if (kind == 0 && random.nextInt(4) == 0) {
            return "-:" + (random.nextBoolean() ? pick(NAMES) + "/" : "") + pick(NAMES);
        }
        if (kind >= 8 && dialect.has(Feature.FUNCTION_PROBES)) {
            String letter = kind == 8 ? "e" : kind == 9 ? "t" : "f";
            String place = kind == 8 ? pick(events) : kind == 9 ? "sched_switch"
                    : pick(functions) + (random.nextInt(4) == 0 ? "%return" : "");
            return letter + name() + " " + place + arguments(false, kind == 8);
        }
        boolean returns = random.nextInt(3) == 0;
        String maxactive = returns && dialect.has(Feature.MAXACTIVE) && random.nextInt(5) == 0
                ? "" + (1 + random.nextInt(4096)) : "";
        return (returns ? "r" : "p") + maxactive + name() + " " + place(returns) + arguments(returns, false);
    }

    private String name() {
        return switch (random.nextInt(4)) {
        case 0 -> "";
        case 1 -> ":g" + random.nextInt(9) + "/" + pick(NAMES);
        default -> ":" + pick(NAMES) + random.nextInt(100);
        };
    }

    private String place(boolean returns) {
        String symbol = pick(functions);
        return switch (random.nextInt(12)) {
        case 0 -> returns ? symbol : symbol + "+" + pick(OFFSETS);
        case 1 -> "nomod:" + symbol;
        case 2 -> symbol + "+0";
        case 3 ->
            returns || random.nextInt(4) != 0 ? symbol : "0x" + Long.toHexString(0xc0000000L + random.nextInt(1 << 24));
        case 4 -> symbol.replaceFirst("[a-z]", "x");
        default -> symbol;
        };
    }

    private String arguments(boolean returns, boolean event) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append(' ');
            if (random.nextBoolean()) {
                text.append(pick(NAMES)).append(i).append('=');
            }
            text.append(argument(returns, event));
        }
        return text.toString();
    }

    private String argument(boolean returns, boolean event) {
        String value = event ? pick("$prev_pid", "$comm", "$nosuch") : operand(returns);
        boolean memory = value.startsWith("@");
        int depth = random.nextInt(10) == 0 ? random.nextInt(14) : random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            String user = dialect.has(Feature.USER_MEMORY) && random.nextInt(5) == 0 ? "u" : "";
            value = (random.nextBoolean() ? "+" : "-") + user + pick(OFFSETS) + "(" + value + ")";
            memory = true;
        }
        if (random.nextInt(3) == 0) {
            return value;
        }
        return value + ":" + type(memory);
    }

    private String operand(boolean returns) {
        List<String> registers = dialect.architecture().registers();
        return switch (random.nextInt(12)) {
        case 0 -> "$stack" + random.nextInt(40);
        case 1 -> "$stack";
        case 2 -> returns ? "$retval" : "$comm";
        case 3 -> "@" + pick(data) + (random.nextBoolean() ? "+" + pick(OFFSETS) : "");
        case 4 -> "@0x" + Long.toHexString(0xc0000000L + random.nextInt(1 << 24));
        case 5 -> dialect.has(Feature.IMMEDIATES) ? pick("\\1", "\\-5", "\\0x7f", "\\\"text\"") : "$stack0";
        case 6 -> "$arg" + (1 + random.nextInt(4));
        default -> registers.isEmpty() ? "$stack0" : "%" + registers.get(random.nextInt(registers.size()));
        };
    }

    private String type(boolean memory) {
        String type = switch (random.nextInt(memory ? 10 : 7)) {
        case 0, 1 -> pick("u", "s") + pick("8", "16", "32", "64");
        case 2, 3 -> pick("x", "u") + pick("8", "16", "32", "64");
        case 4 -> "b" + (1 + random.nextInt(8)) + "@" + random.nextInt(8) + "/" + pick("8", "16", "32", "64");
        case 5 -> pick("symbol", "char", "symstr", "string_size");
        case 6 -> "s32";
        default -> pick("string", "ustring", "string");
        };
        return memory && random.nextInt(6) == 0 ? type + "[" + (1 + random.nextInt(64)) + "]" : type;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A line of the worst kinds there are, that long. */
    static List<String> worst(int length, long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>();
        for (String piece : List.of("+0(", "a->", "(", "$arg1 ", "x=%r0 ", ":", "p ", "@a+", "\\\"", "[", "b1@", "\t",
                "#",
                "a0=+0(%r0):string ")) {
            lines.add(("p:e vfs_read " + piece.repeat(length / piece.length() + 1)).substring(0, length));
            lines.add((piece.repeat(length / piece.length() + 1)).substring(0, length));
        }
        StringBuilder any = new StringBuilder("p ");
        while (any.length() < length) {
            any.append((char) (1 + random.nextInt(254)));
        }
        lines.add(any.toString());
        return lines;
    }
}

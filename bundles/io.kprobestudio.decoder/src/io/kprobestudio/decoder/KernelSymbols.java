/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

import org.eclipse.jdt.annotation.Nullable;

/**
 * The kernel's symbols, from {@code /proc/kallsyms}, and how the kernel finds the one for an address
 * ({@code kernel/kallsyms.c}, {@code kernel/module/kallsyms.c}): of several names for one address the first listed, its
 * size up to the next higher address. Immutable, thread-safe; keeps the file's bytes and three numbers a symbol.
 */
public final class KernelSymbols {

    /**
     * What an address belongs to.
     *
     * @param name   the symbol
     * @param offset of the address from the symbol
     * @param size   up to the next symbol
     * @param module the module's name, empty for the kernel itself
     */
    public record Symbol(String name, long offset, long size, String module) {

        /** As the kernel's {@code %pS} prints it. */
        @Override
        public String toString() {
            return name + "+0x" + Long.toHexString(offset) + "/0x" + Long.toHexString(size)
                    + (module.isEmpty() ? "" : " [" + module + "]");
        }
    }

    /** No symbols: each address prints as a number. */
    public static final KernelSymbols NONE = parse(new byte[0]);

    private static final int PAGE = 4096;
    /** So many addresses are looked for in the text itself: tables of all symbols take as long as thousands of these. */
    private static final int FEW = 500;
    private final byte[] text;
    private volatile @Nullable Tables tables;
    private volatile @Nullable KernelLines lines;
    /** Of no matter when threads count at the same time. */
    private int asked;

    private KernelSymbols(byte[] text) {
        this.text = text;
    }

    /** Built by the first who asks: many recordings are read without. */
    private Tables tables() {
        Tables built = tables;
        if (built == null) {
            built = new Tables(text);
            tables = built;
        }
        return built;
    }

    /**
     * Reads {@code kallsyms}: lines {@code ADDRESS TYPE NAME}, with {@code [MODULE]} behind a module's. Lines of another
     * shape are left out.
     *
     * @param text the file's content, which is kept and must not change
     */
    public static KernelSymbols parse(byte[] text) {
        return new KernelSymbols(text);
    }

    /** The markers that assemblers leave between code and data: {@code $a}, {@code $d}, {@code .L…}. */
    private static boolean isMapping(byte[] text, int from, int to) {
        if (to - from < 2) {
            return false;
        }
        return text[from] == '$' && "atdx".indexOf(text[from + 1]) >= 0
                && (to - from == 2 || text[from + 2] == '.') || text[from] == '.' && text[from + 1] == 'L';
    }

    /** Whether there are no symbols. */
    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many symbols there are, those of modules included. */
    public int size() {
        Tables built = tables();
        return built.core.addresses.length + built.modules.addresses.length;
    }

    /** The symbol that an address belongs to, or null. */
    public @Nullable Symbol lookup(long address) {
        Symbol found = tables == null && asked++ < FEW ? lines().lookup(address) : null;
        return found == null ? tables().lookup(address) : found;
    }

    private KernelLines lines() {
        KernelLines found = lines;
        if (found == null) {
            found = new KernelLines(text);
            lines = found;
        }
        return found;
    }

    /** The first address of a symbol of the kernel or of a module. */
    public OptionalLong address(String name) {
        Tables built = tables();
        long found = built.core.find(name);
        if (found == 0) {
            found = built.modules.find(name);
        }
        return found == 0 ? OptionalLong.empty() : OptionalLong.of(found);
    }

    private static boolean within(long address, long from, long to) {
        return Long.compareUnsigned(address, from) >= 0 && Long.compareUnsigned(address, to) < 0;
    }

    static int digit(byte b) {
        return b >= '0' && b <= '9' ? b - '0' : b >= 'a' && b <= 'f' ? b - 'a' + 10
                : b >= 'A' && b <= 'F' ? b - 'A' + 10 : -1;
    }

    private static final class Tables {
        private final Table core;
        private final Table modules;
        private final long textStart;
        private final long textEnd;
        private final long initStart;
        private final long initEnd;
        private final boolean bounded;

        Tables(byte[] text) {
            Lines lines = new Lines(text);
            lines.read();
            core = lines.kernel.build(lines.names);
            modules = lines.module.build(lines.names);

            long stext = core.find("_stext");
            long kernelEnd = core.find("_end");
            textStart = stext;
            textEnd = kernelEnd != 0 ? kernelEnd : core.find("_etext");
            initStart = core.find("_sinittext");
            initEnd = core.find("_einittext");
            bounded = stext != 0 && textEnd != 0;
        }

        @Nullable
        Symbol lookup(long address) {
            boolean init = initStart != 0 && within(address, initStart, initEnd);
            if (!bounded || init || within(address, textStart, textEnd)) {
                int found = core.floor(address);
                if (found >= 0) {
                    long start = core.addresses[found];
                    int after = core.after(found);
                    long end = after < core.addresses.length ? core.addresses[after] : init ? initEnd : textEnd;
                    if (bounded || after < core.addresses.length) {
                        return core.symbol(found, address - start, end - start);
                    }
                }
                if (bounded) {
                    return null;
                }
            }
            int found = modules.floor(address);
            if (found < 0) {
                return null;
            }
            long start = modules.addresses[found];
            int after = modules.after(found);
            int owner = modules.owners[found];
            while (after < modules.addresses.length && modules.owners[after] != owner) {
                after++;
            }
            long pageEnd = (start | PAGE - 1) + 1;
            long end = after < modules.addresses.length ? modules.addresses[after] : pageEnd;
            if (!within(address, start, end)) {
                return null;
            }
            return modules.symbol(found, address - start, end - start);
        }
    }

    private static final class Lines {
        private final byte[] text;
        private final Builder kernel;
        private final Builder module;
        private final List<String> names = new ArrayList<>(List.of(""));
        private String last = "";

        Lines(byte[] text) {
            this.text = text;
            kernel = new Builder(text);
            module = new Builder(text);
        }

        /**
         * Takes all lines. Most are {@code ADDRESS TYPE NAME} and taken here, byte by byte in one plain loop, which is compiled
         * while it runs: a short command that prints one symbol waits for this.
         */
        void read() {
            int at = 0;
            while (at < text.length) {
                long address = 0;
                int i = at;
                int digit;
                while (i < text.length && (digit = digit(text[i])) >= 0) {
                    address = address << 4 | digit;
                    i++;
                }
                int from = i + 3;
                int to = from;
                while (to < text.length && text[to] > ' ') {
                    to++;
                }
                if (i > at && to > from && to < text.length && text[to] == '\n' && text[i] == ' '
                        && text[i + 2] == ' ') {
                    kernel.add(address, from, to - from, 0);
                    at = to + 1;
                } else {
                    at = other(at);
                }
            }
        }

        /** Takes any line, and leaves out what has another shape; returns where the next one begins. */
        int other(int at) {
            int end = at;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            long address = 0;
            int i = at;
            int digit;
            while (i < end && (digit = digit(text[i])) >= 0) {
                address = address << 4 | digit;
                i++;
            }
            int from = i + 3;
            if (i > at && from < end && text[i] == ' ' && text[i + 2] == ' ') {
                int to = from;
                while (to < end && text[to] != '\t' && text[to] != ' ') {
                    to++;
                }
                int open = to;
                while (open < end && text[open] != '[') {
                    open++;
                }
                if (open < end && text[end - 1] == ']') {
                    String name = new String(text, open + 1, end - open - 2, StandardCharsets.ISO_8859_1);
                    if (!name.equals(last)) {
                        names.add(name);
                        last = name;
                    }
                    if (!isMapping(text, from, to)) {
                        module.add(address, from, to - from, names.size() - 1);
                    }
                } else {
                    kernel.add(address, from, to - from, 0);
                }
            }
            return end + 1;
        }
    }

    private static final class Builder {
        private final byte[] text;
        private long[] addresses = new long[1024];
        private int[] names = new int[1024];
        private short[] lengths = new short[1024];
        private short[] owners = new short[1024];
        private int count;
        private boolean sorted = true;

        Builder(byte[] text) {
            this.text = text;
        }

        void add(long address, int name, int length, int owner) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * count);
                names = Arrays.copyOf(names, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
                owners = Arrays.copyOf(owners, 2 * count);
            }
            sorted &= count == 0 || Long.compareUnsigned(addresses[count - 1], address) <= 0;
            addresses[count] = address;
            names[count] = name;
            lengths[count] = (short) Math.min(length, Short.MAX_VALUE);
            owners[count++] = (short) owner;
        }

        Table build(List<String> modules) {
            if (!sorted) {
                Integer[] order = new Integer[count];
                for (int i = 0; i < count; i++) {
                    order[i] = i;
                }
                Arrays.sort(order, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
                Builder other = new Builder(text);
                for (int i : order) {
                    other.add(addresses[i], names[i], lengths[i], owners[i]);
                }
                return other.build(modules);
            }
            return new Table(text, Arrays.copyOf(addresses, count), Arrays.copyOf(names, count),
                    Arrays.copyOf(lengths, count), Arrays.copyOf(owners, count), List.copyOf(modules));
        }
    }

    private static final class Table {
        private final byte[] text;
        private final long[] addresses;
        private final int[] names;
        private final short[] lengths;
        private final short[] owners;
        private final List<String> moduleNames;

        Table(byte[] text, long[] addresses, int[] names, short[] lengths, short[] owners, List<String> moduleNames) {
            this.text = text;
            this.addresses = addresses;
            this.names = names;
            this.lengths = lengths;
            this.owners = owners;
            this.moduleNames = moduleNames;
        }

        /** The first of the symbols with the highest address that is not above this one, or -1. */
        int floor(long address) {
            int low = 0;
            int high = addresses.length;
            while (low < high) {
                int middle = low + high >>> 1;
                if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            int found = low - 1;
            while (found > 0 && addresses[found - 1] == addresses[found]) {
                found--;
            }
            return found;
        }

        /** The next symbol with a higher address. */
        int after(int index) {
            int next = index + 1;
            while (next < addresses.length && addresses[next] == addresses[index]) {
                next++;
            }
            return next;
        }

        Symbol symbol(int index, long offset, long size) {
            return new Symbol(new String(text, names[index], lengths[index], StandardCharsets.ISO_8859_1), offset, size,
                    moduleNames.get(owners[index]));
        }

        long find(String name) {
            byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = 0; i < names.length; i++) {
                if (lengths[i] == wanted.length
                        && Arrays.equals(text, names[i], names[i] + wanted.length, wanted, 0, wanted.length)) {
                    return addresses[i];
                }
            }
            return 0;
        }
    }
}

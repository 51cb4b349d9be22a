/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A kernel's symbols, as {@code /proc/kallsyms} lists them: kept in a few arrays, so that 200,000 of them load fast.
 * Symbols are named by their index in the file's order. Immutable; may be used by any thread.
 */
public final class SymbolTable {
    /** A table without symbols. */
    public static final SymbolTable EMPTY = new SymbolTable(new byte[0]);

    private final byte[] pool;
    private final int[] nameAt;
    private final byte[] types;
    private final long[] addresses;
    private final short[] modules;
    private final String[] moduleNames;
    private final int size;
    private final int[] buckets;
    private final int[] sameName;
    private final int[] byAddress;
    private final boolean addressesKnown;
    private volatile @Nullable NameOrder byName;
    private volatile @Nullable NameOrder byNameEnd;
    private volatile @Nullable SymbolSearch search;

    private SymbolTable(byte[] kallsyms) {
        int lines = 1;
        for (byte b : kallsyms) {
            if (b == '\n') {
                lines++;
            }
        }
        pool = new byte[kallsyms.length];
        nameAt = new int[lines + 1];
        types = new byte[lines];
        addresses = new long[lines];
        modules = new short[lines];
        Map<String, Short> moduleIndex = new HashMap<>();
        moduleIndex.put("", (short) 0);
        int count = 0;
        int used = 0;
        int at = 0;
        while (at < kallsyms.length) {
            int end = at;
            while (end < kallsyms.length && kallsyms[end] != '\n') {
                end++;
            }
            long address = 0;
            int p = at;
            for (int digit = hex(kallsyms, p, end); digit >= 0; digit = hex(kallsyms, ++p, end)) {
                address = address << 4 | digit;
            }
            if (p > at && p + 3 < end && kallsyms[p] == ' ' && kallsyms[p + 2] == ' ') {
                int name = p + 3;
                int nameEnd = name;
                while (nameEnd < end && kallsyms[nameEnd] != '\t' && kallsyms[nameEnd] != ' ') {
                    nameEnd++;
                }
                addresses[count] = address;
                types[count] = kallsyms[p + 1];
                nameAt[count] = used;
                System.arraycopy(kallsyms, name, pool, used, nameEnd - name);
                used += nameEnd - name;
                if (nameEnd < end) {
                    String module = new String(kallsyms, nameEnd, end - nameEnd, StandardCharsets.ISO_8859_1).trim();
                    module = module.startsWith("[") && module.endsWith("]") ? module.substring(1, module.length() - 1)
                            : module;
                    moduleIndex.putIfAbsent(module, (short) moduleIndex.size());
                    modules[count] = moduleIndex.getOrDefault(module, (short) 0);
                }
                count++;
            }
            at = end + 1;
        }
        nameAt[count] = used;
        size = count;
        moduleNames = new String[moduleIndex.size()];
        moduleIndex.forEach((name, index) -> moduleNames[index] = name);
        buckets = new int[Integer.highestOneBit(Math.max(4, size) * 2 - 1) * 2];
        sameName = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            int bucket = bucketOf(pool, nameAt[i], nameAt[i + 1]);
            sameName[i] = buckets[bucket] - 1;
            buckets[bucket] = i + 1;
        }
        boolean known = false;
        boolean sorted = true;
        for (int i = 0; i < size; i++) {
            known |= addresses[i] != 0;
            sorted &= i == 0 || Long.compareUnsigned(addresses[i - 1], addresses[i]) <= 0;
        }
        addressesKnown = known;
        byAddress = sortByAddress(sorted);
    }

    /** Reads the text of {@code /proc/kallsyms}; lines that are none of its are left out. */
    public static SymbolTable parse(byte[] kallsyms) {
        return new SymbolTable(kallsyms);
    }

    private static int hex(byte[] text, int at, int end) {
        return at < end ? Character.digit(text[at], 16) : -1;
    }

    private int[] sortByAddress(boolean sorted) {
        int[] order = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!marksCode(i)) {
                order[count++] = i;
            }
        }
        int[] inOrder = Arrays.copyOf(order, count);
        if (sorted) {
            return inOrder;
        }
        // Runs are mostly sorted already (the image, then each module), which a merge sort of objects makes cheap.
        Integer[] boxes = new Integer[count];
        Arrays.setAll(boxes, i -> inOrder[i]);
        Arrays.sort(boxes, (a, b) -> Long.compareUnsigned(addresses[a], addresses[b]));
        Arrays.setAll(inOrder, i -> boxes[i]);
        return inOrder;
    }

    /** Whether a symbol says that no code but data follows: {@code $d}, as ARM's compilers mark constants within code. */
    public boolean marksData(int index) {
        return marksCode(index) && pool[nameAt[index] + 1] == 'd';
    }

    /** Whether a symbol only says what follows in ARM's code ($a, $d, $t, $x): the kernel finds no address by it. */
    private boolean marksCode(int index) {
        int at = nameAt[index];
        int length = nameAt[index + 1] - at;
        return length >= 2 && pool[at] == '$' && "adtx".indexOf(pool[at + 1]) >= 0
                && (length == 2 || pool[at + 2] == '.');
    }

    private int bucketOf(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int bucket = (hash ^ hash >>> 15) * 0x9E3779B1 >>> 7 & buckets.length - 1;
        while (buckets[bucket] != 0) {
            int other = buckets[bucket] - 1;
            if (Arrays.equals(pool, nameAt[other], nameAt[other + 1], text, from, to)) {
                return bucket;
            }
            bucket = bucket + 1 & buckets.length - 1;
        }
        return bucket;
    }

    /** How many symbols there are. */
    public int size() {
        return size;
    }

    /** Whether the target let addresses be read ({@code kptr_restrict} shows zeros instead). */
    public boolean addressesKnown() {
        return addressesKnown;
    }

    /** The symbol's name. */
    public String name(int index) {
        return new String(pool, nameAt[index], nameAt[index + 1] - nameAt[index], StandardCharsets.ISO_8859_1);
    }

    /** The symbol's address; 0 where the target hides it. */
    public long address(int index) {
        return addresses[index];
    }

    /** The symbol's type letter as {@code nm} has it. */
    public char type(int index) {
        return (char) types[index];
    }

    /** The module that the symbol belongs to, empty for the kernel itself. */
    public String module(int index) {
        return moduleNames[modules[index]];
    }

    /** Whether some symbol belongs to that module. */
    public boolean hasModule(String module) {
        return !module.isEmpty() && Arrays.asList(moduleNames).contains(module);
    }

    /** Whether the kernel finds the symbol by name: not those of its own generated code. */
    public boolean listed(int index) {
        String module = module(index);
        return !module.startsWith("__builtin__") && !module.equals("bpf");
    }

    /**
     * Names of functions that stand near a name when all are sorted, forwards or from their ends. The order is made
     * when first asked for.
     */
    public List<String> near(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
        List<String> found = new ArrayList<>();
        NameOrder forwards = byName;
        if (forwards == null) {
            forwards = new NameOrder(false);
            byName = forwards;
        }
        NameOrder backwards = byNameEnd;
        if (backwards == null) {
            backwards = new NameOrder(true);
            byNameEnd = backwards;
        }
        forwards.collect(wanted, found);
        backwards.collect(wanted, found);
        return found;
    }

    /**
     * Functions by what somebody types of their names: a prefix, or the beginnings of some of their words ({@code dso} for
     * {@code do_sys_openat2}). A table of 200,000 is made ready when first asked, which takes some tenths of a second, and
     * searched in a few milliseconds.
     *
     * @param typed the letters; with none, the first functions by name
     * @param limit so many at most
     * @return symbols, the best first; each name once
     */
    public int[] search(String typed, int limit) {
        SymbolSearch ready = search;
        if (ready == null) {
            ready = new SymbolSearch(this);
            search = ready;
        }
        return ready.find(typed, limit);
    }

    /** Functions sorted by name, or by name read from its end. */
    private final class NameOrder {
        private static final int REACH = 5;

        private final boolean reversed;
        private final int[] order;

        NameOrder(boolean reversed) {
            this.reversed = reversed;
            order = IntStream.range(0, size).filter(i -> (types[i] == 'T' || types[i] == 't') && listed(i)).boxed()
                    .sorted((a, b) -> compare(pool, nameAt[a], nameAt[a + 1], b)).mapToInt(Integer::intValue).toArray();
        }

        private int compare(byte[] text, int from, int to, int symbol) {
            int start = nameAt[symbol];
            int end = nameAt[symbol + 1];
            int common = Math.min(to - from, end - start);
            for (int i = 0; i < common; i++) {
                int difference = reversed ? text[to - 1 - i] - pool[end - 1 - i] : text[from + i] - pool[start + i];
                if (difference != 0) {
                    return difference;
                }
            }
            return to - from - (end - start);
        }

        void collect(byte[] wanted, List<String> found) {
            int low = 0;
            int high = order.length;
            while (low < high) {
                int middle = low + high >>> 1;
                if (compare(wanted, 0, wanted.length, order[middle]) > 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            for (int i = Math.max(0, low - REACH); i < Math.min(order.length, low + REACH); i++) {
                int symbol = order[i];
                if (Math.abs(nameAt[symbol + 1] - nameAt[symbol] - wanted.length) <= 2) {
                    String name = name(symbol);
                    if (!found.contains(name)) {
                        found.add(name);
                    }
                }
            }
        }
    }

    /** Whether the symbol's name has a dot behind its first byte. */
    public boolean hasSuffix(int index) {
        for (int i = nameAt[index] + 1; i < nameAt[index + 1]; i++) {
            if (pool[i] == '.') {
                return true;
            }
        }
        return false;
    }

    /** The first symbol of that name in the file's order, -1 if there is none. */
    public int find(String name) {
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        return size == 0 ? -1 : buckets[bucketOf(text, 0, text.length)] - 1;
    }

    /** The next symbol with the same name, -1 if there is none. */
    public int nextSameName(int index) {
        return sameName[index];
    }

    /**
     * What {@code kallsyms_lookup_name} finds: {@code NAME} in the kernel and then in modules, or {@code MODULE:NAME}.
     *
     * @return the symbol, or -1
     */
    public int lookup(String name) {
        int colon = name.indexOf(':');
        String wanted = colon < 0 ? null : name.substring(0, colon);
        int inModule = -1;
        for (int i = find(colon < 0 ? name : name.substring(colon + 1)); i >= 0; i = sameName[i]) {
            if (wanted != null ? wanted.equals(module(i)) && !wanted.isEmpty() : modules[i] == 0) {
                return i;
            }
            if (inModule < 0 && wanted == null && listed(i)) {
                inModule = i;
            }
        }
        return inModule;
    }

    /** The last symbol at or below an address, the first of its aliases; -1 if there is none. */
    public int at(long address) {
        int low = upTo(address);
        if (low == 0) {
            return -1;
        }
        low--;
        while (low > 0 && addresses[byAddress[low - 1]] == addresses[byAddress[low]]) {
            low--;
        }
        return byAddress[low];
    }

    /** Bytes from a symbol to the next one at a higher address; 0 for the last. */
    public long sizeOf(int index) {
        long address = addresses[index];
        int next = upTo(address);
        return next == byAddress.length ? 0 : addresses[byAddress[next]] - address;
    }

    /** How many symbols are at or below an address. */
    private int upTo(long address) {
        int low = 0;
        int high = byAddress.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(addresses[byAddress[middle]], address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What binutils' readelf prints of the variables that some addresses see: their locations there, and the canonical frame
 * address. Shares nothing with the reader that is tested.
 */
final class ReadelfVariables {
    private static final Pattern ENTRY = Pattern
            .compile(" <([0-9a-f]+)><([0-9a-f]+)>: Abbrev Number: \\d+ \\((\\w+)\\)");
    private static final Pattern LOCATION = Pattern.compile(" +([0-9a-f]+) ([0-9a-f]+) \\((DW_OP_.*)\\)[^)]*");
    private static final Pattern FRAMES = Pattern.compile(".* FDE .*pc=([0-9a-f]+)\\.\\.([0-9a-f]+)");
    private static final Pattern FRAME = Pattern.compile("([0-9a-f]{8,16}) (\\w+)\\+(\\d+) .*");
    private static final Map<String, String> REGISTERS = Map.of("r13", "sp", "r11", "fp", "r12", "ip", "rsp", "sp",
            "rbp", "bp", "rbx", "bx");
    private static final int[] NOWHERE = {};

    /**
     * A variable of a scope whose name may stand at another entry.
     *
     * @param scope indexes of the addresses in it
     * @param list where its list of locations is, or -1
     */
    private record Variable(int[] scope, String name, long origin, String location, long list) {
        boolean isUseful() {
            return scope.length > 0 && (!location.isEmpty() || list >= 0);
        }
    }

    private final Path vmlinux;
    private final long[] sorted;
    private final List<Map<String, Set<String>>> found = new ArrayList<>();
    private final ByteBuffer rangeLists;
    private final boolean wide;
    private final Map<Long, List<Variable>> lists = new HashMap<>();

    /**
     * Asks readelf; takes minutes for a kernel.
     *
     * @param addresses in the file's own addresses
     */
    ReadelfVariables(Path vmlinux, long... addresses) throws IOException {
        this.vmlinux = vmlinux;
        sorted = Arrays.stream(addresses).distinct().sorted().toArray();
        wide = Arrays.stream(sorted).anyMatch(each -> each >>> 32 != 0);
        for (int i = 0; i < sorted.length; i++) {
            found.add(new HashMap<>());
        }
        rangeLists = section(".debug_rnglists");
        readEntries();
        readLists();
    }

    private BufferedReader readelf(String what) throws IOException {
        return readelf(vmlinux, what);
    }

    /** What readelf prints. */
    static BufferedReader readelf(Path file, String what) throws IOException {
        Process process = new ProcessBuilder("readelf", "-W", what, file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    /** The locations that variables of a name have at an address; of several that are in scope those of all. */
    Set<String> locations(long address, String name) {
        return found.get(Arrays.binarySearch(sorted, address)).getOrDefault(name, Set.of());
    }

    /* The indexes of the addresses from one up to another, that one not included, and of the first. */
    private int[] between(long from, long to) {
        int first = Arrays.binarySearch(sorted, from);
        TreeSet<Integer> within = new TreeSet<>();
        for (int i = first < 0 ? -first - 1 : first; i < sorted.length
                && (sorted[i] < to || sorted[i] == from); i++) {
            within.add(i);
        }
        return within.isEmpty() ? NOWHERE : within.stream().mapToInt(Integer::intValue).toArray();
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text, 16);
    }

    /* A list of ranges (DWARF 5, 2.17.3): readelf prints the first one of each unit alone. */
    private int[] rangesAt(long offset, long base) {
        TreeSet<Integer> within = new TreeSet<>();
        ByteBuffer list = rangeLists.duplicate().order(rangeLists.order()).position((int) offset);
        long from = base;
        for (int kind = list.get(); kind != 0; kind = list.get()) {
            long begin = 0;
            long end = 0;
            switch (kind) {
            case 4 -> {
                begin = from + number(list);
                end = from + number(list);
            }
            case 5 -> from = address(list);
            case 6 -> {
                begin = address(list);
                end = address(list);
            }
            case 7 -> {
                begin = address(list);
                end = begin + number(list);
            }
            default -> throw new IllegalStateException("a range of a kind that kernels do not have: " + kind);
            }
            if (begin != end) {
                Arrays.stream(between(begin, end)).forEach(within::add);
            }
        }
        return within.stream().mapToInt(Integer::intValue).toArray();
    }

    private long address(ByteBuffer list) {
        return wide ? list.getLong() : Integer.toUnsignedLong(list.getInt());
    }

    private static long number(ByteBuffer list) {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = list.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private ByteBuffer section(String name) throws IOException {
        Pattern header = Pattern.compile(".*\\] " + Pattern.quote(name) + " +PROGBITS +\\w+ (\\w+) (\\w+) .*");
        try (BufferedReader lines = readelf("-S"); FileChannel file = FileChannel.open(vmlinux)) {
            Matcher found = lines.lines().map(header::matcher).filter(Matcher::matches).findFirst()
                    .orElseThrow(() -> new IOException("no section " + name + ": file=" + vmlinux));
            return file.map(FileChannel.MapMode.READ_ONLY, hex(found.group(1)), hex(found.group(2)))
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    // ---- entries ------------------------------------------------------------------------------------------------------------

    /** An entry as its lines come. */
    private static final class Entry {
        private String tag = "";
        private int depth;
        private long offset;
        private String name = "";
        private long origin = -1;
        private String location = "";
        private long list = -1;
        private long low = -1;
        private long high = -1;
        private long entry = -1;
        private long ranges = -1;
    }

    private void readEntries() throws IOException {
        Deque<int[]> scopes = new ArrayDeque<>();
        Map<Long, String> names = new HashMap<>();
        List<Variable> variables = new ArrayList<>();
        long base = 0;
        Entry entry = new Entry();
        try (BufferedReader lines = readelf("--debug-dump=info")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(" <")) {
                    base = entry.tag.equals("DW_TAG_compile_unit") ? Math.max(0, entry.low) : base;
                    finish(entry, base, scopes, names, variables);
                    Matcher begin = ENTRY.matcher(line);
                    entry = new Entry();
                    if (begin.matches()) {
                        entry.depth = Integer.parseInt(begin.group(1), 16);
                        entry.offset = hex(begin.group(2));
                        entry.tag = begin.group(3);
                    }
                } else if (line.startsWith("  Compilation Unit")) {
                    finish(entry, base, scopes, names, variables);
                    entry = new Entry();
                    name(variables, names);
                } else if (!entry.tag.isEmpty()) {
                    attribute(entry, line);
                }
            }
        }
        finish(entry, base, scopes, names, variables);
        name(variables, names);
    }

    private static void attribute(Entry entry, String line) {
        int at = line.indexOf("DW_AT_");
        int colon = at < 0 ? -1 : line.indexOf(": (", at);
        if (colon < 0) {
            return;
        }
        String attribute = line.substring(at + 6, colon).stripTrailing();
        String value = line.substring(line.indexOf(')', colon) + 1).strip();
        switch (attribute) {
        case "name" -> entry.name = value.substring(value.lastIndexOf(": ") + 1).strip();
        case "abstract_origin" -> entry.origin = value.startsWith("<0x") ? hex(value.substring(3, value.indexOf('>')))
                : -1;
        case "low_pc" -> entry.low = number(value);
        case "high_pc" -> entry.high = number(value);
        case "entry_pc" -> entry.entry = number(value);
        case "ranges" -> entry.ranges = number(value);
        case "location" -> {
            int open = value.indexOf("\t(");
            if (open >= 0) {
                entry.location = value.substring(open + 2, value.lastIndexOf(')'));
            } else {
                entry.list = number(value.replaceFirst(" .*", ""));
            }
        }
        default -> {
            // says nothing of where a variable is
        }
        }
    }

    private static long number(String value) {
        return value.startsWith("0x") ? hex(value.substring(2)) : Long.parseLong(value);
    }

    private void finish(Entry entry, long base, Deque<int[]> scopes, Map<Long, String> names,
            List<Variable> variables) {
        if (entry.tag.isEmpty()) {
            return;
        }
        while (scopes.size() > entry.depth) {
            scopes.pop();
        }
        int[] outer = scopes.isEmpty() ? NOWHERE : scopes.peek();
        switch (entry.tag) {
        case "DW_TAG_formal_parameter", "DW_TAG_variable" -> {
            if (!entry.name.isEmpty()) {
                names.put(entry.offset, entry.name);
            }
            Variable variable = new Variable(outer, entry.name, entry.origin, entry.location, entry.list);
            if (variable.isUseful()) {
                variables.add(variable);
            }
            scopes.push(NOWHERE);
        }
        case "DW_TAG_subprogram", "DW_TAG_inlined_subroutine", "DW_TAG_lexical_block" -> {
            boolean hasRange = entry.low >= 0 && entry.high >= 0;
            int[] own = entry.ranges >= 0 ? rangesAt(entry.ranges, base)
                    : hasRange ? between(entry.low, entry.low + entry.high) : outer;
            int[] begin = entry.entry >= 0 ? between(entry.entry, entry.entry) : NOWHERE;
            scopes.push(begin.length == 0 || Arrays.stream(own).anyMatch(each -> each == begin[0]) ? own
                    : Arrays.copyOf(begin, own.length + 1));
            System.arraycopy(own, 0, scopes.peek(), scopes.peek().length - own.length, own.length);
        }
        default -> scopes.push(outer);
        }
    }

    private void name(List<Variable> variables, Map<Long, String> names) {
        for (Variable each : variables) {
            String name = each.name().isEmpty() ? names.getOrDefault(each.origin(), "") : each.name();
            if (each.list() >= 0) {
                lists.computeIfAbsent(each.list(), any -> new ArrayList<>())
                        .add(new Variable(each.scope(), name, -1, "", each.list()));
            } else {
                Arrays.stream(each.scope()).forEach(index -> add(index, name, each.location()));
            }
        }
        variables.clear();
        names.clear();
    }

    private void add(int index, String name, String location) {
        found.get(index).computeIfAbsent(name, any -> new LinkedHashSet<>()).add(location);
    }

    private void readLists() throws IOException {
        List<Variable> of = List.of();
        try (BufferedReader lines = readelf("--debug-dump=loc")) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String number = line.length() < 12 ? "" : line.substring(4, 12).strip();
                if (number.matches("[0-9a-f]{8}")) {
                    of = lists.getOrDefault(hex(number), of);
                }
                Matcher location = LOCATION.matcher(line.substring(Math.min(12, line.length())));
                if (line.endsWith("<End of list>")) {
                    of = List.of();
                } else if (!of.isEmpty() && location.matches()) {
                    long from = hex(location.group(1));
                    long to = hex(location.group(2));
                    for (Variable each : of) {
                        Arrays.stream(each.scope()).filter(index -> sorted[index] >= from && sorted[index] < to)
                                .forEach(index -> add(index, each.name(), location.group(3)));
                    }
                }
            }
        }
    }

    // ---- frames -------------------------------------------------------------------------------------------------------------

    /** By address: what the canonical frame address is there, such as {@code sp+16}. */
    Map<Long, String> frames() throws IOException {
        Map<Long, String> frames = new HashMap<>();
        try (BufferedReader lines = readelf("--debug-dump=frames-interp")) {
            long end = -1;
            String usual = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher begin = FRAMES.matcher(line);
                Matcher row = FRAME.matcher(line);
                if (line.contains(" CIE ")) {
                    // what follows is what holds where a function's own rows say nothing
                    end = -1;
                } else if (begin.matches()) {
                    end = hex(begin.group(2));
                    put(frames, hex(begin.group(1)), end, usual);
                } else if (row.matches()) {
                    String frame = REGISTERS.getOrDefault(row.group(2), row.group(2)) + "+" + row.group(3);
                    usual = end < 0 ? frame : usual;
                    put(frames, hex(row.group(1)), end, frame);
                }
            }
        }
        return frames;
    }

    private void put(Map<Long, String> frames, long from, long to, String frame) {
        Arrays.stream(between(from, to)).filter(index -> sorted[index] < to)
                .forEach(index -> frames.put(sorted[index], frame));
    }
}

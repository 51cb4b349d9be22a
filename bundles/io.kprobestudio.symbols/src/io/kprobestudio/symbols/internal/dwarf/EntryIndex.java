/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Where the named entries of a file are: functions, types and global variables by a hash of their names, and the instances of
 * each function, inlined ones included. Made in one pass over .debug_info, by all processors. Immutable.
 */
final class EntryIndex {
    /** The kinds of entries that are found by name. */
    enum Kind {
        FUNCTION, TYPE, VARIABLE
    }

    /* Kernels nest some tens; what follows entries inwards recurses. */
    private static final int DEEPEST = 1000;

    private final List<LongBuffer> byName;
    /* origin << 32 | instance, sorted */
    private final LongBuffer instances;
    /* instance << 32 | enclosing subprogram, sorted */
    private final LongBuffer enclosing;

    /**
     * Takes tables that were made before.
     *
     * @param tables as {@link #tables} tells them
     */
    EntryIndex(List<LongBuffer> tables) {
        byName = List.copyOf(tables.subList(0, Kind.values().length));
        instances = tables.get(Kind.values().length);
        enclosing = tables.get(Kind.values().length + 1);
    }

    /** How many tables there are. */
    static int tableCount() {
        return Kind.values().length + 2;
    }

    /** The tables, to be kept. */
    List<LongBuffer> tables() {
        List<LongBuffer> tables = new ArrayList<>();
        byName.forEach(table -> tables.add(table.duplicate()));
        tables.add(instances.duplicate());
        tables.add(enclosing.duplicate());
        return tables;
    }

    /** Makes the index of a file. */
    static EntryIndex build(DwarfFile file) {
        int threads = Runtime.getRuntime().availableProcessors();
        List<Unit> units = file.units();
        List<Future<Scan>> scans = new ArrayList<>();
        int step = Math.max(1, units.size() / (threads * 8));
        try (ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "debug information index");
            thread.setDaemon(true);
            return thread;
        })) {
            for (int from = 0; from < units.size(); from += step) {
                List<Unit> some = units.subList(from, Math.min(units.size(), from + step));
                scans.add(pool.submit(() -> new Scan(file).run(some)));
            }
            return merge(scans);
        }
    }

    private static EntryIndex merge(List<Future<Scan>> scans) {
        Longs[] byName = { new Longs(), new Longs(), new Longs() };
        Longs instances = new Longs();
        Longs enclosing = new Longs();
        for (Future<Scan> each : scans) {
            Scan scan;
            try {
                scan = each.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while indexing", interrupted);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof IndexOutOfBoundsException damaged) {
                    throw damaged;
                }
                throw new IllegalStateException("indexing failed", failed.getCause());
            }
            for (int kind = 0; kind < byName.length; kind++) {
                byName[kind].addAll(scan.byName[kind]);
            }
            instances.addAll(scan.instances);
            enclosing.addAll(scan.enclosing);
        }
        List<LongBuffer> sorted = new ArrayList<>();
        for (Longs each : byName) {
            sorted.add(each.sorted());
        }
        sorted.add(instances.sorted());
        sorted.add(enclosing.sorted());
        return new EntryIndex(sorted);
    }

    /** The offsets of the entries of that kind whose names have that hash: the names are yet to be compared. */
    int[] candidates(Kind kind, String name) {
        return targets(byName.get(kind.ordinal()), hash(name));
    }

    /** The offsets of the instances of a function: out of line and inlined. */
    int[] instances(int origin) {
        return targets(instances, origin);
    }

    /** The offset of the function whose code an inlined instance is part of; -1 when it is not known. */
    int enclosing(int instance) {
        int[] found = targets(enclosing, instance);
        return found.length == 0 ? -1 : found[0];
    }

    /** The offsets of all entries of a kind. */
    int[] all(Kind kind) {
        LongBuffer table = byName.get(kind.ordinal());
        int[] found = new int[table.capacity()];
        for (int i = 0; i < found.length; i++) {
            found[i] = (int) table.get(i);
        }
        return found;
    }

    private static int[] targets(LongBuffer table, int key) {
        int from = lowest(table, (long) key << 32);
        int to = from;
        while (to < table.capacity() && (int) (table.get(to) >> 32) == key) {
            to++;
        }
        int[] found = new int[to - from];
        for (int i = from; i < to; i++) {
            found[i - from] = (int) table.get(i);
        }
        return found;
    }

    private static int lowest(LongBuffer table, long key) {
        int low = 0;
        int high = table.capacity();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (table.get(middle) < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** FNV-1a over the bytes of a name. */
    static int hash(String name) {
        int hash = 0x811c9dc5;
        for (byte b : name.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            hash = (hash ^ b & 0xff) * 0x01000193;
        }
        return hash;
    }

    private static int hash(ByteBuffer section, int at) {
        int hash = 0x811c9dc5;
        for (int i = at;; i++) {
            byte b = section.get(i);
            if (b == 0) {
                return hash;
            }
            hash = (hash ^ b & 0xff) * 0x01000193;
        }
    }

    private static final class Longs {
        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        void add(int key, int target) {
            add((long) key << 32 | target & 0xffffffffL);
        }

        void addAll(Longs others) {
            if (size + others.size > values.length) {
                values = Arrays.copyOf(values, Math.max(2 * values.length, size + others.size));
            }
            System.arraycopy(others.values, 0, values, size, others.size);
            size += others.size;
        }

        LongBuffer sorted() {
            long[] sorted = Arrays.copyOf(values, size);
            Arrays.parallelSort(sorted);
            return LongBuffer.wrap(sorted);
        }
    }

    /** One pass over some units. */
    private static final class Scan {
        private final Sections sections;
        private final Longs[] byName = { new Longs(), new Longs(), new Longs() };
        private final Longs instances = new Longs();
        private final Longs enclosing = new Longs();
        private int[] functions = new int[64];

        Scan(DwarfFile file) {
            sections = file.sections();
        }

        Scan run(List<Unit> units) {
            for (Unit unit : units) {
                scan(unit);
            }
            return this;
        }

        private void scan(Unit unit) {
            Cursor in = new Cursor(sections.info(), unit.firstDie());
            int depth = 0;
            // The subprogram that encloses each depth, -1 outside of any.
            functions[0] = -1;
            while (in.hasMore(unit.end())) {
                int offset = in.position();
                long code = in.uleb();
                if (code == 0) {
                    if (--depth <= 0) {
                        return;
                    }
                    continue;
                }
                Abbreviation abbreviation = unit.abbreviations().get(code);
                if (abbreviation == null) {
                    throw new IndexOutOfBoundsException("no entry stands here: offset=" + offset);
                }
                int function = functions[depth];
                switch (abbreviation.tag()) {
                case Dw.TAG_SUBPROGRAM -> {
                    named(in, unit, abbreviation, offset, Kind.FUNCTION, true, offset);
                    function = offset;
                }
                case Dw.TAG_INLINED_SUBROUTINE -> named(in, unit, abbreviation, offset, Kind.FUNCTION, true, function);
                case Dw.TAG_STRUCTURE_TYPE, Dw.TAG_UNION_TYPE, Dw.TAG_TYPEDEF, Dw.TAG_ENUMERATION_TYPE,
                        Dw.TAG_BASE_TYPE ->
                    named(in, unit, abbreviation, offset, Kind.TYPE, depth == 1, -1);
                case Dw.TAG_VARIABLE -> named(in, unit, abbreviation, offset, Kind.VARIABLE, depth == 1, -1);
                default -> Die.skipAttributes(in, abbreviation, unit);
                }
                if (abbreviation.hasChildren()) {
                    if (depth == DEEPEST) {
                        throw new IndexOutOfBoundsException("entries are nested too deeply: offset=" + offset);
                    }
                    if (++depth == functions.length) {
                        functions = Arrays.copyOf(functions, 2 * depth);
                    }
                    functions[depth] = function;
                } else if (depth == 0) {
                    return;
                }
            }
        }

        /* Moves over an entry's attributes and files it. */
        private void named(Cursor in, Unit unit, Abbreviation abbreviation, int offset, Kind kind, boolean wanted,
                int function) {
            if (!wanted) {
                Die.skipAttributes(in, abbreviation, unit);
                return;
            }
            int hash = 0;
            boolean hasName = false;
            boolean declaration = false;
            long origin = -1;
            for (int i = 0; i < abbreviation.count(); i++) {
                int form = abbreviation.form(i);
                int name = abbreviation.name(i);
                int at = in.position();
                Forms.skip(in, form, unit.addressSize(), unit.offsetSize(), unit.version());
                if (name == Dw.AT_NAME) {
                    Integer found = nameHash(unit, form, at, offset);
                    hasName = found != null;
                    hash = found == null ? 0 : found;
                } else if (name == Dw.AT_DECLARATION) {
                    declaration = true;
                } else if (name == Dw.AT_ABSTRACT_ORIGIN || name == Dw.AT_SPECIFICATION) {
                    origin = reference(unit, form, at);
                }
            }
            if (hasName && !declaration) {
                byName[kind.ordinal()].add(hash, offset);
            }
            if (origin >= 0 && origin <= Integer.MAX_VALUE) {
                instances.add((int) origin, offset);
                if (function >= 0 && function != offset) {
                    enclosing.add(offset, function);
                }
            }
        }

        private @Nullable Integer nameHash(Unit unit, int form, int at, int offset) {
            return switch (form) {
            case Dw.FORM_STRING -> hash(sections.info(), at);
            case Dw.FORM_STRP -> hash(sections.texts(), new Cursor(sections.info(), at).offset(unit.offsetSize()));
            case Dw.FORM_LINE_STRP -> hash(sections.lineTexts(),
                    new Cursor(sections.info(), at).offset(unit.offsetSize()));
            default -> {
                String text = Die.at(unit, offset).text(Dw.AT_NAME);
                yield text == null ? null : Integer.valueOf(EntryIndex.hash(text));
            }
            };
        }

        private long reference(Unit unit, int form, int at) {
            Cursor in = new Cursor(sections.info(), at);
            return switch (form) {
            case Dw.FORM_REF1 -> unit.offset() + (long) in.u8();
            case Dw.FORM_REF2 -> unit.offset() + (long) in.u16();
            case Dw.FORM_REF4 -> unit.offset() + in.u32();
            case Dw.FORM_REF8 -> unit.offset() + in.u64();
            case Dw.FORM_REF_UDATA -> unit.offset() + in.uleb();
            case Dw.FORM_REF_ADDR -> in.unsigned(unit.version() <= 2 ? unit.addressSize() : unit.offsetSize());
            default -> -1;
            };
        }
    }
}

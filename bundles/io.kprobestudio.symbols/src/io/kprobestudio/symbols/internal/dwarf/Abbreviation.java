/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/** The shape of a debugging information entry: its tag and the forms of its attributes. Immutable. */
final class Abbreviation {
    private final int tag;
    private final boolean children;
    private final int[] names;
    private final int[] forms;
    private final long[] constants;
    private final int fixedSize;

    private Abbreviation(int tag, boolean children, int[] names, int[] forms, long[] constants, int fixedSize) {
        this.tag = tag;
        this.children = children;
        this.names = names;
        this.forms = forms;
        this.constants = constants;
        this.fixedSize = fixedSize;
    }

    int tag() {
        return tag;
    }

    boolean hasChildren() {
        return children;
    }

    int count() {
        return names.length;
    }

    int name(int index) {
        return names[index];
    }

    int form(int index) {
        return forms[index];
    }

    /** The value of a DW_FORM_implicit_const. */
    long constant(int index) {
        return constants[index];
    }

    boolean has(int name) {
        for (int each : names) {
            if (each == name) {
                return true;
            }
        }
        return false;
    }

    /** The size of all attributes in bytes where that is the same for all entries, else -1. */
    int fixedSize() {
        return fixedSize;
    }

    /** Abbreviations by their codes. */
    static final class Table {
        private final Abbreviation[] dense;
        private final Map<Integer, Abbreviation> others;

        private Table(Abbreviation[] dense, Map<Integer, Abbreviation> others) {
            this.dense = dense;
            this.others = others;
        }

        @Nullable
        Abbreviation get(long code) {
            if (code > 0 && code <= dense.length) {
                return dense[(int) code - 1];
            }
            return others.get((int) code);
        }

        static Table read(Cursor in, int addressSize, int offsetSize, int version) {
            List<Abbreviation> dense = new ArrayList<>();
            Map<Integer, Abbreviation> others = new HashMap<>();
            for (long code = in.uleb(); code != 0; code = in.uleb()) {
                Abbreviation abbreviation = readOne(in, addressSize, offsetSize, version);
                if (code == dense.size() + 1L) {
                    dense.add(abbreviation);
                } else {
                    others.put((int) code, abbreviation);
                }
            }
            return new Table(dense.toArray(new Abbreviation[0]), others);
        }

        private static Abbreviation readOne(Cursor in, int addressSize, int offsetSize, int version) {
            int tag = (int) in.uleb();
            boolean children = in.u8() != 0;
            int[] names = new int[8];
            int[] forms = new int[8];
            long[] constants = new long[8];
            int count = 0;
            int size = 0;
            while (true) {
                int name = (int) in.uleb();
                int form = (int) in.uleb();
                long constant = form == Dw.FORM_IMPLICIT_CONST ? in.sleb() : 0;
                if (name == 0 && form == 0) {
                    break;
                }
                if (count == names.length) {
                    names = java.util.Arrays.copyOf(names, 2 * count);
                    forms = java.util.Arrays.copyOf(forms, 2 * count);
                    constants = java.util.Arrays.copyOf(constants, 2 * count);
                }
                names[count] = name;
                forms[count] = form;
                constants[count++] = constant;
                int fixed = Forms.fixedSize(form, addressSize, offsetSize, version);
                size = size < 0 || fixed < 0 ? -1 : size + fixed;
            }
            return new Abbreviation(tag, children, java.util.Arrays.copyOf(names, count),
                    java.util.Arrays.copyOf(forms, count), java.util.Arrays.copyOf(constants, count), size);
        }
    }
}

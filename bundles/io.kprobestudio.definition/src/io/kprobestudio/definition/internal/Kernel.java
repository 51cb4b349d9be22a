/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Btf;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.EventField;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchType;
import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.KernelVersion;
import io.kprobestudio.definition.SymbolTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One kernel, as judging needs it: its dialect, what is known of it, and what follows from both once for all lines.
 * Immutable.
 */
public final class Kernel {
    /** No description says how many processors there are; boards mostly have four. */
    private static final int USUAL_PROCESSORS = 4;
    /** From this version on kernel stacks of x86-64 have 16 KiB; before, 8. */
    private static final KernelVersion LARGE_STACKS = new KernelVersion(3, 15);
    private static final int SMALL_STACK = 8192;
    private static final String[] SPLIT_SUFFIXES = { ".part.", ".isra.", ".constprop.", ".cold" };

    private final Dialect dialect;
    private final Description description;
    private final TypeTable types;
    private final Placement placement;
    private final List<EventField> commonFields;
    private final Btf btf;
    private final Set<String> splitFunctions;

    public Kernel(Dialect dialect, Description description) {
        this.dialect = dialect;
        this.description = description;
        types = new TypeTable(dialect);
        btf = description.btf().orElse(Btf.EMPTY);
        splitFunctions = splitFunctions(description.symbols());
        placement = new Placement(dialect, description);
        commonFields = description.commonFields().orElseGet(() -> Layouts.usualCommonFields(dialect));
    }

    Dialect dialect() {
        return dialect;
    }

    Description description() {
        return description;
    }

    Architecture architecture() {
        return dialect.architecture();
    }

    boolean has(Feature feature) {
        return dialect.has(feature);
    }

    TypeTable types() {
        return types;
    }

    /** The types by themselves. */
    public List<FetchType> fetchTypes() {
        return List.copyOf(types.all());
    }

    Placement placement() {
        return placement;
    }

    List<EventField> commonFields() {
        return commonFields;
    }

    /** The kernel's BTF; a feature that needs it is not there without. */
    Btf btf() {
        return btf;
    }

    /** Whether names of arguments can be looked up here; a kernel may have them and its description may not. */
    boolean btfKnown() {
        return description.btf().isPresent();
    }

    /** The number of words on a kernel stack. */
    int stackWords() {
        boolean small = architecture() == Architecture.X86_64 && dialect.version().compareTo(LARGE_STACKS) < 0;
        return (small ? SMALL_STACK : architecture().threadSize()) / architecture().wordSize();
    }

    /** The number of pending returns where a definition does not say it, as the listing shows it. */
    int usualMaxactive() {
        if (!has(Feature.MAXACTIVE_LISTED)) {
            return 0;
        }
        boolean preemptible = description.uname().filter(uname -> uname.contains("PREEMPT")).isPresent();
        return has(Feature.TEN_PENDING) || preemptible ? Math.max(10, 2 * USUAL_PROCESSORS) : USUAL_PROCESSORS;
    }

    /** Symbols with names like that one. */
    List<Fix> nearestSymbols(int column, String unknown) {
        return description.symbolsKnown() && unknown.length() <= 64
                ? Fixes.nearest(column, unknown, description.symbols().near(unknown), "symbol") : List.of();
    }

    /** Whether the compiler made a part of a function its own symbol. */
    boolean hasSplitPart(String name) {
        return splitFunctions.contains(name);
    }

    private static Set<String> splitFunctions(SymbolTable symbols) {
        Set<String> found = new HashSet<>();
        for (int i = 0; i < symbols.size(); i++) {
            if (symbols.hasSuffix(i)) {
                String name = symbols.name(i);
                int dot = name.indexOf('.');
                for (String suffix : SPLIT_SUFFIXES) {
                    if (name.startsWith(suffix, dot)) {
                        found.add(name.substring(0, dot));
                    }
                }
            }
        }
        return Set.copyOf(found);
    }

    boolean hasTracepoint(String name) {
        if (!description.symbolsKnown()) {
            return true;
        }
        return description.symbols().lookup("__traceiter_" + name) >= 0
                || description.symbols().lookup("__tracepoint_" + name) >= 0;
    }

    /** Where struct dentry has the pointer to its name. */
    int dentryNameOffset() {
        return BtfFields.offsetOf(btf, "dentry", new String[]{ "d_name", "name" }, wordBits() == 64 ? 40 : 32);
    }

    /** Where struct file has the pointer to its dentry; without BTF where it is since the structure was packed anew. */
    int fileDentryOffset() {
        return BtfFields.offsetOf(btf, "file", new String[]{ "f_path", "dentry" }, wordBits() == 64 ? 72 : 44);
    }

    int wordBits() {
        return dialect.architecture().wordBits();
    }
}

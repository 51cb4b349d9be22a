/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.Btf;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A function as BTF knows it: its return type and the names and types of its parameters. Belongs to one command, and knows
 * whether the kernel looked the function up for it already.
 */
final class BtfFunction {
    private final @Nullable Btf btf;
    private final @Nullable String name;
    private final int proto;
    private final int hidden;
    private boolean asked;

    /**
     * Looks a function up.
     *
     * @param btf the kernel's BTF, null if it has none
     * @param name the function's name, null where the place is no function
     * @param hideFirst whether the first parameter does not count, as with a tracepoint's stub
     */
    BtfFunction(@Nullable Btf btf, @Nullable String name, boolean hideFirst) {
        this.btf = btf;
        this.name = name;
        int found = 0;
        if (btf != null && name != null) {
            int function = btf.find(name, Btf.FUNC);
            int target = function == 0 ? 0 : btf.target(function);
            found = btf.kind(target) == Btf.FUNC_PROTO ? target : 0;
        }
        proto = found;
        hidden = hideFirst ? 1 : 0;
    }

    boolean named() {
        return name != null;
    }

    /** Whether BTF knows the function. */
    boolean found() {
        return proto != 0;
    }

    /** The kernel looks the function up (query_btf_context in kernel/trace/trace_probe.c); once a command does. */
    void ask() {
        asked = found();
    }

    /** Whether the kernel knows the function from an earlier look. */
    boolean asked() {
        return asked;
    }

    int parameters() {
        Btf known = btf;
        return proto == 0 || known == null ? 0 : Math.max(0, known.count(proto) - hidden);
    }

    String parameterName(int index) {
        Btf known = btf;
        return known == null ? "" : known.parameterName(proto, index + hidden);
    }

    int parameterType(int index) {
        Btf known = btf;
        return known == null ? 0 : known.parameterType(proto, index + hidden);
    }

    /** The index of a parameter, -1 if there is none of that name. */
    int parameter(String wanted) {
        for (int i = 0; i < parameters(); i++) {
            if (parameterName(i).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** The type that the function returns, 0 for void. */
    int returnType() {
        Btf known = btf;
        return known == null ? 0 : known.target(proto);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.fetch;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A pointer of a type that an expression tells, by a cast or a container lookup.
 *
 * @param target what it points to
 * @param size bytes of a pointer
 */
record PointerType(SourceType target, long size) implements SourceType {
    @Override
    public Kind kind() {
        return Kind.POINTER;
    }

    @Override
    public @Nullable Member member(String name) {
        return null;
    }

    @Override
    public List<Declared> members() {
        return List.of();
    }

    @Override
    public String fetchType() {
        return "x" + 8 * size;
    }

    @Override
    public boolean isCharacter() {
        return false;
    }

    @Override
    public String describe() {
        return "pointer";
    }
}

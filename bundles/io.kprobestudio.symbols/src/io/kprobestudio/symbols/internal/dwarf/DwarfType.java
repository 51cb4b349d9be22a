/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import io.kprobestudio.symbols.internal.fetch.SourceType;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A type as DWARF has it.
 *
 * @param type its entry, typedefs and qualifiers included; null for {@code void}
 */
record DwarfType(@Nullable Die type) implements SourceType {
    @Override
    public Kind kind() {
        Die real = Types.real(type);
        return Types.isPointer(real) ? Kind.POINTER : Types.isArray(real) ? Kind.ARRAY
                : Types.isStructure(real) ? Kind.STRUCTURE : Kind.OTHER;
    }

    @Override
    public long size() {
        return Types.size(type);
    }

    @Override
    public SourceType target() {
        Die real = Types.real(type);
        return new DwarfType(real == null ? null : real.type());
    }

    @Override
    public @Nullable Member member(String name) {
        Die real = Types.real(type);
        Types.Member found = real == null ? null : Types.member(real, name);
        return found == null ? null : member(found);
    }

    private static Member member(Types.Member found) {
        return new Member(new DwarfType(found.die().type()), Types.fetchType(found.die()), found.offset());
    }

    @Override
    public List<Declared> members() {
        Die real = Types.real(type);
        return !Types.isStructure(real) ? List.of()
                : Types.members(real).stream()
                        .map(found -> new Declared(found.die().textOr(Dw.AT_NAME, ""), member(found))).toList();
    }

    @Override
    public String fetchType() {
        return Types.plainType(type);
    }

    @Override
    public boolean isCharacter() {
        return Types.isCharacter(type);
    }

    @Override
    public String describe() {
        return Types.describe(type);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.btf;

import io.kprobestudio.definition.Btf;
import io.kprobestudio.symbols.internal.fetch.SourceType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/**
 * A type as BTF has it.
 *
 * @param btf the kernel's types
 * @param id the type's number, typedefs and qualifiers included; 0 for {@code void}
 * @param word bytes of a pointer
 */
public record BtfType(Btf btf, int id, int word) implements SourceType {
    private static final int DEEPEST = 32;
    /* Of anonymous members within one another, lest damaged types that hold themselves keep a search for ever. */
    private static final int MOST_MEMBERS = 100_000;

    private int real() {
        return btf.skipModifiers(id);
    }

    /** The type's kind behind typedefs and qualifiers, a number of {@link Btf}. */
    int real(int type) {
        return btf.kind(btf.skipModifiers(type));
    }

    @Override
    public Kind kind() {
        return switch (real(id)) {
        case Btf.PTR -> Kind.POINTER;
        case Btf.ARRAY -> Kind.ARRAY;
        case Btf.STRUCT, Btf.UNION -> Kind.STRUCTURE;
        default -> Kind.OTHER;
        };
    }

    @Override
    public long size() {
        return size(id, 0);
    }

    private long size(int type, int depth) {
        int real = btf.skipModifiers(type);
        return switch (btf.kind(real)) {
        case Btf.PTR -> word;
        case Btf.INT, Btf.STRUCT, Btf.UNION, Btf.ENUM, Btf.ENUM64 -> Integer.toUnsignedLong(btf.byteSize(real));
        case Btf.ARRAY -> depth > DEEPEST ? 0
                : size(btf.elementType(real), depth + 1) * Integer.toUnsignedLong(btf.elementCount(real));
        default -> 0;
        };
    }

    @Override
    public SourceType target() {
        int real = real();
        return new BtfType(btf, switch (btf.kind(real)) {
        case Btf.PTR -> btf.target(real);
        case Btf.ARRAY -> btf.elementType(real);
        default -> 0;
        }, word);
    }

    @Override
    public @Nullable Member member(String name) {
        return member(real(), name, 0, 0, new int[]{ MOST_MEMBERS });
    }

    private @Nullable Member member(int structure, String name, long bits, int depth, int[] left) {
        int kind = btf.kind(structure);
        if (kind != Btf.STRUCT && kind != Btf.UNION || depth > DEEPEST) {
            return null;
        }
        for (int i = 0; i < btf.count(structure) && left[0]-- > 0; i++) {
            long at = bits + btf.memberBitOffset(structure, i);
            BtfType type = new BtfType(btf, btf.memberType(structure, i), word);
            if (btf.memberHasName(structure, i, name)) {
                return member(type, at, btf.memberBitSize(structure, i));
            }
            if (btf.memberHasName(structure, i, "")) {
                Member found = member(type.real(), name, at, depth + 1, left);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    @Override
    public List<Declared> members() {
        int structure = real();
        List<Declared> found = new ArrayList<>();
        if (kind() == Kind.STRUCTURE) {
            for (int i = 0; i < btf.count(structure); i++) {
                BtfType type = new BtfType(btf, btf.memberType(structure, i), word);
                found.add(new Declared(btf.memberName(structure, i),
                        member(type, btf.memberBitOffset(structure, i), btf.memberBitSize(structure, i))));
            }
        }
        return found;
    }

    /* A bit field is fetched from a whole unit of its type; fetch arguments count from the least significant bit on. */
    private Member member(BtfType type, long bits, int width) {
        long unit = 8 * Math.max(1, type.size());
        if (width == 0) {
            return new Member(type, type.fetchType(), bits / 8);
        }
        long within = bits % unit;
        long shift = btf.isBigEndian() ? unit - within - width : within;
        return new Member(type, "b%s@%s/%s".formatted(width, shift, unit), (bits - within) / 8);
    }

    @Override
    public String fetchType() {
        int real = real();
        long bits = 8 * size();
        if (bits <= 0 || btf.kind(real) == Btf.ARRAY) {
            return "";
        }
        return (btf.kind(real) == Btf.INT && btf.intSigned(real) ? "s" : "x") + Math.min(bits, 64);
    }

    @Override
    public boolean isCharacter() {
        return real(id) == Btf.INT && size() == 1 && !btf.intBoolean(real());
    }

    @Override
    public String describe() {
        String name = btf.name(real());
        return !name.isEmpty() ? name : switch (kind()) {
        case POINTER -> "pointer";
        case ARRAY -> "array";
        case STRUCTURE -> "anonymous";
        case OTHER -> "void";
        };
    }
}

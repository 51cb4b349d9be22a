/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** What is asked of types: what they really are, how large, which members they have. */
final class Types {
    private static final int DEEPEST = 64;
    /* Of anonymous members within one another, lest damaged types that hold themselves keep a search for ever. */
    private static final int MOST_MEMBERS = 100_000;
    private static final int LARGEST_BITS = 64;

    /**
     * A member, with its place from the beginning of the structure on; members of anonymous ones are found as C finds them.
     *
     * @param die the member
     * @param offset in bytes
     */
    record Member(Die die, long offset) {
    }

    private Types() {
    }

    /** A type without typedefs and qualifiers; null for {@code void}. */
    static @Nullable Die real(@Nullable Die type) {
        Die each = type;
        for (int i = 0; i < DEEPEST && each != null; i++) {
            switch (each.tag()) {
            case Dw.TAG_TYPEDEF, Dw.TAG_CONST_TYPE, Dw.TAG_VOLATILE_TYPE, Dw.TAG_RESTRICT_TYPE, Dw.TAG_ATOMIC_TYPE ->
                each = each.type();
            default -> {
                return each;
            }
            }
        }
        return null;
    }

    static boolean isPointer(@Nullable Die type) {
        return type != null && type.tag() == Dw.TAG_POINTER_TYPE;
    }

    static boolean isArray(@Nullable Die type) {
        return type != null && type.tag() == Dw.TAG_ARRAY_TYPE;
    }

    static boolean isStructure(@Nullable Die type) {
        return type != null && (type.tag() == Dw.TAG_STRUCTURE_TYPE || type.tag() == Dw.TAG_UNION_TYPE);
    }

    /** A type's size in bytes; 0 where it is not told. */
    static long size(@Nullable Die type) {
        Die real = real(type);
        if (real == null) {
            return 0;
        }
        Long size = real.constant(Dw.AT_BYTE_SIZE);
        if (size != null) {
            return size;
        }
        if (real.tag() == Dw.TAG_POINTER_TYPE) {
            return real.unit().addressSize();
        }
        return isArray(real) ? size(real.type()) * elements(real) : 0;
    }

    private static long elements(Die array) {
        long count = 1;
        for (Die range : array.children()) {
            if (range.tag() == Dw.TAG_SUBRANGE_TYPE) {
                Long length = range.constant(Dw.AT_COUNT);
                Long last = range.constant(Dw.AT_UPPER_BOUND);
                count *= length != null ? length : last != null ? last + 1 : 0;
            }
        }
        return count;
    }

    /** Finds a member of a structure or union by name, also within anonymous members; null where there is none. */
    static @Nullable Member member(Die structure, String name) {
        return member(structure, name, 0, 0, new int[]{ MOST_MEMBERS });
    }

    private static @Nullable Member member(Die structure, String name, long offset, int depth, int[] left) {
        if (depth > DEEPEST) {
            return null;
        }
        for (Die die : structure.children()) {
            if (die.tag() != Dw.TAG_MEMBER) {
                continue;
            }
            if (left[0]-- <= 0) {
                return null;
            }
            long at = offset + offset(die);
            String own = die.textOr(Dw.AT_NAME, "");
            if (own.equals(name)) {
                return new Member(die, at);
            }
            Die type = real(die.type());
            if (own.isEmpty() && type != null && isStructure(type)) {
                Member found = member(type, name, at, depth + 1, left);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The members of a structure or union as they are declared. */
    static List<Member> members(@Nullable Die structure) {
        return structure == null ? List.of()
                : structure.children().stream().filter(die -> die.tag() == Dw.TAG_MEMBER).limit(MOST_MEMBERS)
                        .map(die -> new Member(die, offset(die))).toList();
    }

    private static long offset(Die member) {
        Long offset = member.constant(Dw.AT_DATA_MEMBER_LOCATION);
        if (offset != null) {
            return offset;
        }
        Long bits = member.constant(Dw.AT_DATA_BIT_OFFSET);
        if (bits != null) {
            // As a whole unit of the declared type: where in it the bits are, bits(...) tells.
            long unit = Math.max(1, size(member.type()));
            return bits / 8 / unit * unit;
        }
        return 0;
    }

    /** The type of a fetch argument for a value, such as {@code s32}, {@code x64} or {@code b3@5/8}; empty for the default. */
    static String fetchType(Die holder) {
        Long bits = holder.constant(Dw.AT_BIT_SIZE);
        long size = size(holder.type());
        if (bits != null && bits > 0 && size > 0) {
            return "b" + bits + "@" + bitOffset(holder, bits, size) + "/" + size * 8;
        }
        return plainType(holder.type());
    }

    /* Fetch arguments count bits from the least significant one on; DW_AT_bit_offset from the most significant one. */
    private static long bitOffset(Die member, long bits, long size) {
        Long offset = member.constant(Dw.AT_BIT_OFFSET);
        if (offset != null) {
            return size * 8 - offset - bits;
        }
        long at = member.constantOr(Dw.AT_DATA_BIT_OFFSET, 0);
        return at - offset(member) * 8;
    }

    static String plainType(@Nullable Die type) {
        Die real = real(type);
        long size = size(real) * 8;
        if (real == null || size <= 0 || isArray(real)) {
            return "";
        }
        long encoding = real.constantOr(Dw.AT_ENCODING, 0);
        boolean signed = encoding == Dw.ATE_SIGNED || encoding == Dw.ATE_SIGNED_CHAR || encoding == Dw.ATE_SIGNED_FIXED;
        return (signed ? "s" : "x") + Math.min(size, LARGEST_BITS);
    }

    /** Whether a type is one of characters, as strings are made of. */
    static boolean isCharacter(@Nullable Die type) {
        Die real = real(type);
        return real != null && real.tag() == Dw.TAG_BASE_TYPE && size(real) == 1
                && real.constantOr(Dw.AT_ENCODING, 0) != Dw.ATE_BOOLEAN;
    }

    /** A type as C writes it where no name stands in its midst, such as {@code const struct file*} or {@code char[16]}. */
    static String text(@Nullable Die type) {
        return text(type, 0);
    }

    private static String text(@Nullable Die type, int depth) {
        if (type == null || depth > DEEPEST) {
            return "void";
        }
        String name = type.textOr(Dw.AT_NAME, "{…}");
        return switch (type.tag()) {
        case Dw.TAG_POINTER_TYPE -> text(type.type(), depth + 1) + "*";
        case Dw.TAG_CONST_TYPE -> "const " + text(type.type(), depth + 1);
        case Dw.TAG_VOLATILE_TYPE -> "volatile " + text(type.type(), depth + 1);
        case Dw.TAG_RESTRICT_TYPE, Dw.TAG_ATOMIC_TYPE -> text(type.type(), depth + 1);
        case Dw.TAG_ARRAY_TYPE -> text(type.type(), depth + 1) + "[" + elements(type) + "]";
        case Dw.TAG_STRUCTURE_TYPE -> "struct " + name;
        case Dw.TAG_UNION_TYPE -> "union " + name;
        case Dw.TAG_ENUMERATION_TYPE -> "enum " + name;
        case Dw.TAG_TYPEDEF, Dw.TAG_BASE_TYPE -> name;
        default -> "function";
        };
    }

    static String describe(@Nullable Die type) {
        Die real = real(type);
        return real == null ? "void" : real.textOr(Dw.AT_NAME, switch (real.tag()) {
        case Dw.TAG_POINTER_TYPE -> "pointer";
        case Dw.TAG_ARRAY_TYPE -> "array";
        default -> "anonymous";
        });
    }
}

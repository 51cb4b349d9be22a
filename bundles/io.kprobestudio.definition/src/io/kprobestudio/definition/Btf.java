/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A kernel's own type information ({@code /sys/kernel/btf/vmlinux}; include/uapi/linux/btf.h), read in place. A type
 * is named by its number, 0 being {@code void}. Immutable; may be used by any thread.
 *
 * <pre>
 *  header: magic u16 | version u8 | flags u8 | hdr_len u32 | type_off u32 | type_len u32 | str_off u32 | str_len u32
 *  type:   name_off u32 | info u32 (vlen 0-15, kind 24-28, kind_flag 31) | size or type u32 | what the kind adds
 * </pre>
 */
public final class Btf {
    /** Kinds of types, by their number in the format. */
    public static final int INT = 1;
    public static final int PTR = 2;
    public static final int ARRAY = 3;
    public static final int STRUCT = 4;
    public static final int UNION = 5;
    public static final int ENUM = 6;
    public static final int TYPEDEF = 8;
    public static final int VOLATILE = 9;
    public static final int CONST = 10;
    public static final int RESTRICT = 11;
    public static final int FUNC = 12;
    public static final int FUNC_PROTO = 13;
    public static final int TYPE_TAG = 18;
    public static final int ENUM64 = 19;

    /** Type information without types. */
    public static final Btf EMPTY = new Btf(ByteBuffer.allocate(1), 0, new int[]{ 0 });

    private static final int MAGIC = 0xeb9f;
    private static final int HEADER = 24;
    private static final int SIGNED = 1;
    private static final int BOOLEAN = 4;

    private final ByteBuffer data;
    private final int strings;
    private final int[] typeAt;
    private final int[] buckets;

    private Btf(ByteBuffer data, int strings, int[] typeAt) {
        this.data = data;
        this.strings = strings;
        this.typeAt = typeAt;
        int named = 0;
        for (int id = 1; id < typeAt.length; id++) {
            if (isLookedUp(id)) {
                named++;
            }
        }
        buckets = new int[Integer.highestOneBit(Math.max(4, named) * 2 - 1) * 2];
        for (int id = 1; id < typeAt.length; id++) {
            if (isLookedUp(id)) {
                String name = name(id);
                int bucket = start(name, kind(id));
                boolean known = false;
                while (buckets[bucket] != 0 && !known) {
                    known = kind(buckets[bucket]) == kind(id) && hasName(nameOffset(buckets[bucket]), name);
                    bucket = known ? bucket : bucket + 1 & buckets.length - 1;
                }
                if (!known) {
                    buckets[bucket] = id;
                }
            }
        }
    }

    /** Reads the format; empty if it is none or broken. */
    public static Optional<Btf> parse(byte[] bytes) {
        ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < HEADER) {
            return Optional.empty();
        }
        if ((data.getShort(0) & 0xffff) != MAGIC) {
            data.order(ByteOrder.BIG_ENDIAN);
            if ((data.getShort(0) & 0xffff) != MAGIC) {
                return Optional.empty();
            }
        }
        if (!isWhole(data)) {
            return Optional.empty();
        }
        long types = length(data, 4) + length(data, 8);
        long end = types + length(data, 12);
        long strings = length(data, 4) + length(data, 16);
        int[] typeAt = new int[1024];
        int count = 1;
        int at = (int) types;
        while (at + 12 <= end) {
            if (count == typeAt.length) {
                typeAt = Arrays.copyOf(typeAt, count * 2);
            }
            typeAt[count++] = at;
            int info = data.getInt(at + 4);
            int extra = extraBytes(info >>> 24 & 0x1f, info & 0xffff);
            if (extra < 0 || at + 12L + extra > end) {
                return Optional.empty();
            }
            at += 12 + extra;
        }
        return Optional.of(new Btf(data, (int) strings, Arrays.copyOf(typeAt, count)));
    }

    /**
     * Reads the types of a module, which build on those of its kernel ({@code /sys/kernel/btf/MODULE}): their numbers, and the
     * places of their names, go on where the kernel's end.
     *
     * @param bytes the module's
     * @param base the kernel's, of the same byte order
     * @return the types of both; empty if one of them is none or broken
     */
    public static Optional<Btf> parse(byte[] bytes, byte[] base) {
        if (parse(base).isEmpty() || bytes.length < HEADER || bytes[0] != base[0] || bytes[1] != base[1]) {
            return Optional.empty();
        }
        ByteOrder order = base[0] == (byte) MAGIC ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer outer = ByteBuffer.wrap(base).order(order);
        ByteBuffer inner = ByteBuffer.wrap(bytes).order(order);
        long types = length(outer, 12) + length(inner, 12);
        long strings = length(outer, 20) + length(inner, 20);
        if (!isWhole(inner) || HEADER + types + strings > Integer.MAX_VALUE - 8) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.allocate((int) (HEADER + types + strings)).order(order);
        all.put(base, 0, 4).putInt(HEADER).putInt(0).putInt((int) types).putInt((int) types).putInt((int) strings);
        for (int field : new int[]{ 8, 16 }) {
            for (ByteBuffer each : List.of(outer, inner)) {
                all.put(each.array(), (int) (length(each, 4) + length(each, field)), (int) length(each, field + 4));
            }
        }
        return parse(all.array());
    }

    private static long length(ByteBuffer header, int at) {
        return header.getInt(at) & 0xffffffffL;
    }

    /** Whether the types and names that a header tells lie within the bytes. */
    private static boolean isWhole(ByteBuffer data) {
        return length(data, 4) + length(data, 8) + length(data, 12) <= data.capacity()
                && length(data, 4) + length(data, 16) + length(data, 20) <= data.capacity();
    }

    private static int extraBytes(int kind, int members) {
        return switch (kind) {
        case INT, 14 /* VAR */, 17 /* DECL_TAG */ -> 4;
        case ARRAY -> 12;
        case STRUCT, UNION, 15 /* DATASEC */, ENUM64 -> members * 12;
        case ENUM, FUNC_PROTO -> members * 8;
        case PTR, 7 /* FWD */, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, 16 /* FLOAT */, TYPE_TAG -> 0;
        default -> -1;
        };
    }

    private boolean isLookedUp(int id) {
        int kind = kind(id);
        return (kind == FUNC || kind == STRUCT) && nameOffset(id) != 0;
    }

    private int start(String name, int kind) {
        int hash = name.hashCode() + kind;
        return (hash ^ hash >>> 15) * 0x9E3779B1 >>> 7 & buckets.length - 1;
    }

    /** Whether numbers are written, and bit fields laid out, from the most significant end on. */
    public boolean isBigEndian() {
        return data.order() == ByteOrder.BIG_ENDIAN;
    }

    /** How many types there are, void among them. */
    public int size() {
        return typeAt.length;
    }

    /** The type's kind; 0 for void and numbers without a type. */
    public int kind(int id) {
        return id <= 0 || id >= typeAt.length ? 0 : info(id) >>> 24 & 0x1f;
    }

    private int info(int id) {
        return data.getInt(typeAt[id] + 4);
    }

    private int nameOffset(int id) {
        return data.getInt(typeAt[id]);
    }

    private String string(int offset) {
        int from = Math.min(strings + Math.max(0, offset), data.limit());
        int to = from;
        while (to < data.limit() && data.get(to) != 0) {
            to++;
        }
        byte[] bytes = new byte[Math.max(0, to - from)];
        data.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private boolean hasName(int offset, String name) {
        int from = strings + Math.max(0, offset);
        for (int i = 0; i < name.length(); i++) {
            if (from + i >= data.limit() || data.get(from + i) != (byte) name.charAt(i)) {
                return false;
            }
        }
        return from + name.length() < data.limit() && data.get(from + name.length()) == 0;
    }

    /** The type's name, empty if it has none. */
    public String name(int id) {
        return kind(id) == 0 ? "" : string(nameOffset(id));
    }

    /**
     * The first type of that kind and name, 0 if there is none. Others than {@link #FUNC} and {@link #STRUCT} are looked for one
     * by one.
     */
    public int find(String name, int kind) {
        if (kind != FUNC && kind != STRUCT) {
            int id = 1;
            while (id < typeAt.length && (kind(id) != kind || !hasName(nameOffset(id), name))) {
                id++;
            }
            return id < typeAt.length ? id : 0;
        }
        int bucket = start(name, kind);
        while (buckets[bucket] != 0) {
            if (kind(buckets[bucket]) == kind && hasName(nameOffset(buckets[bucket]), name)) {
                return buckets[bucket];
            }
            bucket = bucket + 1 & buckets.length - 1;
        }
        return 0;
    }

    /** What a pointer, modifier, typedef, function or prototype refers to: for a prototype its return type. */
    public int target(int id) {
        return kind(id) == 0 ? 0 : data.getInt(typeAt[id] + 8);
    }

    /** Bytes of an integer, structure or enumeration. */
    public int byteSize(int id) {
        return data.getInt(typeAt[id] + 8);
    }

    /** The type without const, volatile, restrict, typedef and tags. */
    public int skipModifiers(int id) {
        int type = id;
        for (int depth = 0; depth < 64; depth++) {
            switch (kind(type)) {
            case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> type = target(type);
            default -> {
                return type;
            }
            }
        }
        return 0;
    }

    /** Members of a structure or parameters of a prototype. */
    public int count(int id) {
        return kind(id) == 0 ? 0 : info(id) & 0xffff;
    }

    /** The name of a prototype's parameter. */
    public String parameterName(int proto, int index) {
        return string(data.getInt(typeAt[proto] + 12 + 8 * index));
    }

    /** The type of a prototype's parameter. */
    public int parameterType(int proto, int index) {
        return data.getInt(typeAt[proto] + 16 + 8 * index);
    }

    /** The name of a member, empty for an anonymous one. */
    public String memberName(int struct, int index) {
        return string(data.getInt(typeAt[struct] + 12 + 12 * index));
    }

    /** Whether a member has that name. */
    public boolean memberHasName(int struct, int index, String name) {
        return hasName(data.getInt(typeAt[struct] + 12 + 12 * index), name);
    }

    /** The type of a member. */
    public int memberType(int struct, int index) {
        return data.getInt(typeAt[struct] + 16 + 12 * index);
    }

    /** A member's place in bits from the structure's begin. */
    public int memberBitOffset(int struct, int index) {
        int offset = data.getInt(typeAt[struct] + 20 + 12 * index);
        return hasBitfields(struct) ? offset & 0xffffff : offset;
    }

    /** The member's raw offset word. */
    public int memberRawOffset(int struct, int index) {
        return data.getInt(typeAt[struct] + 20 + 12 * index);
    }

    /** A bit field's width, 0 for what is none. */
    public int memberBitSize(int struct, int index) {
        return hasBitfields(struct) ? data.getInt(typeAt[struct] + 20 + 12 * index) >>> 24 : 0;
    }

    private boolean hasBitfields(int struct) {
        return info(struct) < 0;
    }

    /** The element type of an array. */
    public int elementType(int array) {
        return data.getInt(typeAt[array] + 12);
    }

    /** The number of elements of an array. */
    public int elementCount(int array) {
        return data.getInt(typeAt[array] + 20);
    }

    /** Bits of an integer. */
    public int intBits(int id) {
        return data.getInt(typeAt[id] + 12) & 0xff;
    }

    /** Where in its bytes an integer's bits begin. */
    public int intBitOffset(int id) {
        return data.getInt(typeAt[id] + 12) >>> 16 & 0xff;
    }

    /** Whether an integer is marked as a truth value. */
    public boolean intBoolean(int id) {
        return (data.getInt(typeAt[id] + 12) >>> 24 & BOOLEAN) != 0;
    }

    /** Whether an integer is marked as signed. */
    public boolean intSigned(int id) {
        return (data.getInt(typeAt[id] + 12) >>> 24 & SIGNED) != 0;
    }
}

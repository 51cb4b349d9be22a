/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes type information as pahole writes it (Documentation/bpf/btf.rst of the kernel), for types that tests make up. */
public final class BtfBuilder {
    private static final int INT = 1;
    private static final int PTR = 2;
    private static final int ARRAY = 3;
    private static final int ENUM = 6;
    private static final int FUNC = 12;
    private static final int FUNC_PROTO = 13;
    private static final int HEADER = 24;

    private final ByteOrder order;
    private final ByteArrayOutputStream types = new ByteArrayOutputStream();
    private final ByteArrayOutputStream strings = new ByteArrayOutputStream();
    private int last;

    /** Begins with no types. */
    public BtfBuilder(ByteOrder order) {
        this.order = order;
        strings.write(0);
    }

    private int text(String name) {
        if (name.isEmpty()) {
            return 0;
        }
        int at = strings.size();
        strings.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        strings.write(0);
        return at;
    }

    private int words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * 4).order(order);
        for (int word : words) {
            bytes.putInt(word);
        }
        types.writeBytes(bytes.array());
        return ++last;
    }

    private static int info(int kind, int count, boolean flag) {
        return kind << 24 | count | (flag ? 1 << 31 : 0);
    }

    /** An integer of so many bytes; its encoding is 1 for a signed one, 4 for a truth value. */
    public int integer(String name, int bytes, int encoding) {
        return words(text(name), info(INT, 0, false), bytes, encoding << 24 | bytes * 8);
    }

    /** Pointers, modifiers, typedefs. */
    public int reference(int kind, String name, int target) {
        return words(text(name), info(kind, 0, false), target);
    }

    /** A pointer. */
    public int pointer(int target) {
        return reference(PTR, "", target);
    }

    /** An array. */
    public int array(int element, int index, int count) {
        return words(0, info(ARRAY, 0, false), 0, element, index, count);
    }

    /** A structure or union; each member is a name, a type, an offset in bits, and a width for bit fields. */
    public int structure(int kind, String name, int bytes, Object... members) {
        int[] words = new int[3 + members.length / 4 * 3];
        boolean bitFields = false;
        for (int i = 0; i < members.length / 4; i++) {
            int width = (Integer) members[4 * i + 3];
            bitFields |= width != 0;
            words[3 + 3 * i] = text((String) members[4 * i]);
            words[4 + 3 * i] = (Integer) members[4 * i + 1];
            words[5 + 3 * i] = (Integer) members[4 * i + 2] | width << 24;
        }
        words[0] = text(name);
        words[1] = info(kind, members.length / 4, bitFields);
        words[2] = bytes;
        return words(words);
    }

    /** An enumeration with one value, of 4 bytes or, of the kind 19, of 8. */
    public int enumeration(String name, int kind) {
        return kind == ENUM ? words(text(name), info(kind, 1, false), 4, text("FIRST"), 0)
                : words(text(name), info(kind, 1, false), 8, text("LARGE"), 0, 1);
    }

    /** A function with its prototype; each parameter is a name and a type. */
    public int function(String name, int result, Object... parameters) {
        int[] words = new int[3 + parameters.length];
        for (int i = 0; i < parameters.length; i += 2) {
            words[3 + i] = text((String) parameters[i]);
            words[4 + i] = (Integer) parameters[i + 1];
        }
        words[1] = info(FUNC_PROTO, parameters.length / 2, false);
        words[2] = result;
        return reference(FUNC, name, words(words));
    }

    /** The types. */
    public byte[] bytes() {
        return bytes(types.toByteArray(), strings.toByteArray());
    }

    /** What was added to types that were made before, as those of a module build on its kernel's. */
    public byte[] behind(byte[] base) {
        ByteBuffer header = ByteBuffer.wrap(base).order(order);
        byte[] all = types.toByteArray();
        byte[] texts = strings.toByteArray();
        return bytes(Arrays.copyOfRange(all, header.getInt(12), all.length),
                Arrays.copyOfRange(texts, header.getInt(20), texts.length));
    }

    private byte[] bytes(byte[] own, byte[] texts) {
        ByteBuffer all = ByteBuffer.allocate(HEADER + own.length + texts.length).order(order);
        all.putShort((short) 0xeb9f).put((byte) 1).put((byte) 0).putInt(HEADER).putInt(0).putInt(own.length)
                .putInt(own.length).putInt(texts.length).put(own).put(texts);
        return all.array();
    }
}

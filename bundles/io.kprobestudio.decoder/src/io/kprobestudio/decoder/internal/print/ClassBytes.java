/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal.print;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A class file with a constructor that passes its argument on and one method without branches (The Java Virtual Machine
 * Specification, chapter 4; such a method needs no stack maps). Each method appends an instruction.
 */
final class ClassBytes {

    private static final int MAGIC = 0xcafebabe;
    /** Java 17. */
    private static final int VERSION = 61;
    private static final int FINAL_SUPER_SYNTHETIC = 0x1030;
    private static final int MAX_STACK = 16;

    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int LONG = 5;
    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private static final int LDC_W = 0x13;
    private static final int LDC2_W = 0x14;
    private static final int ILOAD = 0x15;
    private static final int ALOAD = 0x19;
    private static final int AALOAD = 0x32;
    private static final int ISTORE = 0x36;
    private static final int ASTORE = 0x3a;
    private static final int IADD = 0x60;
    private static final int RETURN = 0xb1;
    private static final int GETFIELD = 0xb4;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKESTATIC = 0xb8;

    private final Part pool = new Part();
    private final Part code = new Part();
    private final Map<String, Integer> constants = new HashMap<>();
    private int entries = 1;
    private final int self;
    private final int parent;
    private final String parentName;

    ClassBytes(String name, String parentName) {
        this.parentName = parentName;
        self = type(name);
        parent = type(parentName);
    }

    /** Bytes that grow. */
    private static final class Part {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        @FunctionalInterface
        private interface Writing {
            void to(DataOutputStream data) throws IOException;
        }

        Part put(Writing writing) {
            try {
                writing.to(data);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Part one(int value) {
            return put(to -> to.writeByte(value));
        }

        Part two(int value) {
            return put(to -> to.writeShort(value));
        }

        Part four(int value) {
            return put(to -> to.writeInt(value));
        }

        Part all(Part other) {
            return put(to -> other.bytes.writeTo(to));
        }
    }

    ClassBytes load(int local) {
        code.one(ALOAD).one(local);
        return this;
    }

    ClassBytes store(int local) {
        code.one(ASTORE).one(local);
        return this;
    }

    ClassBytes loadInt(int local) {
        code.one(ILOAD).one(local);
        return this;
    }

    ClassBytes storeInt(int local) {
        code.one(ISTORE).one(local);
        return this;
    }

    ClassBytes add() {
        code.one(IADD);
        return this;
    }

    /** An element of an array of objects. */
    ClassBytes element() {
        code.one(AALOAD);
        return this;
    }

    ClassBytes push(int value) {
        int place = constant("i" + value, 1, part -> part.one(INTEGER).four(value));
        code.one(LDC_W).two(place);
        return this;
    }

    ClassBytes push(long value) {
        int place = constant("l" + value, 2, part -> part.one(LONG).put(to -> to.writeLong(value)));
        code.one(LDC2_W).two(place);
        return this;
    }

    ClassBytes field(String owner, String name, String type) {
        code.one(GETFIELD).two(member(FIELD, owner, name, type));
        return this;
    }

    ClassBytes call(String owner, String name, String type) {
        code.one(INVOKEVIRTUAL).two(member(METHOD, owner, name, type));
        return this;
    }

    ClassBytes callStatic(String owner, String name, String type) {
        code.one(INVOKESTATIC).two(member(METHOD, owner, name, type));
        return this;
    }

    /** Ends the method and the class. */
    byte[] finish(String constructor, String name, String type, int locals) {
        code.one(RETURN);
        int init = utf8("<init>");
        int initType = utf8(constructor);
        int superInit = member(METHOD, parentName, "<init>", constructor);
        int method = utf8(name);
        int methodType = utf8(type);
        int codeName = utf8("Code");
        Part begin = new Part().one(ALOAD).one(0).one(ALOAD).one(1).one(INVOKESPECIAL).two(superInit).one(RETURN);
        Part file = new Part().four(MAGIC).two(0).two(VERSION).two(entries).all(pool)
                .two(FINAL_SUPER_SYNTHETIC).two(self).two(parent).two(0).two(0).two(2);
        method(file, init, initType, codeName, begin, 2);
        method(file, method, methodType, codeName, code, locals);
        return file.two(0).bytes.toByteArray();
    }

    private static void method(Part file, int name, int type, int codeName, Part body, int locals) {
        int length = body.bytes.size();
        file.two(0).two(name).two(type).two(1).two(codeName).four(length + 12).two(MAX_STACK).two(locals).four(length)
                .all(body).two(0).two(0);
    }

    private interface Entry {
        void write(Part to);
    }

    private int constant(String key, int slots, Entry entry) {
        if (constants.containsKey(key)) {
            return constants.getOrDefault(key, 0);
        }
        entry.write(pool);
        int place = entries;
        entries += slots;
        constants.put(key, place);
        return place;
    }

    private int utf8(String text) {
        return constant("u" + text, 1, part -> part.one(UTF8).put(to -> to.writeUTF(text)));
    }

    private int type(String name) {
        int text = utf8(name);
        return constant("c" + name, 1, part -> part.one(CLASS).two(text));
    }

    private int member(int kind, String owner, String name, String type) {
        int ownerType = type(owner);
        int nameText = utf8(name);
        int typeText = utf8(type);
        int both = constant("n" + name + ' ' + type, 1, part -> part.one(NAME_AND_TYPE).two(nameText).two(typeText));
        return constant("m" + kind + owner + ' ' + name + ' ' + type, 1,
                part -> part.one(kind).two(ownerType).two(both));
    }
}

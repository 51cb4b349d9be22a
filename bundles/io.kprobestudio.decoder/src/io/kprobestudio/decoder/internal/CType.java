/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder.internal;

import java.util.Map;

/** Sizes and signs of the C types that formats name. */
public final class CType {

    private static final int WORD = -1;

    /** Size in bytes, {@link #WORD} for the kernel's word size; negative keys of sign are kept apart below. */
    private static final Map<String, Integer> SIZES = Map.ofEntries(Map.entry("char", 1), Map.entry("signed char", 1),
            Map.entry("unsigned char", 1), Map.entry("u8", 1), Map.entry("s8", 1), Map.entry("__u8", 1),
            Map.entry("__s8", 1), Map.entry("uint8_t", 1), Map.entry("int8_t", 1), Map.entry("bool", 1),
            Map.entry("_Bool", 1), Map.entry("u16", 2), Map.entry("s16", 2), Map.entry("__u16", 2),
            Map.entry("__s16", 2), Map.entry("__be16", 2), Map.entry("__le16", 2), Map.entry("uint16_t", 2),
            Map.entry("int16_t", 2), Map.entry("short", 2), Map.entry("short int", 2), Map.entry("unsigned short", 2),
            Map.entry("short unsigned int", 2), Map.entry("umode_t", 2), Map.entry("u32", 4), Map.entry("s32", 4),
            Map.entry("__u32", 4), Map.entry("__s32", 4), Map.entry("__be32", 4), Map.entry("__le32", 4),
            Map.entry("uint32_t", 4), Map.entry("int32_t", 4), Map.entry("int", 4), Map.entry("unsigned int", 4),
            Map.entry("unsigned", 4), Map.entry("signed int", 4), Map.entry("signed", 4), Map.entry("dev_t", 4),
            Map.entry("pid_t", 4), Map.entry("uid_t", 4), Map.entry("gid_t", 4), Map.entry("gfp_t", 4),
            Map.entry("u64", 8), Map.entry("s64", 8), Map.entry("__u64", 8), Map.entry("__s64", 8),
            Map.entry("__be64", 8), Map.entry("__le64", 8), Map.entry("uint64_t", 8), Map.entry("int64_t", 8),
            Map.entry("long long", 8), Map.entry("long long int", 8), Map.entry("unsigned long long", 8),
            Map.entry("long long unsigned int", 8), Map.entry("unsigned long long int", 8), Map.entry("ktime_t", 8),
            Map.entry("loff_t", 8), Map.entry("sector_t", 8), Map.entry("blkcnt_t", 8), Map.entry("time64_t", 8),
            Map.entry("long", WORD), Map.entry("long int", WORD), Map.entry("signed long", WORD),
            Map.entry("unsigned long", WORD), Map.entry("long unsigned int", WORD),
            Map.entry("unsigned long int", WORD), Map.entry("size_t", WORD), Map.entry("ssize_t", WORD),
            Map.entry("uintptr_t", WORD), Map.entry("intptr_t", WORD), Map.entry("off_t", WORD),
            Map.entry("ino_t", WORD), Map.entry("resource_size_t", WORD), Map.entry("phys_addr_t", WORD),
            Map.entry("dma_addr_t", WORD), Map.entry("pgoff_t", WORD), Map.entry("clock_t", WORD));

    private CType() {
    }

    /** Bytes of a type, 0 when it is not known here (an enum has 4, a pointer the word's size). */
    public static int sizeOf(String type, int wordSize) {
        if (type.endsWith("*")) {
            return wordSize;
        }
        if (type.startsWith("enum ")) {
            return Integer.BYTES;
        }
        int size = SIZES.getOrDefault(type, 0);
        return size == WORD ? wordSize : size;
    }

    /** Whether a type is signed; what is not known is not. */
    public static boolean isSigned(String type) {
        return switch (type) {
        case "char", "signed char", "s8", "__s8", "int8_t", "s16", "__s16", "int16_t", "short", "short int", "s32",
                "__s32", "int32_t", "int", "signed int", "signed", "pid_t", "s64", "__s64", "int64_t", "long long",
                "long long int", "ktime_t", "loff_t", "time64_t", "long", "long int", "signed long", "ssize_t",
                "intptr_t", "off_t", "clock_t" ->
            true;
        default -> false;
        };
    }
}

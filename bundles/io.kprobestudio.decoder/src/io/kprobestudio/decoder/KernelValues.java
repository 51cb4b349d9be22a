/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Values of kernel variables that print formats name but records do not carry, such as {@code mem_map}, from which
 * {@code page=%p} of 32-bit kernels is counted, and {@code sizeof(struct page)}. A recording keeps them in a file
 * {@code kernel_values} where they are known. Immutable.
 *
 * @param byName value by name
 */
public record KernelValues(Map<String, Long> byName) {

    /** None are known. */
    public static final KernelValues NONE = new KernelValues(Map.of());

    /** Copies the map. */
    public KernelValues {
        byName = Map.copyOf(byName);
    }

    /** Reads lines {@code NAME=NUMBER}, the number decimal or with 0x; lines of another shape are left out. */
    public static KernelValues parse(String text) {
        Map<String, Long> values = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.lastIndexOf('=');
            if (equals <= 0) {
                continue;
            }
            String number = line.substring(equals + 1).strip();
            try {
                values.put(line.substring(0, equals).strip(), number.startsWith("0x")
                        ? Long.parseUnsignedLong(number.substring(2), 16) : Long.parseLong(number));
            } catch (NumberFormatException e) {
                continue;
            }
        }
        return new KernelValues(values);
    }

    /** The value of a name, or null. */
    public @Nullable Long of(String name) {
        return byName.get(name);
    }

    /** The content of {@code kernel_values}. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        byName.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(
                        e -> text.append(e.getKey()).append("=0x").append(Long.toHexString(e.getValue())).append('\n'));
        return text.toString();
    }
}

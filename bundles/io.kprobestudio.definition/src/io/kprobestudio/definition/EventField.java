/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/**
 * A field of an event's record, as a line of its {@code format} file says it.
 *
 * @param type the type in front of the name: {@code unsigned long}, {@code u32}, {@code __data_loc char[]}
 * @param name its name
 * @param suffix what follows the name: {@code [4]} for an array, else empty
 * @param offset bytes from the record's begin
 * @param size bytes
 * @param signed the number's signedness
 */
public record EventField(String type, String name, String suffix, int offset, int size, boolean signed) {
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

/**
 * What is wrong with an event's filter.
 *
 * @param words the kernel's words
 * @param column the column that the kernel points at in the filter's text, 0 or more; that of most errors counts from 1
 * @param errno what the write of the filter fails with, positive
 */
public record FilterFault(String words, int column, int errno) {
}

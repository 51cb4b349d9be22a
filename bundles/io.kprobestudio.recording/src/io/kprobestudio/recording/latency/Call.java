/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

/**
 * One call whose entry and return were both recorded.
 *
 * @param began time of the entry, in units of the trace clock
 * @param took time until the return, in the same units, 0 or more
 * @param cpu the CPU that it returned on
 * @param pid the thread; 0 for an idle CPU's
 * @param row the number of the return's event, counted from 0 by who gave the events
 */
public record Call(long began, long took, int cpu, int pid, long row) {
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * Definitions of dynamic events, judged as a kernel judges them.
 *
 * <p>A {@link Description} says what a kernel is and knows (its version, architecture, symbols, modules, static events,
 * BTF); a {@link Dialect} what it accepts. {@link ProbeParser} turns a line into a tree with positions and reports
 * every problem; {@link Judge} gives the kernel's {@link Verdict}, alone or against a {@link ControlFile}. What a
 * definition makes of itself is its {@link EventLayout} (the record and the {@code format} file) and each argument's
 * {@link FetchProgram}.
 *
 * <p>Values are immutable and may be shared by threads; {@link ControlFile} is confined to one thread. Text is handled
 * as bytes, and a byte stands for one column. Facts come from {@code kernel/trace/trace_kprobe.c}, {@code
 * trace_probe.c}, {@code trace_fprobe.c}, {@code trace_eprobe.c} and {@code trace_dynevent.c}.
 */
@NonNullByDefault
package io.kprobestudio.definition;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * Decoding of the Linux kernel's trace ring buffer, from bytes to the kernel's own text.
 *
 * <pre>
 * bytes of one CPU -> {@link io.kprobestudio.decoder.Framer} -> whole sub-buffers
 *                  -> {@link io.kprobestudio.decoder.RecordWalker} -> records with CPU and time stamp
 *                  -> {@link io.kprobestudio.decoder.TimeMerger} -> all CPUs in the order of time
 *                  -> {@link io.kprobestudio.decoder.EventDecoder} -> events, or
 *                     {@link io.kprobestudio.decoder.KernelText} -> the line that the kernel would print
 * </pre>
 *
 * <p>What is known of the kernel that wrote the bytes stands in one immutable
 * {@link io.kprobestudio.decoder.TraceMetadata}. Stages are used by one thread at a time; the metadata and what hangs on
 * it may be shared. A buffer that is passed to a callback is valid during that call only. Time stamps are in units of
 * the {@link io.kprobestudio.decoder.TraceClock}, nanoseconds for most. Damaged data is a value
 * ({@link io.kprobestudio.decoder.CorruptSubBuffer}), never an exception.
 */
@NonNullByDefault
package io.kprobestudio.decoder;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * Recordings: events are defined, switched on, drained from all CPUs at once, counted, kept and shown, and everything that
 * was made on the target is removed again.
 *
 * <p>{@link io.kprobestudio.recording.RecordingSession} makes probes of its own and removes them;
 * {@link io.kprobestudio.recording.LiveSession} listens to what the registry has switched on. Both push what the target's
 * drain brings through the stages of the decoder, on one thread of their own: bytes of a CPU, whole sub-buffers, records in
 * the order of time, events. Views pull: the latest events from an {@link io.kprobestudio.recording.EventStore}, the counts
 * from the session, each an immutable snapshot with a revision.
 *
 * <p>Loss is visible: {@link io.kprobestudio.recording.LossAccount}. For every probe's event,
 * hits = decoded + filtered + lost.
 */
@NonNullByDefault
package io.kprobestudio.recording;

import org.eclipse.jdt.annotation.NonNullByDefault;

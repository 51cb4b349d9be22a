/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

import io.kprobestudio.recording.latency.Latencies;

/**
 * A recording that was opened from a file.
 *
 * @param status how it ended
 * @param rows its events
 * @param latencies how long functions took whose entry and return are recorded
 */
public record Recorded(RecordingStatus status, EventRows rows, Latencies latencies) {
}

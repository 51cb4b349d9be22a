/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * A recording that was opened from a file.
 *
 * @param status how it ended
 * @param rows its events
 */
public record Recorded(RecordingStatus status, EventRows rows) {
}

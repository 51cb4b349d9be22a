/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.target.DrainMode;

/**
 * What a recording brought.
 *
 * @param rows the hit table: the probes in the order in which they were asked for, then other events by name
 * @param losses where events were lost
 * @param duration how long events were on
 * @param mode how the buffers were drained
 * @param late hits that the kernel counted and recorded nowhere although its buffers lost nothing: of events that were being
 *        switched off, such as the return of a function that was under way. They stand under lost in the rows
 * @param output where the recording was saved
 * @param leftBehind what could not be removed from the target, a sentence each; empty when everything was
 */
public record RecordingResult(List<HitRow> rows, LossAccount losses, Duration duration, DrainMode mode, long late,
        Optional<Path> output, List<String> leftBehind) {

    /** Copies the lists. */
    public RecordingResult {
        rows = List.copyOf(rows);
        leftBehind = List.copyOf(leftBehind);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.session;

/**
 * What became of probes that were applied.
 *
 * @param added how many are new on the target
 * @param replaced how many took the place of another definition of the same event
 * @param unchanged how many were there already, whether or not they were switched or filtered
 */
public record AppliedProbes(int added, int replaced, int unchanged) {
}

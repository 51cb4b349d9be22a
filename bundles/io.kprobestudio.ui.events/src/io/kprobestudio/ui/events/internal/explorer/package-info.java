/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Recordings in the Project Explorer: one node each, with what is known of it beside its name, opened in the Events view. What a
 * recording holds is read by a job and kept with the workspace's resource. UI thread only, but for what reads.
 */
@NonNullByDefault
package io.kprobestudio.ui.events.internal.explorer;

import org.eclipse.jdt.annotation.NonNullByDefault;

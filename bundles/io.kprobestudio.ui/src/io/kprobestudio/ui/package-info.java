/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * What all views share: the one gate to the UI thread, jobs, prompts, pictures, colours and small controls.
 *
 * <p>Threads: everything here is used on the UI thread unless a member says otherwise. Data goes one way: the sessions
 * ({@link io.kprobestudio.ui.session}) work on threads of their own and swap immutable snapshots; a view subscribes a
 * {@link io.kprobestudio.ui.Refresh}, which pulls the newest snapshot on the UI thread at most every 100 ms.
 */
@NonNullByDefault
package io.kprobestudio.ui;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * The targets that the workbench knows and the sessions on those that are connected, for every view alike.
 *
 * <p>{@link io.kprobestudio.ui.session.Studio} is the one service: it holds the known targets and which of them the views
 * look at. A connected target has a {@link io.kprobestudio.ui.session.TargetSession}. Both publish immutable values; what
 * changed is told without saying what, and the listener pulls. Listeners are called on any thread.
 */
@NonNullByDefault
package io.kprobestudio.ui.session;

import org.eclipse.jdt.annotation.NonNullByDefault;

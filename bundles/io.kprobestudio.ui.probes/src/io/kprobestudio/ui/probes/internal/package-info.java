/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** The targets view, the probes view, the probe dialog and the library of probe sets. UI thread only, but where it says. */
@NonNullByDefault
package io.kprobestudio.ui.probes.internal;

import org.eclipse.jdt.annotation.NonNullByDefault;

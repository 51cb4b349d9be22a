/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** What only a running OSGi framework can show: services that come and go. */
@NonNullByDefault
package io.kprobestudio.osgi;

import org.eclipse.jdt.annotation.NonNullByDefault;

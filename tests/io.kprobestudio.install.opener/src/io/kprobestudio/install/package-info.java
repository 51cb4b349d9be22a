/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/** Looks at the suite from within a platform into which it was installed. */
@NonNullByDefault
package io.kprobestudio.install;

import org.eclipse.jdt.annotation.NonNullByDefault;

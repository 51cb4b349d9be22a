/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/** Functions' parameters by a kernel's own type information (BTF) and the calling convention. */
@NonNullByDefault
package io.kprobestudio.symbols.internal.btf;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * Print formats: the C expressions behind {@code print fmt:} in a {@code format} file, parsed once and compiled to a tree
 * of small printers that run on a record's bytes.
 */
@NonNullByDefault
package io.kprobestudio.decoder.internal.print;

import org.eclipse.jdt.annotation.NonNullByDefault;

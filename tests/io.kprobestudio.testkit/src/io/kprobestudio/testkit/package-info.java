/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * What the tests of all bundles share: the data that running kernels left, unpacked when first asked for. Needs
 * {@code java.base} and the xz library alone, so that the tests of the innermost ring can use it.
 */
@NonNullByDefault
package io.kprobestudio.testkit;

import org.eclipse.jdt.annotation.NonNullByDefault;

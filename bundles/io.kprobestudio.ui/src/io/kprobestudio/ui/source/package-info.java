/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * The kernel's source as the workbench knows it: the file with its debug information, where its source is, and which line
 * an address belongs to.
 *
 * <p>{@link io.kprobestudio.ui.source.KernelSource} is a service. Opening debug information takes a second or more and belongs
 * on a job's thread; what is opened stays so until another file is named or the file is built anew.
 */
@NonNullByDefault
package io.kprobestudio.ui.source;

import org.eclipse.jdt.annotation.NonNullByDefault;

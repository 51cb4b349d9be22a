/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * The text editor for {@code .kprobes} files: what the workbench's generic editor is given for them. What needs no workbench
 * is in {@code io.kprobestudio.definition.assist}. UI thread only, but where it says.
 */
@NonNullByDefault
package io.kprobestudio.ui.probes.internal.editor;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * Tests of the real workbench, on the UI thread: they find widgets, send them events, and wait for what a user would see.
 * Each test fails when an error was logged meanwhile.
 */
@NonNullByDefault
package io.kprobestudio.uitest;

import org.eclipse.jdt.annotation.NonNullByDefault;

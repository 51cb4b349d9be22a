/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * Tests that need a real kernel: a board started by {@code releng/board/board} or one that is given by the system property
 * {@code kps.board.env}. What the suite says about the board is compared with what OpenSSH's client, BusyBox and the kernel
 * say; nothing here goes through the suite's own connection. {@code tests/board/run} runs them.
 */
@NonNullByDefault
package io.kprobestudio.board;

import org.eclipse.jdt.annotation.NonNullByDefault;

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * The command {@code kprobes}: what the suite does, from a shell. {@link io.kprobestudio.cli.Kprobes} picks a command's
 * class by its name, so that only one of them is loaded; what a command prints is an interface and is written down in
 * {@code docs/formats/cli.md}.
 *
 * <p>Results go to standard output, messages to standard error. A command ends with 0 when it was done, 1 when a
 * definition or a target said no, 2 when it was called wrongly.
 */
@NonNullByDefault
package io.kprobestudio.cli;

import org.eclipse.jdt.annotation.NonNullByDefault;

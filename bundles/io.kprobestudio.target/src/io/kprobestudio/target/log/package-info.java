/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * The record of what was done to targets: each write, each folder made or removed, each program and drain that was started,
 * when, and by whom. One file a target, JSON lines, bounded, readable by the user alone.
 *
 * <p>{@link io.kprobestudio.target.log.TargetLogs#logging} wraps a target so that every connection to it is recorded, whoever
 * uses it; {@link io.kprobestudio.target.log.TargetLog#read} gives the entries back.
 */
@NonNullByDefault
package io.kprobestudio.target.log;

import org.eclipse.jdt.annotation.NonNullByDefault;

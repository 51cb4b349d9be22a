/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
/**
 * The probe registry: which probes a user wants on a target, which are there, what has to be written to get from the one
 * to the other, and what came of it.
 *
 * <p>{@link io.kprobestudio.registry.DesiredProbes} and {@link io.kprobestudio.registry.ObservedProbes} are immutable
 * values; {@link io.kprobestudio.registry.Plan} is a pure function of both. Views and commands hand a new desired set to
 * {@link io.kprobestudio.registry.ProbeRegistry}, look at the plan, let it be applied and read the report; they never edit
 * the registry. Snapshots carry a revision number and are pulled.
 *
 * <p>A probe is ours when its group is that of our {@link io.kprobestudio.registry.WorkspaceId}, or when the
 * {@link io.kprobestudio.registry.Journal} says that we wrote it. Everything else is foreign: shown and never touched.
 */
@NonNullByDefault
package io.kprobestudio.registry;

import org.eclipse.jdt.annotation.NonNullByDefault;

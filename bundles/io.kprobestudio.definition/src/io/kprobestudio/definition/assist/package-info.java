/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

/**
 * What an editor of definitions shows and offers: where problems are in a text, what can be completed, what a place or an
 * argument means, how lines are grouped and laid out. Nothing here needs a workbench. All classes are without state or
 * immutable, and may be used by any thread.
 */
@NonNullByDefault
package io.kprobestudio.definition.assist;

import org.eclipse.jdt.annotation.NonNullByDefault;

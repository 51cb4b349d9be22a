/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.NonNullByDefault;

/** Tells expressions in {@code plugin.xml} whether a resource is a recording. Made by the workbench. */
@NonNullByDefault({})
public final class RecordingTester extends PropertyTester {

    @Override
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        return Recordings.is(receiver);
    }
}

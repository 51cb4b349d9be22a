/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import java.util.Locale;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.ui.IEditorInput;

/** Tells whether an editor shows a {@code .kprobes} file, in the workspace or not. Made by the workbench. */
public final class ProbesInput extends PropertyTester {

    @Override
    @NonNullByDefault({})
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        return receiver instanceof IEditorInput input && isProbes(input);
    }

    /** Whether an input is a file of probes. */
    static boolean isProbes(IEditorInput input) {
        return input.getName().toLowerCase(Locale.ROOT).endsWith(".kprobes"); //$NON-NLS-1$
    }
}

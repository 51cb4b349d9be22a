/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import java.util.regex.Pattern;
import org.eclipse.core.expressions.PropertyTester;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.ui.IEditorInput;

/** Tells whether an editor shows a file that kernels are made of. Made by the workbench. */
public final class SourceInput extends PropertyTester {

    private static final Pattern SOURCE = Pattern.compile(".+\\.(c|h|S|s|rs)"); //$NON-NLS-1$

    @Override
    @NonNullByDefault({})
    public boolean test(Object receiver, String property, Object[] arguments, Object expected) {
        return receiver instanceof IEditorInput input && SOURCE.matcher(input.getName()).matches();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Control;

/** Names for screen readers, for controls that have no label of their own. */
public final class Accessibility {

    private Accessibility() {
    }

    /** Gives a control a name. */
    public static void name(Control control, String name) {
        control.getAccessible().addAccessibleListener(new AccessibleAdapter() {

            @Override
            @NonNullByDefault({})
            public void getName(AccessibleEvent event) {
                event.result = name;
            }
        });
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.product.internal;

import org.eclipse.osgi.util.NLS;

/** The words of the product's own pages. */
public final class Messages extends NLS {

    public static String Welcome_title = ""; //$NON-NLS-1$
    public static String Welcome_text = ""; //$NON-NLS-1$
    public static String Welcome_simulated = ""; //$NON-NLS-1$
    public static String Welcome_simulatedText = ""; //$NON-NLS-1$
    public static String Welcome_board = ""; //$NON-NLS-1$
    public static String Welcome_boardText = ""; //$NON-NLS-1$
    public static String Welcome_guide = ""; //$NON-NLS-1$
    public static String Welcome_guideText = ""; //$NON-NLS-1$
    public static String Welcome_help = ""; //$NON-NLS-1$
    public static String Welcome_helpText = ""; //$NON-NLS-1$
    public static String Welcome_workbench = ""; //$NON-NLS-1$
    public static String Welcome_workbenchText = ""; //$NON-NLS-1$

    static {
        NLS.initializeMessages(Messages.class.getPackageName() + ".messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {
    }
}

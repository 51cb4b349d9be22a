/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Control;

/** Text for the clipboard. UI thread only. */
public final class ClipboardText {

    private ClipboardText() {
    }

    /** Puts a text on the clipboard; an empty one leaves there what is there. */
    public static void put(Control owner, String text) {
        if (!text.isEmpty()) {
            Clipboard clipboard = new Clipboard(owner.getDisplay());
            clipboard.setContents(new Object[]{ text }, new Transfer[]{ TextTransfer.getInstance() });
            clipboard.dispose();
        }
    }
}

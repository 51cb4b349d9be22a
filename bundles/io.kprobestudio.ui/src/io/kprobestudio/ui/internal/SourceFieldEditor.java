/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceTree;
import java.nio.file.InvalidPathException;
import org.eclipse.jface.preference.DirectoryFieldEditor;
import org.eclipse.swt.widgets.Composite;

/** Takes what the kernel's source may be: a folder, which can be browsed for, a revision of a git repository or a tar. */
final class SourceFieldEditor extends DirectoryFieldEditor {

    SourceFieldEditor(String key, String label, Composite parent) {
        super(key, label, parent);
        setErrorMessage(Messages.Source_wrong);
    }

    @Override
    protected boolean doCheckState() {
        String text = getTextControl().getText().strip();
        try {
            return text.isEmpty() || !SourceTree.of(text, StudioState.sources()).toString().isEmpty();
        } catch (DebugInfoException | InvalidPathException wrong) {
            return false;
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.probes.internal.editor.LineCompletions.Filled;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.fieldassist.TextContentAdapter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Text;

/** Offers in a text what the text editor completes at that place: with Ctrl+Space, and while letters are typed. */
final class FieldAssist extends ContentProposalAdapter {

    private static final char[] LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_%$@:".toCharArray(); //$NON-NLS-1$
    private static final int DELAY_MILLIS = 300;
    private static final int ROWS_WIDTH = 420;
    private static final int ROWS_HEIGHT = 200;

    /**
     * Installs it.
     *
     * @param found what can stand in the text, given the text and its caret
     */
    FieldAssist(Text text, BiFunction<String, Integer, List<Filled>> found) {
        super(text, new TextContentAdapter(), provider(found), KeyStroke.getInstance(SWT.MOD1, ' '), LETTERS);
        setProposalAcceptanceStyle(PROPOSAL_REPLACE);
        setAutoActivationDelay(DELAY_MILLIS);
        setPopupSize(new org.eclipse.swt.graphics.Point(ROWS_WIDTH, ROWS_HEIGHT));
    }

    private static IContentProposalProvider provider(BiFunction<String, Integer, List<Filled>> found) {
        return new IContentProposalProvider() {

            @Override
            @NonNullByDefault({})
            public IContentProposal[] getProposals(String contents, int position) {
                return found.apply(contents, Integer.valueOf(position)).stream()
                        .map(filled -> new ContentProposal(filled.text(), filled.shown(), null, filled.caret()))
                        .toArray(IContentProposal[]::new);
            }
        };
    }

    /** Opens the list, as a picker does when its field is entered. */
    void pick() {
        openProposalPopup();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.ui.probes.internal.editor.PlainAssist;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;

/**
 * Offers places of the kernel for a place given as source, and the variables that a place sees, by the debug information or else
 * by the kernel's types. Beside what the editor offers of itself. Made by the generic editor, which asks on a thread of its own.
 */
public final class SourceAssist extends PlainAssist {

    private final ChosenSources sources = new ChosenSources();

    @Override
    @NonNullByDefault({})
    public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
        List<ICompletionProposal> proposals = new ArrayList<>();
        try {
            IRegion line = viewer.getDocument().getLineInformationOfOffset(offset);
            String before = viewer.getDocument().get(line.getOffset(), offset - line.getOffset());
            for (SourceText.Offer offer : SourceText.offers(sources, before)) {
                proposals.add(new CompletionProposal(offer.text(), offset - offer.length(), offer.length(),
                        offer.text().length(), null, offer.text() + "  -  " + offer.detail(), null, null)); //$NON-NLS-1$
            }
        } catch (BadLocationException outside) {
            return new ICompletionProposal[0];
        }
        return proposals.toArray(ICompletionProposal[]::new);
    }

    @Override
    public char @Nullable [] getCompletionProposalAutoActivationCharacters() {
        return null;
    }
}

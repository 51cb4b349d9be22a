/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.ui.probes.internal.editor.PlainAssist;
import io.kprobestudio.ui.source.KernelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.ui.PlatformUI;

/**
 * Offers places of the kernel for a place given as source, and the variables that a place sees. Beside what the editor offers
 * of itself; nothing while the kernel's debug information is not read yet. Made by the generic editor.
 */
public final class SourceAssist extends PlainAssist {

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$

    @Override
    @NonNullByDefault({})
    public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
        Optional<DebugInfo> info = source.ready();
        List<ICompletionProposal> proposals = new ArrayList<>();
        if (info.isPresent()) {
            try {
                IRegion line = viewer.getDocument().getLineInformationOfOffset(offset);
                String before = viewer.getDocument().get(line.getOffset(), offset - line.getOffset());
                for (SourceText.Offer offer : SourceText.offers(info.get(), before)) {
                    proposals.add(new CompletionProposal(offer.text(), offset - offer.length(), offer.length(),
                            offer.text().length(), null, offer.text() + "  -  " + offer.detail(), null, null)); //$NON-NLS-1$
                }
            } catch (BadLocationException outside) {
                return new ICompletionProposal[0];
            }
        }
        return proposals.toArray(ICompletionProposal[]::new);
    }

    @Override
    public char @Nullable [] getCompletionProposalAutoActivationCharacters() {
        return null;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.definition.assist.Completion;
import io.kprobestudio.ui.Images;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.CompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.swt.graphics.Image;

/** Offers what can stand at the caret, for the kernel of the chosen target. Made by the generic editor. */
public final class ProbeAssist extends PlainAssist {

    private final LineCompletions completions = new LineCompletions(JudgeChoice.ofWorkbench());

    @Override
    @NonNullByDefault({})
    public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
        IDocument document = viewer.getDocument();
        try {
            IRegion region = document.getLineInformationOfOffset(offset);
            String line = document.get(region.getOffset(), region.getLength());
            ByteColumns columns = new ByteColumns(line);
            List<ICompletionProposal> proposals = new ArrayList<>();
            for (Completion completion : completions.at(line, offset - region.getOffset())) {
                int from = columns.toChars(completion.column());
                int to = columns.toChars(completion.column() + completion.length());
                proposals.add(new CompletionProposal(completion.text(), region.getOffset() + from, to - from,
                        completion.text().length(), image(completion.kind()), LineCompletions.shown(completion),
                        null, null));
            }
            return proposals.toArray(ICompletionProposal[]::new);
        } catch (BadLocationException outside) {
            return new ICompletionProposal[0];
        }
    }

    private static @Nullable Image image(Completion.Kind kind) {
        return switch (kind) {
        case COMMAND, PLACE, GROUP -> {
            String name = kind == Completion.Kind.GROUP ? "probes" : "probe"; //$NON-NLS-1$ //$NON-NLS-2$
            String key = "io.kprobestudio.ui.probes.assist." + name; //$NON-NLS-1$
            if (JFaceResources.getImageRegistry().getDescriptor(key) == null) {
                JFaceResources.getImageRegistry().put(key, Images.descriptor(name));
            }
            yield JFaceResources.getImageRegistry().get(key);
        }
        case REGISTER, VARIABLE, ARGUMENT, TYPE, SYNTAX -> null;
        };
    }

    @Override
    @NonNullByDefault({})
    public char[] getCompletionProposalAutoActivationCharacters() {
        return new char[]{ '%', '$', ':', '@' };
    }
}

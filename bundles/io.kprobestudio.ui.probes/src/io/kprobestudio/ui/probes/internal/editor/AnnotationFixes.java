/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Fix;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.quickassist.IQuickAssistProcessor;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;

/**
 * Offers the suggested changes of problems in a text that is no file of the workspace; those of files come by their markers.
 * Made by the generic editor.
 */
public final class AnnotationFixes implements IQuickAssistProcessor {

    @Override
    @NonNullByDefault({})
    public boolean canFix(Annotation annotation) {
        return annotation instanceof ProblemAnnotation problem && problem.isQuickFixable();
    }

    @Override
    @NonNullByDefault({})
    public boolean canAssist(IQuickAssistInvocationContext context) {
        return false;
    }

    @Override
    @NonNullByDefault({})
    public ICompletionProposal[] computeQuickAssistProposals(IQuickAssistInvocationContext context) {
        List<ICompletionProposal> proposals = new ArrayList<>();
        IAnnotationModel model = context.getSourceViewer().getAnnotationModel();
        IDocument document = context.getSourceViewer().getDocument();
        try {
            int line = document.getLineOfOffset(context.getOffset());
            for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
                Annotation annotation = all.next();
                Position position = model.getPosition(annotation);
                if (annotation instanceof ProblemAnnotation problem && position != null
                        && document.getLineOfOffset(position.getOffset()) == line) {
                    problem.fixes().forEach(fix -> proposals.add(new Proposal(fix, line)));
                }
            }
        } catch (BadLocationException changed) {
            return new ICompletionProposal[0];
        }
        return proposals.toArray(ICompletionProposal[]::new);
    }

    @Override
    public @Nullable String getErrorMessage() {
        return null;
    }

    /**
     * A suggested change.
     *
     * @param line of the text, counted from 0
     */
    private record Proposal(Fix fix, int line) implements ICompletionProposal {

        @Override
        @NonNullByDefault({})
        public void apply(IDocument document) {
            try {
                FixEdit.apply(document, line, fix);
            } catch (BadLocationException changed) {
                ILog.of(AnnotationFixes.class).warn("the line has gone: line=" + line, changed); //$NON-NLS-1$
            }
        }

        @Override
        @NonNullByDefault({})
        public @Nullable Point getSelection(IDocument document) {
            return null;
        }

        @Override
        public @Nullable String getAdditionalProposalInfo() {
            return null;
        }

        @Override
        public String getDisplayString() {
            return fix.title();
        }

        @Override
        public @Nullable Image getImage() {
            return null;
        }

        @Override
        public @Nullable IContextInformation getContextInformation() {
            return null;
        }
    }
}

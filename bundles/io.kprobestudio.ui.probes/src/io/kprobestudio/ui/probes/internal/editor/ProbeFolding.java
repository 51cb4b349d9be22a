/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.OutlineEntry;
import io.kprobestudio.ui.Refresh;
import io.kprobestudio.ui.UiGate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.projection.ProjectionAnnotation;
import org.eclipse.jface.text.source.projection.ProjectionAnnotationModel;
import org.eclipse.jface.text.source.projection.ProjectionViewer;
import org.eclipse.swt.custom.StyledText;

/** Lets comments of several lines and groups be folded. What is folded stays so while it is edited. Made by the generic editor. */
public final class ProbeFolding implements IReconciler {

    private @Nullable ProjectionViewer viewer;
    private @Nullable TextWatch watch;

    @Override
    @NonNullByDefault({})
    public void install(ITextViewer shown) {
        if (shown instanceof ProjectionViewer projection) {
            StyledText widget = projection.getTextWidget();
            viewer = projection;
            Refresh refresh = new UiGate(widget.getDisplay()).refresh(widget, this::fold);
            watch = new TextWatch(projection, refresh::request);
            refresh.request();
        }
    }

    @Override
    public void uninstall() {
        TextWatch open = watch;
        if (open != null) {
            open.close();
        }
        watch = null;
        viewer = null;
    }

    private void fold() {
        ProjectionViewer shown = viewer;
        ProjectionAnnotationModel model = shown == null ? null : shown.getProjectionAnnotationModel();
        IDocument document = shown == null ? null : shown.getDocument();
        if (model == null || document == null) {
            return;
        }
        Map<Position, Annotation> there = new HashMap<>();
        for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
            Annotation annotation = all.next();
            Position position = model.getPosition(annotation);
            if (position != null) {
                there.put(new Position(position.getOffset(), position.getLength()), annotation);
            }
        }
        Map<ProjectionAnnotation, Position> added = new HashMap<>();
        for (OutlineEntry.Fold fold : OutlineEntry.folds(DocumentLines.of(document))) {
            Position wanted = position(document, fold);
            if (there.containsKey(wanted)) {
                there.remove(wanted);
            } else {
                added.put(new ProjectionAnnotation(), wanted);
            }
        }
        if (!there.isEmpty() || !added.isEmpty()) {
            model.modifyAnnotations(there.values().toArray(Annotation[]::new), added, new Annotation[0]);
        }
    }

    private static Position position(IDocument document, OutlineEntry.Fold fold) {
        try {
            int begin = document.getLineOffset(fold.first());
            return new Position(begin,
                    document.getLineOffset(fold.last()) + document.getLineLength(fold.last()) - begin);
        } catch (BadLocationException impossible) {
            throw new IllegalStateException("no such lines: " + fold, impossible); //$NON-NLS-1$
        }
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }
}

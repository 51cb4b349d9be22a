/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourcePaths;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.source.KernelSource;
import io.kprobestudio.ui.source.SourceSettings;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.IPreferenceChangeListener;
import org.eclipse.core.runtime.preferences.IEclipsePreferences.PreferenceChangeEvent;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextInputListener;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.PlatformUI;

/**
 * Marks the lines of the kernel's source at which no probe can be, beside the text: statements that left no code there. Looks once
 * the text is shown, and again when another kernel is named. Made by the generic editor; UI thread only.
 */
public final class UnprobedLines implements IReconciler, ITextInputListener {

    private static final String TYPE = "io.kprobestudio.ui.probes.unprobed"; //$NON-NLS-1$

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$
    private final IEclipsePreferences settings = InstanceScope.INSTANCE.getNode(StudioSettings.NODE);
    private final IPreferenceChangeListener named = this::changed;
    private @Nullable ISourceViewer viewer;
    private Map<Annotation, Position> shown = Map.of();

    @Override
    @NonNullByDefault({})
    public void install(ITextViewer of) {
        if (of instanceof ISourceViewer known) {
            viewer = known;
            known.addTextInputListener(this);
            settings.addPreferenceChangeListener(named);
            look();
        }
    }

    @Override
    public void uninstall() {
        ISourceViewer known = viewer;
        settings.removePreferenceChangeListener(named);
        if (known != null) {
            known.removeTextInputListener(this);
        }
        viewer = null;
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentAboutToBeChanged(IDocument old, IDocument input) {
        shown = Map.of();
    }

    @Override
    @NonNullByDefault({})
    public void inputDocumentChanged(IDocument old, IDocument input) {
        look();
    }

    /* Any thread. */
    private void changed(PreferenceChangeEvent event) {
        ISourceViewer known = viewer;
        StyledText widget = known == null ? null : known.getTextWidget();
        if (widget != null && event.getKey().equals(SourceSettings.VMLINUX)) {
            new UiGate(widget.getDisplay()).post(widget, this::look);
        }
    }

    private void look() {
        ISourceViewer known = viewer;
        IDocument document = known == null ? null : known.getDocument();
        StyledText widget = known == null ? null : known.getTextWidget();
        Optional<Path> file = document == null ? Optional.empty() : SourceHover.file(document);
        if (document == null || widget == null || file.isEmpty()) {
            return;
        }
        List<String> lines = document.get().lines().toList();
        UiGate gate = new UiGate(widget.getDisplay());
        StudioJob.start(NLS.bind(Messages.Unprobed_job, file.get().getFileName()), progress -> {
            List<Integer> found = find(file.get(), lines);
            gate.post(widget, () -> show(document, found));
        }, words -> {
            // the job refuses nothing
        });
    }

    private List<Integer> find(Path file, List<String> lines) {
        try {
            Optional<DebugInfo> info = source.of(""); //$NON-NLS-1$
            return info.isEmpty() ? List.of()
                    : UnprobedText.of(lines, new HashSet<>(SourcePaths.compiled(info.get(), file).lines()));
        } catch (DebugInfoException otherFile) {
            // not of this kernel, so that nothing is known of its lines
            return List.of();
        }
    }

    private void show(IDocument of, List<Integer> lines) {
        ISourceViewer known = viewer;
        if (known == null || known.getDocument() != of
                || !(known.getAnnotationModel() instanceof IAnnotationModelExtension model)) {
            return;
        }
        Map<Annotation, Position> wanted = new LinkedHashMap<>();
        for (int line : lines) {
            try {
                wanted.put(new Annotation(TYPE, false, Messages.Unprobed_line),
                        new Position(of.getLineOffset(line - 1), 0));
            } catch (BadLocationException changed) {
                // the text became shorter since
                break;
            }
        }
        Set<Annotation> old = shown.keySet();
        shown = wanted;
        model.replaceAnnotations(old.toArray(Annotation[]::new), wanted);
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }
}

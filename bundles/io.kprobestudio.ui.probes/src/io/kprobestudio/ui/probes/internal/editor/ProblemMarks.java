/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.assist.TextProblem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IWorkspace;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.osgi.util.NLS;

/**
 * Marks the problems of one document: by markers where it is a file of the workspace, so that the Problems view has them
 * too, else by annotations of the editor alone.
 */
final class ProblemMarks {

    /** The type of our markers; one that may harm the board has a type below it. */
    static final String MARKER = "io.kprobestudio.ui.probes.problem"; //$NON-NLS-1$
    /** The type of markers and annotations of what may harm the board. */
    static final String DANGER = "io.kprobestudio.ui.probes.danger"; //$NON-NLS-1$
    /** A marker's attribute: the suggested changes, see {@link MarkedFixes}. */
    static final String FIXES = "io.kprobestudio.fixes"; //$NON-NLS-1$

    private static final String EDITOR_ANNOTATION = "org.eclipse.ui.workbench.texteditor."; //$NON-NLS-1$

    private final @Nullable IFile file;
    private @Nullable IAnnotationModel model;
    private Map<Annotation, Position> shown = Map.of();

    private ProblemMarks(@Nullable IFile file) {
        this.file = file;
    }

    /** The marks of a document that an editor shows. */
    static ProblemMarks of(IDocument document) {
        return new ProblemMarks(file(document));
    }

    /** The file of the workspace that a document is the text of, null if there is none. */
    static @Nullable IFile file(IDocument document) {
        ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(document);
        return buffer == null || buffer.getLocation() == null ? null : FileBuffers
                .getWorkspaceFileAtLocation(buffer.getLocation());
    }

    /**
     * Shows problems in place of those that are shown.
     *
     * @param annotations the editor's, null where it has none
     * @param kernel whose they are, for people
     */
    void show(@Nullable IAnnotationModel annotations, List<TextProblem> problems, String kernel) {
        IFile known = file;
        if (known != null && known.exists()) {
            mark(known, problems, kernel);
        } else if (annotations != null) {
            annotate(annotations, problems);
        }
    }

    private void annotate(IAnnotationModel annotations, List<TextProblem> problems) {
        Map<Annotation, Position> wanted = new LinkedHashMap<>();
        for (TextProblem problem : problems) {
            wanted.put(new ProblemAnnotation(type(problem.diagnostic().severity()), problem),
                    new Position(problem.offset(), problem.length()));
        }
        ((IAnnotationModelExtension) annotations).replaceAnnotations(shown.keySet().toArray(Annotation[]::new),
                wanted);
        model = annotations;
        shown = wanted;
    }

    /** The type of an annotation. */
    private static String type(Severity severity) {
        return switch (severity) {
        case ERROR -> EDITOR_ANNOTATION + "error"; //$NON-NLS-1$
        case DANGER -> DANGER;
        case WARNING -> EDITOR_ANNOTATION + "warning"; //$NON-NLS-1$
        case NOTE -> EDITOR_ANNOTATION + "info"; //$NON-NLS-1$
        };
    }

    private static void mark(IFile file, List<TextProblem> problems, String kernel) {
        IWorkspace workspace = ResourcesPlugin.getWorkspace();
        try {
            workspace.run((ICoreRunnable) monitor -> {
                file.deleteMarkers(MARKER, true, IResource.DEPTH_ZERO);
                for (TextProblem problem : problems) {
                    boolean danger = problem.diagnostic().severity() == Severity.DANGER;
                    file.createMarker(danger ? DANGER : MARKER, attributes(problem, kernel));
                }
            }, workspace.getRuleFactory().markerRule(file), IWorkspace.AVOID_UPDATE, null);
        } catch (CoreException gone) {
            ILog.of(ProblemMarks.class).warn("problems cannot be marked: file=" + file.getFullPath(), gone); //$NON-NLS-1$
        }
    }

    private static Map<String, Object> attributes(TextProblem problem, String kernel) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(IMarker.MESSAGE, problem.diagnostic().message());
        attributes.put(IMarker.SEVERITY, Integer.valueOf(switch (problem.diagnostic().severity()) {
        case ERROR -> IMarker.SEVERITY_ERROR;
        case DANGER, WARNING -> IMarker.SEVERITY_WARNING;
        case NOTE -> IMarker.SEVERITY_INFO;
        }));
        attributes.put(IMarker.LINE_NUMBER, Integer.valueOf(problem.line() + 1));
        attributes.put(IMarker.CHAR_START, Integer.valueOf(problem.offset()));
        attributes.put(IMarker.CHAR_END, Integer.valueOf(problem.offset() + problem.length()));
        attributes.put(IMarker.LOCATION, NLS.bind(Messages.Marker_location, new Object[]{
                Integer.valueOf(problem.line() + 1), Integer.valueOf(problem.diagnostic().column()), kernel }));
        attributes.put(FIXES, MarkedFixes.text(problem.diagnostic().fixes()));
        return attributes;
    }

    /**
     * Takes annotations away. Markers stay, as problems of a file do; where its text was not saved, they become those of the
     * file.
     *
     * @param text the text that was marked last
     * @param kernel whom it was judged for
     */
    void close(String text, JudgeChoice.Chosen kernel) {
        if (model instanceof IAnnotationModelExtension known) {
            known.replaceAnnotations(shown.keySet().toArray(Annotation[]::new), Map.of());
        }
        shown = Map.of();
        IFile known = file;
        if (known != null && known.exists()) {
            Job.createSystem(Messages.Judging, (ICoreRunnable) monitor -> {
                String saved = known.exists() ? known.readString() : text;
                if (!saved.equals(text)) {
                    mark(known, TextProblem.of(DefinitionFile.of(kernel.judge(), saved)), kernel.words());
                }
            }).schedule();
        }
    }
}

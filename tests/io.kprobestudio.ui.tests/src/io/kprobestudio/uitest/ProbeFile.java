/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;

/** A {@code .kprobes} file in the editor that the workbench chose for it. On the UI thread only. */
final class ProbeFile {

    private static final String PROJECT = "probes";
    private static final String OURS = "io.kprobestudio.ui.probes.problem";
    private static final String COLOUR = "io.kprobestudio.ui.probes.colour.";

    private final IEditorPart part;
    private final ITextEditor editor;
    private final @org.eclipse.jdt.annotation.Nullable IFile file;

    private ProbeFile(IEditorPart opened, @org.eclipse.jdt.annotation.Nullable IFile file) {
        part = opened;
        editor = Objects.requireNonNull(opened.getAdapter(ITextEditor.class), "no text editor: " + opened);
        this.file = file;
        Robot.settle();
    }

    /** Makes a file in the workspace and opens it. */
    static ProbeFile open(String name, String text) {
        try {
            IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(PROJECT);
            if (!project.exists()) {
                project.create(null);
            }
            project.open(null);
            IFile file = project.getFile(name);
            file.write(text.getBytes(StandardCharsets.UTF_8), true, false, false, null);
            return new ProbeFile(IDE.openEditor(Robot.page(), file), file);
        } catch (CoreException failed) {
            throw new AssertionError(name + " cannot be opened", failed);
        }
    }

    /** A file of any kind that is open. */
    static ProbeFile of(IEditorPart opened) {
        return new ProbeFile(opened, null);
    }

    /** Opens a file that is none of the workspace's. */
    static ProbeFile openOutside(String name, String text) {
        try {
            Path path = Files.createTempDirectory("kprobes").resolve(name);
            Files.writeString(path, text);
            return new ProbeFile(IDE.openEditorOnFileStore(Robot.page(), EFS.getLocalFileSystem().getStore(
                    path.toUri())), null);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (PartInitException failed) {
            throw new AssertionError(name + " cannot be opened", failed);
        }
    }

    /** Closes all editors without saving, and removes the files. */
    static void closeAll() {
        Robot.page().closeAllEditors(false);
        Robot.settle();
        IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(PROJECT);
        try {
            if (project.exists()) {
                project.delete(true, true, null);
            }
        } catch (CoreException failed) {
            throw new AssertionError("the files cannot be removed", failed);
        }
        Robot.settle();
    }

    /** The text of the file. */
    ITextEditor editor() {
        return editor;
    }

    /** The editor that the workbench knows, with the text and the form as its pages. */
    IEditorPart part() {
        return part;
    }

    /** Shows the page of that name, as the mouse does on its tab; its content. */
    Composite page(String name) {
        CTabFolder folder = Robot.only(Workbench.content(part), CTabFolder.class, any -> true);
        CTabItem tab = Arrays.stream(folder.getItems()).filter(item -> item.getText().equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no page " + name));
        folder.setSelection(tab);
        Event chosen = new Event();
        chosen.item = tab;
        folder.notifyListeners(SWT.Selection, chosen);
        Robot.settle();
        return (Composite) tab.getControl();
    }

    ISourceViewer viewer() {
        return (ISourceViewer) Objects.requireNonNull(editor.getAdapter(ITextOperationTarget.class));
    }

    StyledText widget() {
        return Objects.requireNonNull(viewer().getTextWidget());
    }

    IDocument document() {
        return Objects.requireNonNull(viewer().getDocument());
    }

    String text() {
        return document().get();
    }

    /** Writes in place of the first stretch that reads so. */
    void replace(String old, String by) {
        try {
            document().replace(offset(old), old.length(), by);
        } catch (BadLocationException failed) {
            throw new AssertionError(failed);
        }
        Robot.settle();
    }

    /** How the first stretch that reads so is drawn; nothing set where no style is. */
    StyleRange style(String words) {
        StyleRange style = widget().getStyleRangeAtOffset(offset(words));
        return style == null ? new StyleRange() : style;
    }

    /** The colour that the theme has for a piece of a definition, such as {@code place}. */
    static RGB colour(String piece) {
        return Objects.requireNonNull(JFaceResources.getColorRegistry().get(COLOUR + piece), piece).getRGB();
    }

    /** Asserts that the first stretch that reads so has the theme's colour for a piece of a definition. */
    void assertColour(String piece, String words) {
        Color found = style(words).foreground;
        assertEquals(words, colour(piece), found == null ? null : found.getRGB());
    }

    /** Where something stands first. */
    int offset(String words) {
        int at = text().indexOf(words);
        if (at < 0) {
            throw new AssertionError("no \"" + words + "\" in:\n" + text());
        }
        return at;
    }

    /** The problems that the editor marks, each as {@code type 'marked text': message}, in the text's order. */
    List<String> marks() {
        IAnnotationModel model = Objects.requireNonNull(viewer().getAnnotationModel());
        List<Annotation> found = new ArrayList<>();
        for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
            Annotation annotation = all.next();
            if (annotation.getType().matches(".*texteditor\\.(error|warning|info)|io\\.kprobestudio\\..*")) {
                found.add(annotation);
            }
        }
        found.sort((one, other) -> Integer.compare(position(model, one).getOffset(),
                position(model, other).getOffset()));
        return found.stream().map(annotation -> shown(model, annotation)).toList();
    }

    private static Position position(IAnnotationModel model, Annotation annotation) {
        return Objects.requireNonNull(model.getPosition(annotation));
    }

    private String shown(IAnnotationModel model, Annotation annotation) {
        Position position = position(model, annotation);
        String type = annotation.getType();
        return type.substring(type.lastIndexOf('.') + 1) + " '"
                + text().substring(position.getOffset(), position.getOffset() + position.getLength()) + "': "
                + annotation.getText();
    }

    /** The markers of the suite that the Problems view shows, in the order of their places. */
    List<IMarker> markers() {
        IFile known = file;
        try {
            return known == null ? List.of() : Arrays.stream(known.findMarkers(OURS, true,
                    IResource.DEPTH_ZERO)).sorted(
                            (one, other) -> Integer.compare(
                                    one.getAttribute(IMarker.CHAR_START, -1),
                                    other.getAttribute(IMarker.CHAR_START, -1)))
                    .toList();
        } catch (CoreException failed) {
            throw new AssertionError(failed);
        }
    }
}

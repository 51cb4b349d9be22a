/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.assist.OutlineEntry;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Refresh;
import io.kprobestudio.ui.UiGate;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.IPostSelectionProvider;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;

/**
 * The outline of a {@code .kprobes} file: comments, groups and probes. What is selected in it is shown in the editor, and it
 * follows the caret. UI thread only.
 */
final class ProbeOutline extends ContentOutlinePage {

    private final ITextEditor editor;
    private final ITextViewer text;
    private final ISelectionChangedListener caret = event -> follow();
    private List<OutlineEntry> entries = List.of();
    private @Nullable TextWatch watch;
    /* While the tree is changed by us, its selection is not the user's. */
    private boolean quiet;

    ProbeOutline(ITextEditor editor, ITextViewer text) {
        this.editor = editor;
        this.text = text;
    }

    @Override
    @NonNullByDefault({})
    public void createControl(Composite parent) {
        super.createControl(parent);
        TreeViewer tree = getTreeViewer();
        Accessibility.name(tree.getControl(), Messages.Outline_name);
        tree.setContentProvider(new Content());
        tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new Labels(new Images(tree.getControl()))));
        tree.setAutoExpandLevel(TreeViewer.ALL_LEVELS);
        Refresh refresh = new UiGate(parent.getDisplay()).refresh(tree.getControl(), this::show);
        watch = new TextWatch(text, refresh::request);
        if (editor.getSelectionProvider() instanceof IPostSelectionProvider provider) {
            provider.addPostSelectionChangedListener(caret);
        }
        show();
    }

    @Override
    public void dispose() {
        TextWatch open = watch;
        if (open != null) {
            open.close();
        }
        ISelectionProvider selection = editor.getSelectionProvider();
        if (selection instanceof IPostSelectionProvider provider) {
            provider.removePostSelectionChangedListener(caret);
        }
        super.dispose();
    }

    private void show() {
        IDocument document = text.getDocument();
        List<OutlineEntry> now = document == null ? List.of() : OutlineEntry.of(DocumentLines.of(document));
        if (!now.equals(entries) || getTreeViewer().getInput() == null) {
            entries = now;
            quietly(() -> getTreeViewer().setInput(now));
        }
        follow();
    }

    private void quietly(Runnable change) {
        boolean before = quiet;
        quiet = true;
        try {
            change.run();
        } finally {
            quiet = before;
        }
    }

    private void follow() {
        if (getTreeViewer().getControl().isDisposed() || getTreeViewer().getControl().isFocusControl()
                || !(editor.getSelectionProvider().getSelection() instanceof ITextSelection selection)) {
            return;
        }
        OutlineEntry entry = OutlineEntry.at(entries, selection.getStartLine());
        StructuredSelection wanted = entry == null ? StructuredSelection.EMPTY : new StructuredSelection(entry);
        if (!wanted.equals(getTreeViewer().getSelection())) {
            quietly(() -> getTreeViewer().setSelection(wanted, true));
        }
    }

    @Override
    @NonNullByDefault({})
    public void selectionChanged(SelectionChangedEvent event) {
        super.selectionChanged(event);
        IDocument document = text.getDocument();
        if (!quiet && document != null
                && event.getStructuredSelection().getFirstElement() instanceof OutlineEntry entry) {
            try {
                IRegion line = document.getLineInformation(entry.line());
                int from = Math.max(0, entry.names().eventFrom());
                boolean named = entry.kind() != OutlineEntry.Kind.GROUP && entry.names().eventFrom() >= 0;
                editor.selectAndReveal(line.getOffset() + (named ? from : 0),
                        named ? entry.names().event().length() : line.getLength());
            } catch (BadLocationException changed) {
                // the text changed since; the outline is about to be made anew
                return;
            }
        }
    }

    /** The entries and what is in them. */
    private static final class Content implements ITreeContentProvider {

        @Override
        @NonNullByDefault({})
        public Object[] getElements(Object input) {
            return input instanceof List<?> list ? list.toArray() : new Object[0];
        }

        @Override
        @NonNullByDefault({})
        public Object[] getChildren(Object parent) {
            return parent instanceof OutlineEntry entry ? entry.children().toArray() : new Object[0];
        }

        @Override
        @NonNullByDefault({})
        public @Nullable Object getParent(Object element) {
            return null;
        }

        @Override
        @NonNullByDefault({})
        public boolean hasChildren(Object element) {
            return element instanceof OutlineEntry entry && !entry.children().isEmpty();
        }
    }

    /** An entry's name, and behind it where the probe sits. */
    private static final class Labels extends LabelProvider implements IStyledLabelProvider {

        private final Images images;

        Labels(Images images) {
            this.images = images;
        }

        @Override
        @NonNullByDefault({})
        public StyledString getStyledText(Object element) {
            if (!(element instanceof OutlineEntry entry)) {
                return new StyledString();
            }
            StyledString shown = new StyledString(entry.title());
            String place = entry.names().place();
            if (entry.kind() == OutlineEntry.Kind.PROBE && !place.equals(entry.title())) {
                shown.append("  " + place, StyledString.QUALIFIER_STYLER); //$NON-NLS-1$
            }
            return shown;
        }

        @Override
        @NonNullByDefault({})
        public String getText(Object element) {
            return getStyledText(element).getString();
        }

        @Override
        @NonNullByDefault({})
        public @Nullable Image getImage(Object element) {
            return element instanceof OutlineEntry entry ? images.get(picture(entry)) : null;
        }

        private static String picture(OutlineEntry entry) {
            return switch (entry.kind()) {
            case COMMENT -> "comment"; //$NON-NLS-1$
            case GROUP -> "probes"; //$NON-NLS-1$
            case DELETION -> "probe-remove"; //$NON-NLS-1$
            case PROBE -> entry.names().command() == 'r' ? "probe-return" : "probe"; //$NON-NLS-1$ //$NON-NLS-2$
            };
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.ProbeParser;
import io.kprobestudio.definition.SyntaxNode;
import io.kprobestudio.definition.assist.ByteColumns;
import java.nio.charset.StandardCharsets;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.ITypedRegion;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.TextPresentation;
import org.eclipse.jface.text.presentation.IPresentationDamager;
import org.eclipse.jface.text.presentation.IPresentationRepairer;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;

/** Colours the lines of a text by what their pieces are. Made by the generic editor. */
public final class ProbePresentation extends PresentationReconciler {

    private final IPropertyChangeListener themed = event -> {
        if (event.getProperty().startsWith(ProbeColours.PREFIX)) {
            invalidate();
        }
    };
    private @Nullable ITextViewer viewer;

    /** Made by the generic editor. */
    public ProbePresentation() {
        Lines lines = new Lines();
        setDamager(lines, IDocument.DEFAULT_CONTENT_TYPE);
        setRepairer(lines, IDocument.DEFAULT_CONTENT_TYPE);
    }

    @Override
    @NonNullByDefault({})
    public void install(ITextViewer shown) {
        viewer = shown;
        JFaceResources.getColorRegistry().addListener(themed);
        super.install(shown);
    }

    @Override
    public void uninstall() {
        JFaceResources.getColorRegistry().removeListener(themed);
        super.uninstall();
    }

    private void invalidate() {
        ITextViewer shown = viewer;
        StyledText widget = shown == null ? null : shown.getTextWidget();
        if (shown != null && widget != null && !widget.isDisposed()) {
            shown.invalidateTextPresentation();
        }
    }

    /** A line's colours depend on nothing but the line. */
    private static final class Lines implements IPresentationDamager, IPresentationRepairer {

        private @Nullable IDocument document;

        @Override
        @NonNullByDefault({})
        public void setDocument(IDocument shown) {
            document = shown;
        }

        @Override
        @NonNullByDefault({})
        public IRegion getDamageRegion(ITypedRegion partition, DocumentEvent event, boolean repartitioned) {
            IDocument shown = event.getDocument();
            int length = event.getText() == null ? 0 : event.getText().length();
            try {
                int begin = shown.getLineInformationOfOffset(event.getOffset()).getOffset();
                IRegion last = shown.getLineInformationOfOffset(event.getOffset() + length);
                return new Region(begin, last.getOffset() + last.getLength() - begin);
            } catch (BadLocationException outside) {
                return partition;
            }
        }

        @Override
        @NonNullByDefault({})
        public void createPresentation(TextPresentation presentation, ITypedRegion damage) {
            IDocument shown = document;
            if (shown == null) {
                return;
            }
            try {
                int first = shown.getLineOfOffset(damage.getOffset());
                int last = shown.getLineOfOffset(damage.getOffset() + damage.getLength());
                for (int i = first; i <= last; i++) {
                    IRegion line = shown.getLineInformation(i);
                    String text = shown.get(line.getOffset(), line.getLength());
                    colour(presentation, ProbeParser.tree(text.getBytes(StandardCharsets.UTF_8)),
                            new ByteColumns(text), line.getOffset());
                }
            } catch (BadLocationException outside) {
                // The text changed; this is asked for again.
                return;
            }
        }

        private static void colour(TextPresentation presentation, SyntaxNode node, ByteColumns columns, int begin) {
            int from = columns.toChars(node.column());
            StyleRange style = ProbeColours.style(node.kind(), begin + from, columns.toChars(node.end()) - from);
            if (style != null) {
                presentation.addStyleRange(style);
            }
            for (SyntaxNode child : node.children()) {
                colour(presentation, child, columns, begin);
            }
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.definition.assist.Explanations;
import io.kprobestudio.definition.assist.Explanations.Explained;
import io.kprobestudio.ui.probes.internal.source.PlaceSource;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;

/** Says what the piece under the mouse means to the kernel of the chosen target. Made by the generic editor. */
public final class ProbeHover implements ITextHover {

    private final JudgeChoice choice = JudgeChoice.ofWorkbench();
    private final PlaceSource sources = new PlaceSource();

    @Override
    @NonNullByDefault({})
    public @Nullable String getHoverInfo(ITextViewer viewer, IRegion region) {
        Optional<Explained> said = explained(viewer, region.getOffset());
        return said.isPresent() ? said.get().text() + sources.of(viewer.getDocument(), region) : null;
    }

    @Override
    @NonNullByDefault({})
    public @Nullable IRegion getHoverRegion(ITextViewer viewer, int offset) {
        try {
            IRegion line = viewer.getDocument().getLineInformationOfOffset(offset);
            ByteColumns columns = new ByteColumns(viewer.getDocument().get(line.getOffset(), line.getLength()));
            Optional<Explained> said = explained(viewer, offset);
            if (said.isEmpty()) {
                return null;
            }
            int from = columns.toChars(said.get().column());
            int to = columns.toChars(said.get().column() + said.get().length());
            return new Region(line.getOffset() + from, to - from);
        } catch (BadLocationException outside) {
            return null;
        }
    }

    private Optional<Explained> explained(ITextViewer viewer, int offset) {
        IDocument document = viewer.getDocument();
        if (document == null) {
            return Optional.empty();
        }
        try {
            IRegion region = document.getLineInformationOfOffset(offset);
            String text = document.get(region.getOffset(), region.getLength());
            Judge judge = choice.now().judge();
            return new Explanations(judge).at(DefinitionFile.of(judge, text).lines().get(0),
                    new ByteColumns(text).toBytes(offset - region.getOffset()));
        } catch (BadLocationException outside) {
            return Optional.empty();
        }
    }
}

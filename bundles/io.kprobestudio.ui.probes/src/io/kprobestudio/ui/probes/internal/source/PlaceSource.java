/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.definition.assist.LineNames;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.osgi.util.NLS;

/** Says which line of the kernel's source a definition's place belongs to, what it sees, and what its arguments read there. */
public final class PlaceSource {

    private final ChosenSources sources = new ChosenSources();

    /** What is said behind the rest where a region lies in a definition's place or an argument, else an empty text. */
    public String of(@Nullable IDocument document, IRegion region) {
        try {
            if (document == null) {
                return ""; //$NON-NLS-1$
            }
            IRegion line = document.getLineInformationOfOffset(region.getOffset());
            String text = document.get(line.getOffset(), line.getLength());
            LineNames names = LineNames.of(text);
            int at = region.getOffset() - line.getOffset();
            int end = names.placeFrom() + names.place().length();
            if (!names.isDefinition() || names.placeFrom() < 0 || at < names.placeFrom()) {
                return ""; //$NON-NLS-1$
            }
            if (at < end) {
                return SourceText.place(sources, names.place()).stream().map(each -> "\n" + each) //$NON-NLS-1$
                        .collect(Collectors.joining());
            }
            String before = text.substring(end, at).stripLeading();
            int number = before.isEmpty() ? 0 : before.split("\\s+", -1).length - 1; //$NON-NLS-1$
            return SourceText.origin(sources, text, number).map(each -> "\n" + NLS.bind(Messages.Hover_origin, each)) //$NON-NLS-1$
                    .orElse(""); //$NON-NLS-1$
        } catch (BadLocationException outside) {
            return ""; //$NON-NLS-1$
        }
    }
}

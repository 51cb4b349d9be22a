/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.definition.assist.LineNames;
import io.kprobestudio.ui.source.KernelSource;
import java.util.Objects;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.PlatformUI;

/** Says which line of the kernel's source a definition's place belongs to. */
public final class PlaceSource {

    private final KernelSource source = Objects
            .requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class), "no service"); //$NON-NLS-1$

    /** What is said behind the rest where a region is a definition's place, else an empty text. */
    public String of(@Nullable IDocument document, IRegion region) {
        try {
            if (document != null) {
                IRegion line = document.getLineInformationOfOffset(region.getOffset());
                LineNames names = LineNames.of(document.get(line.getOffset(), line.getLength()));
                int at = region.getOffset() - line.getOffset() - names.placeFrom();
                if (names.isDefinition() && at >= 0 && at < names.place().length()) {
                    return source.ready().flatMap(info -> SourceText.source(info, names.place()))
                            .map(text -> "\n" + NLS.bind(Messages.Hover_source, text)).orElse(""); //$NON-NLS-1$ //$NON-NLS-2$
                }
            }
            return ""; //$NON-NLS-1$
        } catch (BadLocationException outside) {
            return ""; //$NON-NLS-1$
        }
    }
}

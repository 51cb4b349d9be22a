/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;

/** The words of one column of the form's list, and in the first one the picture of what the kernel says. */
final class FormLabels extends CellLabelProvider {

    private final Function<FormRow, String> words;
    private final @Nullable Images images;

    FormLabels(Function<FormRow, String> words, @Nullable Images images) {
        this.words = words;
        this.images = images;
    }

    @Override
    public void update(@Nullable ViewerCell cell) {
        if (cell == null || !(cell.getElement() instanceof FormRow row)) {
            return;
        }
        cell.setText(words.apply(row));
        Images pictures = images;
        if (pictures != null) {
            cell.setImage(pictures.get(row.picture()));
        } else {
            Palette palette = Palette.of(cell.getControl());
            cell.setForeground(row.parts() != null ? null : row.names().isDeletion() ? palette.muted() : palette.bad());
        }
    }

    @Override
    public @Nullable String getToolTipText(@Nullable Object element) {
        return element instanceof FormRow row ? row.tip() : null;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.KnownTarget;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.graphics.Image;

/** The words of the targets' table. */
final class TargetLabels {

    private TargetLabels() {
    }

    static ColumnLabelProvider address(Images images) {
        return new ColumnLabelProvider() {

            @Override
            public String getText(@Nullable Object element) {
                return element instanceof KnownTarget target ? target.address().toString() : ""; //$NON-NLS-1$
            }

            @Override
            public @Nullable Image getImage(@Nullable Object element) {
                return element instanceof KnownTarget target ? images.get(picture(target)) : null;
            }

            @Override
            public @Nullable String getToolTipText(@Nullable Object element) {
                return element instanceof KnownTarget target ? target.kind() : null;
            }
        };
    }

    /** The picture for a kind of target. */
    static String picture(KnownTarget target) {
        return switch (target.address().scheme()) {
        case "sim" -> "target-sim"; //$NON-NLS-1$ //$NON-NLS-2$
        case "local" -> "target-local"; //$NON-NLS-1$ //$NON-NLS-2$
        default -> "target-board"; //$NON-NLS-1$
        };
    }

    static CellLabelProvider state() {
        return new CellLabelProvider() {

            @Override
            public void update(@Nullable ViewerCell cell) {
                if (cell != null && cell.getElement() instanceof KnownTarget target) {
                    Palette palette = Palette.of(cell.getControl());
                    cell.setText(word(target));
                    cell.setForeground(switch (target.state()) {
                    case CONNECTED -> palette.good();
                    case FAILED -> palette.bad();
                    default -> null;
                    });
                }
            }

            @Override
            public @Nullable String getToolTipText(@Nullable Object element) {
                return element instanceof KnownTarget target && !target.message().isEmpty() ? target.message() : null;
            }
        };
    }

    /** The state in a word. */
    static String word(KnownTarget target) {
        return switch (target.state()) {
        case DISCONNECTED -> Messages.State_disconnected;
        case CONNECTING -> Messages.State_connecting;
        case CONNECTED -> Messages.State_connected;
        case FAILED -> Messages.State_failed;
        };
    }
}

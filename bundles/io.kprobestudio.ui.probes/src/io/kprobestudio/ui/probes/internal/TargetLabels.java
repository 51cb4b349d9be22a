/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.TargetState;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.osgi.util.NLS;
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

    /** How often our probes are hit there; nothing where it is not connected. */
    static ColumnLabelProvider hits() {
        return words(TargetLabels::hits, Messages.Targets_hitsTip);
    }

    /** How often our probes are hit there, a second. */
    static String hits(KnownTarget target) {
        return ProbeColumn.rate(target.load());
    }

    /** That as a share of what a recording allows. */
    static ColumnLabelProvider load() {
        return words(TargetLabels::load, loadTip());
    }

    /** The hits as a share of what a recording allows. */
    static String load(KnownTarget target) {
        return String.format(Locale.getDefault(), "%.1f %%", Double.valueOf(100 * target.share())); //$NON-NLS-1$
    }

    /** What the load is. */
    static String loadTip() {
        return NLS.bind(Messages.Targets_loadTip,
                String.format(Locale.getDefault(), "%,d", Long.valueOf(DrainRequest.MOST_EVENTS))); //$NON-NLS-1$
    }

    /** The kernel's release. */
    static ColumnLabelProvider kernel() {
        return words(KnownTarget::kernel, ""); //$NON-NLS-1$
    }

    private static ColumnLabelProvider words(Function<KnownTarget, String> words, String tip) {
        return new ColumnLabelProvider() {

            @Override
            public String getText(@Nullable Object element) {
                return element instanceof KnownTarget target && target.state() == TargetState.CONNECTED
                        ? words.apply(target)
                        : ""; //$NON-NLS-1$
            }

            @Override
            public @Nullable String getToolTipText(@Nullable Object element) {
                return tip.isEmpty() ? null : tip;
            }
        };
    }

    /** What went wrong at last, in a line. */
    static ColumnLabelProvider error() {
        return new ColumnLabelProvider() {

            @Override
            public String getText(@Nullable Object element) {
                return element instanceof KnownTarget target ? target.message().replaceAll("\\s+", " ") : ""; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
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

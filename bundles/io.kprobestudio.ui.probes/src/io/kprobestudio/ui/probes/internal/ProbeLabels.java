/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.ProbeInfo;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.TreeItem;

/** The words, picture and colour of one column of the probes' table. */
final class ProbeLabels extends CellLabelProvider {

    private final ProbeColumn column;
    private final Images images;

    ProbeLabels(ProbeColumn column, Images images) {
        this.column = column;
        this.images = images;
    }

    @Override
    public void update(@Nullable ViewerCell cell) {
        if (cell == null) {
            return;
        }
        if (cell.getElement() instanceof ProbeNode row) {
            show(cell, row);
        } else if (cell.getElement() instanceof ProbeInfo probe) {
            show(cell, probe);
        }
    }

    /** A row of the tree, whose box the viewer does not know. */
    private void show(ViewerCell cell, ProbeNode row) {
        if (row instanceof ProbeNode.OfProbe leaf) {
            show(cell, leaf.probe());
        } else {
            cell.setForeground(null);
        }
        cell.setText(row.text(column));
        if (column == ProbeColumn.EVENT && cell.getItem() instanceof TreeItem item) {
            item.setChecked(row.isEnabled());
            item.setGrayed(row.isGrey());
            if (row instanceof ProbeNode.OfTarget target) {
                cell.setImage(images.get(TargetLabels.picture(target.known())));
            } else if (row instanceof ProbeNode.OfGroup) {
                cell.setImage(images.get("probes")); //$NON-NLS-1$
            }
        }
    }

    private void show(ViewerCell cell, ProbeInfo probe) {
        cell.setText(column.text(probe));
        Palette palette = Palette.of(cell.getControl());
        if (!probe.ours()) {
            cell.setForeground(palette.muted());
        } else if (column == ProbeColumn.STATE && !probe.waitsFor().isEmpty()) {
            cell.setForeground(palette.caution());
        } else if (column == ProbeColumn.STATE && probe.enabled()) {
            cell.setForeground(palette.good());
        } else if (column == ProbeColumn.MISSES && probe.misses() > 0) {
            cell.setForeground(palette.caution());
        } else {
            cell.setForeground(null);
        }
        if (column == ProbeColumn.EVENT) {
            cell.setImage(images.get(!probe.ours() ? "probe-foreign" : probe.returns() ? "probe-return" : "probe")); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        }
    }

    @Override
    public @Nullable String getToolTipText(@Nullable Object element) {
        if (element instanceof ProbeNode.OfTarget target) {
            return target.known().message().isEmpty() ? target.known().kind() : target.known().message();
        }
        ProbeInfo probe = element instanceof ProbeNode.OfProbe row ? row.probe()
                : element instanceof ProbeInfo info ? info : null;
        if (probe == null) {
            return null;
        }
        String tip = probe.ours() ? probe.key() + "\n" + probe.definition() //$NON-NLS-1$
                : probe.definition() + "\n" + Messages.Probe_foreignTip; //$NON-NLS-1$
        return probe.waitsFor().isEmpty() ? tip
                : tip + "\n" + NLS.bind(Messages.Probe_waitsTip, probe.waitsFor()); //$NON-NLS-1$
    }
}

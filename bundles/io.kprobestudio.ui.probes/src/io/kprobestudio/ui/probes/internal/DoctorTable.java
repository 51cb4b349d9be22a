/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.session.DoctorLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;

/** What was looked at on a target: how it is, what was found, and what mends it. */
final class DoctorTable {

    /* The picture and the margins of a cell; titles are bold in some themes. */
    private static final int BESIDE_TEXT = 30;
    /* What the columns get of what there is more than they need. */
    private static final int[] WEIGHTS = { 20, 8, 44, 28 };

    private final TableViewer viewer;
    private final TableColumnLayout layout = new TableColumnLayout();
    private final List<DoctorLine> lines = new ArrayList<>();

    /** Makes the table, which fills its parent. */
    DoctorTable(Composite holder) {
        holder.setLayout(layout);
        TableViewer made = new TableViewer(holder, SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL | SWT.MULTI);
        viewer = made;
        made.setContentProvider(ArrayContentProvider.getInstance());
        made.getTable().setHeaderVisible(true);
        ColumnViewerToolTipSupport.enableFor(made);
        Accessibility.name(made.getTable(), Messages.Doctor_table);
        Images images = new Images(made.getTable());
        column(made, Messages.Doctor_subject, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return line.subject();
            }

            @Override
            @Nullable
            Image picture(DoctorLine line, Images pictures) {
                return pictures.get(switch (line.grade()) {
                case OK -> "ok"; //$NON-NLS-1$
                case DEGRADED -> "warning"; //$NON-NLS-1$
                case MISSING -> "problem"; //$NON-NLS-1$
                });
            }
        });
        column(made, Messages.Doctor_grade, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return grade(line);
            }
        });
        column(made, Messages.Doctor_finding, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return line.finding();
            }
        });
        column(made, Messages.Doctor_remedy, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return line.remedy();
            }
        });
        made.setInput(lines);
        fit();
    }

    Table control() {
        return viewer.getTable();
    }

    /** Adds lines and shows them. */
    void add(List<DoctorLine> more) {
        lines.addAll(more);
        viewer.add(more.toArray());
        fit();
        more.forEach(viewer::reveal);
    }

    /** Nothing is cut off: what the table has no room for is scrolled to. */
    private void fit() {
        Table table = viewer.getTable();
        GC gc = new GC(table);
        try {
            for (int i = 0; i < WEIGHTS.length; i++) {
                int column = i;
                int widest = Arrays.stream(table.getItems()).mapToInt(item -> gc.textExtent(item.getText(column)).x)
                        .max().orElse(0);
                int title = gc.textExtent(table.getColumn(i).getText()).x;
                layout.setColumnData(table.getColumn(i),
                        new ColumnWeightData(WEIGHTS[i], Math.max(widest, title) + BESIDE_TEXT));
            }
        } finally {
            gc.dispose();
        }
        table.getParent().layout();
    }

    /** Takes all lines away. */
    void clear() {
        lines.clear();
        viewer.refresh();
    }

    /** The lines that are shown. */
    List<DoctorLine> lines() {
        return List.copyOf(lines);
    }

    /** The lines as text, with tabs between their columns. */
    String copied() {
        StringBuilder text = new StringBuilder();
        for (DoctorLine line : lines) {
            text.append(grade(line)).append('\t').append(line.subject()).append('\t').append(line.finding())
                    .append('\t').append(line.remedy()).append('\n');
        }
        return text.toString();
    }

    /** A cell of one column. */
    private abstract static class Cell extends ColumnLabelProvider {

        private final Images images;

        Cell(Images images) {
            this.images = images;
        }

        abstract String text(DoctorLine line);

        @Nullable
        Image picture(DoctorLine line, Images pictures) {
            return null;
        }

        @Override
        public String getText(@Nullable Object element) {
            return element instanceof DoctorLine line ? text(line) : ""; //$NON-NLS-1$
        }

        @Override
        public @Nullable Image getImage(@Nullable Object element) {
            return element instanceof DoctorLine line ? picture(line, images) : null;
        }

        @Override
        public @Nullable String getToolTipText(@Nullable Object element) {
            return getText(element);
        }
    }

    private static void column(TableViewer viewer, String title, Cell cell) {
        TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(title);
        column.setLabelProvider(cell);
    }

    private static String grade(DoctorLine line) {
        return switch (line.grade()) {
        case OK -> Messages.Doctor_ok;
        case DEGRADED -> Messages.Doctor_degraded;
        case MISSING -> Messages.Doctor_missing;
        };
    }
}

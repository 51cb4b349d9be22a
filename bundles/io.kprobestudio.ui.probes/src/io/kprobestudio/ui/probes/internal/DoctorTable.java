/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.session.DoctorLine;
import java.util.ArrayList;
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

    private static final int LEAST_WIDTH = 70;
    /** What a cell has beside its text: the picture and the margins. */
    private static final int BESIDE_TEXT = 30;

    private static final int SUBJECT_WEIGHT = 20;

    private final TableViewer viewer;
    private final TableColumnLayout layout = new TableColumnLayout();
    private final List<DoctorLine> lines = new ArrayList<>();
    private int subjectWidth = LEAST_WIDTH;

    /** Makes the table, which fills its parent. */
    DoctorTable(Composite holder) {
        holder.setLayout(layout);
        TableViewer made = new TableViewer(holder, SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.MULTI);
        viewer = made;
        made.setContentProvider(ArrayContentProvider.getInstance());
        made.getTable().setHeaderVisible(true);
        ColumnViewerToolTipSupport.enableFor(made);
        Accessibility.name(made.getTable(), Messages.Doctor_table);
        Images images = new Images(made.getTable());
        column(made, layout, Messages.Doctor_subject, SUBJECT_WEIGHT, new Cell(images) {

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
        column(made, layout, Messages.Doctor_grade, 8, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return grade(line);
            }
        });
        column(made, layout, Messages.Doctor_finding, 44, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return line.finding();
            }
        });
        column(made, layout, Messages.Doctor_remedy, 28, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return line.remedy();
            }
        });
        made.setInput(lines);
    }

    Table control() {
        return viewer.getTable();
    }

    /** Adds a line and shows it; what was looked at is read whole, however narrow the table is. */
    void add(DoctorLine line) {
        lines.add(line);
        Table table = viewer.getTable();
        GC gc = new GC(table);
        int wanted = gc.textExtent(line.subject()).x + BESIDE_TEXT;
        gc.dispose();
        if (wanted > subjectWidth) {
            subjectWidth = wanted;
            layout.setColumnData(table.getColumn(0), new ColumnWeightData(SUBJECT_WEIGHT, wanted));
            table.getParent().layout();
        }
        viewer.add(line);
        viewer.reveal(line);
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

    private static void column(TableViewer viewer, TableColumnLayout layout, String title, int weight, Cell cell) {
        TableViewerColumn column = new TableViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(title);
        column.setLabelProvider(cell);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, LEAST_WIDTH));
    }

    private static String grade(DoctorLine line) {
        return switch (line.grade()) {
        case OK -> Messages.Doctor_ok;
        case DEGRADED -> Messages.Doctor_degraded;
        case MISSING -> Messages.Doctor_missing;
        };
    }
}

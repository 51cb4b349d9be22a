/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ClipboardText;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.DoctorLine;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Says whether the selected target is ready, and what mends it where it is not. Fills while the target is looked at. */
final class DoctorDialog extends TitleAreaDialog {

    private final StudioActions actions;
    private @Nullable TableViewer viewer;
    private List<DoctorLine> lines = List.of();

    DoctorDialog(StudioActions actions) {
        super(actions.shell());
        this.actions = actions;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(Messages.Doctor_title);
    }

    @Override
    protected Point getInitialSize() {
        return new Point(820, 520);
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(NLS.bind(Messages.Doctor_heading, actions.studio().selected()));
        setMessage(Messages.Doctor_looking);
        Composite holder = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 200).applyTo(holder);
        TableColumnLayout layout = new TableColumnLayout();
        holder.setLayout(layout);
        TableViewer made = new TableViewer(holder, SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.MULTI);
        viewer = made;
        made.setContentProvider(ArrayContentProvider.getInstance());
        made.getTable().setHeaderVisible(true);
        ColumnViewerToolTipSupport.enableFor(made);
        Accessibility.name(made.getTable(), Messages.Doctor_table);
        Images images = new Images(made.getTable());
        column(made, layout, Messages.Doctor_subject, 22, new Cell(images) {

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
        column(made, layout, Messages.Doctor_grade, 10, new Cell(images) {

            @Override
            String text(DoctorLine line) {
                return grade(line);
            }
        });
        column(made, layout, Messages.Doctor_finding, 40, new Cell(images) {

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
        examine();
        return area;
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
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, 70));
    }

    private static String grade(DoctorLine line) {
        return switch (line.grade()) {
        case OK -> Messages.Doctor_ok;
        case DEGRADED -> Messages.Doctor_degraded;
        case MISSING -> Messages.Doctor_missing;
        };
    }

    private void examine() {
        actions.withSession(Messages.Doctor_job, (session, progress) -> {
            List<DoctorLine> found = session.doctor(progress);
            actions.gate().post(() -> show(found));
        });
    }

    private void show(List<DoctorLine> found) {
        TableViewer table = viewer;
        if (table == null || table.getTable().isDisposed()) {
            return;
        }
        lines = found;
        table.setInput(found);
        long missing = found.stream().filter(line -> line.grade() == DoctorLine.Grade.MISSING).count();
        long degraded = found.stream().filter(line -> line.grade() == DoctorLine.Grade.DEGRADED).count();
        setMessage(missing + degraded == 0 ? Messages.Doctor_ready
                : NLS.bind(Messages.Doctor_sum, Long.valueOf(missing), Long.valueOf(degraded)));
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CLIENT_ID, Messages.Doctor_copy, false);
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
    }

    @Override
    protected void buttonPressed(int button) {
        if (button == IDialogConstants.CLIENT_ID) {
            copy();
        } else {
            super.buttonPressed(button);
        }
    }

    private void copy() {
        StringBuilder text = new StringBuilder();
        for (DoctorLine line : lines) {
            text.append(grade(line)).append('\t').append(line.subject()).append('\t').append(line.finding())
                    .append('\t').append(line.remedy()).append('\n');
        }
        ClipboardText.put(getShell(), text.toString());
    }
}

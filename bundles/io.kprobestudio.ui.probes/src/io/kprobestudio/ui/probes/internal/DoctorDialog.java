/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.ClipboardText;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.DoctorLine;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** Says whether the selected target is ready, and what mends it where it is not. Fills while the target is looked at. */
final class DoctorDialog extends TitleAreaDialog {

    private final StudioActions actions;
    private @Nullable DoctorTable lines;

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
        return new Point(880, 520);
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        setTitle(NLS.bind(Messages.Doctor_heading, actions.studio().selected()));
        setMessage(Messages.Doctor_looking);
        Composite holder = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).hint(400, 200).applyTo(holder);
        lines = new DoctorTable(holder);
        examine();
        return area;
    }

    private void examine() {
        actions.withSession(Messages.Doctor_job, (session, progress) -> {
            List<DoctorLine> found = session.doctor(progress);
            actions.gate().post(() -> show(found));
        });
    }

    private void show(List<DoctorLine> found) {
        DoctorTable table = lines;
        if (table == null || table.control().isDisposed()) {
            return;
        }
        table.add(found);
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
            DoctorTable table = lines;
            if (table != null) {
                ClipboardText.put(getShell(), table.copied());
            }
        } else {
            super.buttonPressed(button);
        }
    }
}

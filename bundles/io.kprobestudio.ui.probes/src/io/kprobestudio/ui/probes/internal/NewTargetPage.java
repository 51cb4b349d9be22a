/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.DialogPrompter;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.session.DoctorLine;
import io.kprobestudio.ui.session.DoctorLine.Grade;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** A target's address, and the way there step by step, with what mends the one that fails. */
final class NewTargetPage extends WizardPage {

    private final StudioActions actions;
    private @Nullable Text address;
    private @Nullable Button connect;
    private @Nullable Button test;
    private @Nullable DoctorTable steps;
    private @Nullable Label step;
    /* The test that runs; UI thread only. */
    private @Nullable Job running;

    NewTargetPage(StudioActions actions) {
        super("target"); //$NON-NLS-1$
        this.actions = actions;
        setTitle(Messages.AddTarget_title);
        setMessage(Messages.AddTarget_message);
        setPageComplete(false);
    }

    @Override
    @NonNullByDefault({})
    public void createControl(Composite parent) {
        initializeDialogUnits(parent);
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(12, 12).applyTo(area);
        new Label(area, SWT.NONE).setText(Messages.AddTarget_address);
        Text field = new Text(area, SWT.BORDER | SWT.SINGLE);
        field.setMessage(Messages.AddTarget_hint);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addModifyListener(event -> check());
        address = field;
        Button button = new Button(area, SWT.PUSH);
        button.setText(Messages.AddTarget_test);
        setButtonLayoutData(button);
        button.setEnabled(false);
        button.addListener(SWT.Selection, event -> testOrStop());
        test = button;
        new Label(area, SWT.NONE);
        Label examples = new Label(area, SWT.WRAP);
        examples.setText(Messages.AddTarget_examples);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).hint(360, SWT.DEFAULT).applyTo(examples);
        Label progress = new Label(area, SWT.NONE);
        progress.setText(Messages.AddTarget_steps);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(progress);
        step = progress;
        Composite holder = new Composite(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).hint(720, 260).applyTo(holder);
        steps = new DoctorTable(holder);
        Button now = new Button(area, SWT.CHECK);
        now.setText(Messages.AddTarget_connect);
        now.setSelection(true);
        GridDataFactory.fillDefaults().span(3, 1).applyTo(now);
        connect = now;
        area.addListener(SWT.Dispose, event -> stop());
        setControl(area);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "io.kprobestudio.ui.newTarget"); //$NON-NLS-1$
    }

    /** What the user wrote as an address: a bare host is one to reach by SSH. */
    private String text() {
        Text field = address;
        String text = field == null ? "" : field.getText().strip(); //$NON-NLS-1$
        return text.isEmpty() || text.matches("(sim|local|ssh):.*|[a-z][a-z0-9+.-]*://.*") ? text //$NON-NLS-1$
                : "ssh://" + text; //$NON-NLS-1$
    }

    private void check() {
        String text = text();
        @Nullable
        String error = null;
        if (!text.isEmpty()) {
            try {
                actions.studio().check(text);
            } catch (TargetException wrong) {
                error = wrong.getMessage();
            }
        }
        setErrorMessage(error);
        setPageComplete(!text.isEmpty() && error == null);
        Button button = test;
        if (button != null) {
            button.setEnabled(running != null || isPageComplete());
        }
    }

    private void testOrStop() {
        if (running != null) {
            stop();
            return;
        }
        DoctorTable table = steps;
        Button button = test;
        if (table == null || button == null) {
            return;
        }
        String text = text();
        table.clear();
        setMessage(NLS.bind(Messages.AddTarget_testing, text));
        button.setText(Messages.AddTarget_stop);
        running = StudioJob.start(NLS.bind(Messages.AddTarget_testing, text), progress -> {
            try {
                actions.studio().tryOut(text, new DialogPrompter(actions.gate(), this::window), showing(progress),
                        line -> actions.gate().post(table.control(), () -> table.add(List.of(line))));
            } finally {
                actions.gate().post(table.control(), () -> tested(progress.isCancelled()));
            }
        }, words -> actions.gate().post(table.control(), () -> setErrorMessage(words)));
    }

    /** Shows what is done now below the address. */
    private Progress showing(Progress progress) {
        return new Progress() {

            @Override
            public void report(String words) {
                progress.report(words);
                Label shown = step;
                if (shown != null) {
                    actions.gate().post(shown, () -> shown.setText(words));
                }
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }
        };
    }

    private void tested(boolean stopped) {
        running = null;
        DoctorTable table = steps;
        Button button = test;
        Label shown = step;
        if (table == null || button == null || shown == null) {
            return;
        }
        button.setText(Messages.AddTarget_test);
        shown.setText(Messages.AddTarget_steps);
        Optional<DoctorLine> missing = table.lines().stream().filter(line -> line.grade() == Grade.MISSING)
                .findFirst();
        if (stopped) {
            setMessage(Messages.AddTarget_stopped, WARNING);
        } else if (missing.isPresent()) {
            setMessage(NLS.bind(Messages.AddTarget_missing, missing.get().subject(), missing.get().remedy()), WARNING);
        } else {
            setMessage(Messages.AddTarget_ready, INFORMATION);
        }
        check();
    }

    private void stop() {
        Job job = running;
        if (job != null) {
            job.cancel();
        }
    }

    /** The wizard's window, for questions; the workbench's when the wizard was closed meanwhile. */
    private Shell window() {
        return getControl() == null || getControl().isDisposed() ? actions.shell() : getControl().getShell();
    }

    /** Adds the target; whether that was done. */
    boolean finish() {
        try {
            TargetAddress added = actions.studio().add(text());
            Button now = connect;
            if (now != null && now.getSelection()) {
                actions.connect(added);
            }
            return true;
        } catch (TargetException wrong) {
            setErrorMessage(wrong.getMessage());
            return false;
        }
    }
}

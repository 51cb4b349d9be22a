/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetFacts;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** A new or changed definition, judged while the user types as the target's kernel would. Nothing is sent. */
final class ProbeDialog extends TitleAreaDialog {

    private static final int PROBLEMS_HEIGHT = 76;
    private static final String EXAMPLE = "p:open do_sys_openat2 "; //$NON-NLS-1$

    private final StudioActions actions;
    private final TargetSession session;
    private final String begin;
    private final boolean isNew;
    private @Nullable Parts parts;
    private String line = ""; //$NON-NLS-1$
    private boolean enable = true;
    private String dangers = ""; //$NON-NLS-1$

    /** The controls, once they are made. */
    private record Parts(DefinitionField definition, ProblemList problems, RecordField layout, @Nullable Button enable,
            LiveJudge judge) {
    }

    private ProbeDialog(StudioActions actions, TargetSession session, String begin, boolean isNew) {
        super(actions.shell());
        this.actions = actions;
        this.session = session;
        this.begin = begin;
        this.isNew = isNew;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    /** Asks for a new probe and adds it to the selected target. */
    static void add(StudioActions actions) {
        Optional<TargetSession> session = actions.studio().session();
        session.ifPresent(open -> {
            ProbeDialog dialog = new ProbeDialog(actions, open, EXAMPLE, true);
            if (dialog.open() == Window.OK) {
                actions.addProbes(List.of(dialog.line), dialog.enable, !dialog.dangers.isEmpty());
            }
        });
    }

    /** Asks for another definition of the selected probe. */
    static void edit(StudioActions actions) {
        Optional<TargetSession> session = actions.studio().session();
        Optional<ProbeInfo> probe = actions.selectedProbes().stream().findFirst();
        if (session.isPresent() && probe.isPresent()) {
            ProbeDialog dialog = new ProbeDialog(actions, session.get(), probe.get().definition(), false);
            if (dialog.open() == Window.OK && !dialog.line.equals(probe.get().definition())) {
                actions.replaceProbe(probe.get().key(), dialog.line, !dialog.dangers.isEmpty());
            }
        }
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(isNew ? Messages.Dialog_new : Messages.Dialog_edit);
    }

    @Override
    protected Point getInitialSize() {
        Point preferred = super.getInitialSize();
        return new Point(Math.max(760, preferred.x), Math.max(480, preferred.y));
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        TargetFacts facts = session.facts();
        setTitle(isNew ? Messages.Dialog_new : Messages.Dialog_edit);
        setMessage(NLS.bind(Messages.Dialog_message, facts.kernel(), facts.architecture()));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.swtDefaults().margins(12, 8).applyTo(area);
        Images images = new Images(area);
        Label label = new Label(area, SWT.NONE);
        label.setText(Messages.Dialog_definition);
        DefinitionField definition = new DefinitionField(area, this::changed);
        ProblemList problems = new ProblemList(area, PROBLEMS_HEIGHT, images, this::apply, definition::reveal);
        RecordField layout = new RecordField(area);
        Button enabled = null;
        if (isNew) {
            enabled = new Button(area, SWT.CHECK);
            enabled.setText(Messages.Dialog_enable);
            enabled.setSelection(true);
        }
        parts = new Parts(definition, problems, layout, enabled,
                new LiveJudge(area, actions.gate(), session::judge, this::show));
        applyDialogFont(area);
        definition.setText(begin);
        return area;
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, isNew ? Messages.Dialog_add : Messages.Dialog_change, true)
                .setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
    }

    @Override
    public void create() {
        super.create();
        Parts made = parts;
        if (made != null) {
            made.definition.focus();
        }
    }

    private void changed() {
        Parts made = parts;
        if (made != null) {
            setOk(false);
            made.judge.judge(made.definition.text());
        }
    }

    private void setOk(boolean enabled) {
        Button button = getButton(IDialogConstants.OK_ID);
        if (button != null) {
            button.setEnabled(enabled);
        }
    }

    /** Shows the verdict on the newest text. */
    private void show(String text, Verdict verdict) {
        Parts made = parts;
        if (made == null) {
            return;
        }
        made.definition.mark(verdict);
        made.problems.show(verdict);
        made.layout.show(verdict.layout());
        Optional<Diagnostic> worst = verdict.problems().stream().findFirst();
        TargetFacts facts = session.facts();
        String neutral = NLS.bind(Messages.Dialog_message, facts.kernel(), facts.architecture());
        boolean refused = !verdict.accepted();
        setErrorMessage(refused ? words(verdict) : null);
        dangers = verdict.problems().stream().filter(problem -> problem.severity() == Severity.DANGER)
                .map(Diagnostic::message).collect(Collectors.joining("\n")); //$NON-NLS-1$
        boolean danger = worst.filter(problem -> problem.severity() == Severity.DANGER).isPresent();
        setMessage(danger ? worst.map(Diagnostic::message).orElse("") : neutral, //$NON-NLS-1$
                danger ? IMessageProvider.WARNING : IMessageProvider.NONE);
        setOk(!refused && verdict.definition() != null && !text.isBlank());
    }

    private static String words(Verdict verdict) {
        String words = verdict.problems().stream().filter(problem -> problem.severity() == Severity.ERROR).findFirst()
                .map(Diagnostic::message).orElse(String.valueOf(verdict.error()));
        return verdict.column() < 0 ? words
                : NLS.bind(Messages.Dialog_refused, words, Integer.valueOf(verdict.column()));
    }

    private void apply(Fix fix) {
        Parts made = parts;
        if (made != null) {
            made.definition.setText(
                    new ByteColumns(made.definition.text()).replace(fix.column(), fix.length(), fix.text()));
            made.definition.focus();
        }
    }

    @Override
    protected void okPressed() {
        Parts made = parts;
        if (made != null) {
            line = made.definition.text().strip();
            Button button = made.enable;
            enable = button == null || button.getSelection();
        }
        if (dangers.isEmpty() || !StudioSettings.now().confirmsDanger()
                || MessageDialog.openQuestion(getShell(), Messages.Dialog_danger,
                        NLS.bind(Messages.Dialog_dangerQuestion, dangers))) {
            super.okPressed();
        }
    }
}

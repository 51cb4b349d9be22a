/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;

/** Asks for a target, tries the way to it step by step where the user wants so, adds it and connects it. Made by the workbench. */
public final class NewTargetWizard extends Wizard implements INewWizard {

    private @Nullable NewTargetPage page;

    /** Made by the workbench. */
    public NewTargetWizard() {
        setWindowTitle(Messages.AddTarget_title);
    }

    /** Opens the wizard by itself. */
    static void open(StudioActions actions) {
        NewTargetWizard wizard = new NewTargetWizard();
        wizard.init(PlatformUI.getWorkbench(), StructuredSelection.EMPTY);
        new WizardDialog(actions.shell(), wizard) {

            @Override
            @NonNullByDefault({})
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                Button finish = getButton(IDialogConstants.FINISH_ID);
                finish.setText(Messages.AddTarget_add);
                setButtonLayoutData(finish);
            }
        }.open();
    }

    @Override
    @NonNullByDefault({})
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        page = new NewTargetPage(Optional.ofNullable(workbench.getActiveWorkbenchWindow())
                .map(window -> window.getService(StudioActions.class)).orElseThrow(
                        () -> new IllegalStateException("the suite's services are not there"))); //$NON-NLS-1$
    }

    @Override
    public void addPages() {
        NewTargetPage made = page;
        if (made != null) {
            addPage(made);
        }
    }

    @Override
    public boolean performFinish() {
        NewTargetPage made = page;
        return made != null && made.finish();
    }
}

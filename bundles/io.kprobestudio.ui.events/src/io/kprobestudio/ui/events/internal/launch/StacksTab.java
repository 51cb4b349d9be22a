/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.UiGate;
import java.util.List;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;

/** Behind the hits of which probes and events the kernel's stack is recorded. UI thread only. */
final class StacksTab extends AbstractLaunchConfigurationTab {

    private static final int HEIGHT = 120;

    private @Nullable StackTicks ticks;
    private @Nullable Image image;
    private @Nullable RecordSettings newest;
    private boolean all;

    @Override
    public String getName() {
        return Messages.Stacks_name;
    }

    @Override
    public @Nullable Image getImage() {
        return image;
    }

    @Override
    @NonNullByDefault({})
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        setControl(area);
        image = new Images(area).get("calls"); //$NON-NLS-1$
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "io.kprobestudio.ui.record"); //$NON-NLS-1$
        GridLayoutFactory.swtDefaults().applyTo(area);
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(Messages.Stacks_hint);
        GridDataFactory.fillDefaults().grab(true, false).hint(HEIGHT, SWT.DEFAULT).applyTo(hint);
        StackTicks made = new StackTicks(area, () -> {
            setDirty(true);
            updateLaunchConfigurationDialog();
        });
        GridDataFactory.fillDefaults().grab(true, true).hint(SWT.DEFAULT, HEIGHT).applyTo(made.control());
        ticks = made;
    }

    @Override
    @NonNullByDefault({})
    public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
        // nothing is ticked
    }

    /** Also when it comes to the front: the other tab says what is recorded. */
    @Override
    @NonNullByDefault({})
    public void initializeFrom(ILaunchConfiguration configuration) {
        StackTicks shown = ticks;
        if (shown == null) {
            return;
        }
        try {
            RecordSettings settings = RecordSettings.of(configuration);
            all = settings.beside().stacks();
            shown.tick(settings.beside().stacksOf());
            shown.enable(!all);
            read(settings, shown);
        } catch (CoreException unreadable) {
            setErrorMessage(unreadable.getLocalizedMessage());
        }
    }

    /** The file of probes is read in the background. */
    private void read(RecordSettings settings, StackTicks shown) {
        newest = settings;
        UiGate gate = new UiGate(shown.control().getDisplay());
        StudioJob.start(Messages.Stacks_reading, progress -> {
            List<StackTicks.Row> rows = settings.rows();
            gate.post(shown.control(), () -> {
                if (newest == settings) {
                    shown.show(rows);
                }
            });
        }, refused -> {});
    }

    @Override
    @NonNullByDefault({})
    public void performApply(ILaunchConfigurationWorkingCopy configuration) {
        StackTicks shown = ticks;
        if (shown != null) {
            RecordSettings.stacksOf(configuration, shown.ticked());
        }
    }

    @Override
    @NonNullByDefault({})
    public boolean isValid(ILaunchConfiguration configuration) {
        setMessage(all ? Messages.Stacks_all : null);
        return true;
    }
}

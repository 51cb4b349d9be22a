/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.DialogPrompter;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioJob;
import io.kprobestudio.ui.events.internal.EventsView;
import io.kprobestudio.ui.session.TargetSession;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/**
 * Records as a configuration says, on a job's thread, and shows the Events view. What a target refuses is said where the views
 * say such things. Made by the platform.
 */
public final class RecordLaunch extends LaunchConfigurationDelegate {

    @Override
    @NonNullByDefault({})
    public void launch(ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
            throws CoreException {
        RecordSettings settings = RecordSettings.of(configuration);
        StudioActions actions = Optional.ofNullable(PlatformUI.getWorkbench().getService(StudioActions.class))
                .orElseThrow(() -> new IllegalStateException("the suite's services are not there")); //$NON-NLS-1$
        actions.studio().setNotice(""); //$NON-NLS-1$
        try {
            String complaint = settings.complaint();
            if (complaint != null) {
                throw new TargetException(complaint);
            }
            record(settings, actions,
                    StudioJob.progress(NLS.bind(Messages.Launch_task, configuration.getName()), monitor));
        } catch (CancelledException cancelled) {
            // the user knows
            return;
        } catch (TargetException refused) {
            actions.studio().setNotice(String.valueOf(refused.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            DebugPlugin.getDefault().getLaunchManager().removeLaunch(launch);
        }
    }

    private static void record(RecordSettings settings, StudioActions actions, Progress progress)
            throws TargetException, InterruptedException {
        try {
            TargetAddress address = actions.studio().add(settings.target());
            actions.studio().show(null);
            actions.gate().post(RecordLaunch::showEvents);
            DialogPrompter prompter = new DialogPrompter(actions.gate(), actions::shell);
            actions.studio().connect(address, prompter, progress);
            TargetSession session = actions.studio().session(address)
                    .orElseThrow(() -> new TargetException(NLS.bind(Messages.No_target, address)));
            session.record(settings.plan(), prompter, progress);
        } catch (IOException unreadable) {
            throw new TargetException(NLS.bind(Messages.File_unreadable, settings.file(), unreadable.getMessage()),
                    unreadable);
        }
    }

    private static void showEvents() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window != null && window.getActivePage() != null) {
            try {
                window.getActivePage().showView(EventsView.ID);
            } catch (PartInitException broken) {
                ILog.of(RecordLaunch.class).error("the events view does not open", broken); //$NON-NLS-1$
            }
        }
    }
}

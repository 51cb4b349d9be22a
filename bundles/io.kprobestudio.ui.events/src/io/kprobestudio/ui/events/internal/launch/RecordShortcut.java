/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.ui.StudioActions;
import java.util.Optional;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.ILaunchShortcut;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.statushandlers.StatusManager;

/**
 * Runs a probe file on the chosen target: with the configuration that it has, else with one that is made for it. Made by the
 * platform.
 */
public final class RecordShortcut implements ILaunchShortcut {

    @Override
    @NonNullByDefault({})
    public void launch(ISelection selection, String mode) {
        if (selection instanceof IStructuredSelection structured) {
            launch(Adapters.adapt(structured.getFirstElement(), IFile.class), mode);
        }
    }

    @Override
    @NonNullByDefault({})
    public void launch(IEditorPart editor, String mode) {
        launch(Adapters.adapt(editor.getEditorInput(), IFile.class), mode);
    }

    @NonNullByDefault({})
    private static void launch(IFile file, String mode) {
        if (file != null) {
            try {
                DebugUITools.launch(configuration(file.getFullPath().toString(), file.getName()), mode);
            } catch (CoreException unwritable) {
                StatusManager.getManager().handle(unwritable.getStatus(), StatusManager.SHOW);
            }
        }
    }

    private static ILaunchConfiguration configuration(String path, String name) throws CoreException {
        ILaunchManager manager = DebugPlugin.getDefault().getLaunchManager();
        ILaunchConfigurationType type = manager.getLaunchConfigurationType(RecordSettings.TYPE);
        for (ILaunchConfiguration known : manager.getLaunchConfigurations(type)) {
            if (RecordSettings.of(known).file().equals(path)) {
                return known;
            }
        }
        ILaunchConfigurationWorkingCopy made = type.newInstance(null, manager.generateLaunchConfigurationName(name));
        RecordSettings begin = RecordSettings.DEFAULTS;
        String target = Optional.ofNullable(PlatformUI.getWorkbench().getService(StudioActions.class))
                .map(actions -> actions.studio().selected().toString()).orElse(begin.target());
        new RecordSettings(target, path, begin.seconds(), begin.beside(), begin.events(), 0, begin.clock(),
                begin.command()).to(made);
        return made.doSave();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.source.SourceSettings;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.FileFieldEditor;
import org.eclipse.jface.preference.PathEditor;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** Where the kernel's debug information and source are; {@link SourceSettings} reads what it keeps. Made by the workbench. */
public final class SourcePreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** Made by the workbench. */
    public SourcePreferencePage() {
        super(GRID);
    }

    @Override
    @NonNullByDefault({})
    public void init(IWorkbench workbench) {
        setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, StudioSettings.NODE));
        setDescription(Messages.Source_description);
    }

    @Override
    @NonNullByDefault({})
    public void createControl(Composite parent) {
        super.createControl(parent);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(getControl(), "io.kprobestudio.ui.source"); //$NON-NLS-1$
    }

    @Override
    protected void createFieldEditors() {
        addField(new FileFieldEditor(SourceSettings.VMLINUX, Messages.Source_vmlinux, getFieldEditorParent()));
        addField(new SourceFieldEditor(SourceSettings.FOLDER, Messages.Source_folder, getFieldEditorParent()));
        addField(new PathEditor(SourceSettings.MODULES, Messages.Source_modules, Messages.Source_addModules,
                getFieldEditorParent()));
    }
}

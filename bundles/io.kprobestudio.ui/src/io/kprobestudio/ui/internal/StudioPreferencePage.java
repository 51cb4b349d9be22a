/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** The preference page of the suite; {@link StudioSettings} reads what it keeps. Made by the workbench. */
public final class StudioPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** Made by the workbench. */
    public StudioPreferencePage() {
        super(GRID);
    }

    @Override
    @NonNullByDefault({})
    public void init(IWorkbench workbench) {
        ScopedPreferenceStore store = new ScopedPreferenceStore(InstanceScope.INSTANCE, StudioSettings.NODE);
        StudioSettings defaults = StudioSettings.DEFAULTS;
        store.setDefault(StudioSettings.SAMPLE_MILLIS, defaults.sampleMillis());
        store.setDefault(StudioSettings.KEPT_EVENTS, defaults.keptEvents());
        store.setDefault(StudioSettings.BUFFER_KB, 0);
        store.setDefault(StudioSettings.CLOCK, ""); //$NON-NLS-1$
        store.setDefault(StudioSettings.TIME_FORMAT, defaults.timeFormat().name());
        store.setDefault(StudioSettings.CONFIRM_DANGER, defaults.confirmsDanger());
        store.setDefault(StudioSettings.RETURNS_AT_ONCE, defaults.returnsAtOnce());
        setPreferenceStore(store);
        setDescription(Messages.Page_description);
    }

    @Override
    @NonNullByDefault({})
    public void createControl(Composite parent) {
        super.createControl(parent);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(getControl(), "io.kprobestudio.ui.preferences"); //$NON-NLS-1$
    }

    @Override
    protected void createFieldEditors() {
        number(StudioSettings.SAMPLE_MILLIS, Messages.Page_sample, StudioSettings.LEAST_MILLIS,
                StudioSettings.MOST_MILLIS);
        number(StudioSettings.KEPT_EVENTS, Messages.Page_kept, StudioSettings.LEAST_EVENTS,
                StudioSettings.MOST_EVENTS);
        addField(new ComboFieldEditor(StudioSettings.TIME_FORMAT, Messages.Page_time, new String[][]{
                { Messages.Page_timeMicro, TimeFormat.MICROSECONDS.name() },
                { Messages.Page_timeNano, TimeFormat.NANOSECONDS.name() },
                { Messages.Page_timeSince, TimeFormat.SINCE_FIRST.name() },
                { Messages.Page_timeChosen, TimeFormat.SINCE_CHOSEN.name() },
                { Messages.Page_timePrevious, TimeFormat.SINCE_PREVIOUS.name() } }, getFieldEditorParent()));
        number(StudioSettings.BUFFER_KB, Messages.Page_buffer, 0, StudioSettings.MOST_BUFFER_KB);
        addField(new ComboFieldEditor(StudioSettings.CLOCK, Messages.Page_clock, new String[][]{
                { Messages.Page_clockKernel, "" }, { "local", "local" }, { "global", "global" }, { "mono", "mono" }, //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$ //$NON-NLS-7$
                { "mono_raw", "mono_raw" }, { "boot", "boot" } }, getFieldEditorParent())); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
        number(StudioSettings.RETURNS_AT_ONCE, Messages.Page_returns, 1, StudioSettings.MOST_RETURNS);
        addField(new BooleanFieldEditor(StudioSettings.CONFIRM_DANGER, Messages.Page_danger, getFieldEditorParent()));
    }

    private void number(String key, String label, int least, int most) {
        IntegerFieldEditor field = new IntegerFieldEditor(key, label, getFieldEditorParent());
        field.setValidRange(least, most);
        field.setErrorMessage(Messages.bind(Messages.Page_range, new Object[]{ label.replaceFirst(":$", ""), //$NON-NLS-1$ //$NON-NLS-2$
                Integer.valueOf(least), Integer.valueOf(most) }));
        addField(field);
    }
}

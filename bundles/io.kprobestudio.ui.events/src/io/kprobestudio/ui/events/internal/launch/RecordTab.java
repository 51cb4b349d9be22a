/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.launch;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.RecordedBeside;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.ElementListSelectionDialog;
import org.eclipse.ui.model.WorkbenchLabelProvider;

/** What is recorded where, and for how long. UI thread only. */
final class RecordTab extends AbstractLaunchConfigurationTab {

    private static final String[] CLOCKS = { "local", "global", "mono", "mono_raw", "boot" }; //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$
    private static final int MOST_SECONDS = 7 * 24 * 3600;

    /** The controls. */
    private record Form(Combo target, Text file, Spinner seconds, Button scheduling, Button interrupts, Button calls,
            Button stacks, Text events, Spinner buffer, Combo clock, Text command) {
    }

    private @Nullable Form form;
    private @Nullable Image image;
    private boolean filling;

    @Override
    public String getName() {
        return Messages.Tab_name;
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
        image = new Images(area).get("record"); //$NON-NLS-1$
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, "io.kprobestudio.ui.record"); //$NON-NLS-1$
        GridLayoutFactory.swtDefaults().numColumns(3).applyTo(area);
        Combo target = wide(label(area, Messages.Tab_target, new Combo(area, SWT.DROP_DOWN)), 2);
        Optional.ofNullable(PlatformUI.getWorkbench().getService(StudioActions.class)).ifPresent(actions -> actions
                .studio().targets().forEach(known -> target.add(known.address().toString())));
        Text file = wide(label(area, Messages.Tab_file, new Text(area, SWT.BORDER)), 1);
        Button browse = new Button(area, SWT.PUSH);
        browse.setText(Messages.Tab_browse);
        browse.addListener(SWT.Selection, event -> browse(file));
        Spinner seconds = label(area, Messages.Tab_seconds, new Spinner(area, SWT.BORDER));
        seconds.setMaximum(MOST_SECONDS);
        GridDataFactory.swtDefaults().span(2, 1).applyTo(seconds);
        Group context = new Group(area, SWT.NONE);
        context.setText(Messages.Tab_context);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).applyTo(context);
        GridLayoutFactory.swtDefaults().numColumns(4).applyTo(context);
        Button scheduling = check(context, Messages.Tab_scheduling);
        Button interrupts = check(context, Messages.Tab_interrupts);
        Button calls = check(context, Messages.Tab_calls);
        Button stacks = check(context, Messages.Tab_stacks);
        Text events = wide(label(context, Messages.Tab_events, new Text(context, SWT.BORDER)), 3);
        events.setMessage(Messages.Tab_eventsHint);
        events.setToolTipText(Messages.Tab_eventsHint);
        Spinner buffer = label(area, Messages.Tab_buffer, new Spinner(area, SWT.BORDER));
        buffer.setMaximum(StudioSettings.MOST_BUFFER_KB);
        GridDataFactory.swtDefaults().span(2, 1).applyTo(buffer);
        Combo clock = label(area, Messages.Tab_clock, new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY));
        clock.add(Messages.Tab_clockKernel);
        List.of(CLOCKS).forEach(clock::add);
        GridDataFactory.swtDefaults().span(2, 1).applyTo(clock);
        Text command = wide(label(area, Messages.Tab_command, new Text(area, SWT.BORDER)), 2);
        form = new Form(target, file, seconds, scheduling, interrupts, calls, stacks, events, buffer, clock,
                command);
        for (var control : List.of(target, file, seconds, events, buffer, clock, command)) {
            control.addListener(SWT.Modify, event -> changed());
        }
        for (Button button : List.of(scheduling, interrupts, calls, stacks)) {
            button.addListener(SWT.Selection, event -> changed());
        }
    }

    private static <T extends org.eclipse.swt.widgets.Control> T label(Composite area, String text, T control) {
        Label label = new Label(area, SWT.NONE);
        label.setText(text);
        label.moveAbove(control);
        return control;
    }

    private static <T extends org.eclipse.swt.widgets.Control> T wide(T control, int columns) {
        GridDataFactory.fillDefaults().grab(true, false).span(columns, 1).align(SWT.FILL, SWT.CENTER).applyTo(control);
        return control;
    }

    private static Button check(Composite parent, String label) {
        Button button = new Button(parent, SWT.CHECK);
        button.setText(label);
        return button;
    }

    private void changed() {
        if (!filling) {
            setDirty(true);
            updateLaunchConfigurationDialog();
        }
    }

    private void browse(Text file) {
        List<IFile> files = new ArrayList<>();
        try {
            ResourcesPlugin.getWorkspace().getRoot().accept(resource -> {
                if (resource instanceof IFile found && "kprobes".equals(found.getFileExtension())) { //$NON-NLS-1$
                    files.add(found);
                }
                return resource.getType() != IResource.PROJECT || resource.isAccessible();
            });
        } catch (CoreException closed) {
            ILog.of(RecordTab.class).warn("the workspace cannot be looked through", closed); //$NON-NLS-1$
        }
        ElementListSelectionDialog dialog = new ElementListSelectionDialog(getShell(),
                WorkbenchLabelProvider.getDecoratingWorkbenchLabelProvider());
        dialog.setTitle(Messages.Tab_name);
        dialog.setMessage(Messages.Tab_browseMessage);
        dialog.setElements(files.toArray());
        if (dialog.open() == Window.OK && dialog.getFirstResult() instanceof IFile chosen) {
            file.setText(chosen.getFullPath().toString());
        }
    }

    @Override
    @NonNullByDefault({})
    public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
        RecordSettings.DEFAULTS.to(configuration);
    }

    @Override
    @NonNullByDefault({})
    public void initializeFrom(ILaunchConfiguration configuration) {
        Form shown = form;
        if (shown == null) {
            return;
        }
        filling = true;
        try {
            RecordSettings settings = RecordSettings.of(configuration);
            shown.target.setText(settings.target());
            shown.file.setText(settings.file());
            shown.seconds.setSelection(settings.seconds());
            shown.scheduling.setSelection(settings.beside().scheduling());
            shown.interrupts.setSelection(settings.beside().interrupts());
            shown.calls.setSelection(settings.beside().calls());
            shown.stacks.setSelection(settings.beside().stacks());
            shown.events.setText(settings.events());
            shown.buffer.setSelection(settings.bufferKb());
            shown.clock.select(Math.max(0, shown.clock.indexOf(settings.clock())));
            shown.command.setText(settings.command());
        } catch (CoreException unreadable) {
            setErrorMessage(unreadable.getLocalizedMessage());
        } finally {
            filling = false;
        }
    }

    private static RecordSettings read(Form shown) {
        return new RecordSettings(shown.target.getText().strip(), shown.file.getText().strip(),
                shown.seconds.getSelection(),
                new RecordedBeside(shown.scheduling.getSelection(), shown.interrupts.getSelection(),
                        shown.calls.getSelection(), shown.stacks.getSelection(), Set.of()),
                shown.events.getText().strip(), shown.buffer.getSelection(),
                shown.clock.getSelectionIndex() <= 0 ? "" : shown.clock.getText(), shown.command.getText().strip()); //$NON-NLS-1$
    }

    @Override
    @NonNullByDefault({})
    public void performApply(ILaunchConfigurationWorkingCopy configuration) {
        Form shown = form;
        if (shown != null) {
            read(shown).to(configuration);
        }
    }

    @Override
    @NonNullByDefault({})
    public boolean isValid(ILaunchConfiguration configuration) {
        Form shown = form;
        if (shown == null) {
            return false;
        }
        RecordSettings settings = read(shown);
        String complaint = settings.complaint();
        setErrorMessage(complaint);
        setMessage(settings.seconds() == 0 && settings.command().isEmpty() ? Messages.Never_ends : null);
        return complaint == null;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.source;

import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceVariables;
import io.kprobestudio.ui.StudioActions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;

/** Asks at which places of a line or function what is fetched, and whether the target gets the probes or a file does. */
final class SourceProbeDialog extends TitleAreaDialog {

    private final StudioActions actions;
    private final PlacesInSource places;
    private final PlacesOnTarget onTarget;
    private final boolean isFunction;
    private @Nullable SourceProbeArea area;
    private List<String> definitions = List.of();

    /** @param isFunction whether a function is probed, with its parameters */
    SourceProbeDialog(StudioActions actions, PlacesOnTarget onTarget, boolean isFunction) {
        super(actions.shell());
        this.actions = actions;
        this.onTarget = onTarget;
        this.places = onTarget.places();
        this.isFunction = isFunction;
        setShellStyle(getShellStyle() | SWT.RESIZE);
        setHelpAvailable(false);
    }

    @Override
    @NonNullByDefault({})
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(isFunction ? Messages.Dialog_function : Messages.Dialog_line);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(shell, "io.kprobestudio.ui.source"); //$NON-NLS-1$
    }

    @Override
    protected Point getInitialSize() {
        Point preferred = super.getInitialSize();
        return new Point(Math.clamp(preferred.x, 720, 1000), Math.clamp(preferred.y, 540, 720));
    }

    @Override
    @NonNullByDefault({})
    protected Control createDialogArea(Composite parent) {
        setTitle(NLS.bind(Messages.Dialog_title, places.title()));
        Composite content = (Composite) super.createDialogArea(parent);
        // A probe made for another build would sit at a wrong instruction.
        SourceProbeArea made = new SourceProbeArea(content, places, isFunction, onTarget.canReach()
                ? Optional.of(String.valueOf(onTarget.target())) : Optional.empty(), files(), this::changed);
        area = made;
        applyDialogFont(content);
        return content;
    }

    private static List<IFile> files() {
        try {
            return ProbeFiles.all();
        } catch (CoreException unreadable) {
            return List.of();
        }
    }

    @Override
    @NonNullByDefault({})
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, Messages.Dialog_add, true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        changed();
    }

    private void changed() {
        SourceProbeArea shown = area;
        Button button = getButton(IDialogConstants.OK_ID);
        if (shown == null || button == null) {
            return;
        }
        Set<String> notes = new LinkedHashSet<>();
        if (!places.note().isEmpty()) {
            notes.add(places.note());
        }
        String refusal = null;
        try {
            List<SourceVariables> chosen = shown.places();
            definitions = chosen.isEmpty() ? List.of() : places.definitions(chosen, shown.variables(), notes);
        } catch (DebugInfoException refused) {
            definitions = List.of();
            refusal = refused.getMessage();
        }
        shown.show(definitions, notes);
        setErrorMessage(refusal);
        setMessage(onTarget.match().words(), switch (onTarget.match().kind()) {
        case SAME -> IMessageProvider.NONE;
        case UNKNOWN -> IMessageProvider.INFORMATION;
        case OTHER -> IMessageProvider.WARNING;
        });
        button.setEnabled(!definitions.isEmpty() && (shown.toTarget() || shown.file().isPresent()));
    }

    @Override
    protected void okPressed() {
        SourceProbeArea shown = Objects.requireNonNull(area, "no dialog"); //$NON-NLS-1$
        boolean toTarget = shown.toTarget();
        Optional<IFile> file = shown.file();
        super.okPressed();
        if (toTarget) {
            actions.applyProbes(places.title(), onTarget.target(),
                    new DesiredProbes(definitions.stream().map(DesiredProbe::enabled).toList()), (address, applied) -> {
                    }, words -> {
                    });
        } else if (file.isPresent()) {
            try {
                ProbeFiles.append(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage(), file.get(),
                        definitions);
            } catch (PartInitException unreadable) {
                actions.studio().setNotice(String.valueOf(unreadable.getMessage()));
            }
        }
    }
}

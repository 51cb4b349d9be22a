/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.ui.Images;
import java.util.Optional;
import org.eclipse.core.resources.IResource;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.resource.ResourceManager;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.navigator.ICommonContentExtensionSite;
import org.eclipse.ui.navigator.ICommonLabelProvider;

/**
 * Names and pictures of recordings and their parts; nothing for other resources, which keep their own. Made by the workbench.
 */
@NonNullByDefault({})
public final class RecordingLabels extends LabelProvider implements ICommonLabelProvider, IStyledLabelProvider {

    private final ResourceManager pictures = new LocalResourceManager(JFaceResources.getResources());

    @Override
    public void init(ICommonContentExtensionSite site) {
        // nothing of it is needed
    }

    @Override
    public void dispose() {
        pictures.dispose();
        super.dispose();
    }

    @Override
    public StyledString getStyledText(Object element) {
        StyledString text = new StyledString();
        if (element instanceof RecordingPart part) {
            text.append(part.text());
            more(text, part.more());
        } else if (element instanceof IResource resource && Recordings.is(resource)) {
            text.append(resource.getName());
            more(text, facts(resource));
        }
        return text;
    }

    private static void more(StyledString text, String words) {
        if (!words.isEmpty()) {
            text.append("  " + words, StyledString.DECORATIONS_STYLER); //$NON-NLS-1$
        }
    }

    private static String facts(IResource recording) {
        return RecordingFacts.known(recording)
                .map(facts -> facts.summary().map(FactsText::line).orElse(facts.problem()))
                .orElse(Messages.Label_reading);
    }

    @Override
    public String getText(Object element) {
        return getStyledText(element).getString();
    }

    @Override
    public Image getImage(Object element) {
        Optional<String> name = element instanceof RecordingPart part ? Optional.of(part.kind().icon())
                : Recordings.is(element) ? Optional.of("record") : Optional.empty(); //$NON-NLS-1$
        return name.map(icon -> pictures.create(Images.descriptor(icon))).orElse(null);
    }

    @Override
    public String getDescription(Object element) {
        return element instanceof IResource resource && Recordings.is(resource)
                ? resource.getFullPath().makeRelative() + ": " + facts(resource) //$NON-NLS-1$
                : null;
    }

    @Override
    public void restoreState(IMemento memento) {
        // nothing was kept
    }

    @Override
    public void saveState(IMemento memento) {
        // there is nothing to keep
    }
}

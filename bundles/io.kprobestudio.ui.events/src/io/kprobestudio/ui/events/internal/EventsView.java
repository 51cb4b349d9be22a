/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView;
import io.kprobestudio.ui.session.EventAt;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.IShowInTarget;
import org.eclipse.ui.part.ShowInContext;

/** The decoded events of the recording that runs, of the last one, or of one that was opened. */
public final class EventsView extends StudioView implements IShowInTarget {

    /** The view's id. */
    public static final String ID = "io.kprobestudio.ui.events.events"; //$NON-NLS-1$

    private @Nullable EventsPage page;

    /** Makes the view. Called by the workbench. */
    public EventsView() {
        super("events"); //$NON-NLS-1$
    }

    @Override
    protected Page createPage(Composite parent, StudioActions actions) {
        EventsPage made = new EventsPage(parent, actions, getViewSite(), this::name);
        page = made;
        return made;
    }

    /** Shows in the view's title what it is pinned to. */
    private void name(String pinned) {
        setPartName(pinned.isEmpty() ? Messages.Events_title : NLS.bind(Messages.Events_pinned, pinned));
    }

    @Override
    @NonNullByDefault({})
    public <T> T getAdapter(Class<T> type) {
        return type == EventsPage.class ? type.cast(page) : super.getAdapter(type);
    }

    @Override
    @NonNullByDefault({})
    public boolean show(ShowInContext context) {
        EventsPage shown = page;
        return shown != null && context.getSelection() instanceof IStructuredSelection selection
                && selection.getFirstElement() instanceof EventAt event && shown.show(event);
    }
}

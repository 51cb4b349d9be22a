/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.target.Subscription;
import java.util.Optional;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * A view of the suite: it makes a page, and lets the page pull the newest values whenever something changed, at most every
 * 100 ms.
 */
public abstract class StudioView extends ViewPart {

    private static final String HELP = "io.kprobestudio.ui."; //$NON-NLS-1$

    private final String helpContext;
    private @Nullable Page page;
    private @Nullable Subscription subscription;

    /** The content of a view. */
    public interface Page {

        /** Pulls the newest values and shows them. */
        void refresh();

        /** Gives the keyboard to the control that is used most. */
        void focus();
    }

    /**
     * Makes a view.
     *
     * @param helpContext the name of its help context
     */
    protected StudioView(String helpContext) {
        this.helpContext = HELP + helpContext;
    }

    /** Makes the page. */
    protected abstract Page createPage(Composite parent, StudioActions actions);

    @Override
    @NonNullByDefault({})
    public final void createPartControl(Composite parent) {
        StudioActions actions = Optional.ofNullable(getSite().getService(StudioActions.class)).orElseThrow(
                () -> new IllegalStateException("the suite's services are not there: view=" + getSite().getId())); //$NON-NLS-1$
        VirtualItems.keepFromStyles(parent.getDisplay());
        Page made = createPage(parent, actions);
        page = made;
        Refresh refresh = actions.gate().refresh(parent, made::refresh);
        subscription = actions.studio().subscribe(refresh::request);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, helpContext);
        actions.begin();
        made.refresh();
    }

    @Override
    public final void setFocus() {
        Page made = page;
        if (made != null) {
            made.focus();
        }
    }

    @Override
    public void dispose() {
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        super.dispose();
    }
}

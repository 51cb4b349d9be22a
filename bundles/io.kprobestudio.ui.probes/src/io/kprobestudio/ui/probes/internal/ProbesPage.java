/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.NoticeBar;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;

/** The table of probes, or what to do while there are none. */
final class ProbesPage implements Page {

    private final StudioActions actions;
    private final Studio studio;
    private final NoticeBar notice;
    private final ControlStack stack;
    private final EmptyState disconnected;
    private final EmptyState empty;
    private final ProbeTable table;

    ProbesPage(Composite parent, StudioActions actions, IWorkbenchPartSite site) {
        this.actions = actions;
        studio = actions.studio();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Images images = new Images(parent);
        notice = new NoticeBar(parent, images, Messages.Notice_name, Messages.Notice_close,
                () -> studio.setNotice("")); //$NON-NLS-1$
        Composite children = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(children);
        stack = new ControlStack(children);
        disconnected = new EmptyState(children);
        disconnected.addButton(Messages.Probes_connect, () -> actions.connect(studio.selected()));
        empty = new EmptyState(children);
        empty.setWords(Messages.Probes_empty, Messages.Probes_emptyText);
        empty.addButton(Messages.Probes_new, () -> ProbeDialog.add(actions));
        empty.addButton(Messages.Probes_library, () -> showLibrary(site));
        table = new ProbeTable(children, images, this::enable, this::select, () -> ProbeDialog.edit(actions));
        MenuManager menu = new MenuManager();
        table.control().setMenu(menu.createContextMenu(table.control()));
        site.registerContextMenu(menu, table.viewer());
        site.setSelectionProvider(table.viewer());
        stack.show(disconnected);
    }

    private static void showLibrary(IWorkbenchPartSite site) {
        try {
            site.getPage().showView(LibraryView.ID);
        } catch (PartInitException broken) {
            org.eclipse.core.runtime.ILog.of(ProbesPage.class).error("the library does not open", broken); //$NON-NLS-1$
        }
    }

    private void enable(ProbeInfo probe, boolean on) {
        actions.enableProbes(List.of(probe.key()), on);
    }

    private void select(List<ProbeKey> keys) {
        studio.selectProbes(keys);
    }

    @Override
    public void refresh() {
        notice.show(studio.notice());
        Optional<TargetSession> session = studio.session();
        List<ProbeInfo> probes = session.map(TargetSession::probes).orElse(List.of());
        table.show(probes);
        if (session.isEmpty()) {
            disconnected.setWords(NLS.bind(Messages.Probes_disconnected, studio.selected()),
                    Messages.Probes_disconnectedText);
            stack.show(disconnected);
        } else {
            stack.show(probes.isEmpty() ? empty : table.control().getParent());
        }
    }

    @Override
    public void focus() {
        stack.focus();
    }
}

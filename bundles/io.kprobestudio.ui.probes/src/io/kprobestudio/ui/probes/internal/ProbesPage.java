/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ClipboardText;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.NoticeBar;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.actions.ActionFactory;
import org.eclipse.ui.operations.RedoActionHandler;
import org.eclipse.ui.operations.UndoActionHandler;

/** The table of probes, or what to do while there are none. */
final class ProbesPage implements Page {

    /** With more probes than these there is a filter. */
    private static final int UNFILTERED = 8;

    private final StudioActions actions;
    private final Studio studio;
    private final NoticeBar notice;
    private final ControlStack stack;
    private final EmptyState disconnected;
    private final EmptyState empty;
    private final Composite content;
    private final Text filter;
    private final ProbeTable table;
    private final UndoActionHandler undo;
    private final RedoActionHandler redo;
    /* The target whose probes are shown, and whose changes are taken back. */
    private TargetAddress shown;

    ProbesPage(Composite parent, StudioActions actions, IViewSite site) {
        this.actions = actions;
        studio = actions.studio();
        shown = studio.selected();
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
        content = new Composite(children, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(content);
        filter = new Text(content, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        filter.setMessage(Messages.Probes_filter);
        Accessibility.name(filter, Messages.Probes_filterName);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(filter);
        filter.addListener(SWT.Modify, event -> refresh());
        table = new ProbeTable(content, images, this::enable, this::select, () -> ProbeDialog.edit(actions),
                key -> studio.session().map(open -> open.history(key, TrendLabels.SAMPLES)).orElse(List.of()));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(table.control().getParent());
        MenuManager menu = new MenuManager();
        table.control().setMenu(menu.createContextMenu(table.control()));
        site.registerContextMenu(menu, table.viewer());
        site.setSelectionProvider(table.viewer());
        site.getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), new Action() {

            @Override
            public void run() {
                if (filter.isFocusControl()) {
                    filter.copy();
                } else {
                    ClipboardText.put(table.control(), table.copied());
                }
            }
        });
        MenuManager columns = new MenuManager(Messages.Probes_columns);
        table.fillMenu(columns);
        site.getActionBars().getMenuManager().add(columns);
        undo = new UndoActionHandler(site, actions.history().context(studio.selected()));
        redo = new RedoActionHandler(site, actions.history().context(studio.selected()));
        site.getActionBars().setGlobalActionHandler(ActionFactory.UNDO.getId(), undo);
        site.getActionBars().setGlobalActionHandler(ActionFactory.REDO.getId(), redo);
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
        TargetAddress selected = studio.selected();
        if (!selected.equals(shown)) {
            shown = selected;
            undo.setContext(actions.history().context(selected));
            redo.setContext(actions.history().context(selected));
        }
        Optional<TargetSession> session = studio.session();
        List<ProbeInfo> probes = session.map(TargetSession::probes).orElse(List.of());
        showFilter(probes.size() > UNFILTERED || !filter.getText().isEmpty());
        String[] words = filter.getText().toLowerCase(Locale.ROOT).strip().split("\\s+"); //$NON-NLS-1$
        table.show(probes.stream().filter(probe -> matches(probe, words)).toList());
        if (session.isEmpty()) {
            disconnected.setWords(NLS.bind(Messages.Probes_disconnected, studio.selected()),
                    Messages.Probes_disconnectedText);
            stack.show(disconnected);
        } else {
            stack.show(probes.isEmpty() ? empty : content);
        }
    }

    /** Few probes are seen at a glance, and a small view has no room to give away. */
    private void showFilter(boolean wanted) {
        GridData data = (GridData) filter.getLayoutData();
        if (data.exclude == wanted) {
            data.exclude = !wanted;
            filter.setVisible(wanted);
            content.layout();
        }
    }

    private static boolean matches(ProbeInfo probe, String[] words) {
        String text = (probe.key() + " " + ProbeColumn.STATE.text(probe) + " " + probe.definition()) //$NON-NLS-1$ //$NON-NLS-2$
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(words).allMatch(text::contains);
    }

    @Override
    public void focus() {
        stack.focus();
    }
}

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
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
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
    private final IViewSite site;
    private final Images images;
    private final ProbeColumns columns = new ProbeColumns();
    private final ControlStack kinds;
    private final Composite kindsArea;
    private final ProbeTable table;
    private @Nullable ProbeTree tree;
    private final UndoActionHandler undo;
    private final RedoActionHandler redo;
    /* The target whose probes are shown, and whose changes are taken back. */
    private TargetAddress shown;

    ProbesPage(Composite parent, StudioActions actions, IViewSite site) {
        this.actions = actions;
        studio = actions.studio();
        shown = studio.selected();
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        this.site = site;
        images = new Images(parent);
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
        kindsArea = new Composite(content, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(kindsArea);
        kinds = new ControlStack(kindsArea);
        table = new ProbeTable(kindsArea, images, columns, this::enable, this::stack, studio::selectProbes,
                () -> ProbeDialog.edit(actions), key -> samples(studio.selected(), key));
        addMenu(table);
        columns.onChange(this::refresh);
        addActions();
        undo = new UndoActionHandler(site, actions.history().context(studio.selected()));
        redo = new RedoActionHandler(site, actions.history().context(studio.selected()));
        site.getActionBars().setGlobalActionHandler(ActionFactory.UNDO.getId(), undo);
        site.getActionBars().setGlobalActionHandler(ActionFactory.REDO.getId(), redo);
        choose(rows());
        stack.show(disconnected);
    }

    private List<HitPoint> samples(TargetAddress target, ProbeKey key) {
        return studio.session(target).map(open -> open.history(key, TrendLabels.SAMPLES)).orElse(List.of());
    }

    private void addMenu(ProbeRows rows) {
        MenuManager menu = new MenuManager();
        rows.widget().setMenu(menu.createContextMenu(rows.widget()));
        site.registerContextMenu(menu, rows.selected());
    }

    private void addActions() {
        site.getActionBars().setGlobalActionHandler(ActionFactory.COPY.getId(), new Action() {

            @Override
            public void run() {
                if (filter.isFocusControl()) {
                    filter.copy();
                } else {
                    ClipboardText.put(rows().widget(), rows().copied());
                }
            }
        });
        Action asTree = new Action(Messages.Probes_asTree, IAction.AS_CHECK_BOX) {

            @Override
            public void run() {
                columns.setTree(isChecked());
                choose(rows());
                refresh();
            }
        };
        asTree.setToolTipText(Messages.Probes_asTreeTip);
        asTree.setImageDescriptor(Images.descriptor("tree")); //$NON-NLS-1$
        asTree.setChecked(columns.isTree());
        site.getActionBars().getToolBarManager().add(asTree);
        MenuManager chooser = new MenuManager(Messages.Probes_columns);
        columns.fillMenu(chooser);
        site.getActionBars().getMenuManager().add(asTree);
        site.getActionBars().getMenuManager().add(chooser);
    }

    /** The table, or the tree, which is made when it is wanted first. */
    private ProbeRows rows() {
        return columns.isTree() ? tree() : table;
    }

    private ProbeTree tree() {
        ProbeTree made = tree;
        if (made == null) {
            made = new ProbeTree(kindsArea, images, columns, this::enable,
                    (row, on) -> studio.session(row.target())
                            .ifPresent(session -> session.recordStacks(List.of(row.probe().key()), on)),
                    this::select, this::open,
                    row -> row.probe().ours() ? samples(row.target(), row.probe().key()) : List.of());
            tree = made;
            addMenu(made);
        }
        return made;
    }

    private void choose(ProbeRows rows) {
        kinds.show(rows.control());
        site.setSelectionProvider(rows.selected());
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

    private void stack(ProbeInfo probe, Boolean on) {
        studio.session().ifPresent(session -> session.recordStacks(List.of(probe.key()), on));
    }

    /** What is done in the tree is done to its row's target, which the other views show then too. */
    private void enable(ProbeNode row, boolean on) {
        studio.select(row.target());
        actions.enableProbes(row.ours(), on);
    }

    private void select(List<ProbeNode> rows) {
        rows.stream().findFirst().ifPresent(row -> studio.select(row.target()));
        studio.selectProbes(rows.stream().filter(row -> !(row instanceof ProbeNode.OfTarget))
                .flatMap(row -> row.probes().stream()).map(ProbeInfo::key).distinct().toList());
    }

    private void open(ProbeNode row) {
        if (row instanceof ProbeNode.OfTarget target && studio.session(target.target()).isEmpty()) {
            actions.connect(target.target());
        } else if (row instanceof ProbeNode.OfProbe probe && probe.probe().ours()) {
            ProbeDialog.edit(actions);
        }
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
        if (columns.isTree()) {
            showTree();
            return;
        }
        List<ProbeInfo> probes = session.map(TargetSession::probes).orElse(List.of());
        showFilter(probes.size() > UNFILTERED || !filter.getText().isEmpty());
        table.show(filtered(probes));
        if (session.isEmpty()) {
            disconnected.setWords(NLS.bind(Messages.Probes_disconnected, studio.selected()),
                    Messages.Probes_disconnectedText);
            stack.show(disconnected);
        } else {
            stack.show(probes.isEmpty() ? empty : content);
        }
    }

    private void showTree() {
        List<ProbeNode.OfTarget> targets = new ArrayList<>();
        int probes = 0;
        for (KnownTarget known : studio.targets()) {
            List<ProbeInfo> all = studio.session(known.address()).map(TargetSession::probes).orElse(List.of());
            probes += all.size();
            Map<String, List<ProbeInfo>> groups = new LinkedHashMap<>();
            columns.inOrder(filtered(all)).forEach(
                    probe -> groups.computeIfAbsent(probe.key().group(), none -> new ArrayList<>()).add(probe));
            targets.add(new ProbeNode.OfTarget(known, groups.entrySet().stream()
                    .map(group -> new ProbeNode.OfGroup(known.address(), group.getKey(), group.getValue())).toList()));
        }
        showFilter(probes > UNFILTERED || !filter.getText().isEmpty());
        tree().show(targets);
        stack.show(content);
    }

    private List<ProbeInfo> filtered(List<ProbeInfo> probes) {
        String wanted = filter.getText().toLowerCase(Locale.ROOT).strip();
        String[] words = wanted.split("\\s+"); //$NON-NLS-1$
        return wanted.isEmpty() ? probes : probes.stream().filter(probe -> matches(probe, words)).toList();
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

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.HitPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.core.commands.common.EventManager;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ILazyTreeContentProvider;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/**
 * The tree of probes: targets, groups, probes. Targets and groups are few and there at once; the probes of a group are drawn
 * when they are seen. UI thread only.
 */
final class ProbeTree implements ProbeRows {

    /* The least width of the names, which stand to the right of others, in pixels. */
    private static final int INDENTED = 230;

    private final TreeViewer viewer;
    private final Tree tree;
    private final TreeColumnLayout layout = new TreeColumnLayout();
    private final ProbeColumns columns;
    private final Consumer<List<ProbeNode>> select;
    private final Selected selected = new Selected();
    private List<ProbeNode.OfTarget> shown = List.of();
    /* What the user closed: everything else is open. */
    private final Set<ProbeNode.Id> closed = new HashSet<>();
    /* The probes that were drawn as they are. */
    private final Set<ProbeNode.Id> drawn = new HashSet<>();
    private boolean dark;

    /**
     * Makes the tree.
     *
     * @param enable told what the user ticked; the box follows the target, not the mouse
     * @param stack told of which probe the user ticked that its stack is recorded, or unticked it
     * @param select told the selected rows, which are of one target
     * @param open runs for a double click
     * @param samples the newest samples of a probe
     */
    ProbeTree(Composite parent, Images images, ProbeColumns columns, BiConsumer<ProbeNode, Boolean> enable,
            BiConsumer<ProbeNode.OfProbe, Boolean> stack, Consumer<List<ProbeNode>> select, Consumer<ProbeNode> open,
            Function<ProbeNode.OfProbe, List<HitPoint>> samples) {
        this.columns = columns;
        this.select = select;
        Composite holder = new Composite(parent, SWT.NONE);
        holder.setLayout(layout);
        tree = new Tree(holder, SWT.CHECK | SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL | SWT.VIRTUAL);
        tree.setHeaderVisible(true);
        Accessibility.name(tree, Messages.Probes_tree);
        viewer = new TreeViewer(tree);
        viewer.setUseHashlookup(true);
        viewer.setComparer(new IElementComparer() {

            @Override
            public boolean equals(@Nullable Object one, @Nullable Object other) {
                return one == other || one instanceof ProbeNode row && other instanceof ProbeNode another
                        && row.id().equals(another.id());
            }

            @Override
            public int hashCode(@Nullable Object element) {
                return element instanceof ProbeNode row ? row.id().hashCode() : System.identityHashCode(element);
            }
        });
        ColumnViewerToolTipSupport.enableFor(viewer);
        for (ProbeColumn column : ProbeColumn.values()) {
            TreeViewerColumn made = new TreeViewerColumn(viewer, column.isNumber() ? SWT.RIGHT : SWT.LEFT);
            made.getColumn().setText(column.title());
            made.setLabelProvider(column == ProbeColumn.TREND
                    ? new TrendLabels(row -> row instanceof ProbeNode.OfProbe probe ? samples.apply(probe) : List.of())
                    : new ProbeLabels(column, images));
            made.getColumn().addListener(SWT.Selection, event -> columns.sort(column));
            if (column == ProbeColumn.STACK) {
                made.getColumn().setToolTipText(Messages.Column_stackTip);
            }
        }
        columns.onChange(this::columnsChanged);
        columnsChanged();
        viewer.setContentProvider(new Content());
        viewer.setInput(this);
        tree.addListener(SWT.Selection, event -> {
            if (event.item instanceof TreeItem item && item.getData() instanceof ProbeNode row) {
                if (event.detail == SWT.CHECK) {
                    ticked(item, row, enable);
                } else {
                    selected(row);
                }
            }
        });
        StackClicks.hear(viewer, row -> {
            if (row instanceof ProbeNode.OfProbe probe && probe.probe().ours()) {
                stack.accept(probe, Boolean.valueOf(!probe.probe().stack()));
            }
        });
        tree.addListener(SWT.Collapse, event -> opened(event, false));
        tree.addListener(SWT.Expand, event -> opened(event, true));
        tree.addListener(SWT.DefaultSelection, event -> {
            if (event.item != null && event.item.getData() instanceof ProbeNode row) {
                open.accept(row);
            }
        });
    }

    /** Probes are handed out when they are seen. */
    private final class Content implements ILazyTreeContentProvider {

        @Override
        @NonNullByDefault({})
        public void updateElement(Object parent, int index) {
            if (parent instanceof ProbeNode.OfGroup group && find(group.id()) instanceof ProbeNode.OfGroup newest
                    && index < newest.probes().size()) {
                ProbeNode.OfProbe row = new ProbeNode.OfProbe(newest.address(), newest.probes().get(index));
                drawn.add(row.id());
                viewer.replace(parent, index, row);
            }
        }

        @Override
        @NonNullByDefault({})
        public void updateChildCount(Object element, int count) {
            // set with the rows
        }

        @Override
        public @Nullable Object getParent(@Nullable Object element) {
            return null;
        }
    }

    private @Nullable ProbeNode find(ProbeNode.Id id) {
        return shown.stream().flatMap(target -> Stream.concat(Stream.of(target), target.groups().stream()))
                .filter(row -> row.id().equals(id)).findFirst().orElse(null);
    }

    private static void ticked(TreeItem item, ProbeNode row, BiConsumer<ProbeNode, Boolean> enable) {
        boolean wanted = item.getChecked();
        item.setChecked(row.isEnabled());
        if (!row.ours().isEmpty()) {
            enable.accept(row, Boolean.valueOf(wanted));
        }
    }

    /** The selected rows are of one target, since commands work on one: those of others are given up. */
    private void selected(ProbeNode row) {
        TreeItem[] all = tree.getSelection();
        TreeItem[] same = Arrays.stream(all).filter(
                item -> item.getData() instanceof ProbeNode other && other.target().equals(row.target()))
                .toArray(TreeItem[]::new);
        if (same.length < all.length) {
            tree.setSelection(same);
        }
        tell();
    }

    private void tell() {
        select.accept(selection());
        selected.tell();
    }

    private List<ProbeNode> selection() {
        return Arrays.stream(tree.getSelection()).map(TreeItem::getData).filter(ProbeNode.class::isInstance)
                .map(ProbeNode.class::cast).toList();
    }

    private void opened(Event event, boolean on) {
        if (event.item != null && event.item.getData() instanceof ProbeNode row) {
            if (on) {
                closed.remove(row.id());
            } else {
                closed.add(row.id());
            }
        }
    }

    private void columnsChanged() {
        for (ProbeColumn column : ProbeColumn.values()) {
            layout.setColumnData(tree.getColumn(column.ordinal()),
                    columns.width(column, column == ProbeColumn.EVENT ? INDENTED : column.minimum()));
        }
        ProbeColumn by = columns.sorted();
        @Nullable
        TreeColumn sorted = by == null ? null : tree.getColumn(by.ordinal());
        tree.setSortColumn(sorted);
        tree.setSortDirection(columns.direction());
        tree.getParent().layout(true, true);
    }

    @Override
    public Composite control() {
        return tree.getParent();
    }

    @Override
    public Tree widget() {
        return tree;
    }

    @Override
    public ISelectionProvider selected() {
        return selected;
    }

    @Override
    public String copied() {
        return columns.copied(selection(), (row, column) -> row instanceof ProbeNode.OfProbe probe
                ? column.text(probe.probe())
                : row.text(column));
    }

    /** Shows targets in place of those that are shown. */
    void show(List<ProbeNode.OfTarget> targets) {
        boolean darkNow = Palette.of(tree).dark();
        if (!targets.equals(shown) || darkNow != dark) {
            List<ProbeNode.OfTarget> before = shown;
            shown = List.copyOf(targets);
            if (ids(before).equals(ids(shown)) && darkNow == dark) {
                change(before);
            } else {
                replaceAll();
            }
            dark = darkNow;
        }
        // the trend goes on also where nothing else of a row changes
        Rectangle area = tree.getClientArea();
        tree.redraw(area.x, area.y, area.width, area.height, false);
    }

    private static List<Object> ids(List<ProbeNode.OfTarget> targets) {
        List<Object> ids = new ArrayList<>();
        for (ProbeNode.OfTarget target : targets) {
            ids.add(target.id());
            for (ProbeNode.OfGroup group : target.groups()) {
                ids.add(group.id());
                group.probes().forEach(probe -> ids.add(probe.key()));
            }
        }
        return ids;
    }

    /** The same rows with other values. */
    private void change(List<ProbeNode.OfTarget> before) {
        for (int i = 0; i < shown.size(); i++) {
            ProbeNode.OfTarget target = shown.get(i);
            if (!target.equals(before.get(i))) {
                viewer.replace(this, i, target);
                TreeItem item = tree.getItem(i);
                for (int j = 0; j < target.groups().size(); j++) {
                    change(item, j, target, before.get(i).groups().get(j));
                }
            }
        }
    }

    private void change(TreeItem parent, int index, ProbeNode.OfTarget target, ProbeNode.OfGroup before) {
        ProbeNode.OfGroup group = target.groups().get(index);
        if (!group.equals(before)) {
            viewer.replace(target, index, group);
            TreeItem item = parent.getItem(index);
            IntStream.range(0, group.probes().size())
                    .filter(i -> !group.probes().get(i).equals(before.probes().get(i)) && drawn.remove(
                            new ProbeNode.OfProbe(group.address(), group.probes().get(i)).id()))
                    // asked for again when it is seen
                    .forEach(i -> item.clear(i, false));
        }
    }

    private void replaceAll() {
        Set<ProbeNode.Id> before = new HashSet<>();
        selection().forEach(row -> before.add(row.id()));
        drawn.clear();
        tree.setRedraw(false);
        try {
            viewer.setChildCount(this, shown.size());
            tree.clearAll(true);
            List<TreeItem> again = new ArrayList<>();
            for (int i = 0; i < shown.size(); i++) {
                place(i, before, again);
            }
            tree.setSelection(again.toArray(TreeItem[]::new));
            if (again.size() < before.size()) {
                tell();
            }
        } finally {
            tree.setRedraw(true);
        }
    }

    /** Makes the rows of a target and its groups, and those of its probes that were selected before. */
    private void place(int index, Set<ProbeNode.Id> before, List<TreeItem> again) {
        ProbeNode.OfTarget target = shown.get(index);
        TreeItem item = tree.getItem(index);
        place(this, index, target, target.groups().size(), before.contains(target.id()) ? List.of(item) : List.of(),
                again);
        // the rows in it are not opened while it is closed
        item.setExpanded(!closed.contains(target.id()));
        for (int i = 0; i < target.groups().size(); i++) {
            ProbeNode.OfGroup group = target.groups().get(i);
            TreeItem row = item.getItem(i);
            place(target, i, group, group.probes().size(), before.contains(group.id()) ? List.of(row) : List.of(),
                    again);
            for (int j = 0; j < group.probes().size() && !before.isEmpty(); j++) {
                ProbeNode.OfProbe probe = new ProbeNode.OfProbe(group.address(), group.probes().get(j));
                if (before.contains(probe.id())) {
                    viewer.replace(group, j, probe);
                    again.add(row.getItem(j));
                }
            }
            row.setExpanded(!closed.contains(group.id()));
        }
    }

    private void place(Object parent, int index, ProbeNode row, int children, List<TreeItem> selectedBefore,
            List<TreeItem> again) {
        viewer.replace(parent, index, row);
        viewer.setChildCount(row, children);
        again.addAll(selectedBefore);
    }

    /** What is selected as others know it: the rows are of this view. */
    private final class Selected extends EventManager implements ISelectionProvider {

        @Override
        public ISelection getSelection() {
            return new StructuredSelection(selection().stream().map(ProbeNode::shown).toList());
        }

        @Override
        @NonNullByDefault({})
        public void setSelection(ISelection selection) {
            // the user's matter alone
        }

        @Override
        @NonNullByDefault({})
        public void addSelectionChangedListener(ISelectionChangedListener listener) {
            addListenerObject(listener);
        }

        @Override
        @NonNullByDefault({})
        public void removeSelectionChangedListener(ISelectionChangedListener listener) {
            removeListenerObject(listener);
        }

        void tell() {
            SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
            for (Object listener : getListeners()) {
                ((ISelectionChangedListener) listener).selectionChanged(event);
            }
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.CallTree.Call;
import io.kprobestudio.ui.Accessibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreePath;
import org.eclipse.jface.viewers.TreeSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The functions that led to an event, each below its caller. Enter or a double click opens the source. UI thread only. */
final class CallTable {

    /** Children are those of a function; equal functions at two places are two. */
    private static final class Calls implements ITreeContentProvider {

        @Override
        @NonNullByDefault({})
        public Object[] getElements(Object root) {
            return root instanceof List<?> list ? list.toArray() : new Object[0];
        }

        @Override
        @NonNullByDefault({})
        public Object[] getChildren(Object parent) {
            return parent instanceof Call call ? call.children().toArray() : new Object[0];
        }

        @Override
        @NonNullByDefault({})
        public @Nullable Object getParent(Object child) {
            return null;
        }

        @Override
        @NonNullByDefault({})
        public boolean hasChildren(Object parent) {
            return parent instanceof Call call && !call.children().isEmpty();
        }
    }

    private final Composite area;
    private final TreeViewer viewer;
    private final TreeColumnLayout layout = new TreeColumnLayout();
    private @Nullable Call root;

    CallTable(Composite parent, Consumer<List<Call>> chosen, Consumer<Call> opened) {
        area = new Composite(parent, SWT.NONE);
        area.setLayout(layout);
        viewer = new TreeViewer(area, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        Accessibility.name(viewer.getTree(), Messages.Calls_tree);
        viewer.setContentProvider(new Calls());
        // to compare functions would be to compare whole trees
        viewer.setComparer(new IElementComparer() {

            @Override
            public boolean equals(@Nullable Object one, @Nullable Object other) {
                return one == other;
            }

            @Override
            public int hashCode(@Nullable Object element) {
                return System.identityHashCode(element);
            }
        });
        column(Messages.Calls_function, SWT.LEFT, 60, 120, Call::name);
        column(Messages.Table_hits, SWT.RIGHT, 18, 60, call -> HitTable.number(call.hits()));
        column(Messages.Calls_share, SWT.RIGHT, 16, 60, this::share);
        viewer.addSelectionChangedListener(event -> {
            List<Call> path = path();
            if (!path.isEmpty()) {
                chosen.accept(path);
            }
        });
        viewer.addDoubleClickListener(event -> openSelected(opened));
        Menu menu = new Menu(viewer.getTree());
        MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(Messages.Calls_open);
        item.addListener(SWT.Selection, event -> openSelected(opened));
        viewer.getTree().setMenu(menu);
    }

    private String share(Call call) {
        Call all = root;
        return all == null ? "" : FlameChart.percent(call.hits(), all.hits()); //$NON-NLS-1$
    }

    private void openSelected(Consumer<Call> opened) {
        List<Call> path = path();
        if (!path.isEmpty()) {
            opened.accept(path.getLast());
        }
    }

    /** The functions from the root to the one that is selected. */
    private List<Call> path() {
        List<Call> path = new ArrayList<>();
        if (viewer.getStructuredSelection() instanceof TreeSelection selection && !selection.isEmpty()) {
            TreePath found = selection.getPaths()[0];
            for (int i = 0; i < found.getSegmentCount(); i++) {
                if (found.getSegment(i) instanceof Call call) {
                    path.add(call);
                }
            }
        }
        return path;
    }

    private void column(String title, int style, int weight, int least, Function<Call, String> text) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, style);
        column.getColumn().setText(title);
        layout.setColumnData(column.getColumn(), new ColumnWeightData(weight, least));
        column.setLabelProvider(ColumnLabelProvider.createTextProvider(
                row -> row instanceof Call call ? text.apply(call) : "")); //$NON-NLS-1$
    }

    Control control() {
        return area;
    }

    /** Shows a tree; opens the way that most hits took. */
    void show(Call tree) {
        root = tree;
        List<String> before = path().stream().map(Call::name).toList();
        // a viewer takes an element that is its input for the tree itself
        viewer.setInput(List.of(tree));
        List<Call> busiest = new ArrayList<>(List.of(tree));
        while (!busiest.getLast().children().isEmpty()) {
            busiest.add(busiest.getLast().children().getFirst());
        }
        viewer.expandToLevel(new TreePath(busiest.toArray()), 0);
        viewer.setExpandedState(tree, true);
        List<Call> again = find(tree, before);
        select(again.isEmpty() ? List.of(tree) : again);
    }

    /** Selects a function. */
    void select(List<Call> path) {
        viewer.setSelection(new TreeSelection(new TreePath(path.toArray())), true);
    }

    /** The way from the root with these names, empty where there is none any more. */
    private static List<Call> find(Call tree, List<String> names) {
        List<Call> path = new ArrayList<>();
        List<Call> here = List.of(tree);
        for (String name : names) {
            Optional<Call> next = here.stream().filter(call -> call.name().equals(name)).findFirst();
            if (next.isEmpty()) {
                return List.of();
            }
            path.add(next.get());
            here = next.get().children();
        }
        return path;
    }

    /** The way from the root to a function of the tree. */
    static List<Call> way(Call root, Call wanted) {
        if (root == wanted) {
            return List.of(root);
        }
        for (Call child : root.children()) {
            List<Call> way = way(child, wanted);
            if (!way.isEmpty()) {
                List<Call> whole = new ArrayList<>(List.of(root));
                whole.addAll(way);
                return whole;
            }
        }
        return List.of();
    }
}

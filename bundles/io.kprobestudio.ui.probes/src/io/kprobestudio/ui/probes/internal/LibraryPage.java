/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.ProbeLibrary;
import io.kprobestudio.registry.library.SetOffer;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.TargetSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;

/**
 * The sets of the library: name, sentence and a button each. Those that the selected target's kernel lacks stand at the end,
 * with the reason.
 */
final class LibraryPage implements Page {

    private final StudioActions actions;
    private final ScrolledComposite scroll;
    private final Composite list;
    private final List<LibraryRow> rows = new ArrayList<>();
    private final LatestWork judging;
    private @Nullable Judge judged;

    LibraryPage(Composite parent, StudioActions actions) {
        this.actions = actions;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        list = new Composite(scroll, SWT.NONE);
        list.setLayout(new StackedRows(10, 8, 6));
        Images images = new Images(list);
        ProbeLibrary.sets().forEach(set -> rows.add(new LibraryRow(list, set, images, () -> run(set, actions))));
        judging = new LatestWork("kprobes library", list, actions.studio()::setNotice); //$NON-NLS-1$
        scroll.setContent(list);
        scroll.addListener(SWT.Resize, event -> resize());
    }

    /** Runs what the selected target's kernel takes of a set. */
    static void run(LibrarySet set, StudioActions actions) {
        actions.runProbes(set.name(), session -> {
            SetOffer offer = set.offer(session.judge());
            if (!offer.isUsable()) {
                throw new TargetException(NLS.bind(Messages.Library_unusable, set.name(),
                        String.join("\n", offer.missing()))); //$NON-NLS-1$
            }
            return offer.definitions();
        });
    }

    private void resize() {
        scroll.setMinHeight(list.computeSize(Math.max(160, scroll.getClientArea().width), SWT.DEFAULT, false).y);
    }

    @Override
    public void refresh() {
        Optional<Judge> judge = actions.studio().session().map(TargetSession::judge);
        @Nullable
        Judge now = judge.isPresent() ? judge.get() : null;
        if (now == judged) {
            return;
        }
        judged = now;
        if (now == null) {
            judging.cancel();
            show(List.of());
        } else {
            List<LibrarySet> sets = rows.stream().map(LibraryRow::set).toList();
            judging.start(outdated -> {
                List<SetOffer> offers = sets.stream().map(set -> set.offer(now)).toList();
                actions.gate().post(list, () -> {
                    if (!outdated.getAsBoolean()) {
                        show(offers);
                    }
                });
            });
        }
    }

    /** Shows what a kernel takes of each of the sets, or with nothing the sets as they are. */
    private void show(List<SetOffer> offers) {
        List<LibraryRow> others = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; i < rows.size(); i++) {
            LibraryRow row = rows.get(i);
            boolean before = row.isUsable();
            changed |= row.show(offers.isEmpty() ? null : offers.get(i));
            if (row.isUsable() != before) {
                others.add(row);
            }
        }
        List<LibraryRow> order = new ArrayList<>(rows);
        order.sort(Comparator.comparing(row -> !row.isUsable()));
        // those that stay what they were stand in their order already
        for (int i = 0; i < order.size(); i++) {
            if (others.contains(order.get(i))) {
                order.get(i).moveBelow(i == 0 ? null : order.get(i - 1));
            }
        }
        if (changed || !others.isEmpty()) {
            list.layout(false);
            resize();
        }
    }

    @Override
    public void focus() {
        rows.stream().filter(LibraryRow::isUsable).findFirst().ifPresent(LibraryRow::focus);
    }
}

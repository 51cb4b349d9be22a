/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.registry.library.LibrarySet;
import io.kprobestudio.registry.library.ProbeLibrary;
import io.kprobestudio.registry.library.SetOffer;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.session.TargetSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * The sets of the library: name, sentence and a button each. Those that the selected target's kernel lacks stand at the end,
 * with the reason.
 */
final class LibraryPage implements Page {

    /** What is shown of one set. */
    private final class Row {

        private final LibrarySet set;
        private final Label name;
        private final Button run;
        private final Label sentence;
        private final Label gap;
        private boolean usable = true;

        Row(LibrarySet set, Images images) {
            this.set = set;
            name = new Label(list, SWT.WRAP);
            name.setText(set.name());
            name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
            GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.END).hint(80, SWT.DEFAULT)
                    .applyTo(name);
            run = new Button(list, SWT.PUSH);
            run.setText(Messages.Library_run);
            run.setImage(images.get("run")); //$NON-NLS-1$
            Accessibility.name(run, NLS.bind(Messages.Library_runTip, set.name()));
            GridDataFactory.fillDefaults().span(1, 2).align(SWT.FILL, SWT.CENTER).applyTo(run);
            run.addListener(SWT.Selection, event -> run(set, actions));
            sentence = new Label(list, SWT.WRAP);
            GridDataFactory.fillDefaults().grab(true, false).hint(80, SWT.DEFAULT).applyTo(sentence);
            gap = new Label(list, SWT.SEPARATOR | SWT.HORIZONTAL);
            GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, 4).applyTo(gap);
            show(null);
        }

        /** Shows what a kernel takes of it; whether its sentence is another one now. */
        boolean show(@Nullable SetOffer offer) {
            usable = offer == null || offer.isUsable();
            if (run.isEnabled() != usable) {
                run.setEnabled(usable);
            }
            String tip = NLS.bind(Messages.Library_runTip, set.name());
            List<String> lines = offer == null ? List.of() : usable ? offer.definitions() : offer.missing();
            run.setToolTipText(lines.isEmpty() ? tip : tip + "\n" + String.join("\n", lines)); //$NON-NLS-1$ //$NON-NLS-2$
            String words = offer == null || usable ? set.sentence()
                    : NLS.bind(Messages.Library_missing, offer.missing().get(0));
            boolean other = !words.equals(sentence.getText());
            if (other) {
                sentence.setText(words);
            }
            Palette palette = Palette.of(list);
            name.setForeground(usable ? palette.text() : palette.muted());
            sentence.setForeground(usable ? palette.text() : palette.muted());
            return other;
        }

        /** Moves it below another one, or above all. */
        void moveBelow(@Nullable Row above) {
            if (above == null) {
                name.moveAbove(null);
            } else {
                name.moveBelow(above.gap);
            }
            run.moveBelow(name);
            sentence.moveBelow(run);
            gap.moveBelow(sentence);
        }
    }

    private final StudioActions actions;
    private final ScrolledComposite scroll;
    private final Composite list;
    private final List<Row> rows = new ArrayList<>();
    private final LatestWork judging;
    private @Nullable Judge judged;

    LibraryPage(Composite parent, StudioActions actions) {
        this.actions = actions;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        list = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(10, 8).spacing(8, 2).applyTo(list);
        Images images = new Images(list);
        ProbeLibrary.sets().forEach(set -> rows.add(new Row(set, images)));
        judging = new LatestWork("kprobes library", list, actions.studio()::setNotice); //$NON-NLS-1$
        scroll.setContent(list);
        scroll.addListener(SWT.Resize, event -> resize());
        resize();
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
            List<LibrarySet> sets = rows.stream().map(row -> row.set).toList();
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
        List<Row> others = new ArrayList<>();
        List<Control> changed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            boolean before = rows.get(i).usable;
            if (rows.get(i).show(offers.isEmpty() ? null : offers.get(i))) {
                changed.add(rows.get(i).sentence);
            }
            if (rows.get(i).usable != before) {
                others.add(rows.get(i));
            }
        }
        List<Row> order = new ArrayList<>(rows);
        order.sort(Comparator.comparing(row -> !row.usable));
        // those that stay what they were stand in their order already; to move a control costs as much as to make it
        for (int i = 0; i < order.size(); i++) {
            if (others.contains(order.get(i))) {
                order.get(i).moveBelow(i == 0 ? null : order.get(i - 1));
            }
        }
        // only what changed is measured again
        if (!changed.isEmpty()) {
            list.layout(changed.toArray(Control[]::new));
            resize();
        }
    }

    @Override
    public void focus() {
        rows.stream().filter(row -> row.usable).findFirst().ifPresent(row -> row.run.setFocus());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioView.Page;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The sets of the library: name, sentence and a button each. */
final class LibraryPage implements Page {

    private final StudioActions actions;
    private final ScrolledComposite scroll;
    private final Composite list;
    private final List<Button> buttons = new ArrayList<>();

    LibraryPage(Composite parent, StudioActions actions) {
        this.actions = actions;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        list = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(10, 8).spacing(8, 2).applyTo(list);
        Images images = new Images(list);
        ProbeLibrary.sets().forEach(set -> add(set, images));
        scroll.setContent(list);
        scroll.addListener(SWT.Resize, event -> resize());
        resize();
    }

    private void add(LibrarySet set, Images images) {
        Label name = new Label(list, SWT.WRAP);
        name.setText(set.name());
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DIALOG_FONT));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.END).hint(80, SWT.DEFAULT)
                .applyTo(name);
        Button run = new Button(list, SWT.PUSH);
        run.setText(Messages.Library_run);
        run.setImage(images.get("run")); //$NON-NLS-1$
        run.setToolTipText(NLS.bind(Messages.Library_runTip, set.name()) + "\n" //$NON-NLS-1$
                + String.join("\n", set.lines("arm"))); //$NON-NLS-1$ //$NON-NLS-2$
        run.getAccessible().addAccessibleListener(new org.eclipse.swt.accessibility.AccessibleAdapter() {

            @Override
            @NonNullByDefault({})
            public void getName(org.eclipse.swt.accessibility.AccessibleEvent event) {
                event.result = NLS.bind(Messages.Library_runTip, set.name());
            }
        });
        GridDataFactory.fillDefaults().span(1, 2).align(SWT.FILL, SWT.CENTER).applyTo(run);
        run.addListener(SWT.Selection,
                event -> actions.runProbes(set.name(), session -> set.lines(session.facts().architecture())));
        buttons.add(run);
        Label sentence = new Label(list, SWT.WRAP);
        sentence.setText(set.sentence());
        GridDataFactory.fillDefaults().grab(true, false).hint(80, SWT.DEFAULT).applyTo(sentence);
        Label gap = new Label(list, SWT.SEPARATOR | SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).indent(0, 4).applyTo(gap);
    }

    private void resize() {
        scroll.setMinHeight(list.computeSize(Math.max(160, scroll.getClientArea().width), SWT.DEFAULT).y);
    }

    @Override
    public void refresh() {
        // the sets are the same for every target
    }

    @Override
    public void focus() {
        buttons.stream().findFirst().ifPresent(Button::setFocus);
    }
}

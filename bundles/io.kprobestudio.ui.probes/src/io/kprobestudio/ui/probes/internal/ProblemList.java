/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Fix;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** The problems of a definition, a line each, with their fixes as links. */
public final class ProblemList {

    private static final int MOST_FIXES = 4;

    private final ScrolledComposite scroll;
    private final Composite list;
    private final Images images;
    private final Consumer<Fix> fix;
    private final Consumer<Diagnostic> reveal;

    /**
     * Makes a list without problems.
     *
     * @param height its height in pixels; it scrolls what is more
     * @param fix told the fix that the user chose
     * @param reveal told the problem whose place the user wants to see
     */
    public ProblemList(Composite parent, int height, Images images, Consumer<Fix> fix, Consumer<Diagnostic> reveal) {
        this.images = images;
        this.fix = fix;
        this.reveal = reveal;
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, height).applyTo(scroll);
        list = new Composite(scroll, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(2, 2).spacing(6, 3).applyTo(list);
        scroll.setContent(list);
        Accessibility.name(list, Messages.Dialog_problems);
        scroll.addListener(SWT.Resize, event -> resize());
    }

    /** Shows what a verdict says. */
    public void show(Verdict verdict) {
        for (Control child : list.getChildren()) {
            child.dispose();
        }
        if (verdict.problems().isEmpty()) {
            line(verdict.accepted() ? "ok" : "problem", //$NON-NLS-1$//$NON-NLS-2$
                    verdict.accepted() ? Messages.Dialog_accepted : String.valueOf(verdict.error()));
        }
        verdict.problems().forEach(this::problem);
        if (verdict.undecided() != null) {
            line("note", NLS.bind(Messages.Dialog_undecided, verdict.undecided())); //$NON-NLS-1$
        }
        list.layout(true, true);
        resize();
    }

    private void resize() {
        scroll.setMinHeight(list.computeSize(Math.max(100, scroll.getClientArea().width), SWT.DEFAULT).y);
    }

    private void line(String picture, String words) {
        Label label = new Label(list, SWT.NONE);
        label.setImage(images.get(picture));
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(label);
        Label text = new Label(list, SWT.WRAP);
        text.setText(words);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, SWT.DEFAULT)
                .applyTo(text);
    }

    private void problem(Diagnostic problem) {
        Label label = new Label(list, SWT.NONE);
        label.setImage(images.get(picture(problem.severity())));
        GridDataFactory.fillDefaults().align(SWT.CENTER, SWT.BEGINNING).applyTo(label);
        StringBuilder words = new StringBuilder(escaped(problem.message())).append("  <a href=\"at\">") //$NON-NLS-1$
                .append(escaped(NLS.bind(Messages.Dialog_column, Integer.valueOf(problem.column())))).append("</a>"); //$NON-NLS-1$
        for (int i = 0; i < Math.min(MOST_FIXES, problem.fixes().size()); i++) {
            words.append("   <a href=\"").append(i).append("\">") //$NON-NLS-1$ //$NON-NLS-2$
                    .append(escaped(problem.fixes().get(i).title())).append("</a>"); //$NON-NLS-1$
        }
        Link link = new Link(list, SWT.WRAP);
        link.setText(words.toString());
        link.addListener(SWT.Selection, event -> {
            String target = String.valueOf(event.text);
            if (target.equals("at")) { //$NON-NLS-1$
                reveal.accept(problem);
            } else {
                fix.accept(problem.fixes().get(Integer.parseInt(target)));
            }
        });
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(200, SWT.DEFAULT)
                .applyTo(link);
    }

    /** The picture of a severity. */
    public static String picture(Severity severity) {
        return switch (severity) {
        case ERROR, DANGER -> "problem"; //$NON-NLS-1$
        case WARNING -> "warning"; //$NON-NLS-1$
        case NOTE -> "note"; //$NON-NLS-1$
        };
    }

    private static String escaped(String words) {
        return words.replace("&", "&&").replace("<", "\u2039").replace(">", "\u203a"); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$ //$NON-NLS-5$ //$NON-NLS-6$
    }
}

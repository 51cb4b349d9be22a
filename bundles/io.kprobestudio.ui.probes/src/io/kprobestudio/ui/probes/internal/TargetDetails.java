/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.TargetFacts;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TargetState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** What is known of the selected target, as text that can be selected, with the two buttons that matter most. */
final class TargetDetails {

    private final StudioActions actions;
    private final StyledText text;
    /* Beside the text, which would be another one each second. */
    private final Label load;
    private final Button connect;
    private final Button doctor;
    private final Button renew;
    private Optional<KnownTarget> target = Optional.empty();
    private String shown = ""; //$NON-NLS-1$

    TargetDetails(Composite parent, Images images, StudioActions actions) {
        this.actions = actions;
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(4, 4).applyTo(area);
        text = new StyledText(area, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI | SWT.V_SCROLL);
        text.setMargins(6, 4, 6, 4);
        text.setAlwaysShowScrollBars(false);
        text.setCaret(null);
        Accessibility.name(text, Messages.Details_name);
        GridDataFactory.fillDefaults().grab(true, true).hint(100, 40).applyTo(text);
        load = new Label(area, SWT.NONE);
        load.setVisible(false);
        load.setToolTipText(TargetLabels.loadTip());
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 0).exclude(true).applyTo(load);
        Composite buttons = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).equalWidth(true).applyTo(buttons);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(buttons);
        connect = new Button(buttons, SWT.PUSH);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(connect);
        connect.addListener(SWT.Selection, event -> toggle());
        doctor = new Button(buttons, SWT.PUSH);
        doctor.setText(Messages.Details_doctor);
        doctor.setImage(images.get("doctor")); //$NON-NLS-1$
        GridDataFactory.fillDefaults().grab(true, false).applyTo(doctor);
        doctor.addListener(SWT.Selection, event -> new DoctorDialog(actions).open());
        renew = new Button(buttons, SWT.PUSH);
        renew.setText(Messages.Details_renew);
        renew.setVisible(false);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).exclude(true).applyTo(renew);
        renew.addListener(SWT.Selection,
                event -> target.ifPresent(known -> actions.renewHostKey(known.address())));
    }

    private void toggle() {
        target.ifPresent(known -> {
            if (known.state() == TargetState.CONNECTED) {
                actions.disconnect(known.address());
            } else {
                actions.connect(known.address());
            }
        });
    }

    /** Shows a target. */
    void show(Optional<KnownTarget> known, Optional<TargetSession> session) {
        target = known;
        TargetState state = known.map(KnownTarget::state).orElse(TargetState.DISCONNECTED);
        connect.setText(state == TargetState.CONNECTED ? Messages.Details_disconnect : Messages.Details_connect);
        connect.setEnabled(known.isPresent() && state != TargetState.CONNECTING);
        doctor.setEnabled(session.isPresent());
        reveal(renew, known.filter(KnownTarget::keyChanged).isPresent());
        String hits = known.filter(found -> state == TargetState.CONNECTED)
                .map(found -> NLS.bind(Messages.Details_load, TargetLabels.hits(found), TargetLabels.load(found)))
                .orElse(""); //$NON-NLS-1$
        if (!hits.equals(load.getText())) {
            load.setText(hits);
        }
        reveal(load, !hits.isEmpty());
        List<String> lines = new ArrayList<>();
        List<Integer> headings = new ArrayList<>();
        known.ifPresent(found -> {
            heading(lines, headings, found.kind());
            lines.add(TargetLabels.word(found));
            found.message().lines().forEach(lines::add);
        });
        int problem = lines.size();
        session.map(TargetSession::facts).ifPresent(facts -> add(lines, headings, facts));
        String words = String.join("\n", lines); //$NON-NLS-1$
        if (!words.equals(shown)) {
            shown = words;
            text.setText(words);
            headings.forEach(line -> bold(lines, line.intValue()));
            for (int line = 2; line < problem; line++) {
                colour(lines, line);
            }
        }
    }

    private void reveal(Control control, boolean shown) {
        GridData data = (GridData) control.getLayoutData();
        if (data.exclude == shown) {
            data.exclude = !shown;
            control.setVisible(shown);
            load.getParent().layout(true, true);
        }
    }

    private static void add(List<String> lines, List<Integer> headings, TargetFacts facts) {
        heading(lines, headings, Messages.Details_kernel);
        lines.add("Linux " + facts.kernel() + ", " + facts.architecture()); //$NON-NLS-1$ //$NON-NLS-2$
        heading(lines, headings, Messages.Details_access);
        lines.add(facts.link());
        lines.add(facts.tracefs());
        lines.add(facts.privileges());
        heading(lines, headings, Messages.Details_supports);
        lines.add(String.join(", ", facts.supports())); //$NON-NLS-1$
    }

    private static void heading(List<String> lines, List<Integer> headings, String words) {
        if (!lines.isEmpty()) {
            lines.add(""); //$NON-NLS-1$
        }
        headings.add(Integer.valueOf(lines.size()));
        lines.add(words);
    }

    private void bold(List<String> lines, int line) {
        StyleRange range = new StyleRange(text.getOffsetAtLine(line), lines.get(line).length(), null, null, SWT.BOLD);
        text.setStyleRange(range);
    }

    private void colour(List<String> lines, int line) {
        int begin = text.getOffsetAtLine(line);
        text.setStyleRange(new StyleRange(begin, lines.get(line).length(), Palette.of(text).bad(), null));
    }
}

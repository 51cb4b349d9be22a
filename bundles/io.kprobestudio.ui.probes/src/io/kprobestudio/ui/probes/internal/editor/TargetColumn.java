/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.Refresh;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetSession;
import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.annotation.NonNullByDefault;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.source.AbstractRulerColumn;
import org.eclipse.jface.text.source.CompositeRuler;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.texteditor.rulers.IContributedRulerColumn;
import org.eclipse.ui.texteditor.rulers.RulerColumnDescriptor;

/**
 * A column beside the text that shows of each line whether its probe is on the chosen target, switched on or off or otherwise
 * defined, and its hits, while they are counted. As wide as its contents. Made by the workbench; UI thread only.
 */
public final class TargetColumn extends AbstractRulerColumn implements IContributedRulerColumn {

    private static final int INSET = 4;
    private static final long THOUSAND = 1000;

    private final JudgeChoice choice = JudgeChoice.ofWorkbench();
    private @Nullable RulerColumnDescriptor descriptor;
    private @Nullable ITextEditor editor;
    private @Nullable CompositeRuler ruler;
    private @Nullable TextWatch watch;
    private @Nullable Subscription subscription;
    private @Nullable Judge readBy;
    private String read = ""; //$NON-NLS-1$
    private List<LineOnTarget.Wanted> wanted = List.of();
    private List<LineOnTarget> lines = List.of();

    @Override
    @NonNullByDefault({})
    public Control createControl(CompositeRuler parent, Composite composite) {
        Control control = super.createControl(parent, composite);
        ruler = parent;
        setHover((viewer, line) -> words(line));
        Refresh refresh = new UiGate(control.getDisplay()).refresh(control, this::refresh);
        watch = new TextWatch(parent.getTextViewer(), refresh::request);
        subscription = choice.studio().subscribe(refresh::request);
        refresh();
        return control;
    }

    @Override
    public void dispose() {
        TextWatch watching = watch;
        if (watching != null) {
            watching.close();
        }
        Subscription open = subscription;
        if (open != null) {
            open.close();
        }
        super.dispose();
    }

    private void refresh() {
        CompositeRuler parent = ruler;
        IDocument document = parent == null ? null : parent.getTextViewer().getDocument();
        if (parent == null || document == null) {
            return;
        }
        // below the last line too, and in a theme that was chosen since
        setDefaultBackground(parent.getTextViewer().getTextWidget().getBackground());
        Judge judge = choice.now().judge();
        String text = document.get();
        if (judge != readBy || !text.equals(read)) {
            wanted = DocumentLines.of(document).stream().map(line -> LineOnTarget.Wanted.of(line, judge)).toList();
            read = text;
            readBy = judge;
        }
        List<LineOnTarget> now = LineOnTarget.of(wanted,
                choice.studio().session().map(TargetSession::probes).orElse(List.of()));
        if (!now.equals(lines)) {
            lines = now;
            fit();
            redraw();
        }
    }

    /** Makes the column as wide as what it shows, and one dot wide while no probe is there. */
    private void fit() {
        GC gc = new GC(getControl());
        try {
            gc.setFont(getFont());
            int widest = 0;
            for (LineOnTarget line : lines) {
                widest = Math.max(widest, gc.textExtent(number(line)).x);
            }
            int width = dot(gc) + 2 * INSET + (widest == 0 ? 0 : widest + INSET);
            // It grows with the counts, and does not shrink with each digit.
            if (width > getWidth() || widest == 0) {
                setWidth(width);
            }
        } finally {
            gc.dispose();
        }
    }

    private static int dot(GC gc) {
        return Math.max(6, gc.getFontMetrics().getAscent() * 2 / 3);
    }

    private LineOnTarget line(int index) {
        return index >= 0 && index < lines.size() ? lines.get(index) : LineOnTarget.NOTHING;
    }

    /** The hits, short: 999, 12,345, 123k, 45M. */
    static String number(LineOnTarget line) {
        ProbeInfo probe = line.probe();
        if (probe == null || line.state() == LineOnTarget.State.DIFFERENT) {
            return ""; //$NON-NLS-1$
        }
        long hits = probe.hits();
        if (hits < 100 * THOUSAND) {
            return String.format(Locale.getDefault(), "%,d", Long.valueOf(hits)); //$NON-NLS-1$
        }
        return hits < 100 * THOUSAND * THOUSAND ? hits / THOUSAND + "k" : hits / THOUSAND / THOUSAND + "M"; //$NON-NLS-1$ //$NON-NLS-2$
    }

    @Override
    @NonNullByDefault({})
    protected void paintLine(GC gc, int modelLine, int widgetLine, int linePixel, int lineHeight) {
        LineOnTarget line = line(modelLine);
        Palette palette = Palette.of(getParentRuler().getTextViewer().getTextWidget());
        gc.setBackground(getParentRuler().getTextViewer().getTextWidget().getBackground());
        gc.fillRectangle(0, linePixel, getWidth(), lineHeight);
        gc.setAntialias(SWT.ON);
        int size = dot(gc);
        int top = linePixel + (lineHeight - size) / 2;
        Color colour = colour(line.state(), palette);
        gc.setForeground(colour);
        gc.setBackground(colour);
        switch (line.state()) {
        case ON -> gc.fillOval(INSET, top, size, size);
        case OFF -> gc.drawOval(INSET, top, size - 1, size - 1);
        case DIFFERENT -> {
            gc.setLineWidth(2);
            gc.drawLine(INSET, top + size / 3, INSET + size, top + size / 3);
            gc.drawLine(INSET, top + size * 2 / 3, INSET + size, top + size * 2 / 3);
            gc.drawLine(INSET + size * 3 / 4, top - 1, INSET + size / 4, top + size + 1);
            gc.setLineWidth(1);
        }
        case ABSENT -> gc.fillOval(INSET + size / 2 - 1, top + size / 2 - 1, 2, 2);
        case NONE -> {
            return;
        }
        }
        String number = number(line);
        if (!number.isEmpty()) {
            ProbeInfo probe = line.probe();
            gc.setForeground(probe != null && probe.misses() > 0 ? palette.caution() : palette.text());
            Point extent = gc.textExtent(number);
            gc.drawText(number, getWidth() - INSET - extent.x, linePixel + (lineHeight - extent.y) / 2, true);
        }
    }

    private static Color colour(LineOnTarget.State state, Palette palette) {
        return switch (state) {
        case ON -> palette.good();
        case DIFFERENT -> palette.caution();
        case OFF, ABSENT, NONE -> palette.muted();
        };
    }

    /** What a line's mark means. */
    @Nullable
    String words(int index) {
        LineOnTarget line = line(index);
        String target = choice.studio().session().map(session -> session.address().toString())
                .orElse(choice.studio().selected().toString());
        ProbeInfo probe = line.probe();
        Object[] said = probe == null ? new Object[]{ target }
                : new Object[]{ target, probe.key(), Long.valueOf(probe.hits()), Long.valueOf(probe.misses()) };
        return switch (line.state()) {
        case NONE -> null;
        case ABSENT -> NLS.bind(choice.studio().session().isEmpty() ? Messages.Column_notConnected
                : Messages.Column_absent, said);
        case DIFFERENT -> NLS.bind(Messages.Column_different, said);
        case OFF -> NLS.bind(Messages.Column_off, said);
        case ON -> NLS.bind(Messages.Column_on, said);
        };
    }

    @Override
    public RulerColumnDescriptor getDescriptor() {
        RulerColumnDescriptor known = descriptor;
        if (known == null) {
            throw new IllegalStateException("the column has no descriptor yet"); //$NON-NLS-1$
        }
        return known;
    }

    @Override
    @NonNullByDefault({})
    public void setDescriptor(RulerColumnDescriptor made) {
        descriptor = made;
    }

    @Override
    @NonNullByDefault({})
    public void setEditor(ITextEditor of) {
        editor = of;
    }

    @Override
    public @Nullable ITextEditor getEditor() {
        return editor;
    }

    @Override
    public void columnCreated() {
        // the control is made later
    }

    @Override
    public void columnRemoved() {
        // disposed with its control
    }
}

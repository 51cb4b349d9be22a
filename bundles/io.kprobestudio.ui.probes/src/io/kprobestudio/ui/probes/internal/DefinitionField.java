/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Severity;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.definition.assist.ByteColumns;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Palette;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;

/** A definition with the place of its first problem marked: underlined in the text, and by a caret in the line under it. */
public final class DefinitionField {

    private final StyledText text;
    private final StyledText caret;
    private boolean quiet;

    /**
     * Makes a field.
     *
     * @param changed told when the user or {@link #setText} changed the text
     */
    public DefinitionField(Composite parent, Runnable changed) {
        Composite area = new Composite(parent, SWT.BORDER);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
        text = field(area, SWT.SINGLE);
        Accessibility.name(text, Messages.Dialog_definitionName);
        caret = field(area, SWT.SINGLE | SWT.READ_ONLY);
        caret.setCaret(null);
        Accessibility.name(caret, Messages.Dialog_caret);
        text.addModifyListener(event -> {
            if (!quiet) {
                changed.run();
            }
        });
        text.addCaretListener(event -> text.getDisplay().asyncExec(this::alignCaretLine));
        text.addTraverseListener(event -> {
            if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
                event.doit = true;
            }
        });
        text.addVerifyListener(event -> event.text = event.text.replaceAll("\\s*\\R\\s*", " ")); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private static StyledText field(Composite area, int style) {
        StyledText made = new StyledText(area, style);
        made.setFont(JFaceResources.getTextFont());
        made.setMargins(6, 3, 6, 3);
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(made);
        return made;
    }

    private void alignCaretLine() {
        if (!text.isDisposed() && !caret.isDisposed()) {
            caret.setHorizontalPixel(text.getHorizontalPixel());
        }
    }

    /** The definition. */
    public String text() {
        return text.getText();
    }

    /** Shows a text that came from elsewhere; nobody is told, and the caret stays where it is. */
    public void show(String line) {
        if (!line.equals(text.getText())) {
            int offset = text.getCaretOffset();
            quiet = true;
            text.setText(line);
            quiet = false;
            text.setCaretOffset(Math.min(offset, line.length()));
        }
    }

    /** Whether the user may change it. */
    public void setEditable(boolean editable) {
        text.setEditable(editable);
    }

    void setText(String line) {
        text.setText(line);
        text.setSelection(line.length());
    }

    void focus() {
        text.setFocus();
    }

    /** Puts the keyboard at the place of a problem. */
    public void reveal(Diagnostic problem) {
        int begin = new ByteColumns(text()).toChars(problem.column());
        text.setSelection(begin, Math.min(text.getCharCount(), begin + Math.max(0, problem.length())));
        text.setFocus();
    }

    /** Marks what a verdict says. */
    public void mark(Verdict verdict) {
        Palette palette = Palette.of(text);
        ByteColumns columns = new ByteColumns(text());
        List<StyleRange> ranges = verdict.problems().stream().filter(problem -> problem.length() > 0)
                .sorted(Comparator.comparingInt(Diagnostic::column)).map(problem -> range(problem, columns, palette))
                .filter(range -> range.length > 0).toList();
        text.setStyleRanges(withoutOverlaps(ranges).toArray(StyleRange[]::new));
        Optional<Diagnostic> first = verdict.problems().stream().findFirst();
        String line = ""; //$NON-NLS-1$
        int column = first.map(Diagnostic::column).orElse(Integer.valueOf(verdict.column())).intValue();
        if ((first.isPresent() || !verdict.accepted()) && column >= 0) {
            int begin = columns.toChars(column);
            int end = first.map(problem -> Integer.valueOf(columns.toChars(column + problem.length())))
                    .orElse(Integer.valueOf(begin)).intValue();
            line = " ".repeat(begin) + "^" + "~".repeat(Math.max(0, end - begin - 1)); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
        }
        /* As long as the definition, so that both lines scroll alike. */
        caret.setText(line + " ".repeat(Math.max(0, columns.line().length() - line.length()))); //$NON-NLS-1$
        caret.setForeground(first.map(problem -> colour(problem.severity(), palette)).orElse(palette.bad()));
        alignCaretLine();
    }

    private static StyleRange range(Diagnostic problem, ByteColumns columns, Palette palette) {
        int begin = columns.toChars(problem.column());
        StyleRange range = new StyleRange(begin, columns.toChars(problem.column() + problem.length()) - begin, null,
                null);
        range.underline = true;
        range.underlineStyle = SWT.UNDERLINE_SQUIGGLE;
        range.underlineColor = colour(problem.severity(), palette);
        return range;
    }

    private static List<StyleRange> withoutOverlaps(List<StyleRange> sorted) {
        java.util.ArrayList<StyleRange> kept = new java.util.ArrayList<>();
        int end = 0;
        for (StyleRange range : sorted) {
            if (range.start >= end) {
                kept.add(range);
                end = range.start + range.length;
            }
        }
        return kept;
    }

    /** The colour in which a problem is shown. */
    static Color colour(Severity severity, Palette palette) {
        return switch (severity) {
        case ERROR, DANGER -> palette.bad();
        case WARNING -> palette.caution();
        case NOTE -> palette.muted();
        };
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.FilterException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.rows.FilterAssist;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/**
 * The expression that chooses rows, with completion and those used before; what is wrong with it is underlined and said below.
 * UI thread only.
 */
final class FilterBar {

    private static final int TYPING_MILLIS = 250;

    private final Composite area;
    private final StyledText text;
    private final Label problem;
    private final ToolItem stop;
    private final Supplier<FilterAssist> assist;
    private final Supplier<java.util.Optional<TraceMetadata>> metadata;
    private final Consumer<@Nullable EventFilter> choose;
    private final FilterHistory history = new FilterHistory();
    private String chosen = ""; //$NON-NLS-1$

    FilterBar(Composite parent, Supplier<FilterAssist> assist, Supplier<java.util.Optional<TraceMetadata>> metadata,
            Consumer<@Nullable EventFilter> choose, Runnable stopping) {
        this.assist = assist;
        this.metadata = metadata;
        this.choose = choose;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(3).margins(6, 2).spacing(4, 0).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(area);
        new Label(area, SWT.NONE).setText(Messages.Filter_label);
        text = new StyledText(area, SWT.SINGLE | SWT.BORDER);
        text.setMargins(4, 3, 4, 3);
        text.setFont(JFaceResources.getTextFont());
        text.setToolTipText(Messages.Filter_tip);
        Accessibility.name(text, Messages.Filter_name);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(80, SWT.DEFAULT)
                .applyTo(text);
        ToolBar bar = new ToolBar(area, SWT.FLAT);
        Images images = new Images(area);
        ToolItem used = item(bar, images, "history", Messages.Filter_history); //$NON-NLS-1$
        used.addListener(SWT.Selection, event -> showHistory(bar));
        ToolItem clear = item(bar, images, "clear", Messages.Filter_clear); //$NON-NLS-1$
        clear.addListener(SWT.Selection, event -> set("")); //$NON-NLS-1$
        stop = item(bar, images, "stop", Messages.Filter_stop); //$NON-NLS-1$
        stop.addListener(SWT.Selection, event -> stopping.run());
        stop.setEnabled(false);
        problem = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).exclude(true).hint(80, SWT.DEFAULT)
                .applyTo(problem);
        problem.setVisible(false);
        text.addListener(SWT.Modify, event -> later());
        text.addListener(SWT.KeyDown, this::key);
        text.addListener(SWT.Paint, this::hint);
        new ContentProposalAdapter(text, new FilterText(), (contents, position) -> FilterText.proposals(contents,
                proposed(contents, position)), FilterText.CTRL_SPACE, FilterText.AUTOMATIC);
    }

    private static ToolItem item(ToolBar bar, Images images, String picture, String tip) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setImage(images.get(picture));
        item.setToolTipText(tip);
        return item;
    }

    private List<FilterAssist.Proposal> proposed(String contents, int position) {
        return assist.get().at(contents, position);
    }

    /** What may be written, while nothing is. */
    private void hint(Event event) {
        if (text.getCharCount() == 0) {
            event.gc.setForeground(Palette.of(text).muted());
            event.gc.drawText(Messages.Filter_message, text.getLeftMargin(), text.getTopMargin(), true);
        }
    }

    private void key(Event event) {
        boolean alt = (event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD3;
        if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
            apply();
            history.add(chosen);
        } else if (alt && (event.keyCode == SWT.ARROW_UP || event.keyCode == SWT.ARROW_DOWN)) {
            set(history.go(text.getText(), event.keyCode == SWT.ARROW_UP));
        }
    }

    private void showHistory(ToolBar bar) {
        Menu menu = new Menu(bar);
        for (String used : history.all()) {
            MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText(used.replace("&", "&&")); //$NON-NLS-1$ //$NON-NLS-2$
            item.addListener(SWT.Selection, event -> set(used));
        }
        if (history.all().isEmpty()) {
            MenuItem none = new MenuItem(menu, SWT.PUSH);
            none.setText(Messages.Filter_noHistory);
            none.setEnabled(false);
        }
        menu.setLocation(bar.toDisplay(0, bar.getSize().y));
        menu.addListener(SWT.Hide, event -> bar.getDisplay().asyncExec(menu::dispose));
        menu.setVisible(true);
    }

    /** Puts an expression in the place of what is there, and chooses by it. */
    void set(String expression) {
        text.setText(expression);
        text.setCaretOffset(expression.length());
        apply();
        history.add(chosen);
    }

    /** Adds a comparison to what is there. */
    void add(String comparison) {
        set(chosen.isEmpty() ? comparison : chosen.contains("||") ? "(" + chosen + ") && " + comparison //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                : chosen + " && " + comparison); //$NON-NLS-1$
    }

    private void later() {
        String typed = text.getText();
        text.getDisplay().timerExec(TYPING_MILLIS, () -> {
            if (!text.isDisposed() && text.getText().equals(typed)) {
                apply();
            }
        });
    }

    private void apply() {
        String expression = text.getText().strip();
        try {
            EventFilter filter = expression.isEmpty() ? null : EventFilter.parse(text.getText());
            java.util.Optional<TraceMetadata> known = metadata.get();
            if (filter != null && known.isPresent()) {
                filter.check(known.get());
            }
            complain("", -1); //$NON-NLS-1$
            if (!expression.equals(chosen)) {
                chosen = expression;
                choose.accept(filter);
            }
        } catch (FilterException wrong) {
            complain(NLS.bind(Messages.Filter_problem, Integer.valueOf(wrong.column() + 1), wrong.problem()),
                    wrong.column());
        }
    }

    private void complain(String words, int column) {
        text.setStyleRange(null);
        if (column >= 0 && text.getCharCount() > 0) {
            int begin = Math.min(column, text.getCharCount() - 1);
            StyleRange range = new StyleRange();
            range.start = begin;
            range.length = Math.max(1, wordEnd(begin) - begin);
            range.underline = true;
            range.underlineStyle = SWT.UNDERLINE_SQUIGGLE;
            range.underlineColor = Palette.of(text).bad();
            text.setStyleRange(range);
        }
        problem.setForeground(Palette.of(problem).bad());
        boolean shown = !words.isEmpty();
        if (!words.equals(problem.getText()) && problem.getLayoutData() instanceof GridData data) {
            problem.setText(words);
            data.exclude = !shown;
            problem.setVisible(shown);
            area.getParent().layout(true, true);
        }
    }

    private int wordEnd(int begin) {
        int end = begin;
        while (end < text.getCharCount() && !Character.isWhitespace(text.getText(end, end).charAt(0))) {
            end++;
        }
        return end;
    }

    /** Whether rows are being looked at, which can be stopped. */
    void setLooking(boolean on) {
        stop.setEnabled(on);
    }

    void focus() {
        text.setFocus();
        text.selectAll();
    }
}

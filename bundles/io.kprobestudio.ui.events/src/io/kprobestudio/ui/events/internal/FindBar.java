/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.EventRow;
import java.io.IOException;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/**
 * Looks for words in the rows that are shown: in task, event and fields, however they are written. Takes no space until it is
 * opened. UI thread only; looks on another.
 */
final class FindBar {

    private static final int PIECE = 1 << 14;

    private final Composite area;
    private final Text words;
    private final Label answer;
    private final EventsModel model;
    private final EventGrid grid;
    private final UiGate gate;
    private final LatestWork work;

    FindBar(Composite parent, EventsModel model, EventGrid grid, UiGate gate, Consumer<String> failed) {
        this.model = model;
        this.grid = grid;
        this.gate = gate;
        area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(4).margins(6, 2).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, false).exclude(true).applyTo(area);
        area.setVisible(false);
        new Label(area, SWT.NONE).setText(Messages.Find_label);
        words = new Text(area, SWT.SINGLE | SWT.BORDER);
        words.setMessage(Messages.Find_message);
        Accessibility.name(words, Messages.Find_name);
        GridDataFactory.fillDefaults().grab(true, false).hint(80, SWT.DEFAULT).applyTo(words);
        words.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
                find((event.stateMask & SWT.MOD2) == 0);
            } else if (event.keyCode == SWT.ESC) {
                close();
            }
        });
        answer = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.CENTER).applyTo(answer);
        ToolBar bar = new ToolBar(area, SWT.FLAT);
        Images images = new Images(area);
        item(bar, images, "previous", Messages.Find_previous, () -> find(false)); //$NON-NLS-1$
        item(bar, images, "next", Messages.Find_next, () -> find(true)); //$NON-NLS-1$
        item(bar, images, "close", Messages.Find_close, this::close); //$NON-NLS-1$
        work = new LatestWork("kprobes find", area, failed); //$NON-NLS-1$
    }

    private static void item(ToolBar bar, Images images, String picture, String tip, Runnable action) {
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setImage(images.get(picture));
        item.setToolTipText(tip);
        item.addListener(SWT.Selection, event -> action.run());
    }

    /** Opens the bar. */
    void open() {
        reveal(true);
        words.setFocus();
        words.selectAll();
    }

    private void close() {
        work.cancel();
        reveal(false);
        grid.table().setFocus();
    }

    private void reveal(boolean on) {
        if (area.getLayoutData() instanceof GridData data) {
            data.exclude = !on;
        }
        area.setVisible(on);
        area.getParent().layout();
    }

    private void say(String text) {
        answer.setText(text);
        area.layout();
    }

    /** Goes to the next row with the words, or to the one before; around the ends. */
    void find(boolean forward) {
        String wanted = words.getText().toLowerCase(Locale.ROOT);
        if (!area.getVisible() || wanted.isEmpty()) {
            open();
            return;
        }
        long size = model.size();
        if (size == 0) {
            say(Messages.Find_none);
            return;
        }
        RowSelection selection = grid.selection();
        long begin = selection.isEmpty() ? forward ? -1 : size : model.place(selection.lead());
        RowView all = model.view();
        say(Messages.Find_looking);
        work.start(outdated -> {
            long found = forward ? forward(all, wanted, begin + 1, size, outdated)
                    : back(all, wanted, 0, begin, outdated);
            boolean around = found < 0;
            if (around) {
                found = forward ? forward(all, wanted, 0, Math.min(size, begin + 1), outdated)
                        : back(all, wanted, begin, size, outdated);
            }
            if (!outdated.getAsBoolean()) {
                long row = found;
                gate.post(area, () -> {
                    say(row < 0 ? Messages.Find_none : around ? Messages.Find_around : ""); //$NON-NLS-1$
                    if (row >= 0) {
                        grid.choose(row);
                    }
                });
            }
        });
    }

    /** The number of the first row with the words at places from one to another, -1 where there is none. */
    private long forward(RowView all, String wanted, long from, long to, BooleanSupplier outdated)
            throws IOException {
        for (long place = from; place < to && !outdated.getAsBoolean(); place += PIECE) {
            progress(place - from, to - from);
            long found = in(all, wanted, place, Math.min(to, place + PIECE), true);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    /** The number of the last row with the words. */
    private long back(RowView all, String wanted, long from, long to, BooleanSupplier outdated)
            throws IOException {
        for (long place = to; place > from && !outdated.getAsBoolean(); place -= PIECE) {
            progress(to - place, to - from);
            long found = in(all, wanted, Math.max(from, place - PIECE), place, false);
            if (found >= 0) {
                return found;
            }
        }
        return -1;
    }

    private void progress(long done, long of) {
        if (done > 0) {
            gate.post(area, () -> say(NLS.bind(Messages.Find_progress, Long.valueOf(100 * done / of))));
        }
    }

    private long in(RowView all, String wanted, long from, long to, boolean first) throws IOException {
        long[] found = { -1 };
        all.read(from, to, (number, decoder, cpu, time, buffer, offset, length) -> {
            if ((!first || found[0] < 0)
                    && has(EventRow.of(decoder.decode(cpu, time, buffer, offset, length)), wanted)) {
                found[0] = number;
            }
        });
        return found[0];
    }

    private static boolean has(EventRow row, String wanted) {
        return (row.task() + '\t' + row.event() + '\t' + row.text()).toLowerCase(Locale.ROOT).contains(wanted);
    }
}

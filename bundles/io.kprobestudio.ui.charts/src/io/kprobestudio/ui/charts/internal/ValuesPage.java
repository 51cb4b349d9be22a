/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.FieldValues;
import io.kprobestudio.recording.rows.ValueBins;
import io.kprobestudio.recording.rows.ValueColumns;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.Studio;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IViewSite;

/** An argument to choose, its values over time, and how often they lie where. */
final class ValuesPage implements ChartView.ChartPage {

    private static final long PIECE = 1 << 16;
    private static final long TOLD_NANOS = 200_000_000;

    private final Studio studio;
    private final UiGate gate;
    private final Composite parent;
    private final ChoiceFrame frame;
    private final ValueChart overTime;
    private final ValueChart histogram;
    private final LatestWork work;
    private List<ValueChoice> choices = List.of();
    private Object source = ""; //$NON-NLS-1$
    private @Nullable FieldValues values;
    private boolean looking;

    ValuesPage(Composite parent, StudioActions actions, IViewSite site) {
        this.parent = parent;
        studio = actions.studio();
        gate = actions.gate();
        frame = new ChoiceFrame(parent, Messages.Values_empty, Messages.Values_emptyText, Messages.Values_choice,
                this::choose);
        overTime = ValueChart.overTime(frame.parts(), studio);
        histogram = ValueChart.histogram(frame.parts());
        frame.parts().setWeights(60, 40);
        work = new LatestWork("kprobes values", parent, studio::setNotice); //$NON-NLS-1$
    }

    @Override
    public void refresh() {
        EventRows rows = studio.events();
        List<ValueChoice> now = ValueChoice.all(studio);
        if (now.isEmpty()) {
            frame.show(false);
            return;
        }
        boolean other = !rows.source().equals(source);
        if (!now.equals(choices)) {
            offer(now);
            other |= values == null || !now.contains(chosen());
        }
        source = rows.source();
        if (other) {
            choose();
        } else {
            look();
        }
        frame.show(true);
        overTime.redraw();
    }

    private ValueChoice chosen() {
        FieldValues shown = values;
        return shown == null ? new ValueChoice("", "") : new ValueChoice(shown.event(), shown.field()); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private void offer(List<ValueChoice> now) {
        ValueChoice before = chosen();
        choices = now;
        frame.offer(now.stream().map(ValueChoice::label).toList(), Math.max(0, now.indexOf(before)));
    }

    private void choose() {
        ValueChoice choice = choices.get(frame.chosen());
        work.cancel();
        looking = false;
        values = new FieldValues(choice.event(), choice.field(), studio.events().sequence().first());
        look();
    }

    private void look() {
        FieldValues mine = values;
        EventSequence rows = studio.events().sequence();
        if (mine == null || looking || mine.looked() >= rows.end()) {
            return;
        }
        looking = true;
        work.start(outdated -> {
            long told = System.nanoTime();
            while (!outdated.getAsBoolean() && mine.advance(rows, PIECE)) {
                if (System.nanoTime() - told > TOLD_NANOS) {
                    told = System.nanoTime();
                    post(mine, false);
                }
            }
            post(mine, true);
        });
    }

    private void post(FieldValues mine, boolean done) {
        ValueColumns columns = mine.columns();
        ValueBins bins = mine.bins();
        gate.post(parent, () -> {
            if (values == mine) {
                looking &= !done;
                show(mine, columns, bins);
            }
        });
    }

    private void show(FieldValues mine, ValueColumns columns, ValueBins bins) {
        String title = new ValueChoice(mine.event(), mine.field()).label();
        boolean nanoseconds = studio.events().sequence().metadata()
                .map(known -> Boolean.valueOf(known.clock().inNanoseconds())).orElse(Boolean.TRUE).booleanValue();
        overTime.show(columns, columns.from(0), nanoseconds, title);
        histogram.show(bins, title);
        String words = bins.total() == 0 ? Messages.Values_none
                : NLS.bind(Messages.Values_summary, new Object[]{ HitTable.number(bins.total()),
                        HitTable.number(bins.least()), HitTable.number(bins.most()) });
        frame.setSummary(words);
        frame.parts().setVisible(bins.total() > 0);
    }

    @Override
    public Control picture() {
        return frame.picture();
    }

    @Override
    public List<String> csv() {
        List<String> lines = new ArrayList<>(List.of("argument,from_time,to_time,events,least,mean,greatest")); //$NON-NLS-1$
        FieldValues shown = values;
        if (shown != null) {
            ValueColumns columns = shown.columns();
            for (int i = 0; i < columns.columns(); i++) {
                if (columns.count(i) > 0) {
                    lines.add(String.format(Locale.ROOT, "%s,%d,%d,%d,%d,%.3f,%d", Csv.text(chosen().label()), //$NON-NLS-1$
                            Long.valueOf(columns.from(i)), Long.valueOf(columns.from(i) + columns.width()),
                            Long.valueOf(columns.count(i)), Long.valueOf(columns.least(i)),
                            Double.valueOf(columns.mean(i)), Long.valueOf(columns.most(i))));
                }
            }
        }
        return lines;
    }

    @Override
    public void focus() {
        frame.focus();
    }
}

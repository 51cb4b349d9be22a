/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.DecodedField;
import io.kprobestudio.recording.rows.EventText;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.ui.Images;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.EventRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** The events of a model in a grid: a column each for what all have, and for their arguments one, or one each. UI thread only. */
final class EventTable implements EventGrid.Content {

    private static final int EVENT_COLUMN = 4;
    /** The most arguments that have a column of their own. */
    private static final int MOST_ARGUMENTS = 16;
    private static final int KEPT = 1024;

    private final EventsModel model;
    private final Bookmarks bookmarks;
    private final EventGrid grid;
    private final Image mark;
    private final double character;
    private final Map<Long, EventGrid.Cells> made = new HashMap<>();
    private final ToIntFunction<String> colours;
    /* The arguments that were seen, and whether they have a column. */
    private final Map<String, Boolean> arguments = new LinkedHashMap<>();
    private TimeText times = new TimeText(TimeFormat.MICROSECONDS, 0, TimeText.FIRST, 1);
    private boolean byArgument;
    private boolean coloured = true;
    private Object source = ""; //$NON-NLS-1$
    private List<String> targets = List.of();
    private Palette palette;

    EventTable(Composite parent, EventsModel model, Bookmarks bookmarks, ToIntFunction<String> colours) {
        this.colours = colours;
        this.model = model;
        this.bookmarks = bookmarks;
        palette = Palette.of(parent);
        grid = new EventGrid(parent, Messages.Events_table, this);
        mark = new Images(grid.control()).get("bookmark"); //$NON-NLS-1$
        GC gc = new GC(grid.table());
        character = gc.getFontMetrics().getAverageCharacterWidth();
        gc.dispose();
        columns();
    }

    EventGrid grid() {
        return grid;
    }

    private void columns() {
        List<EventGrid.Column> columns = new ArrayList<>(List.of(column(Messages.Column_time, SWT.RIGHT, 17)));
        if (!targets.isEmpty()) {
            columns.add(column(Messages.Column_target, SWT.LEFT, 14));
        }
        columns.addAll(List.of(column(Messages.Column_cpu, SWT.RIGHT, 6), column(Messages.Column_task, SWT.LEFT, 13),
                column(Messages.Column_pid, SWT.RIGHT, 7), column(Messages.Column_event, SWT.LEFT, 13)));
        if (byArgument) {
            shownArguments().forEach(name -> columns.add(column(name, SWT.LEFT, 14)));
        } else {
            columns.add(column(Messages.Column_fields, SWT.LEFT, 60));
        }
        grid.setColumns(columns);
        made.clear();
    }

    private EventGrid.Column column(String title, int style, int characters) {
        return new EventGrid.Column(title, style, (int) (character * characters));
    }

    private List<String> shownArguments() {
        return arguments.entrySet().stream().filter(entry -> entry.getValue().booleanValue()).map(Map.Entry::getKey)
                .toList();
    }

    /** The arguments that were seen so far, and whether each has a column. */
    Map<String, Boolean> arguments() {
        return arguments;
    }

    boolean isByArgument() {
        return byArgument;
    }

    /** Gives each argument a column, or all one. */
    void setByArgument(boolean on) {
        byArgument = on;
        columns();
        grid.update();
    }

    /** Gives an argument a column, or none. */
    void setArgument(String name, boolean on) {
        arguments.put(name, Boolean.valueOf(on));
        columns();
        grid.update();
    }

    boolean isColoured() {
        return coloured;
    }

    void setColoured(boolean on) {
        coloured = on;
        redraw();
    }

    /** Counts the times of {@link TimeFormat#SINCE_CHOSEN} from a time on, until other events are shown. */
    void countFrom(long time) {
        times = new TimeText(times.format(), times.begin(), time, times.step());
        redraw();
    }

    /** Makes all cells anew. */
    void redraw() {
        made.clear();
        grid.update();
    }

    /** Shows what the model has now. */
    void refresh() {
        TimeFormat wanted = StudioSettings.now().timeFormat();
        Palette now = Palette.of(grid.table());
        boolean other = !model.rows().source().equals(source);
        if (other || model.sequence().size() > 0 && times.begin() == 0) {
            times = new TimeText(wanted, model.sequence().metadata().isPresent() ? begin() : 0,
                    other ? TimeText.FIRST : times.chosen(), model.sequence().step());
        }
        if (other) {
            source = model.rows().source();
            targets = model.sequence().targets();
            arguments.clear();
            grid.begin();
            columns();
        }
        if (other || wanted != times.format() || now != palette) {
            times = new TimeText(wanted, times.begin(), times.chosen(), times.step());
            palette = now;
            made.clear();
        }
        int known = arguments.size();
        grid.update();
        if (byArgument && arguments.size() != known) {
            columns();
            grid.update();
        }
    }

    private long begin() {
        Optional<StoredEvent> first = model.event(model.sequence().first());
        if (first.isEmpty()) {
            model.read(model.sequence().first());
        }
        return first.map(event -> Long.valueOf(event.time())).orElse(Long.valueOf(0)).longValue();
    }

    @Override
    public long size() {
        return model.size();
    }

    @Override
    public long number(long place) {
        return model.number(place);
    }

    @Override
    public long place(long number) {
        return model.place(number);
    }

    @Override
    public void seen(long from, long to) {
        model.want(Math.max(0, from - 1), to);
        if (made.size() > KEPT) {
            made.clear();
        }
    }

    @Override
    public EventGrid.@Nullable Cells cells(long place) {
        Long number = Long.valueOf(model.number(place));
        if (!made.containsKey(number)) {
            Optional<StoredEvent> event = model.event(number.longValue());
            Optional<StoredEvent> above = place == 0 ? event : model.event(model.number(place - 1));
            if (event.isEmpty() || above.isEmpty()) {
                return null;
            }
            made.put(number, cells(number.longValue(), event.get(), above.get().time()));
        }
        return made.get(number);
    }

    private EventGrid.Cells cells(long number, StoredEvent stored, long previous) {
        DecodedEvent event = stored.decode();
        EventRow row = EventRow.of(event);
        List<String> texts = new ArrayList<>(List.of(times.of(row.nanoseconds(), previous)));
        if (!targets.isEmpty()) {
            texts.add(targets.get(model.sequence().target(stored.decoder())));
        }
        texts.addAll(List.of(Integer.toString(row.cpu()), row.task(), Integer.toString(row.pid()),
                EventNames.shortName(row.event())));
        Map<String, String> values = new HashMap<>();
        for (DecodedField field : event.fields()) {
            if (!EventText.isPlace(field.name())) {
                values.put(field.name(), EventText.value(field.value()));
                arguments.putIfAbsent(field.name(), Boolean.valueOf(arguments.size() < MOST_ARGUMENTS));
            }
        }
        if (byArgument) {
            shownArguments().forEach(name -> texts.add(values.getOrDefault(name, ""))); //$NON-NLS-1$
        } else {
            texts.add(row.text());
        }
        Color color = coloured ? palette.seriesColor(colours.applyAsInt(row.event())) : null;
        return new EventGrid.Cells(texts, bookmarks.isMarked(number) ? mark : null,
                targets.isEmpty() ? EVENT_COLUMN : EVENT_COLUMN + 1, color);
    }
}

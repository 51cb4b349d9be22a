/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.FilterAssist;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.ui.Accessibility;
import io.kprobestudio.ui.ControlStack;
import io.kprobestudio.ui.EmptyState;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.StudioActions;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import io.kprobestudio.ui.StudioView.Page;
import io.kprobestudio.ui.WordsLine;
import io.kprobestudio.ui.session.EventAt;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.Studio;
import io.kprobestudio.ui.session.TargetSession;
import io.kprobestudio.ui.session.TimeRange;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IViewSite;
import org.eclipse.ui.contexts.IContextService;

/**
 * How the recording stands, the filter, the table of events and what is in the one that is selected; or what to do while there are
 * none.
 */
final class EventsPage implements Page {

    private static final String CONTEXT = "io.kprobestudio.ui.events.context"; //$NON-NLS-1$

    private final StudioActions actions;
    private final Studio studio;
    private final ControlStack stack;
    private final EmptyState empty;
    private final Button record;
    private final Composite content;
    private final WordsLine status;
    private final FilterBar filter;
    private final FindBar find;
    private final SashForm sash;
    private final EventsModel model;
    private final EventTable table;
    private final EventGrid grid;
    private final DetailsPane details;
    private final Bookmarks bookmarks;
    private final EventCopy copy;
    private final RowSeek seeking;
    private final EventsMenu menu;
    private final Consumer<String> named;
    private Optional<TimeRange> time = Optional.empty();
    private @Nullable EventsShown pinned;

    /**
     * Makes the page.
     *
     * @param named told the name of what is pinned, an empty text for nothing
     */
    EventsPage(Composite parent, StudioActions actions, IViewSite site, Consumer<String> named) {
        this.named = named;
        this.actions = actions;
        studio = actions.studio();
        GridLayoutFactory.fillDefaults().applyTo(parent);
        Composite children = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(children);
        stack = new ControlStack(children);
        empty = new EmptyState(children);
        record = empty.addButton(Messages.Events_record, actions::startRecording);
        content = new Composite(children, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(content);
        status = new WordsLine(content).indented(6, 3);
        Accessibility.name(status.label(), Messages.Events_status);
        model = new EventsModel(content, actions.gate(), this::refresh, studio::setNotice);
        bookmarks = new Bookmarks(content, actions.gate(), this::marked, studio::setNotice);
        filter = new FilterBar(content, this::assist, () -> model.sequence().metadata(), this::choose, this::stop);
        Composite middle = new Composite(content, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(middle);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(middle);
        sash = new SashForm(middle, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        table = new EventTable(sash, model, bookmarks, studio::colour);
        grid = table.grid();
        details = new DetailsPane(sash, actions);
        sash.setMaximizedControl(grid.control());
        find = new FindBar(middle, model, grid, actions.gate(), studio::setNotice);
        copy = new EventCopy(content, actions.gate(), studio::setNotice);
        seeking = new RowSeek(content, actions.gate(), studio::setNotice);
        sash.addListener(SWT.Resize, event -> arrange());
        stack.show(empty);
        site.getService(IContextService.class).activateContext(CONTEXT);
        menu = new EventsMenu(this, site);
        grid.onHold(menu::held);
        grid.onSelect(this::selected);
        grid.table().addListener(SWT.DefaultSelection, event -> menu.showDetails());
    }

    /** The details stand beside a table that is wide, and below one that is not. */
    private void arrange() {
        int wanted = sash.getSize().x > 3 * sash.getSize().y ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (sash.getOrientation() != wanted) {
            sash.setOrientation(wanted);
        }
    }

    EventTable table() {
        return table;
    }

    FilterBar filter() {
        return filter;
    }

    FindBar find() {
        return find;
    }

    /** What is shown: what was pinned, else what all views show. */
    EventsShown shown() {
        EventsShown held = pinned;
        return held != null ? held : EventsShown.now(studio);
    }

    boolean isPinned() {
        return pinned != null;
    }

    /** Shows these events as they stand from now on, or with null again what all views show. */
    void pin(@Nullable EventsShown held) {
        pinned = held;
        named.accept(held == null ? "" : held.name()); //$NON-NLS-1$
        menu.pinned(held != null);
        refresh();
    }

    /** Whether what is shown is what all views show, so that they share the chosen time. */
    private boolean isShared() {
        return studio.events().source().equals(shown().rows().source());
    }

    void setFollow(boolean on) {
        grid.setFollow(on);
    }

    void setDetails(boolean on) {
        sash.setMaximizedControl(on ? null : grid.control());
        showDetails();
    }

    private FilterAssist assist() {
        Optional<TraceMetadata> metadata = model.sequence().metadata();
        if (metadata.isEmpty()) {
            return new FilterAssist(SavedComms.NONE, List.of());
        }
        // A recording has formats of hundreds of events; its table, where there is one, knows those that were recorded.
        Set<String> recorded = shown().recording().table().stream().map(HitRow::event).collect(Collectors.toSet());
        List<EventFormat> formats = metadata.get().formats().all().stream().filter(
                format -> recorded.isEmpty() || recorded.contains(format.system() + "/" + format.name())).toList(); //$NON-NLS-1$
        return new FilterAssist(metadata.get().comms(), formats);
    }

    private void choose(@Nullable EventFilter wanted) {
        model.choose(wanted);
        refresh();
    }

    private void stop() {
        model.stop();
        refresh();
    }

    private void marked() {
        table.redraw();
        showDetails();
    }

    @Override
    public void refresh() {
        EventRows rows = shown().rows();
        RecordingStatus recording = shown().recording();
        Optional<TargetSession> session = studio.session();
        boolean idle = recording.phase() == RecordingStatus.Phase.NONE
                || recording.phase() == RecordingStatus.Phase.LIVE;
        if (rows.size() == 0 && idle) {
            boolean any = session.map(open -> open.probes().stream().anyMatch(ProbeInfo::ours)).orElse(Boolean.FALSE)
                    .booleanValue();
            empty.setWords(Messages.Events_empty, any ? Messages.Events_ready : Messages.Events_emptyText);
            record.setEnabled(any);
            stack.show(empty);
            return;
        }
        boolean other = !rows.source().equals(model.rows().source());
        model.show(rows);
        bookmarks.of(rows.source(), rows.sequence(), recording.file());
        String words = StatusWords.of(rows, recording, model);
        status.set(words);
        status.label().setToolTipText(recording.file().isEmpty() ? null : recording.file());
        Palette palette = Palette.of(status.label());
        status.label().setForeground(recording.lost() > 0 ? palette.caution() : palette.text());
        filter.setLooking(model.isLooking());
        if (other && !rows.sequence().isQuick()) {
            menu.held();
            grid.setFollow(false);
        }
        table.refresh();
        showDetails();
        followTime();
        stack.show(content);
    }

    private void showDetails() {
        if (sash.getMaximizedControl() != null) {
            return;
        }
        long row = grid.selection().lead();
        event().ifPresentOrElse(event -> details.show(event, of(event) + bookmarks.note(row)), details::none);
    }

    /** The target of an event where those of several are shown. */
    private String of(StoredEvent event) {
        EventSequence all = model.sequence();
        return all.targets().isEmpty() ? "" //$NON-NLS-1$
                : NLS.bind(Messages.Details_target, all.targets().get(all.target(event.decoder()))) + '\n';
    }

    /** The user selected other rows: all views show their time. */
    private void selected() {
        showDetails();
        RowSelection selection = grid.selection();
        if (selection.isEmpty()) {
            return;
        }
        long lowest = selection.lowest();
        long highest = selection.highest();
        withEvent(lowest, first -> withEvent(highest, last -> {
            boolean same = !selection.isEmpty() && selection.lowest() == lowest && selection.highest() == highest;
            if (same && first.time() <= last.time()) {
                TimeRange range = new TimeRange(first.time(), last.time());
                time = Optional.of(range);
                if (isShared()) {
                    studio.chooseTime(range);
                }
            }
        }));
    }

    /** Does something with an event, at once where it is in memory, else when it was read. */
    private void withEvent(long row, Consumer<StoredEvent> action) {
        Optional<StoredEvent> known = model.event(row);
        if (known.isPresent()) {
            action.accept(known.get());
            return;
        }
        EventSequence all = model.sequence();
        seeking.seek(all, () -> {
            Optional<StoredEvent> read = all.row(row);
            return () -> read.ifPresent(action);
        });
    }

    /** Shows the time that was chosen in another view. */
    private void followTime() {
        Optional<TimeRange> chosen = studio.time();
        if (chosen.equals(time) || !isShared()) {
            return;
        }
        time = chosen;
        if (chosen.isEmpty()) {
            return;
        }
        TimeRange wanted = chosen.get();
        EventSequence all = model.sequence();
        seeking.seek(all, () -> {
            long from = all.rowAt(wanted.from());
            long to = all.rowAt(wanted.to() + 1) - 1;
            return () -> {
                if (from < all.end()) {
                    grid.mark(from, Math.max(from, to));
                    showDetails();
                }
            };
        });
    }

    /** Selects an event, unless it is not among those that are kept. */
    boolean show(EventAt event) {
        refresh();
        EventSequence all = model.sequence();
        boolean[] found = { true };
        seeking.seek(all, () -> {
            long row = event.in(all);
            found[0] = row >= 0;
            return () -> {
                if (row < 0) {
                    studio.setNotice(NLS.bind(Messages.Events_gone, TimeText.seconds(event.time())));
                    return;
                }
                if (model.isFiltered() && model.number(Math.min(model.size() - 1, model.place(row))) != row) {
                    filter.set(""); //$NON-NLS-1$
                }
                grid.choose(row);
            };
        });
        return found[0];
    }

    /** Copies the selected rows. */
    void copy(boolean csv) {
        if (csv) {
            copy.csv(model.view(), grid.selection());
        } else {
            copy.text(model.view(), grid.selection());
        }
    }

    /** The event that the keys go on from, empty while none is selected or it is being read. */
    Optional<StoredEvent> event() {
        long row = grid.selection().lead();
        return row < 0 ? Optional.empty() : model.event(row);
    }

    /** Marks the selected event, with a note, or takes its mark away. */
    void toggleBookmark(boolean asking) {
        long row = grid.selection().lead();
        if (row >= 0 && bookmarks.isMarked(row) && !asking) {
            bookmarks.unmark(row);
            return;
        }
        if (row < 0) {
            return;
        }
        withEvent(row, event -> {
            String note = bookmarks.note(row);
            if (asking) {
                InputDialog dialog = new InputDialog(actions.shell(), Messages.Bookmark_title, Messages.Bookmark_note,
                        note, null);
                if (dialog.open() != Window.OK) {
                    return;
                }
                note = dialog.getValue();
            }
            bookmarks.mark(row, event, note);
        });
    }

    /** Counts times from the selected event on. */
    void countFrom() {
        long row = grid.selection().lead();
        if (row >= 0) {
            withEvent(row, event -> {
                menu.choose(TimeFormat.SINCE_CHOSEN);
                table.countFrom(event.time());
            });
        }
    }

    /** Goes to the next bookmark, or to the one before. */
    void goToBookmark(boolean forward) {
        long row = bookmarks.next(grid.selection().lead(), forward);
        if (row >= 0) {
            grid.choose(row);
        }
    }

    @Override
    public void focus() {
        // another view of the same recording may have changed them
        bookmarks.readAgain();
        if (stack.shows(content)) {
            grid.table().setFocus();
        } else {
            empty.setFocus();
        }
    }
}

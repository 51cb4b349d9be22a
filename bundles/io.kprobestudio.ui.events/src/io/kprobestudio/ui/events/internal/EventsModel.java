/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.RowFilter;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.EventRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.swt.widgets.Widget;

/**
 * The rows that are shown: all of a sequence, or those that a filter chose so far. Rows on disk are read on a thread of its own,
 * and are there a moment after they were asked for. UI thread only.
 */
final class EventsModel {

    private static final long PIECE = 1 << 16;
    private static final int KEPT = 4096;
    /* Rows nearer to each other than this are read at once. */
    private static final long NEAR = 512;
    private static final long TOLD_NANOS = 100_000_000;

    private final UiGate gate;
    private final Widget owner;
    private final LatestWork finding;
    private final LatestWork reading;
    private final Runnable changed;
    private final Map<Long, StoredEvent> known = new LinkedHashMap<>(256, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<Long, StoredEvent> eldest) {
            return size() > KEPT;
        }
    };
    private EventRows rows = EventRows.NONE;
    private @Nullable RowFilter filter;
    private boolean looking;
    private boolean stopped;

    EventsModel(Widget owner, UiGate gate, Runnable changed, Consumer<String> failed) {
        this.owner = owner;
        this.gate = gate;
        this.changed = changed;
        finding = new LatestWork("kprobes filter", owner, failed); //$NON-NLS-1$
        reading = new LatestWork("kprobes rows", owner, failed); //$NON-NLS-1$
    }

    EventRows rows() {
        return rows;
    }

    EventSequence sequence() {
        return rows.sequence();
    }

    /** Shows a later state of the same events, or others. */
    void show(EventRows newest) {
        boolean other = !newest.source().equals(rows.source());
        rows = newest;
        if (other) {
            known.clear();
        }
        RowFilter now = filter;
        if (now != null && other) {
            choose(now.filter());
        } else {
            look();
        }
    }

    /** Chooses rows by a filter, or all with null. */
    void choose(@Nullable EventFilter wanted) {
        finding.cancel();
        looking = false;
        stopped = false;
        filter = wanted == null ? null : new RowFilter(wanted, sequence().first());
        look();
    }

    /** Looks at no more rows. */
    void stop() {
        if (looking) {
            finding.cancel();
            looking = false;
            stopped = true;
        }
    }

    private void look() {
        RowFilter mine = filter;
        EventSequence all = sequence();
        if (mine == null || looking || stopped || mine.looked() >= all.end()) {
            return;
        }
        looking = true;
        finding.start(outdated -> {
            long told = System.nanoTime();
            while (!outdated.getAsBoolean() && mine.advance(all, PIECE)) {
                if (System.nanoTime() - told > TOLD_NANOS) {
                    told = System.nanoTime();
                    gate.post(owner, changed);
                }
            }
            gate.post(owner, () -> {
                if (filter == mine && !stopped) {
                    looking = false;
                    look();
                    changed.run();
                }
            });
        });
    }

    boolean isFiltered() {
        return filter != null;
    }

    /** Whether rows are being looked at that were there for a while. */
    boolean isLooking() {
        return looking;
    }

    boolean isStopped() {
        return stopped;
    }

    /** How much was looked at by the filter, 0 to 1. */
    double looked() {
        RowFilter now = filter;
        long size = sequence().size();
        return now == null || size == 0 ? 1 : Math.clamp((double) (now.looked() - sequence().first()) / size, 0, 1);
    }

    /** The rows that are shown now, for any thread. */
    RowView view() {
        RowFilter now = filter;
        return new RowView(sequence(), now == null ? null : now.rows());
    }

    long size() {
        return view().size();
    }

    long number(long place) {
        return view().number(place);
    }

    long place(long number) {
        return view().place(number);
    }

    /** A row, empty while it is read. */
    Optional<StoredEvent> event(long number) {
        if (sequence().isQuick()) {
            try {
                return sequence().row(number);
            } catch (java.io.IOException never) {
                throw new IllegalStateException("rows in memory", never); //$NON-NLS-1$
            }
        }
        Long key = Long.valueOf(number);
        return known.containsKey(key) ? Optional.of(known.get(key)) : Optional.empty();
    }

    /** Reads a row, which is there later. */
    void read(long number) {
        if (!sequence().isQuick()) {
            fetch(List.of(Long.valueOf(number)));
        }
    }

    /** Reads the rows at some places, where they are not there yet. */
    void want(long from, long to) {
        if (sequence().isQuick()) {
            return;
        }
        List<Long> missing = new ArrayList<>();
        for (long place = from; place < to; place++) {
            Long number = Long.valueOf(number(place));
            if (!known.containsKey(number)) {
                missing.add(number);
            }
        }
        if (!missing.isEmpty()) {
            fetch(missing);
        }
    }

    private void fetch(List<Long> missing) {
        EventSequence all = sequence();
        reading.start(outdated -> {
            Map<Long, StoredEvent> found = new LinkedHashMap<>();
            int next = 0;
            while (next < missing.size() && !outdated.getAsBoolean()) {
                int begin = next++;
                while (next < missing.size()
                        && missing.get(next).longValue() - missing.get(next - 1).longValue() < NEAR) {
                    next++;
                }
                List<Long> wanted = missing.subList(begin, next);
                all.read(wanted.get(0).longValue(), wanted.get(wanted.size() - 1).longValue() + 1,
                        (number, decoder, cpu, time, buffer, offset, length) -> {
                            if (wanted.contains(Long.valueOf(number))) {
                                found.put(Long.valueOf(number),
                                        StoredEvent.copy(decoder, cpu, time, buffer, offset, length));
                            }
                        });
            }
            gate.post(owner, () -> {
                if (sequence() == all) {
                    known.putAll(found);
                    changed.run();
                }
            });
        });
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import io.kprobestudio.ui.session.EventAt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/**
 * Events that the user marked, each with a note. Those of a recording are kept beside it, a line each with time, CPU, event and
 * note, so that they are there again wherever it is opened; those of a recording that runs are kept with it when it ends.
 * UI thread only; files are read and written on another.
 */
final class Bookmarks {

    private record Mark(EventAt at, String note) {
    }

    private final LatestWork work;
    private final UiGate gate;
    private final Widget owner;
    private final Runnable changed;
    private final Consumer<String> failed;
    private final TreeMap<Long, Mark> marks = new TreeMap<>();
    private Object source = ""; //$NON-NLS-1$
    private @Nullable Path file;

    Bookmarks(Widget owner, UiGate gate, Runnable changed, Consumer<String> failed) {
        this.owner = owner;
        this.gate = gate;
        this.changed = changed;
        this.failed = failed;
        work = new LatestWork("kprobes bookmarks", owner, failed); //$NON-NLS-1$
    }

    /** Where the bookmarks of a recording are kept. */
    private static Path beside(Path recording) {
        return Files.isDirectory(recording) ? recording.resolve("events.bookmarks") //$NON-NLS-1$
                : recording.resolveSibling(recording.getFileName() + ".bookmarks"); //$NON-NLS-1$
    }

    /**
     * Tells what is shown.
     *
     * @param of what the rows are of
     * @param recording where it is saved, an empty text while it is not
     */
    void of(Object of, EventSequence rows, String recording) {
        Path wanted = recording.isEmpty() ? null : beside(Path.of(recording));
        boolean other = !of.equals(source);
        if (other) {
            source = of;
            file = wanted;
            marks.clear();
            if (wanted != null) {
                load(wanted, rows);
            }
        } else if (file == null && wanted != null) {
            file = wanted;
            if (!marks.isEmpty()) {
                save();
            }
        }
    }

    /** Reads what is kept of the same recording anew when it is told next. */
    void readAgain() {
        if (file != null) {
            source = ""; //$NON-NLS-1$
        }
    }

    private void load(Path from, EventSequence rows) {
        Object mine = source;
        work.start(outdated -> {
            if (!Files.isRegularFile(from)) {
                return;
            }
            Map<Long, Mark> found = new TreeMap<>();
            for (String line : Files.readAllLines(from, StandardCharsets.UTF_8)) {
                String[] parts = line.split("\t", 4); //$NON-NLS-1$
                if (parts.length == 4 && parts[0].matches("-?\\d{1,19}") && parts[1].matches("\\d{1,5}")) { //$NON-NLS-1$ //$NON-NLS-2$
                    EventAt at = new EventAt(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), parts[2]);
                    long row = at.in(rows);
                    if (row >= 0) {
                        found.put(Long.valueOf(row), new Mark(at, parts[3]));
                    }
                }
            }
            gate.post(owner, () -> {
                if (source.equals(mine)) {
                    found.forEach(marks::putIfAbsent);
                    changed.run();
                }
            });
        });
    }

    private void save() {
        Path to = file;
        if (to == null) {
            return;
        }
        List<String> lines = new ArrayList<>();
        marks.values().forEach(mark -> lines.add(mark.at.time() + "\t" + mark.at.cpu() + "\t" + mark.at.event() + "\t" //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$
                + mark.note));
        work.start(outdated -> {
            try {
                if (lines.isEmpty()) {
                    Files.deleteIfExists(to);
                } else {
                    Files.write(to, lines, StandardCharsets.UTF_8);
                }
            } catch (IOException unwritable) {
                failed.accept(NLS.bind(Messages.Bookmark_unwritable, to, unwritable.getMessage()));
            }
        });
    }

    boolean isMarked(long row) {
        return marks.containsKey(Long.valueOf(row));
    }

    /** The note of a row, an empty text where it has none or is not marked. */
    String note(long row) {
        Mark mark = marks.get(Long.valueOf(row));
        return mark == null ? "" : mark.note; //$NON-NLS-1$
    }

    /** Marks an event, with a note in one line. */
    void mark(long row, StoredEvent event, String note) {
        marks.put(Long.valueOf(row), new Mark(EventAt.of(event), note.replaceAll("[\\t\\r\\n]+", " "))); //$NON-NLS-1$ //$NON-NLS-2$
        save();
        changed.run();
    }

    /** Takes a mark away. */
    void unmark(long row) {
        marks.remove(Long.valueOf(row));
        save();
        changed.run();
    }

    /** The marked row behind this one, or before it; around the ends; -1 where none is marked. */
    long next(long row, boolean forward) {
        if (marks.isEmpty()) {
            return -1;
        }
        Long found = forward ? marks.higherKey(Long.valueOf(row)) : marks.lowerKey(Long.valueOf(row));
        return (found != null ? found : forward ? marks.firstKey() : marks.lastKey()).longValue();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.DecodedField;
import io.kprobestudio.decoder.SafeText;
import io.kprobestudio.recording.rows.EventSequence;
import io.kprobestudio.recording.rows.EventText;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.ui.ClipboardText;
import io.kprobestudio.ui.LatestWork;
import io.kprobestudio.ui.UiGate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Control;

/** Puts the selected rows on the clipboard. UI thread only; rows are read on another. */
final class EventCopy {

    /** The most rows that are copied at once; more are for the command {@code kprobes decode}. */
    static final int MOST = 100_000;

    private final Control owner;
    private final UiGate gate;
    private final Consumer<String> failed;
    private final LatestWork work;

    EventCopy(Control owner, UiGate gate, Consumer<String> failed) {
        this.owner = owner;
        this.gate = gate;
        this.failed = failed;
        work = new LatestWork("kprobes copy", owner, failed); //$NON-NLS-1$
    }

    /** As the kernel's lines. */
    void text(RowView rows, RowSelection selection) {
        copy(rows, selection, events -> {
            StringBuilder text = new StringBuilder();
            EventSequence all = rows.all();
            events.forEach(event -> text.append(target(all, event).map(name -> name + ": ").orElse("")) //$NON-NLS-1$ //$NON-NLS-2$
                    .append(event.kernelText()).append('\n'));
            return text.toString();
        });
    }

    /** As comma-separated values, with a column for each argument. */
    void csv(RowView rows, RowSelection selection) {
        copy(rows, selection, events -> csv(rows.all(), events));
    }

    private void copy(RowView rows, RowSelection selection, Function<List<StoredEvent>, String> words) {
        if (selection.isEmpty()) {
            return;
        }
        long from = rows.place(selection.lowest());
        long to = Math.min(rows.size(), rows.place(selection.highest()) + 1);
        if (to - from > MOST) {
            failed.accept(NLS.bind(Messages.Copy_tooMany, Integer.valueOf(MOST)));
            return;
        }
        Set<Long> chosen = new LinkedHashSet<>();
        for (long place = from; place < to; place++) {
            long number = rows.number(place);
            if (selection.contains(number)) {
                chosen.add(Long.valueOf(number));
            }
        }
        work.start(outdated -> {
            List<StoredEvent> events = new ArrayList<>();
            rows.read(from, to, (number, decoder, cpu, time, buffer, offset, length) -> {
                if (chosen.contains(Long.valueOf(number))) {
                    events.add(StoredEvent.copy(decoder, cpu, time, buffer, offset, length));
                }
            });
            String text = words.apply(events);
            gate.post(owner, () -> ClipboardText.put(owner, text));
        });
    }

    /** The target's name where events of several are shown. */
    private static Optional<String> target(EventSequence all, StoredEvent event) {
        return all.targets().isEmpty() ? Optional.empty() : Optional.of(all.targets().get(all.target(event.decoder())));
    }

    private static String csv(EventSequence all, List<StoredEvent> events) {
        List<DecodedEvent> decoded = events.stream().map(StoredEvent::decode).toList();
        Set<String> names = new LinkedHashSet<>();
        decoded.forEach(event -> event.fields().stream().map(DecodedField::name)
                .filter(name -> !EventText.isPlace(name)).forEach(names::add));
        StringBuilder text = new StringBuilder(
                all.targets().isEmpty() ? "time_s,cpu,task,pid,event" : "time_s,target,cpu,task,pid,event"); //$NON-NLS-1$ //$NON-NLS-2$
        names.forEach(name -> text.append(',').append(SafeText.csv(name)));
        text.append('\n');
        for (int i = 0; i < decoded.size(); i++) {
            DecodedEvent event = decoded.get(i);
            text.append(String.format(Locale.ROOT, "%d.%09d,%s%d,%s,%d,%s", Long.valueOf(event.time() / 1_000_000_000L), //$NON-NLS-1$
                    Long.valueOf(event.time() % 1_000_000_000L),
                    target(all, events.get(i)).map(name -> SafeText.csv(name) + ',').orElse(""), //$NON-NLS-1$
                    Integer.valueOf(event.cpu()),
                    SafeText.csv(event.task()), Integer.valueOf(event.pid()), SafeText.csv(event.fullName())));
            for (String name : names) {
                text.append(',').append(event.field(name).map(value -> SafeText.csv(value.toString())).orElse("")); //$NON-NLS-1$
            }
            text.append('\n');
        }
        return text.toString();
    }
}

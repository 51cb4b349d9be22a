/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.charts.internal;

import io.kprobestudio.decoder.EventField;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.rows.EventText;
import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.Studio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An argument whose values can be drawn.
 *
 * @param event the event as {@code group/event}
 * @param field the argument's name
 */
record ValueChoice(String event, String field) {

    /** How it is called where it is chosen. */
    String label() {
        return EventNames.shortName(event) + "." + field; //$NON-NLS-1$
    }

    /** The arguments that are numbers, of the events that were recorded or whose probes are on the target. */
    static List<ValueChoice> all(Studio studio) {
        Optional<TraceMetadata> metadata = studio.events().sequence().metadata();
        if (metadata.isEmpty()) {
            return List.of();
        }
        Set<String> events = Stream.concat(studio.recording().table().stream().map(HitRow::event),
                studio.session().stream().flatMap(session -> session.probes().stream())
                        .map(probe -> probe.key().toString()))
                .collect(Collectors.toSet());
        List<ValueChoice> choices = new ArrayList<>();
        for (EventFormat format : metadata.get().formats().all()) {
            String event = format.system() + "/" + format.name(); //$NON-NLS-1$
            for (EventField field : format.ownFields()) {
                if (events.contains(event) && !EventText.isPlace(field.name())
                        && field.kind() == EventField.Kind.INTEGER) {
                    choices.add(new ValueChoice(event, field.name()));
                }
            }
        }
        return choices;
    }
}

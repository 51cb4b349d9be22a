/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.EventPlan;
import io.kprobestudio.decoder.FieldReader;

/**
 * The values of one event's field, gathered piece by piece, of a growing sequence too. {@link #columns} and {@link #bins} may be
 * asked by any thread; the rest belongs to one.
 */
public final class FieldValues {

    private final String event;
    private final String field;
    private final ValueColumns columns = new ValueColumns();
    private final ValueBins bins = new ValueBins();
    private final RowProgress progress;
    private final ByDecoder<Map<Integer, Optional<FieldReader>>> readers = new ByDecoder<>(decoder -> new HashMap<>());

    /**
     * Makes the values of a field, of which none was looked at yet.
     *
     * @param event the event as {@code group/event}
     * @param field a field that is a number
     * @param begin the first row that is looked at
     */
    public FieldValues(String event, String field, long begin) {
        this.event = event;
        this.field = field;
        progress = new RowProgress(begin);
    }

    /** The event as {@code group/event}. */
    public String event() {
        return event;
    }

    /** The field's name. */
    public String field() {
        return field;
    }

    /** The first row that was not looked at yet. */
    public long looked() {
        return progress.looked();
    }

    /**
     * Looks at some more rows.
     *
     * @param sequence the same sequence as before, or a later state of it
     * @param limit how many rows are looked at
     * @return whether there are more
     * @throws IOException when the recording cannot be read
     */
    public boolean advance(EventSequence sequence, long limit) throws IOException {
        synchronized (columns) {
            return progress.advance(sequence, limit, (number, decoder, cpu, time, buffer, offset, length) -> {
                Optional<FieldReader> reader = readers.of(decoder).computeIfAbsent(
                        EventDecoder.eventId(buffer, offset, length), id -> reader(decoder, id));
                if (reader.isPresent()) {
                    long value = reader.get().number(buffer, offset, length);
                    columns.add(time, value);
                    bins.add(value);
                }
            });
        }
    }

    private Optional<FieldReader> reader(EventDecoder decoder, int id) {
        EventPlan plan = decoder.plan(id);
        if (plan == null) {
            return Optional.empty();
        }
        EventFormat format = plan.format();
        return (format.system() + "/" + format.name()).equals(event)
                ? plan.field(field).filter(FieldReader::isNumber)
                : Optional.empty();
    }

    /** The values over time, as they are known now. */
    public ValueColumns columns() {
        synchronized (columns) {
            return columns.copy();
        }
    }

    /** How often values lay where, as it is known now. */
    public ValueBins bins() {
        synchronized (columns) {
            return bins.copy();
        }
    }
}

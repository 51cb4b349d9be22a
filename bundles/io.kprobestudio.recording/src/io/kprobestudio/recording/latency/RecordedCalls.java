/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.EventPlan;
import io.kprobestudio.decoder.FieldReader;
import io.kprobestudio.decoder.FieldValue;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.TraceMetadata;

/** Takes the records of a recording, or events as they come, to a pairing. Used by one thread at a time. */
public final class RecordedCalls implements RecordSink {

    /** What is needed of one kind of event. */
    private record Role(String event, FieldReader pid, @Nullable FieldReader address, boolean isReturn) {
    }

    private final EventDecoder decoder;
    private final CallPairing pairing;
    private final Map<Integer, Optional<Role>> roles = new HashMap<>();
    private long row;

    /**
     * Makes a way into a pairing.
     *
     * @param metadata the recording's
     */
    public RecordedCalls(TraceMetadata metadata, CallPairing pairing) {
        decoder = new EventDecoder(metadata);
        this.pairing = pairing;
    }

    @Override
    public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
        record(row++, cpu, time, buffer, offset, length);
    }

    /**
     * Takes a record whose number is another's to count.
     *
     * @param number the record's, which a {@link Call} tells; the rest as in {@link #record(int, long, ByteBuffer, int, int)}
     */
    public void record(long number, int cpu, long time, ByteBuffer buffer, int offset, int length) {
        Optional<Role> found = roles.computeIfAbsent(EventDecoder.eventId(buffer, offset, length), this::role);
        if (found.isEmpty()) {
            return;
        }
        Role role = found.get();
        int pid = (int) role.pid().number(buffer, offset, length);
        FieldReader address = role.address();
        if (address == null) {
            pairing.named(role.event(), cpu, pid, time, number);
        } else if (role.isReturn()) {
            pairing.returned(role.event(), address.number(buffer, offset, length), cpu, pid, time, number);
        } else {
            pairing.entered(role.event(), address.number(buffer, offset, length), cpu, pid, time);
        }
    }

    private Optional<Role> role(int type) {
        EventPlan plan = decoder.plan(type);
        if (plan == null) {
            return Optional.empty();
        }
        EventFormat format = plan.format();
        if (!pairing.isByFunction()) {
            return pairing.isNamed(format.fullName())
                    ? Optional.of(new Role(format.fullName(), plan.pid(), null, false)) : Optional.empty();
        }
        String place = format.isReturnProbe() ? EventFormat.PROBE_FUNC : EventFormat.PROBE_IP;
        return plan.field(place)
                .map(address -> new Role(format.fullName(), plan.pid(), address, format.isReturnProbe()));
    }

    @Override
    public void missed(int cpu, long count) {
        pairing.lost();
    }

    @Override
    public void corrupt(CorruptSubBuffer problem) {
        pairing.lost();
    }

    /** Takes an event that was decoded already. */
    public static void take(CallPairing pairing, DecodedEvent event, long row) {
        if (!pairing.isByFunction()) {
            pairing.named(event.fullName(), event.cpu(), event.pid(), event.time(), row);
        } else if (number(event, EventFormat.PROBE_FUNC) instanceof FieldValue.Number address) {
            pairing.returned(event.fullName(), address.value(), event.cpu(), event.pid(), event.time(), row);
        } else if (number(event, EventFormat.PROBE_IP) instanceof FieldValue.Number address) {
            pairing.entered(event.fullName(), address.value(), event.cpu(), event.pid(), event.time());
        }
    }

    private static FieldValue number(DecodedEvent event, String field) {
        return event.field(field).orElseGet(FieldValue.Missing::new);
    }
}

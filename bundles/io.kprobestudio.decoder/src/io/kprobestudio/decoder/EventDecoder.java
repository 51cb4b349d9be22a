/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/** Turns records into events, by plans made once from the formats. Immutable, thread-safe. */
public final class EventDecoder {

    private final TraceMetadata metadata;
    private final @Nullable EventPlan[] plans;

    /** A decoder for recordings with this metadata. */
    public EventDecoder(TraceMetadata metadata) {
        this.metadata = metadata;
        plans = new @Nullable EventPlan[metadata.formats().limit()];
    }

    /** The event's ID: {@code common_type}, -1 for a record that is too short to have one. */
    public static int eventId(ByteBuffer buffer, int offset, int length) {
        return length < Short.BYTES ? -1 : FieldReader.commonType(buffer, offset);
    }

    /** The plan for an event's ID, or null when there is no format. */
    public @Nullable EventPlan plan(int id) {
        if (id < 0 || id >= plans.length) {
            return null;
        }
        EventPlan plan = plans[id];
        if (plan == null) {
            EventFormat format = metadata.format(id);
            if (format != null) {
                // Two threads may make the same plan; either will do, its fields being final.
                plan = new EventPlan(format, metadata.layout());
                plans[id] = plan;
            }
        }
        return plan;
    }

    /** The metadata that the decoder was made for. */
    public TraceMetadata metadata() {
        return metadata;
    }

    /**
     * Takes one event out of its buffer.
     *
     * @return the event; without system and fields when there is no format for it
     */
    public DecodedEvent decode(int cpu, long time, ByteBuffer buffer, int offset, int length) {
        int id = eventId(buffer, offset, length);
        EventPlan plan = plan(id);
        if (plan == null) {
            return new DecodedEvent(cpu, time, 0, metadata.comms().name(0), id, "", "unknown_" + id, 0, 0, List.of());
        }
        int pid = (int) plan.pid().number(buffer, offset, length);
        List<DecodedField> fields = new ArrayList<>(plan.fields().size());
        boolean stack = plan.format().system().equals("ftrace") && plan.format().name().equals("kernel_stack");
        for (FieldReader reader : plan.fields()) {
            FieldValue value = stack && reader.name().equals("caller")
                    ? stack(reader.field().offset(), buffer, offset, length)
                    : reader.value(buffer, offset, length);
            fields.add(new DecodedField(reader.name(), value));
        }
        return new DecodedEvent(cpu, time, pid, metadata.comms().name(pid), id, plan.format().system(),
                plan.format().name(), (int) plan.flags().number(buffer, offset, length),
                (int) plan.preempt().number(buffer, offset, length), fields);
    }

    /**
     * Whether a record is the stack of the event before it: of the same CPU and thread. The kernel writes it right behind
     * the event, with nothing of that CPU between them but what interrupted it.
     */
    public static boolean isStackOf(DecodedEvent stack, DecodedEvent event) {
        return stack.system().equals("ftrace") && stack.event().endsWith("_stack") && stack.cpu() == event.cpu()
                && stack.pid() == event.pid() && Long.compareUnsigned(stack.time(), event.time()) >= 0;
    }

    /** The places of a stack, which reaches to the end of its record, as symbols. */
    private FieldValue stack(int from, ByteBuffer buffer, int offset, int length) {
        int word = metadata.layout().wordSize();
        long end = word == Long.BYTES ? -1 : 0xffffffffL;
        List<FieldValue> places = new ArrayList<>();
        for (int at = from; at + word <= length; at += word) {
            long address = FieldReader.read(buffer, offset + at, word, false);
            if (address == end) {
                break;
            }
            KernelSymbols.Symbol symbol = metadata.symbols().lookup(address);
            places.add(new FieldValue.Text(symbol == null ? "0x" + Long.toHexString(address) : symbol.toString()));
        }
        return new FieldValue.Array(places);
    }
}

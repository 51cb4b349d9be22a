/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.KernelText;
import io.kprobestudio.decoder.SafeText;
import io.kprobestudio.decoder.TextBuffer;

/** A record that was taken out of its buffer, undecoded, and what decodes it. Immutable. */
public final class StoredEvent {

    private final EventDecoder decoder;
    private final int cpu;
    private final long time;
    private final ByteBuffer bytes;

    private StoredEvent(EventDecoder decoder, int cpu, long time, ByteBuffer bytes) {
        this.decoder = decoder;
        this.cpu = cpu;
        this.time = time;
        this.bytes = bytes;
    }

    /** Copies a record. */
    public static StoredEvent copy(EventDecoder decoder, int cpu, long time, ByteBuffer buffer, int offset,
            int length) {
        byte[] copy = new byte[length];
        buffer.get(offset, copy);
        return new StoredEvent(decoder, cpu, time, ByteBuffer.wrap(copy).order(buffer.order()));
    }

    /** The CPU that recorded it. */
    public int cpu() {
        return cpu;
    }

    /** Its time stamp, in units of the trace clock, unsigned. */
    public long time() {
        return time;
    }

    /** What knows its format. */
    public EventDecoder decoder() {
        return decoder;
    }

    /** How many bytes the record has. */
    public int length() {
        return bytes.capacity();
    }

    /** A byte of the record, 0 to 255. */
    public int byteAt(int index) {
        return bytes.get(index) & 0xff;
    }

    /** Its fields. */
    public DecodedEvent decode() {
        return decoder.decode(cpu, time, bytes, 0, bytes.capacity());
    }

    /** The line that the kernel's {@code trace} file has for it, control characters escaped, without its end. */
    public String kernelText() {
        TextBuffer line = new TextBuffer(256);
        new KernelText(decoder.metadata()).line(cpu, time, bytes, 0, bytes.capacity(), line);
        return line.toString().stripTrailing().lines().map(SafeText::escape).collect(Collectors.joining("\n"));
    }

    /** Passes it to a visitor as the row of a number. */
    void visit(long number, RowVisitor visitor) {
        visitor.row(number, decoder, cpu, time, bytes, 0, bytes.capacity());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Writes a recording in the Common Trace Format 1.8, which babeltrace2 and Trace Compass read: a folder with
 * {@code metadata} and a stream a CPU. Numbers keep their sizes and signs, text becomes strings, arrays become arrays and
 * sequences. Used once, by one thread.
 */
public final class CtfExport {

    private static final int MAGIC = 0xc1fc1fc1;
    private static final int PACKET = 1 << 20;
    private static final int HEADER = 4 + 4 + 8 + 8 + 8 + 8 + 4;

    private final RecordingReader reader;
    private final EventDecoder decoder;
    private final int word;
    private final TraceClock clock;
    private final @Nullable Redaction redaction;
    private final Map<Integer, EventPlan> used = new TreeMap<>();

    private CtfExport(RecordingReader reader, boolean redact) {
        this.reader = reader;
        clock = reader.metadata().clock();
        redaction = redact ? Redaction.of(reader.metadata()) : null;
        decoder = new EventDecoder(reader.metadata());
        word = reader.metadata().layout().wordSize();
    }

    /**
     * Writes all events that have a format.
     *
     * @param folder is made when it is not there; its files, which only their owner may read, are replaced
     * @param redact whether the kernel's addresses are hidden: numbers become 0
     * @throws IOException when the recording cannot be read or the folder not be written
     */
    public static ReadSummary write(RecordingReader reader, Path folder, boolean redact) throws IOException {
        return new CtfExport(reader, redact).write(folder);
    }

    private final class Stream {
        private final OutputStream out;
        private final int cpu;
        private ByteBuffer packet = ByteBuffer.allocate(PACKET).order(ByteOrder.LITTLE_ENDIAN);
        private long first;
        private long last;

        Stream(OutputStream out, int cpu) {
            this.out = out;
            this.cpu = cpu;
            packet.position(HEADER);
        }

        /** The format wants time to rise; where a CPU's clock went back, it stands still. */
        void put(long recorded, int id, byte[] payload, int length) throws IOException {
            long time = Long.compareUnsigned(recorded, last) < 0 ? last : recorded;
            if (packet.remaining() < length + Long.BYTES + Short.BYTES) {
                flush();
            }
            if (packet.remaining() < length + Long.BYTES + Short.BYTES) {
                packet = ByteBuffer.allocate(HEADER + Long.BYTES + Short.BYTES + length)
                        .order(ByteOrder.LITTLE_ENDIAN).position(HEADER);
            }
            if (packet.position() == HEADER) {
                first = time;
            }
            last = time;
            packet.putLong(time).putShort((short) id).put(payload, 0, length);
        }

        void flush() throws IOException {
            if (packet.position() == HEADER) {
                return;
            }
            int end = packet.position();
            packet.putInt(0, MAGIC).putInt(4, 0).putLong(8, first).putLong(16, last).putLong(24, 8L * end)
                    .putLong(32, 8L * end).putInt(40, cpu);
            out.write(packet.array(), 0, end);
            packet.position(HEADER);
        }
    }

    private ReadSummary write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Map<Integer, Stream> streams = new HashMap<>();
        Payload payload = new Payload();
        List<OutputStream> open = new ArrayList<>();
        try {
            ReadSummary summary = reader.write((cpu, time, buffer, offset, length) -> {
                EventPlan plan = decoder.plan(EventDecoder.eventId(buffer, offset, length));
                if (plan == null) {
                    return;
                }
                Stream stream = streams.get(cpu);
                if (!streams.containsKey(cpu)) {
                    OutputStream out = PrivateFiles.create(folder.resolve("stream_" + cpu));
                    open.add(out);
                    stream = new Stream(out, cpu);
                    streams.put(cpu, stream);
                }
                used.put(plan.format().id(), plan);
                payload.bytes.clear();
                encode(plan, buffer, offset, length, payload);
                stream.put(clock.shown(time), plan.format().id(), payload.bytes.array(), payload.bytes.position());
            });
            for (Stream stream : streams.values()) {
                stream.flush();
            }
            try (OutputStream out = PrivateFiles.create(folder.resolve("metadata"))) {
                out.write(metadata().getBytes(StandardCharsets.US_ASCII));
            }
            return summary;
        } finally {
            for (OutputStream out : open) {
                out.close();
            }
        }
    }

    /** How a field is written. */
    private enum Shape {
        NUMBER, TEXT, TEXTS, NUMBERS
    }

    private static Shape shape(FieldReader reader) {
        if (reader.isNumber()) {
            return Shape.NUMBER;
        }
        return reader.field().isTextArray() ? Shape.TEXTS : reader.isText() ? Shape.TEXT : Shape.NUMBERS;
    }

    /** Grows with what is put into it. */
    private static final class Payload {
        private ByteBuffer bytes = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

        ByteBuffer room(int more) {
            if (bytes.remaining() < more) {
                bytes = ByteBuffer.allocate(2 * (bytes.position() + more)).order(ByteOrder.LITTLE_ENDIAN)
                        .put(bytes.flip());
            }
            return bytes;
        }

        void text(String text) {
            room(text.length() + 1).put(text.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        }

        void number(long value, int size) {
            ByteBuffer out = room(Long.BYTES);
            switch (size) {
            case 1 -> out.put((byte) value);
            case 2 -> out.putShort((short) value);
            case 4 -> out.putInt((int) value);
            default -> out.putLong(value);
            }
        }
    }

    private long hidden(long value, boolean signed) {
        Redaction hiding = redaction;
        return hiding != null && !signed && hiding.isAddress(value) ? 0 : value;
    }

    private String hidden(String text) {
        Redaction hiding = redaction;
        return hiding == null ? text : hiding.text(text);
    }

    private void encode(EventPlan plan, ByteBuffer buffer, int record, int length, Payload out) {
        out.number(plan.pid().number(buffer, record, length), Integer.BYTES);
        for (FieldReader field : plan.fields()) {
            switch (shape(field)) {
            case NUMBER -> out.number(hidden(field.number(buffer, record, length), field.field().signed()),
                    field.field().size());
            case TEXT -> out.text(hidden(field.text(buffer, record, length)));
            case TEXTS -> {
                FieldValue value = field.value(buffer, record, length);
                List<FieldValue> texts = value instanceof FieldValue.Array array ? array.values() : List.of();
                out.number(texts.size(), Integer.BYTES);
                texts.forEach(t -> out.text(hidden(t.toString())));
            }
            case NUMBERS -> {
                int step = field.field().elementSize(word);
                int at = field.dataOffset(buffer, record, length);
                int count = at < 0 ? 0 : field.dataLength(buffer, record, length) / step;
                out.number(count, Integer.BYTES);
                for (int i = 0; i < count; i++) {
                    out.number(hidden(FieldReader.read(buffer, record + at + i * step, step, false), false), step);
                }
            }
            }
        }
    }

    private String metadata() {
        StringBuilder text = new StringBuilder();
        text.append("/* CTF 1.8 */\n\n");
        for (int bits = 8; bits <= 64; bits *= 2) {
            String integer = "typealias integer { size = " + bits + "; align = 8; signed = ";
            text.append(integer).append("false; base = 10; } := u").append(bits).append(";\n");
            text.append(integer).append("false; base = 16; } := x").append(bits).append(";\n");
            text.append(integer).append("true; base = 10; } := s").append(bits).append(";\n");
        }
        text.append("\ntrace {\n\tmajor = 1;\n\tminor = 8;\n\tbyte_order = le;\n"
                + "\tpacket.header := struct {\n\t\tu32 magic;\n\t\tu32 stream_id;\n\t};\n};\n\n");
        text.append("env {\n\tdomain = \"kernel\";\n\ttracer_name = \"kprobe-studio\";\n\tkernel_release = \"")
                .append(SafeText.escape(reader.metadata().kernel().text()).replace("\\", "/").replace("\"", "'"))
                .append("\";\n};\n\n");
        long frequency = 1_000_000_000L;
        text.append("clock {\n\tname = trace;\n\tdescription = \"")
                .append(SafeText.escape(reader.metadata().clock().name()).replace("\\", "/").replace("\"", "'"))
                .append("\";\n\tfreq = ").append(frequency).append(";\n\toffset = 0;\n};\n\n");
        text.append(
                "typealias integer { size = 64; align = 8; signed = false; map = clock.trace.value; } := stamp;\n\n");
        text.append("stream {\n\tid = 0;\n\tpacket.context := struct {\n\t\tstamp timestamp_begin;\n"
                + "\t\tstamp timestamp_end;\n\t\tu64 content_size;\n\t\tu64 packet_size;\n\t\tu32 cpu_id;\n\t};\n"
                + "\tevent.header := struct {\n\t\tstamp timestamp;\n\t\tu16 id;\n\t};\n"
                + "\tevent.context := struct {\n\t\ts32 _pid;\n\t};\n};\n");
        for (EventPlan plan : used.values()) {
            text.append("\nevent {\n\tname = \"").append(plan.format().fullName().replaceAll("[^A-Za-z0-9_:.]", "_"))
                    .append("\";\n\tid = ").append(plan.format().id())
                    .append(";\n\tstream_id = 0;\n\tfields := struct {\n");
            for (FieldReader reader : plan.fields()) {
                field(text, reader);
            }
            text.append("\t};\n};\n");
        }
        return text.toString();
    }

    private void field(StringBuilder text, FieldReader reader) {
        String name = "_" + reader.name().replaceAll("[^A-Za-z0-9_]", "_");
        EventField field = reader.field();
        switch (shape(reader)) {
        case NUMBER -> text.append("\t\t").append(reader.isHex() ? 'x' : field.signed() ? 's' : 'u')
                .append(8 * field.size()).append(' ').append(name).append(";\n");
        case TEXT -> text.append("\t\tstring ").append(name).append(";\n");
        case TEXTS -> text.append("\t\tu32 _").append(name).append("_length;\n\t\tstring ").append(name).append("[_")
                .append(name).append("_length];\n");
        case NUMBERS -> text.append("\t\tu32 _").append(name).append("_length;\n\t\tu")
                .append(8 * field.elementSize(word)).append(' ').append(name).append("[_").append(name)
                .append("_length];\n");
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Writes a recording for other tools: comma-separated values, or a JSON object a line. What the target put into strings is
 * made harmless on the way. Used by one thread at a time.
 */
public final class RecordingExport {

    /** The first line of comma-separated values. */
    static final String CSV_HEAD = "time,cpu,pid,task,event,text\n";
    /** What is written at once. */
    static final int FLUSH = 1 << 16;
    private static final long EXACT_IN_JSON = 1L << 53;

    private final RecordingReader reader;
    private final EventDecoder decoder;
    private final KernelText text;
    private final TextBuffer body = new TextBuffer(512);
    private final EventFilter.Test filter;
    private final TraceClock clock;
    private final @Nullable Redaction redaction;

    /** An export of all of a recording's events. */
    public RecordingExport(RecordingReader reader) {
        this(reader, (cpu, time, buffer, offset, length) -> true);
    }

    /** An export of the events that a filter chooses. */
    public RecordingExport(RecordingReader reader, EventFilter.Test filter) {
        this(reader, filter, false);
    }

    /**
     * An export of the events that a filter chooses.
     *
     * @param redact whether the kernel's addresses are hidden
     */
    public RecordingExport(RecordingReader reader, EventFilter.Test filter, boolean redact) {
        this.reader = reader;
        this.filter = filter;
        clock = reader.metadata().clock();
        redaction = redact ? Redaction.of(reader.metadata()) : null;
        decoder = new EventDecoder(reader.metadata());
        text = new KernelText(reader.metadata());
    }

    /**
     * Writes {@code time,cpu,pid,task,event,text}, the time in nanoseconds (or the clock's counts), no digit of it finer
     * than the clock, the text as the kernel prints it. Cells that a spreadsheet would compute are made text.
     *
     * @throws IOException when the recording cannot be read or the stream not be written
     */
    public ReadSummary csv(OutputStream out) throws IOException {
        TextBuffer lines = new TextBuffer(2 * FLUSH);
        lines.put(CSV_HEAD);
        ReadSummary summary = reader.write((cpu, time, buffer, offset, length) -> {
            if (!filter.matches(cpu, time, buffer, offset, length)) {
                return;
            }
            csvRow(lines, cpu, time, buffer, offset, length);
            if (lines.size() >= FLUSH) {
                lines.drainTo(out);
            }
        });
        lines.drainTo(out);
        return summary;
    }

    /**
     * Writes an object a line: {@code time}, {@code cpu}, {@code pid}, {@code task}, {@code event} and {@code fields}.
     * Numbers that a double cannot hold are strings; bytes beyond ASCII are code points of the same number.
     *
     * @throws IOException when the recording cannot be read or the stream not be written
     */
    public ReadSummary jsonLines(OutputStream out) throws IOException {
        TextBuffer lines = new TextBuffer(2 * FLUSH);
        ReadSummary summary = reader.write((cpu, time, buffer, offset, length) -> {
            if (!filter.matches(cpu, time, buffer, offset, length)) {
                return;
            }
            lines.put('{');
            jsonMembers(lines, cpu, time, buffer, offset, length);
            lines.put("}\n");
            if (lines.size() >= FLUSH) {
                lines.drainTo(out);
            }
        });
        lines.drainTo(out);
        return summary;
    }

    /** A record as a row of {@link #csv}. */
    void csvRow(TextBuffer lines, int cpu, long time, ByteBuffer buffer, int offset, int length) {
        EventPlan plan = decoder.plan(EventDecoder.eventId(buffer, offset, length));
        int pid = plan == null ? 0 : (int) plan.pid().number(buffer, offset, length);
        String name = plan == null ? "" : plan.format().name();
        body.clear();
        text.body(buffer, offset, length, body);
        String line = body.toString().stripTrailing();
        String shown = line.startsWith(name + ": ") ? line.substring(name.length() + 2) : line;
        lines.putUnsigned(clock.shown(time));
        lines.put(',');
        lines.putUnsigned(cpu);
        lines.put(',');
        lines.putDecimal(pid);
        lines.put(',');
        lines.put(SafeText.csv(SafeText.escape(reader.metadata().comms().name(pid))));
        lines.put(',');
        lines.put(SafeText.csv(plan == null ? "" : plan.format().fullName()));
        lines.put(',');
        lines.put(SafeText.csv(SafeText.escape(hidden(shown))));
        lines.put('\n');
    }

    /** A record as the members of an object of {@link #jsonLines}, without its brackets. */
    void jsonMembers(TextBuffer lines, int cpu, long time, ByteBuffer buffer, int offset, int length) {
        JsonFields fields = new JsonFields(lines);
        int id = EventDecoder.eventId(buffer, offset, length);
        EventPlan plan = decoder.plan(id);
        int pid = plan == null ? 0 : (int) plan.pid().number(buffer, offset, length);
        lines.put("\"time\":");
        plainNumber(lines, clock.shown(time), false);
        lines.put(",\"cpu\":");
        lines.putUnsigned(cpu);
        lines.put(",\"pid\":");
        lines.putDecimal(pid);
        lines.put(",\"task\":");
        string(lines, reader.metadata().comms().name(pid));
        lines.put(",\"event\":");
        string(lines, plan == null ? ":unknown_" + id : plan.format().fullName());
        lines.put(",\"fields\":{");
        if (plan != null && plan.format().system().equals("ftrace")) {
            // Of its stacks the decoder makes names.
            fields.all(decoder.decode(cpu, time, buffer, offset, length));
        } else if (plan != null) {
            fields.all(plan, buffer, offset, length);
        }
        lines.put('}');
    }

    /** The fields of a record as members of a JSON object. */
    private final class JsonFields extends FieldVisitor {
        private final TextBuffer out;
        private List<FieldReader> readers = List.of();
        private ByteBuffer buffer = ByteBuffer.allocate(0);
        private int record;
        private int length;

        JsonFields(TextBuffer out) {
            this.out = out;
        }

        void all(DecodedEvent event) {
            int field = 0;
            for (DecodedField decoded : event.fields()) {
                name(field++, decoded.name());
                value(out, decoded.value());
            }
        }

        void all(EventPlan plan, ByteBuffer bytes, int offset, int size) {
            readers = plan.fields();
            buffer = bytes;
            record = offset;
            length = size;
            plan.visit(bytes, offset, size, this);
        }

        private void name(int field, String name) {
            if (field > 0) {
                out.put(',');
            }
            string(out, name);
            out.put(':');
        }

        @Override
        public void number(int field, long value) {
            // The common ones come last, and stand elsewhere.
            if (field < readers.size()) {
                FieldReader reader = readers.get(field);
                name(field, reader.name());
                RecordingExport.this.number(out, value, reader.field().signed());
            }
        }

        @Override
        public void bytes(int field, int offset, int size) {
            FieldReader reader = readers.get(field);
            name(field, reader.name());
            value(out, reader.value(buffer, record, length));
        }

        @Override
        public void missing(int field) {
            if (field < readers.size()) {
                name(field, readers.get(field).name());
                out.put("null");
            }
        }
    }

    private String hidden(String shown) {
        Redaction hiding = redaction;
        return hiding == null ? shown : hiding.text(shown);
    }

    private void value(TextBuffer out, FieldValue value) {
        switch (value) {
        case FieldValue.Number number -> number(out, number.value(), number.signed());
        case FieldValue.Text string -> string(out, hidden(string.value()));
        case FieldValue.Missing missing -> out.put("null");
        case FieldValue.Array array -> {
            String separator = "[";
            for (FieldValue element : array.values()) {
                out.put(separator);
                separator = ",";
                value(out, element);
            }
            out.put(array.values().isEmpty() ? "[]" : "]");
        }
        }
    }

    private void number(TextBuffer out, long value, boolean signed) {
        Redaction hiding = redaction;
        if (hiding != null && !signed && hiding.isAddress(value)) {
            string(out, Redaction.HIDDEN);
        } else {
            plainNumber(out, value, signed);
        }
    }

    private static void plainNumber(TextBuffer out, long value, boolean signed) {
        boolean exact = value < EXACT_IN_JSON && value > -EXACT_IN_JSON && (signed || value >= 0);
        if (!exact) {
            out.put('"');
        }
        if (signed) {
            out.putDecimal(value);
        } else {
            out.putUnsigned(value);
        }
        if (!exact) {
            out.put('"');
        }
    }

    /** Text as a JSON string. */
    static void string(TextBuffer out, String text) {
        out.put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.put('\\');
                out.put(c);
            } else if (c >= ' ' && c < 127) {
                out.put(c);
            } else {
                out.put("\\u");
                out.putHexDigits(c, 4);
            }
        }
        out.put('"');
    }
}

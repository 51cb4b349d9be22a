/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes the recordings of a set in one order of time. The common time, which tells events of two targets apart, stands
 * beside each event's own, and no digit of it is shown that does not hold: its step is a power of ten that is no finer than
 * {@link RecordingSet#uncertainty}, of the whole set for the first recording. For one thread.
 */
public final class RecordingSetExport {

    private static final int WHOLE = 5;
    private static final int FRACTION = 9;
    private static final long SECOND = 1_000_000_000L;

    private final RecordingSet set;
    private final long most;
    private final List<LinePrinter> printers;
    private final List<RecordingExport> exports;
    private final List<String> names;
    private final int nameWidth;

    /** A form of an event, behind the common time. */
    @FunctionalInterface
    private interface Row {
        void write(TextBuffer lines, int member, long common, long step, int cpu, long time, ByteBuffer buffer,
                int offset, int length);
    }

    /**
     * An export.
     *
     * @param set the recordings
     * @param options how text is written; it is written by one thread
     * @param most how many events at most
     */
    public RecordingSetExport(RecordingSet set, TextOptions options, long most) {
        this.set = set;
        this.most = most;
        printers = set.members().stream().map(m -> new LinePrinter(m.reader().metadata(), options)).toList();
        exports = set.members().stream()
                .map(m -> new RecordingExport(m.reader(), EventFilter.ALL, options.redact())).toList();
        names = set.members().stream().map(m -> SafeText.escape(m.name())).toList();
        nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * Writes each event as its kernel's {@code trace} has it, behind the common time and the recording's name:
     *
     * <pre>
     *    31.1089      board-a:   cat-138   [000] .....    31.108922: open: (do_sys_open+0x0/0x1c0)
     *    31.1091      board-b:   cat-99    [001] .....   655.003121: open: (do_sys_open+0x0/0x1c0)
     * </pre>
     *
     * @throws IOException when a recording cannot be read or the stream not be written
     */
    public List<ReadSummary> text(OutputStream out) throws IOException {
        return write(out, (lines, member, common, step, cpu, time, buffer, offset, length) -> {
            seconds(lines, common, step);
            lines.put(' ');
            lines.fill(' ', nameWidth - names.get(member).length());
            lines.put(names.get(member));
            lines.put(": ");
            printers.get(member).line(cpu, time, buffer, offset, length, lines);
        });
    }

    /**
     * Writes {@code common,target} before the columns of {@link RecordingExport#csv}, the common time in nanoseconds, digits
     * that do not hold being zeros.
     *
     * @throws IOException when a recording cannot be read or the stream not be written
     */
    public List<ReadSummary> csv(OutputStream out) throws IOException {
        TextBuffer head = new TextBuffer(RecordingExport.CSV_HEAD.length() + 16);
        head.put("common,target," + RecordingExport.CSV_HEAD);
        head.drainTo(out);
        return write(out, (lines, member, common, step, cpu, time, buffer, offset, length) -> {
            lines.putDecimal(common - Math.floorMod(common, step));
            lines.put(',');
            lines.put(SafeText.csv(names.get(member)));
            lines.put(',');
            exports.get(member).csvRow(lines, cpu, time, buffer, offset, length);
        });
    }

    /**
     * Writes the objects of {@link RecordingExport#jsonLines} with {@code common} and {@code target} before their members.
     *
     * @throws IOException when a recording cannot be read or the stream not be written
     */
    public List<ReadSummary> jsonLines(OutputStream out) throws IOException {
        return write(out, (lines, member, common, step, cpu, time, buffer, offset, length) -> {
            lines.put("{\"common\":");
            lines.putDecimal(common - Math.floorMod(common, step));
            lines.put(",\"target\":");
            RecordingExport.string(lines, set.members().get(member).name());
            lines.put(',');
            exports.get(member).jsonMembers(lines, cpu, time, buffer, offset, length);
            lines.put("}\n");
        });
    }

    private List<ReadSummary> write(OutputStream out, Row row) throws IOException {
        TextBuffer lines = new TextBuffer(2 * RecordingExport.FLUSH);
        List<ReadSummary> summaries = set.read((member, common, cpu, time, buffer, offset, length) -> {
            row.write(lines, member, common, step(member, common, time), cpu, time, buffer, offset, length);
            if (lines.size() >= RecordingExport.FLUSH) {
                lines.drainTo(out);
            }
        }, most);
        lines.drainTo(out);
        return summaries;
    }

    /** The step of the common time of an event: of the first recording's, that of the least certain of the others then. */
    private long step(int member, long common, long time) {
        long uncertainty = set.uncertainty(member, time);
        for (int other = 1; member == 0 && other < names.size(); other++) {
            uncertainty = Math.max(uncertainty, set.uncertainty(other, set.own(other, common)));
        }
        return step(uncertainty);
    }

    /** The finest power of ten that is no finer than an uncertainty, in nanoseconds, 1 at least. */
    static long step(long uncertainty) {
        long step = 1;
        while (step < uncertainty && step < Long.MAX_VALUE / 10) {
            step *= 10;
        }
        return step;
    }

    /** Seconds in the width of those with all digits; blanks stand for digits that do not hold. */
    static void seconds(TextBuffer out, long nanoseconds, long step) {
        long shown = nanoseconds - Math.floorMod(nanoseconds, step);
        int from = out.size();
        if (shown < 0) {
            out.put('-');
        }
        out.putUnsigned(Math.abs(shown / SECOND));
        out.pad(from, WHOLE, false);
        int digits = FRACTION;
        for (long rest = step; rest > 1 && digits > 0; rest /= 10) {
            digits--;
        }
        int point = out.size();
        if (digits > 0) {
            out.put('.');
            out.putUnsigned(Math.abs(shown % SECOND), FRACTION);
            out.truncate(point + 1 + digits);
        }
        out.pad(point, 1 + FRACTION, true);
    }
}

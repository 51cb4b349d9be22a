/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.KernelSymbols;
import io.kprobestudio.decoder.KernelText;
import io.kprobestudio.decoder.KernelVersion;
import io.kprobestudio.decoder.PrintkFormats;
import io.kprobestudio.decoder.TextBuffer;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceMetadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The texts of {@code trace} and {@code trace_pipe}, printed as this kernel prints them. */
public final class TraceText {

    private static final String OLD_COLUMNS = """
            #                              _-----=> irqs-off
            #                             / _----=> need-resched
            #                            | / _---=> hardirq/softirq
            #                            || / _--=> preempt-depth
            #                            ||| /     delay
            #           TASK-PID   CPU#  ||||    TIMESTAMP  FUNCTION
            #              | |       |   ||||       |         |
            """;
    private static final String COLUMNS = """
            #                                _-----=> irqs-off
            #                               / _----=> need-resched
            #                              | / _---=> hardirq/softirq
            #                              || / _--=> preempt-depth
            #                              ||| /     delay
            #           TASK-PID     CPU#  ||||   TIMESTAMP  FUNCTION
            #              | |         |   ||||      |         |
            """;
    private static final String NEW_COLUMNS = """
            #                                _-----=> irqs-off/BH-disabled
            #                               / _----=> need-resched
            #                              | / _---=> hardirq/softirq
            #                              || / _--=> preempt-depth
            #                              ||| / _-=> migrate-disable
            #                              |||| /     delay
            #           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION
            #              | |         |   |||||     |         |
            """;

    private record Line(int cpu, CpuBuffer.Entry entry) {
    }

    private final SimulatedKernel kernel;
    private @Nullable KernelSymbols symbols;
    private @Nullable KernelText printer;
    private int printerEvents = -1;
    private int printerNames = -1;
    private String printerClock = "";

    TraceText(SimulatedKernel kernel) {
        this.kernel = kernel;
    }

    void symbolsChanged() {
        symbols = null;
        printer = null;
    }

    /**
     * The text of {@code trace}, which takes nothing away.
     *
     * @param cpu the CPU, or -1 for all
     */
    public byte[] trace(TraceArray array, int cpu) {
        List<Line> lines = new ArrayList<>();
        long entries = 0;
        long written = 0;
        boolean overrun = false;
        for (CpuBuffer buffer : array.buffers()) {
            if (cpu < 0 || buffer.cpu() == cpu) {
                buffer.waiting().forEach(entry -> lines.add(new Line(buffer.cpu(), entry)));
                entries += buffer.entries();
                written += buffer.written();
                overrun |= buffer.written() > buffer.entries();
            }
        }
        lines.sort(Comparator.comparingLong((Line line) -> line.entry().time()).thenComparingInt(Line::cpu));
        TextBuffer out = new TextBuffer(1024 + 100 * lines.size());
        out.put("# tracer: nop\n#\n# entries-in-buffer/entries-written: " + entries + "/" + written + "   #P:"
                + array.cpus() + "\n#\n");
        out.put(kernel.profile().fiveFlags() ? NEW_COLUMNS : kernel.profile().version().atLeast(5, 10) ? COLUMNS
                : OLD_COLUMNS);
        KernelText text = printer(array);
        boolean[] started = new boolean[array.cpus()];
        boolean first = true;
        for (Line line : lines) {
            if (overrun && !started[line.cpu()]) {
                started[line.cpu()] = true;
                if (!first) {
                    out.put("##### CPU " + line.cpu() + " buffer started ####\n");
                }
            }
            first = false;
            print(text, line.cpu(), line.entry(), out);
        }
        return out.toByteArray();
    }

    /**
     * Takes what waits out of the buffers and gives it as the text of {@code trace_pipe}.
     *
     * @param cpu the CPU, or -1 for all
     * @param limit about how many bytes are wanted at the most
     */
    public byte[] pipe(TraceArray array, int cpu, int limit) {
        TextBuffer out = new TextBuffer(4096);
        KernelText text = printer(array);
        while (out.size() < limit) {
            CpuBuffer next = null;
            for (CpuBuffer buffer : array.buffers()) {
                CpuBuffer.Entry entry = cpu < 0 || buffer.cpu() == cpu ? buffer.peek() : null;
                CpuBuffer.Entry best = next == null ? null : next.peek();
                if (entry != null && (best == null || entry.time() < best.time())) {
                    next = buffer;
                }
            }
            CpuBuffer.Entry entry = next == null ? null : next.peek();
            if (next == null || entry == null) {
                break;
            }
            if (next.lostBeforeRead() > 0) {
                out.put("CPU:" + next.cpu() + " [LOST " + next.lostBeforeRead() + " EVENTS]\n");
                next.lostReported();
            }
            print(text, next.cpu(), entry, out);
            next.consume();
        }
        return out.toByteArray();
    }

    private static void print(KernelText text, int cpu, CpuBuffer.Entry entry, TextBuffer out) {
        ByteBuffer payload = ByteBuffer.wrap(entry.payload()).order(ByteOrder.LITTLE_ENDIAN);
        text.line(cpu, entry.time(), payload, 0, entry.payload().length, out);
    }

    private KernelText printer(TraceArray array) {
        KernelText known = printer;
        if (known != null && printerEvents == kernel.events().revision() && printerNames == kernel.names().revision()
                && printerClock.equals(array.clock())) {
            return known;
        }
        KernelSymbols table = symbols;
        if (table == null) {
            table = KernelSymbols.parse(kernel.files().text("kallsyms").getBytes(StandardCharsets.ISO_8859_1));
            symbols = table;
        }
        List<EventFormat> formats = new ArrayList<>();
        for (EventType type : kernel.events().all()) {
            formats.add(type.format());
        }
        known = new KernelText(new TraceMetadata(array.buffers().get(0).layout(), FormatCatalog.of(formats), table,
                kernel.names().comms(), PrintkFormats.NONE, new TraceClock(array.clock(), 0),
                KernelVersion.parse(kernel.files().text("uname"))));
        printer = known;
        printerEvents = kernel.events().revision();
        printerNames = kernel.names().revision();
        printerClock = array.clock();
        return known;
    }
}

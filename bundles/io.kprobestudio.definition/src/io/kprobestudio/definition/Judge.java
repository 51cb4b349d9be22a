/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.definition.internal.EventFilter;
import io.kprobestudio.definition.internal.EventFormats;
import io.kprobestudio.definition.internal.Judging;
import io.kprobestudio.definition.internal.Kernel;
import io.kprobestudio.definition.internal.Listing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Judges definitions as one kernel would. Without state of its own; may be used by any thread. */
public final class Judge {
    private final Dialect dialect;
    private final Description description;
    private final Kernel kernel;

    public Judge(Dialect dialect, Description description) {
        this.dialect = dialect;
        this.description = description;
        kernel = new Kernel(dialect, description);
    }

    /** The kernel's dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** What is known of the kernel. */
    public Description description() {
        return description;
    }

    /** The types that arguments can have, in the order of the kernel's table; bit fields are not among them. */
    public List<FetchType> types() {
        return kernel.fetchTypes();
    }

    /**
     * A definition in canonical form, as the control file lists it; reading that line again gives the same definition.
     */
    public String print(ProbeDefinition definition) {
        return Listing.readable(kernel, definition);
    }

    /**
     * Reads an event's filter as the kernel does since 4.17 (process_preds in kernel/trace/trace_events_filter.c).
     *
     * @param format the text of the event's {@code format} file
     * @param filter the filter, without its newline
     * @return the first thing that is wrong; empty where the kernel takes it
     */
    public Optional<FilterFault> filterFault(String format, byte[] filter) {
        return EventFilter.fault(kernel, EventFormats.parse("", "", format), filter);
    }

    /** Judges a line, without its newline, as if written alone to an empty control file. */
    public Verdict judge(byte[] line) {
        return judge(line, new ControlFile());
    }

    /** Judges a line given as text; its columns are those of its UTF-8 bytes. */
    public Verdict judge(String line) {
        return judge(line.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Judges a whole write of one or more lines, in their order. A line that is refused ends it, and what came before
     * stays done.
     *
     * @return a verdict for each line up to the first that is refused
     */
    public List<Verdict> write(byte[] text, ControlFile state) {
        List<Verdict> verdicts = new ArrayList<>();
        int from = 0;
        while (from < text.length) {
            int to = from;
            while (to < text.length && text[to] != '\n') {
                to++;
            }
            Verdict verdict = judge(Arrays.copyOfRange(text, from, to), state);
            verdicts.add(verdict);
            if (!verdict.accepted()) {
                break;
            }
            from = to + 1;
        }
        return verdicts;
    }

    /** Judges a line as the next write to a control file, which changes when the line is accepted. */
    public Verdict judge(byte[] line, ControlFile state) {
        return new Judging(kernel, line, state).judge();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import org.eclipse.jdt.annotation.Nullable;

/**
 * All that decoding needs to know of the kernel that wrote a recording; read once, at the start of a session. Immutable.
 *
 * @param layout  of the sub-buffers
 * @param formats by event ID
 * @param symbols for addresses
 * @param comms   names of tasks
 * @param printk  texts that events name by address
 * @param clock   what time stamps mean
 * @param kernel  its version, on which the layout of text lines depends
 * @param values  of variables that print formats name
 * @param probes  the definitions of the probes that there were, as {@code kprobe_events} lists them; empty where that is not known
 */
public record TraceMetadata(PageLayout layout, FormatCatalog formats, KernelSymbols symbols, SavedComms comms,
        PrintkFormats printk, TraceClock clock, KernelVersion kernel, KernelValues values, String probes) {

    /** Metadata without values of variables and definitions of probes. */
    public TraceMetadata(PageLayout layout, FormatCatalog formats, KernelSymbols symbols, SavedComms comms,
            PrintkFormats printk, TraceClock clock, KernelVersion kernel) {
        this(layout, formats, symbols, comms, printk, clock, kernel, KernelValues.NONE, "");
    }

    /** The same with other task names: they grow while recording. */
    public TraceMetadata withComms(SavedComms newComms) {
        return new TraceMetadata(layout, formats, symbols, newComms, printk, clock, kernel, values, probes);
    }

    /** The same with other formats: probes come and go. */
    public TraceMetadata withFormats(FormatCatalog newFormats) {
        return new TraceMetadata(layout, newFormats, symbols, comms, printk, clock, kernel, values, probes);
    }

    /** The same with another page layout: that of another instance. */
    public TraceMetadata withLayout(PageLayout newLayout) {
        return new TraceMetadata(newLayout, formats, symbols, comms, printk, clock, kernel, values, probes);
    }

    /** The same with another clock. */
    public TraceMetadata withClock(TraceClock newClock) {
        return new TraceMetadata(layout, formats, symbols, comms, printk, newClock, kernel, values, probes);
    }

    /** The same with values of variables that print formats name. */
    public TraceMetadata withValues(KernelValues newValues) {
        return new TraceMetadata(layout, formats, symbols, comms, printk, clock, kernel, newValues, probes);
    }

    /** The same with the definitions of probes. */
    public TraceMetadata withProbes(String newProbes) {
        return new TraceMetadata(layout, formats, symbols, comms, printk, clock, kernel, values, newProbes);
    }

    /** The format of a record's {@code common_type}, or null. */
    public @Nullable EventFormat format(int id) {
        return formats.byId(id);
    }
}

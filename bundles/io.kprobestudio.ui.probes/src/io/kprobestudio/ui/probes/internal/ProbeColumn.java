/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.ui.session.EventNames;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.Comparator;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;

/** The columns of the probes' table, in their order. */
enum ProbeColumn {

    /** Group and event. */
    EVENT(18, 120),
    /** Enabled, disabled, foreign; where it waits for a module, that. */
    STATE(13, 118),
    /** The place. */
    PLACE(18, 110),
    /** The fetch arguments. */
    ARGUMENTS(33, 110),
    /** The kernel's count. */
    HITS(10, 70),
    /** What the kernel could not run. */
    MISSES(8, 64),
    /** Hits a second. */
    RATE(8, 70),
    /** Whether the kernel's stack is recorded behind its hits. */
    STACK(5, 52),
    /** Hits a second over the last half minute, drawn. */
    TREND(10, 70);

    private static final String TICKED = "\u2611"; //$NON-NLS-1$
    private static final String UNTICKED = "\u2610"; //$NON-NLS-1$

    private final int weight;
    private final int minimum;

    ProbeColumn(int weight, int minimum) {
        this.weight = weight;
        this.minimum = minimum;
    }

    int weight() {
        return weight;
    }

    /** The least width in pixels. */
    int minimum() {
        return minimum;
    }

    boolean isNumber() {
        return this == HITS || this == MISSES || this == RATE;
    }

    String title() {
        return switch (this) {
        case EVENT -> Messages.Column_event;
        case STATE -> Messages.Column_state;
        case PLACE -> Messages.Column_place;
        case ARGUMENTS -> Messages.Column_arguments;
        case HITS -> Messages.Column_hits;
        case MISSES -> Messages.Column_misses;
        case RATE -> Messages.Column_rate;
        case TREND -> Messages.Column_trend;
        case STACK -> Messages.Column_stack;
        };
    }

    /** The order of probes by this column, upwards. */
    Comparator<ProbeInfo> order() {
        return switch (this) {
        case HITS -> Comparator.comparingLong(ProbeInfo::hits);
        case MISSES -> Comparator.comparingLong(ProbeInfo::misses);
        case RATE, TREND -> Comparator.comparingDouble(ProbeInfo::rate);
        default -> Comparator.comparing(this::text, String.CASE_INSENSITIVE_ORDER);
        };
    }

    /** Hits a second as the views write them. */
    static String rate(double hits) {
        return String.format(Locale.getDefault(), hits < 10 ? "%,.1f" : "%,.0f", Double.valueOf(hits)); //$NON-NLS-1$ //$NON-NLS-2$
    }

    private static String state(ProbeInfo probe) {
        return probe.ours() ? probe.enabled() ? Messages.Probe_enabled : Messages.Probe_disabled
                : probe.enabled() ? Messages.Probe_foreignOn : Messages.Probe_foreign;
    }

    /** A probe's text in this column. */
    String text(ProbeInfo probe) {
        return switch (this) {
        case EVENT -> probe.ours() ? EventNames.shortName(probe.key()) : probe.key().toString();
        case STATE -> probe.waitsFor().isEmpty() ? state(probe)
                : NLS.bind(Messages.Probe_waits, probe.waitsFor());
        case PLACE -> probe.place();
        case ARGUMENTS -> probe.arguments();
        case HITS -> String.format(Locale.getDefault(), "%,d", Long.valueOf(probe.hits())); //$NON-NLS-1$
        case MISSES -> String.format(Locale.getDefault(), "%,d", Long.valueOf(probe.misses())); //$NON-NLS-1$
        case RATE -> rate(probe.rate());
        case TREND -> ""; //$NON-NLS-1$
        case STACK -> probe.ours() ? probe.stack() ? TICKED : UNTICKED : ""; //$NON-NLS-1$
        };
    }
}

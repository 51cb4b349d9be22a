/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui;

import io.kprobestudio.ui.session.RecordedBeside;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IPreferencesService;

/**
 * What a user chose on the preference page, as it stands when it is read. Values outside of their range count as the nearest
 * within it.
 *
 * @param sampleMillis how often the kernel's counts are read, in milliseconds, 100 to 60,000
 * @param keptEvents how many of the newest events the Events view keeps, 1,000 to 10,000,000
 * @param bufferKb the size of each CPU's buffer while recording, in KiB; empty for the kernel's choice
 * @param clock the clock of recordings' time stamps; empty for the kernel's choice
 * @param timeFormat how the Events view writes times
 * @param confirmsDanger whether it is asked before probes are added that may harm the board
 * @param returnsAtOnce how many calls under way Measure Function's return probe can follow, 1 to 4,096
 * @param beside what Record records beside what probes hit
 */
public record StudioSettings(int sampleMillis, int keptEvents, OptionalInt bufferKb, Optional<String> clock,
        TimeFormat timeFormat, boolean confirmsDanger, int returnsAtOnce, RecordedBeside beside) {

    /** The node that they are kept in: the name of this bundle. */
    public static final String NODE = "io.kprobestudio.ui"; //$NON-NLS-1$
    /** The key of {@link #sampleMillis}. */
    public static final String SAMPLE_MILLIS = "sampleMillis"; //$NON-NLS-1$
    /** The key of {@link #keptEvents}. */
    public static final String KEPT_EVENTS = "keptEvents"; //$NON-NLS-1$
    /** The key of {@link #bufferKb}; 0 is the kernel's choice. */
    public static final String BUFFER_KB = "bufferKb"; //$NON-NLS-1$
    /** The key of {@link #clock}; an empty text is the kernel's choice. */
    public static final String CLOCK = "clock"; //$NON-NLS-1$
    /** The key of {@link #timeFormat}. */
    public static final String TIME_FORMAT = "timeFormat"; //$NON-NLS-1$
    /** The key of {@link #confirmsDanger}. */
    public static final String CONFIRM_DANGER = "confirmDanger"; //$NON-NLS-1$
    /** The key of {@link #returnsAtOnce}. */
    public static final String RETURNS_AT_ONCE = "returnsAtOnce"; //$NON-NLS-1$

    /** The key of {@link #beside}. */
    public static final String BESIDE = "beside"; //$NON-NLS-1$

    /** The least {@link #sampleMillis}. */
    public static final int LEAST_MILLIS = 100;
    /** The most {@link #sampleMillis}. */
    public static final int MOST_MILLIS = 60_000;
    /** The least {@link #keptEvents}. */
    public static final int LEAST_EVENTS = 1000;
    /** The most {@link #keptEvents}. */
    public static final int MOST_EVENTS = 10_000_000;
    /** The most {@link #bufferKb}. */
    public static final int MOST_BUFFER_KB = 1 << 20;
    /** The most {@link #returnsAtOnce}: KRETPROBE_MAXACTIVE_MAX of kernel/trace/trace_kprobe.c. */
    public static final int MOST_RETURNS = 4096;

    /** What holds where the user chose nothing. */
    public static final StudioSettings DEFAULTS = new StudioSettings(500, 500_000, OptionalInt.empty(),
            Optional.empty(), TimeFormat.MICROSECONDS, true, 64, RecordedBeside.NOTHING);

    /** How times of events are written. */
    public enum TimeFormat {
        /** Seconds with six digits, as the kernel writes them. */
        MICROSECONDS,
        /** Seconds with nine digits. */
        NANOSECONDS,
        /** Seconds since the first event that is shown, with nine digits. */
        SINCE_FIRST,
        /** Seconds since an event that the user chose, else since the first, with nine digits. */
        SINCE_CHOSEN,
        /** Seconds since the row above, with nine digits. */
        SINCE_PREVIOUS
    }

    /** What holds now. Any thread. */
    public static StudioSettings now() {
        IPreferencesService service = Platform.getPreferencesService();
        int buffer = number(service, BUFFER_KB, 0, 0, MOST_BUFFER_KB);
        String clock = service.getString(NODE, CLOCK, "", null).strip(); //$NON-NLS-1$
        return new StudioSettings(
                number(service, SAMPLE_MILLIS, DEFAULTS.sampleMillis, LEAST_MILLIS, MOST_MILLIS),
                number(service, KEPT_EVENTS, DEFAULTS.keptEvents, LEAST_EVENTS, MOST_EVENTS),
                buffer == 0 ? OptionalInt.empty() : OptionalInt.of(buffer),
                clock.isEmpty() ? Optional.empty() : Optional.of(clock),
                format(service.getString(NODE, TIME_FORMAT, "", null)), //$NON-NLS-1$
                service.getBoolean(NODE, CONFIRM_DANGER, DEFAULTS.confirmsDanger, null),
                number(service, RETURNS_AT_ONCE, DEFAULTS.returnsAtOnce, 1, MOST_RETURNS),
                RecordedBeside.of(service.getString(NODE, BESIDE, "", null))); //$NON-NLS-1$
    }

    private static int number(IPreferencesService service, String key, int otherwise, int least, int most) {
        return Math.clamp(service.getInt(NODE, key, otherwise, null), least, most);
    }

    private static TimeFormat format(String name) {
        for (TimeFormat format : TimeFormat.values()) {
            if (format.name().equals(name.toUpperCase(Locale.ROOT))) {
                return format;
            }
        }
        return DEFAULTS.timeFormat;
    }
}

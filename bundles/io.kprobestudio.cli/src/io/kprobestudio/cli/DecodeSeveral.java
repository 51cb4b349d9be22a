/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.FilterException;
import io.kprobestudio.decoder.PrivateFiles;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.RecordingSetExport;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.recording.latency.DurationText;

/** Prints several recordings in one order of time. */
final class DecodeSeveral {

    private static final int HUNDRED = 100;
    private static final int MOST_DOUBT = 200;
    private static final double MILLION = 1e6;

    private final Console console;
    private final DecodedForm form;
    private final RecordingSet set;
    private final long most;

    /**
     * Opens them.
     *
     * @param filter chooses events by names that at least one of the recordings has, or null for all
     * @throws TraceDataException when one is no recording, or nothing relates their clocks
     * @throws UsageException when no recording has a name of the filter
     */
    DecodeSeveral(Console console, DecodedForm form, List<Path> recordings, @Nullable EventFilter filter, long most)
            throws IOException, TraceDataException, UsageException {
        this.console = console;
        this.form = form;
        this.most = most;
        List<RecordingSet.Member> members = new ArrayList<>();
        @Nullable
        FilterException unknown = null;
        int known = 0;
        for (Path recording : recordings) {
            RecordingSet.Member member = RecordingSet.Member.open(recording);
            members.add(filter == null ? member : member.choose(filter));
            try {
                if (filter != null) {
                    filter.check(member.reader().metadata());
                }
                known++;
            } catch (FilterException wrong) {
                unknown = wrong;
            }
        }
        if (known == 0 && unknown != null) {
            throw new UsageException(String.valueOf(unknown.getMessage()));
        }
        set = new RecordingSet(members);
    }

    /** The recordings. */
    List<RecordingSet.Member> members() {
        return set.members();
    }

    /**
     * Prints them, and says how certain their order is.
     *
     * @param place a file, or null for standard output
     */
    List<ReadSummary> print(@Nullable Path place, boolean redact) throws IOException {
        TextOptions options = new TextOptions(1, place == null && console.shown(), false, redact);
        RecordingSetExport export = new RecordingSetExport(set, options, most);
        tellClocks();
        if (place == null) {
            return write(export, console.out());
        }
        try (OutputStream out = PrivateFiles.create(place)) {
            return write(export, out);
        }
    }

    private List<ReadSummary> write(RecordingSetExport export, OutputStream out) throws IOException {
        return switch (form) {
        case TEXT -> export.text(out);
        case CSV -> export.csv(out);
        case JSON -> export.jsonLines(out);
        case CTF, DAT, DAT7 -> throw new IllegalArgumentException("of one recording only: format=" + form);
        };
    }

    private void tellClocks() {
        List<RecordingSet.Member> all = set.members();
        console.message("the common time is that of " + all.get(0).name());
        for (int i = 1; i < all.size(); i++) {
            ClockRelation clock = all.get(i).clock();
            long least = Long.MAX_VALUE;
            long worst = 0;
            for (ClockRelation.Moment moment : clock.moments()) {
                least = Math.min(least, set.uncertainty(i, moment.time()));
                worst = Math.max(worst, set.uncertainty(i, moment.time()));
            }
            console.message("%s: common time to +- %s%s".formatted(all.get(i).name(),
                    worst == least ? time(worst) : time(least) + " to +- " + time(worst),
                    drift(all.get(0), all.get(i))));
        }
    }

    /** How fast a clock runs beside another, with no more digits than hold. */
    private static String drift(RecordingSet.Member first, RecordingSet.Member other) {
        double drift = (first.clock().drift() - other.clock().drift()) * MILLION;
        double doubt = (first.clock().driftUncertainty() + other.clock().driftUncertainty()) * MILLION;
        if (Double.isNaN(drift) || doubt >= MOST_DOUBT) {
            return ", too short for its drift to be known";
        }
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(doubt)));
        double step = Math.pow(10, -digits);
        return String.format(Locale.ROOT, ", runs %." + digits + "f +- %." + digits + "f ppm fast",
                Math.round(drift / step) * step, Math.ceil(doubt / step) * step);
    }

    /** A time with two digits, rounded up. */
    private static String time(long nanoseconds) {
        long unit = 1;
        while (nanoseconds / unit >= HUNDRED) {
            unit *= 10;
        }
        return DurationText.ascii(TraceClock.LOCAL).of((nanoseconds + unit - 1) / unit * unit);
    }
}

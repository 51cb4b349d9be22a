/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.RecordingSetRows;
import io.kprobestudio.decoder.TraceClock;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.recording.latency.CallLatency;
import io.kprobestudio.recording.latency.CallPairing;
import io.kprobestudio.recording.latency.DurationText;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.recording.latency.RecordedCalls;
import io.kprobestudio.recording.rows.MergedSequence;
import io.kprobestudio.recording.rows.RecordedSequence;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.KprobeProfile;
import io.kprobestudio.ui.session.EventRows;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.Recorded;
import io.kprobestudio.ui.session.RecordingStatus;
import io.kprobestudio.ui.session.RecordingStatus.Phase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.osgi.util.NLS;

/** Reads recordings back. */
public final class RecordingFiles {

    /** What the name of a recording's folder begins with: when it was made. */
    private static final Pattern DATED = Pattern.compile("^\\d{8}-\\d{6}-"); //$NON-NLS-1$

    private RecordingFiles() {
    }

    /** The folder that recordings are saved in, or an empty text while it cannot be made. */
    public static String folder() {
        try {
            return StudioState.recordings().toString();
        } catch (TargetException unwritable) {
            return ""; //$NON-NLS-1$
        }
    }

    /**
     * Opens a recording, or those in a folder of several targets' together: the events stay on disk, and are read when they are
     * looked at.
     *
     * @param path its folder, or a {@code trace.dat} file, or a folder of such folders
     * @throws TargetException when it is none, or cannot be read
     */
    public static Recorded open(Path path, Progress progress) throws TargetException {
        return reading(path, () -> {
            List<Path> several = RecordingSet.recordingsIn(path);
            return several.isEmpty() ? openOne(path, progress) : openTogether(path, path.toString(), several, progress);
        });
    }

    /**
     * Opens recordings of several targets together, in the order of their clocks.
     *
     * @param paths two or more folders
     * @throws TargetException when their clocks were not compared, or one cannot be read
     */
    public static Recorded open(List<Path> paths, Progress progress) throws TargetException {
        return reading(paths.get(0), () -> openTogether(List.copyOf(paths), "", paths, progress)); //$NON-NLS-1$
    }

    /** Opens something. */
    @FunctionalInterface
    private interface Opening {
        Recorded open() throws IOException, TraceDataException;
    }

    private static Recorded reading(Path path, Opening opening) throws TargetException {
        try {
            return opening.open();
        } catch (TraceDataException none) {
            throw new TargetException(String.valueOf(none.getMessage()), none);
        } catch (IOException unreadable) {
            throw new TargetException("the recording cannot be read: path=" + path + ": " + unreadable.getMessage(), //$NON-NLS-1$ //$NON-NLS-2$
                    unreadable);
        } catch (Stopped stopped) {
            throw new CancelledException(NLS.bind(Messages.Open_job, path.getFileName()) + " was cancelled"); //$NON-NLS-1$
        }
    }

    private static Recorded openOne(Path path, Progress progress) throws IOException, TraceDataException {
        RecordingReader reader = RecordingReader.open(path, Decompressors.BUILT_IN);
        progress.report(NLS.bind(Messages.Open_index, path.getFileName()));
        RecordingIndex index = RecordingIndex.open(reader);
        ReadingOne reading = new ReadingOne(reader, new Reading(progress, index.rows()));
        ReadSummary summary = reader.read(reading);
        RecordingStatus status = new RecordingStatus(Phase.DONE, reading.all.seconds(), summary.records(),
                summary.missed(), "", path.toString(), table(path, reading.byEvent())); //$NON-NLS-1$
        return new Recorded(status, new EventRows(path, String.valueOf(path.getFileName()), 0,
                new RecordedSequence(reader, index)),
                new Latencies(reader.metadata().clock(), reading.pairing.results()));
    }

    /** @param source what the rows are of; @param file where the whole is, empty where that is no one place */
    private static Recorded openTogether(Object source, String file, List<Path> paths, Progress progress)
            throws IOException, TraceDataException {
        List<RecordingSet.Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path path : paths) {
            RecordingSet.Member member = RecordingSet.Member.open(path);
            // what the workbench recorded is told apart by the target alone, where that was another each time
            String target = DATED.matcher(member.name()).replaceFirst(""); //$NON-NLS-1$
            members.add(names.add(target) ? new RecordingSet.Member(target, member.reader(), member.clock()) : member);
        }
        RecordingSet set = new RecordingSet(members);
        List<RecordingIndex> indexes = new ArrayList<>();
        for (RecordingSet.Member member : members) {
            progress.report(NLS.bind(Messages.Open_index, member.name()));
            indexes.add(RecordingIndex.open(member.reader()));
        }
        Reading all = new Reading(progress, indexes.stream().mapToLong(RecordingIndex::rows).sum());
        List<ReadingOne> readings = members.stream().map(member -> new ReadingOne(member.reader(), all)).toList();
        RecordingSetRows rows = RecordingSetRows.of(set, indexes, new RecordingSet.Sink() {
            @Override
            public void record(int member, long common, int cpu, long time, ByteBuffer buffer, int offset, int length) {
                readings.get(member).record(cpu, common, buffer, offset, length);
            }

            @Override
            public void lost(int member) {
                readings.get(member).missed(0, RecordSink.UNKNOWN_COUNT);
            }
        });
        List<HitRow> table = new ArrayList<>();
        List<CallLatency> latencies = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String name = members.get(i).name();
            table(paths.get(i), readings.get(i).byEvent()).forEach(row -> table.add(row.of(name)));
            readings.get(i).pairing.results().forEach(function -> latencies.add(function.of(name)));
        }
        latencies.sort(Comparator.comparingDouble((CallLatency one) -> one.histogram().sum()).reversed());
        RecordingStatus status = new RecordingStatus(Phase.DONE, all.seconds(), rows.rows(), rows.missed(), "", file, //$NON-NLS-1$
                table);
        return new Recorded(status, new EventRows(source, label(set), 0, new MergedSequence(rows)),
                new Latencies(members.get(0).reader().metadata().clock(), latencies));
    }

    /** The targets, and how certain the time of each is beside the first one's. */
    private static String label(RecordingSet set) {
        StringBuilder label = new StringBuilder(set.members().get(0).name());
        for (int i = 1; i < set.members().size(); i++) {
            label.append(NLS.bind(Messages.Open_certain, set.members().get(i).name(),
                    DurationText.si(TraceClock.LOCAL).of(set.uncertainty(i))));
        }
        return label.toString();
    }

    /** Leaves a reading that was cancelled. */
    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false); //$NON-NLS-1$
        }
    }

    /** Counts all that is read, and says how far it is. */
    private static final class Reading {

        private static final long STEP = 1 << 18;

        private final Progress progress;
        private final long rows;
        private long read;
        private long first;
        private long last;

        Reading(Progress progress, long rows) {
            this.progress = progress;
            this.rows = rows;
        }

        /** Counts a record; gives its number. */
        long count(long time) {
            if (read % STEP == 0) {
                if (progress.isCancelled()) {
                    throw new Stopped();
                }
                progress.report(NLS.bind(Messages.Open_step, Long.valueOf(100 * read / Math.max(1, rows))));
            }
            first = read == 0 ? time : first;
            last = time;
            return read++;
        }

        double seconds() {
            return (last - first) / 1e9;
        }
    }

    /** Counts what is read of a target, and pairs its calls. */
    private static final class ReadingOne implements RecordSink {

        /** The longest calls of a function that are kept. */
        private static final int WORST_CALLS = 20;

        private final Reading all;
        private final EventDecoder decoder;
        private final CallPairing pairing;
        private final RecordedCalls calls;
        private final long[] counts;
        private final List<Integer> order = new ArrayList<>();
        private long unknown;

        ReadingOne(RecordingReader reader, Reading all) {
            this.all = all;
            decoder = new EventDecoder(reader.metadata());
            pairing = new CallPairing(reader.metadata().symbols(), WORST_CALLS);
            calls = new RecordedCalls(reader.metadata(), pairing);
            counts = new long[reader.metadata().formats().limit()];
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            long number = all.count(time);
            int id = EventDecoder.eventId(buffer, offset, length);
            if (id < 0 || id >= counts.length || decoder.plan(id) == null) {
                unknown++;
                return;
            }
            if (counts[id]++ == 0) {
                order.add(Integer.valueOf(id));
            }
            calls.record(number, cpu, time, buffer, offset, length);
        }

        @Override
        public void missed(int cpu, long count) {
            calls.missed(cpu, count);
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            calls.corrupt(problem);
        }

        Map<String, Long> byEvent() {
            Map<String, Long> found = new LinkedHashMap<>();
            for (Integer id : order) {
                EventFormat format = decoder.metadata().format(id.intValue());
                if (format != null) {
                    found.put(format.system() + "/" + format.name(), Long.valueOf(counts[id.intValue()])); //$NON-NLS-1$
                }
            }
            if (unknown > 0) {
                found.put("/", Long.valueOf(unknown)); //$NON-NLS-1$
            }
            return found;
        }
    }

    /** The hit table, as far as the recording has the kernel's counts. */
    private static List<HitRow> table(Path folder, Map<String, Long> decoded) throws IOException {
        KprobeProfile profile = KprobeProfile.of(text(folder, "kprobe_profile"), //$NON-NLS-1$
                ControlFileEntry.parse(text(folder, "kprobe_events"))); //$NON-NLS-1$
        Map<String, KprobeProfile.Counts> kernel = profile.byEvent();
        List<HitRow> rows = new ArrayList<>();
        decoded.forEach((event, count) -> {
            KprobeProfile.Counts counted = kernel.get(event);
            long seen = count.longValue();
            rows.add(counted == null ? new HitRow(event, -1, seen, 0, -1, -1)
                    : new HitRow(event, counted.hits(), seen, 0, Math.max(0, counted.hits() - seen), counted.misses()));
        });
        return rows;
    }

    private static String text(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : ""; //$NON-NLS-1$
    }
}

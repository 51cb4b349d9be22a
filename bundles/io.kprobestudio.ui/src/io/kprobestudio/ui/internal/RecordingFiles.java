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
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.recording.latency.CallPairing;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.recording.latency.RecordedCalls;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.osgi.util.NLS;

/** Reads recordings back. */
public final class RecordingFiles {

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
     * Opens a recording: its events stay on disk, and are read when they are looked at.
     *
     * @param path its folder, or a {@code trace.dat} file
     * @throws TargetException when it is none, or cannot be read
     */
    public static Recorded open(Path path, Progress progress) throws TargetException {
        try {
            RecordingReader reader = RecordingReader.open(path, Decompressors.BUILT_IN);
            progress.report(NLS.bind(Messages.Open_index, path.getFileName()));
            RecordingIndex index = RecordingIndex.open(reader);
            Reading reading = new Reading(reader, progress, index.rows());
            ReadSummary summary = reader.read(reading);
            List<HitRow> table = table(path, reading.byEvent());
            RecordingStatus status = new RecordingStatus(Phase.DONE, reading.seconds(), summary.records(),
                    summary.missed(), "", path.toString(), table); //$NON-NLS-1$
            return new Recorded(status, new EventRows(path, String.valueOf(path.getFileName()), 0,
                    new RecordedSequence(reader, index)),
                    new Latencies(reader.metadata().clock(), reading.pairing.results()));
        } catch (TraceDataException none) {
            throw new TargetException(String.valueOf(none.getMessage()), none);
        } catch (IOException unreadable) {
            throw new TargetException("the recording cannot be read: path=" + path + ": " + unreadable.getMessage(), //$NON-NLS-1$ //$NON-NLS-2$
                    unreadable);
        } catch (Stopped stopped) {
            throw new CancelledException(NLS.bind(Messages.Open_job, path.getFileName()) + " was cancelled"); //$NON-NLS-1$
        }
    }

    /** Leaves a reading that was cancelled. */
    private static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("stopped", null, false, false); //$NON-NLS-1$
        }
    }

    /** Counts what is read, and pairs calls. */
    private static final class Reading implements RecordSink {

        private static final long STEP = 1 << 18;
        /** The longest calls of a function that are kept. */
        private static final int WORST_CALLS = 20;

        private final EventDecoder decoder;
        private final Progress progress;
        private final long rows;
        private final CallPairing pairing;
        private final RecordedCalls calls;
        private final long[] counts;
        private final List<Integer> order = new ArrayList<>();
        private long unknown;
        private long read;
        private long first;
        private long last;

        Reading(RecordingReader reader, Progress progress, long rows) {
            decoder = new EventDecoder(reader.metadata());
            this.progress = progress;
            this.rows = rows;
            pairing = new CallPairing(reader.metadata().symbols(), WORST_CALLS);
            calls = new RecordedCalls(reader.metadata(), pairing);
            counts = new long[reader.metadata().formats().limit()];
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            if (read++ % STEP == 0) {
                if (progress.isCancelled()) {
                    throw new Stopped();
                }
                progress.report(NLS.bind(Messages.Open_step, Long.valueOf(100 * read / Math.max(1, rows))));
            }
            first = read == 1 ? time : first;
            last = time;
            int id = EventDecoder.eventId(buffer, offset, length);
            if (id < 0 || id >= counts.length || decoder.plan(id) == null) {
                unknown++;
                return;
            }
            if (counts[id]++ == 0) {
                order.add(Integer.valueOf(id));
            }
            calls.record(cpu, time, buffer, offset, length);
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

        double seconds() {
            return (last - first) / 1e9;
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

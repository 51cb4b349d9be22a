/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.internal;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.ReadSummary;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.recording.EventStore;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.ControlFileEntry;
import io.kprobestudio.tracefs.KprobeProfile;
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

    private static final int KEPT_EVENTS = 1_000_000;

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
     * Opens a recording.
     *
     * @param path its folder, or a {@code trace.dat} file
     * @throws TargetException when it is none, or cannot be read
     */
    public static Recorded open(Path path, Progress progress) throws TargetException {
        try {
            RecordingReader reader = RecordingReader.open(path, Decompressors.BUILT_IN);
            progress.report(NLS.bind(Messages.Open_job, path.getFileName()));
            Reading reading = new Reading(reader);
            ReadSummary summary = reader.read(reading);
            List<HitRow> table = table(path, reading.counts);
            long lost = summary.missed();
            RecordingStatus status = new RecordingStatus(Phase.DONE, reading.seconds(), summary.records(), lost, "", //$NON-NLS-1$
                    path.toString(), table);
            return new Recorded(status,
                    StoredEvents.rows(path, String.valueOf(path.getFileName()), 0, reading.store.snapshot()));
        } catch (TraceDataException none) {
            throw new TargetException(String.valueOf(none.getMessage()), none);
        } catch (IOException unreadable) {
            throw new TargetException("the recording cannot be read: path=" + path + ": " + unreadable.getMessage(), //$NON-NLS-1$ //$NON-NLS-2$
                    unreadable);
        }
    }

    /** Decodes what is read, counts it, and keeps the newest. */
    private static final class Reading implements RecordSink {

        private final EventDecoder decoder;
        private final EventStore store = new EventStore(KEPT_EVENTS);
        private final Map<String, Long> counts = new LinkedHashMap<>();
        private long first = -1;
        private long last;

        Reading(RecordingReader reader) {
            decoder = new EventDecoder(reader.metadata());
        }

        @Override
        public void record(int cpu, long time, ByteBuffer buffer, int offset, int length) {
            var event = decoder.decode(cpu, time, buffer, offset, length);
            store.add(event);
            counts.merge(event.system() + "/" + event.event(), Long.valueOf(1), Long::sum); //$NON-NLS-1$
            first = first < 0 ? time : first;
            last = time;
        }

        double seconds() {
            return first < 0 ? 0 : (last - first) / 1e9;
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
            rows.add(counted == null ? new HitRow(event, -1, seen, 0, 0, -1)
                    : new HitRow(event, counted.hits(), seen, 0, Math.max(0, counted.hits() - seen), counted.misses()));
        });
        return rows;
    }

    private static String text(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : ""; //$NON-NLS-1$
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.decoder.CorruptSubBuffer;
import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.Framer;
import io.kprobestudio.decoder.PageLayout;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.SavedComms;
import io.kprobestudio.decoder.SubBuffer;
import io.kprobestudio.decoder.TimeMerger;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.EventStore;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.recording.latency.CallPairing;
import io.kprobestudio.recording.latency.Latencies;
import io.kprobestudio.recording.latency.RecordedCalls;
import io.kprobestudio.recording.rows.StoredEvent;
import io.kprobestudio.target.DrainSink;

/**
 * The data plane of one recording. Drain threads frame each CPU's bytes, save them and queue whole sub-buffers; a thread of
 * its own merges them by time, counts and decodes. The queue is bounded, and a full one makes the drain wait: nothing is
 * dropped on this side.
 */
public final class Capture implements DrainSink, AutoCloseable {

    /** What sub-buffers may wait for the decoding thread, in bytes. */
    private static final long QUEUE_BYTES = 32L << 20;
    /** What sub-buffers may wait for those of other CPUs, in bytes. */
    private static final long MERGE_BYTES = 32L << 20;
    /** After so long without a sub-buffer what waits for silent CPUs is let through. */
    private static final long QUIET_MILLIS = 150;
    /** The longest calls of a function that are kept. */
    private static final int WORST_CALLS = 20;
    /** Marks the number of a CPU as that of its stream beside: CPUs have six digits at most. */
    private static final int BESIDE = 1 << 20;

    private final PageLayout layout;
    private final @Nullable EventStore store;
    private final @Nullable RecordingFolderWriter writer;
    private final FormatSource formatSource;
    private final HitCounter counter = new HitCounter();
    private final Map<Integer, Framer> framers = new HashMap<>();
    private final Deque<Page> queue = new ArrayDeque<>();
    private final TimeMerger merger;
    private final Thread thread;
    private final Set<Integer> unknownIds = new HashSet<>();
    /* Guarded by itself. */
    private final CallPairing pairing;
    private volatile EventDecoder decoder;
    private volatile @Nullable SavedComms comms;
    private volatile boolean formatsChanged;
    private volatile boolean ending;
    /* Guarded by the queue: nobody takes anything from it any more. */
    private boolean dead;
    private volatile @Nullable Throwable defect;
    private volatile boolean failedToSave;
    private long missed;
    private long gaps;
    private long damaged;
    private String saveFailure = "";

    private record Page(int stream, ByteBuffer bytes, long position) {
    }

    /** Where formats of events come from that were not known when the recording began. */
    @FunctionalInterface
    public interface FormatSource {

        /** None. */
        FormatSource NONE = known -> known;

        /** The formats that are known now, for an event whose ID is in none of the known ones, or after events came or went. */
        FormatCatalog formats(FormatCatalog known);
    }

    /**
     * Starts the decoding thread, for one instance.
     *
     * @param metadata what is known of the kernel
     * @param cpus the CPUs that are drained
     * @param store gets decoded events, or null when nobody looks at them
     * @param writer saves sub-buffers, or null
     * @param formatSource asked for events without a known format
     */
    public Capture(TraceMetadata metadata, List<Integer> cpus, @Nullable EventStore store,
            @Nullable RecordingFolderWriter writer, FormatSource formatSource) {
        this(metadata, cpus, List.of(), store, writer, formatSource);
    }

    /**
     * Starts the decoding thread.
     *
     * @param metadata what is known of the kernel
     * @param cpus the CPUs that are drained
     * @param beside those of a second instance that are drained too, into {@link #beside}
     * @param store gets decoded events, or null when nobody looks at them
     * @param writer saves sub-buffers, or null
     * @param formatSource asked for events without a known format
     */
    public Capture(TraceMetadata metadata, List<Integer> cpus, List<Integer> beside, @Nullable EventStore store,
            @Nullable RecordingFolderWriter writer, FormatSource formatSource) {
        layout = metadata.layout();
        this.store = store;
        this.writer = writer;
        this.formatSource = formatSource;
        decoder = new EventDecoder(metadata);
        pairing = new CallPairing(metadata.symbols(), WORST_CALLS);
        List<Integer> streams = Stream.concat(cpus.stream(), beside.stream().map(cpu -> BESIDE | cpu)).toList();
        for (int stream : streams) {
            framers.put(stream,
                    new Framer(layout, (page, offset, position) -> subBuffer(stream, page, offset, position)));
        }
        merger = new TimeMerger(layout, streams, MERGE_BYTES, new Records());
        thread = new Thread(this::run, "kprobes capture");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, bug) -> defect = bug);
        thread.start();
    }

    @Override
    public void accept(int cpu, ByteBuffer bytes) {
        push(cpu, bytes);
    }

    /** Takes what is drained of the second instance. */
    public DrainSink beside() {
        return (cpu, bytes) -> push(BESIDE | cpu, bytes);
    }

    private void push(int stream, ByteBuffer bytes) {
        @Nullable
        Framer framer = framers.containsKey(stream) ? framers.get(stream) : null;
        if (framer != null) {
            framer.push(bytes);
        }
    }

    /** On a drain's thread: one at a time for each stream. */
    private void subBuffer(int stream, ByteBuffer page, int offset, long position) {
        int word = SubBuffer.commitWord(layout, page, offset);
        if (SubBuffer.commit(word) == 0 && !SubBuffer.missed(word)) {
            return;
        }
        byte[] copy = new byte[layout.size()];
        page.get(offset, copy);
        save(stream, copy);
        synchronized (queue) {
            while (queue.size() * (long) layout.size() >= QUEUE_BYTES && !ending && !dead) {
                try {
                    queue.wait();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            if (!dead) {
                queue.add(new Page(stream, ByteBuffer.wrap(copy).order(layout.order()), position));
                queue.notifyAll();
            }
        }
    }

    private void save(int stream, byte[] page) {
        RecordingFolderWriter to = writer;
        if (to == null || failedToSave) {
            return;
        }
        try {
            to.page(stream & ~BESIDE, (stream & BESIDE) != 0, page);
        } catch (IOException failure) {
            failedToSave(failure);
        }
    }

    /** What has come is to be found on the disk soon, whatever becomes of this process. */
    private void onDisk() {
        RecordingFolderWriter to = writer;
        if (to == null || failedToSave) {
            return;
        }
        try {
            to.flush();
        } catch (IOException failure) {
            failedToSave(failure);
        }
    }

    private void failedToSave(IOException failure) {
        synchronized (this) {
            failedToSave = true;
            saveFailure = String.valueOf(failure.getMessage());
        }
    }

    private void run() {
        try {
            decode();
        } finally {
            // Whatever ended it: a drain must not wait for room in a queue that nobody empties
            synchronized (queue) {
                dead = true;
                queue.clear();
                queue.notifyAll();
            }
        }
    }

    private void decode() {
        boolean quiet = true;
        long newest = 0;
        long settled = 0;
        long flushed = System.nanoTime();
        while (true) {
            List<Page> pages = new ArrayList<>();
            synchronized (queue) {
                if (queue.isEmpty() && !ending) {
                    try {
                        queue.wait(QUIET_MILLIS);
                    } catch (InterruptedException interrupted) {
                        return;
                    }
                }
                pages.addAll(queue);
                queue.clear();
                queue.notifyAll();
            }
            for (Page page : pages) {
                long time = SubBuffer.timestamp(layout, page.bytes, 0);
                newest = Long.compareUnsigned(time, newest) > 0 ? time : newest;
                merger.push(page.stream, page.bytes, 0, page.position);
            }
            if (System.nanoTime() - flushed >= QUIET_MILLIS * 1_000_000) {
                // A CPU that stays silent must not hold up the others while those never pause.
                merger.flush(settled);
                settled = newest;
                flushed = System.nanoTime();
                onDisk();
            }
            if (!pages.isEmpty()) {
                quiet = false;
            } else if (!quiet || ending) {
                merger.flush();
                quiet = true;
                if (ending) {
                    return;
                }
            }
        }
    }

    /** Decodes what has arrived and ends the thread. To be called when the drain has ended. */
    public void finish() {
        synchronized (queue) {
            ending = true;
            queue.notifyAll();
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finish();
    }

    /** The counts of decoded records now. */
    public LiveCounts counts() {
        return counter.counts(decoder.metadata().formats());
    }

    /** How long functions took so far whose entry and return are probed; nothing when there is no store. */
    public Latencies latencies() {
        synchronized (pairing) {
            return new Latencies(decoder.metadata().clock(), pairing.results());
        }
    }

    /** Lost events that the sub-buffers themselves tell of. */
    public synchronized long missed() {
        return missed;
    }

    /** Sub-buffers that tell of lost events. */
    public synchronized long gaps() {
        return gaps;
    }

    /** Sub-buffers that could not be read to their end. */
    public synchronized long damaged() {
        return damaged;
    }

    /** Why saving stopped, or an empty text. */
    public synchronized String saveFailure() {
        return saveFailure;
    }

    /** Why decoding stopped before the end, or an empty text; sub-buffers are saved all the same. */
    public String decodeFailure() {
        Throwable bug = defect;
        return bug == null ? "" : bug.toString();
    }

    /** What is known of the kernel now. */
    public TraceMetadata metadata() {
        return decoder.metadata();
    }

    /** Events came or went: formats are asked for anew before the next record, since kernels from 6.2 on give IDs again at once. */
    public void formatsChanged() {
        formatsChanged = true;
    }

    /** Takes names of tasks that became known. Those that the kernel forgot meanwhile are kept. */
    public void comms(SavedComms more) {
        comms = more;
    }

    /** On the decoding thread. */
    private final class Records implements RecordSink {

        @Override
        public void record(int stream, long time, ByteBuffer buffer, int offset, int length) {
            int cpu = stream & ~BESIDE;
            int id = EventDecoder.eventId(buffer, offset, length);
            SavedComms more = comms;
            if (more != null) {
                comms = null;
                TraceMetadata metadata = decoder.metadata();
                decoder = new EventDecoder(metadata.withComms(metadata.comms().with(more)));
            }
            EventDecoder known = decoder;
            if (formatsChanged) {
                formatsChanged = false;
                unknownIds.clear();
                known = withNewFormats(known);
            }
            if (known.plan(id) == null && unknownIds.add(id)) {
                known = withNewFormats(known);
            }
            counter.count(id, cpu);
            EventStore to = store;
            if (to != null) {
                long number = to.add(StoredEvent.copy(known, cpu, time, buffer, offset, length));
                DecodedEvent event = known.decode(cpu, time, buffer, offset, length);
                synchronized (pairing) {
                    RecordedCalls.take(pairing, event, number);
                }
            }
        }

        private EventDecoder withNewFormats(EventDecoder known) {
            TraceMetadata metadata = known.metadata();
            FormatCatalog formats = formatSource.formats(metadata.formats());
            counter.rename(metadata.formats(), formats);
            EventDecoder next = new EventDecoder(metadata.withFormats(formats));
            decoder = next;
            return next;
        }

        @Override
        public void missed(int cpu, long count) {
            synchronized (Capture.this) {
                gaps++;
                missed += Math.max(0, count);
            }
            giveUpCalls();
        }

        @Override
        public void corrupt(CorruptSubBuffer problem) {
            synchronized (Capture.this) {
                damaged++;
            }
            giveUpCalls();
        }

        private void giveUpCalls() {
            synchronized (pairing) {
                pairing.lost();
            }
        }
    }
}

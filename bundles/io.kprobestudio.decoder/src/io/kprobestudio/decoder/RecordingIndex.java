/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

import org.eclipse.jdt.annotation.Nullable;

/**
 * Where in a recording each {@value #INTERVAL}th event stands, so that any row and any time is reached by walking that
 * many at most. Kept beside the recording, rebuilt when the recording has changed; {@code docs/formats/index.md} has its
 * layout. Immutable, thread-safe.
 */
public final class RecordingIndex {

    /** Events from one entry to the next. */
    public static final int INTERVAL = 1 << 14;

    private static final long MAGIC = 0x4b50534944583031L; // KPSIDX01
    /** The bytes of an index without entries, and more than those of any recording take. */
    private static final int SMALLEST = 44;
    private static final int LARGEST = 1 << 30;

    private final long rows;
    private final long[] times;
    private final long[] positions;
    private final int[] ordinals;
    private final int cpus;

    /**
     * @param positions for each entry and CPU: where the sub-buffer begins that holds the CPU's next record
     * @param ordinals  for each entry and CPU: how many records of that sub-buffer come before it
     */
    private RecordingIndex(long rows, long[] times, long[] positions, int[] ordinals, int cpus) {
        this.rows = rows;
        this.times = times;
        this.positions = positions;
        this.ordinals = ordinals;
        this.cpus = cpus;
    }

    /** Events of the recording. */
    public long rows() {
        return rows;
    }

    /** Entries of the index. */
    public int entries() {
        return times.length;
    }

    /** The first row that is looked at to find a row. */
    long entryRow(int entry) {
        return (long) entry * INTERVAL;
    }

    int entryForRow(long row) {
        return (int) Math.max(0, Math.min(times.length - 1L, row / INTERVAL));
    }

    /** The last entry whose time stamp is not behind this one. */
    int entryForTime(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (Long.compareUnsigned(times[middle], time) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.max(0, low - 1);
    }

    long position(int entry, int cpu) {
        return positions[entry * cpus + cpu];
    }

    int ordinal(int entry, int cpu) {
        return ordinals[entry * cpus + cpu];
    }

    /**
     * Reads the index from its file; builds it, and writes the file where that is possible, when there is none or the
     * recording has changed.
     *
     * @throws IOException when the recording cannot be read
     */
    public static RecordingIndex open(RecordingReader reader) throws IOException {
        RecordingIndex known = kept(reader);
        if (known != null) {
            return known;
        }
        RecordingIndex built = build(reader);
        built.save(file(reader.path()), stamp(reader));
        return built;
    }

    /** The index that is kept of the recording as it is; null where there is none. */
    static @Nullable RecordingIndex kept(RecordingReader reader) throws IOException {
        return load(file(reader.path()), stamp(reader), reader.cpus().size());
    }

    /** Where a recording's index is kept. */
    public static Path file(Path recording) {
        return Files.isDirectory(recording) ? recording.resolve("events.index")
                : recording.resolveSibling(recording.getFileName() + ".index");
    }

    /** Changes with the size and time of any file that holds records. */
    private static long stamp(RecordingReader reader) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer numbers = ByteBuffer.allocate(16);
        for (Path file : reader.files()) {
            numbers.clear();
            numbers.putLong(Files.size(file)).putLong(Files.getLastModifiedTime(file).toMillis()).flip();
            crc.update(numbers);
        }
        return crc.getValue();
    }

    private static RecordingIndex build(RecordingReader reader) throws IOException {
        int cpus = reader.cpus().size();
        List<long[]> entries = new ArrayList<>();
        long[] rows = new long[1];
        long[] latest = new long[1];
        reader.walk(merge -> {
            // A CPU's clock may go back: to be searched, the entries' times must not.
            latest[0] = Long.compareUnsigned(merge.time(), latest[0]) > 0 ? merge.time() : latest[0];
            if (rows[0]++ % INTERVAL == 0) {
                long[] entry = new long[1 + 2 * cpus];
                entry[0] = latest[0];
                for (int cpu = 0; cpu < cpus; cpu++) {
                    entry[1 + 2 * cpu] = merge.position(cpu);
                    entry[2 + 2 * cpu] = merge.ordinal(cpu);
                }
                entries.add(entry);
            }
        });
        long[] times = new long[entries.size()];
        long[] positions = new long[entries.size() * cpus];
        int[] ordinals = new int[entries.size() * cpus];
        for (int i = 0; i < times.length; i++) {
            long[] entry = entries.get(i);
            times[i] = entry[0];
            for (int cpu = 0; cpu < cpus; cpu++) {
                positions[i * cpus + cpu] = entry[1 + 2 * cpu];
                ordinals[i * cpus + cpu] = (int) entry[2 + 2 * cpu];
            }
        }
        return new RecordingIndex(rows[0], times, positions, ordinals, cpus);
    }

    private void save(Path file, long stamp) {
        ByteBuffer out = ByteBuffer.allocate(48 + times.length * (8 + 12 * cpus));
        out.putLong(MAGIC).putLong(stamp).putLong(rows).putInt(INTERVAL).putInt(cpus).putInt(times.length);
        for (int i = 0; i < times.length; i++) {
            out.putLong(times[i]);
            for (int cpu = 0; cpu < cpus; cpu++) {
                out.putLong(position(i, cpu)).putInt(ordinal(i, cpu));
            }
        }
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        out.putLong(crc.getValue());
        try {
            Path making = file.resolveSibling(file.getFileName() + ".new");
            Files.write(making, Arrays.copyOf(out.array(), out.position()));
            try {
                Files.move(making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(making, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            // A recording on a medium that cannot be written is read without a kept index.
            return;
        }
    }

    /** What the file holds; null where there is none that can be read, or it is another state's. */
    private static @Nullable RecordingIndex load(Path file, long stamp, int cpus) {
        ByteBuffer in;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < SMALLEST || channel.size() > LARGEST) {
                return null;
            }
            in = ByteBuffer.allocate((int) channel.size());
            while (in.hasRemaining() && channel.read(in) > 0) {
                // until all is there
            }
        } catch (IOException none) {
            return null;
        }
        in.flip();
        if (in.limit() < SMALLEST) {
            return null;
        }
        CRC32 crc = new CRC32();
        crc.update(in.array(), 0, in.limit() - 8);
        if (in.getLong(in.limit() - 8) != crc.getValue() || in.getLong() != MAGIC || in.getLong() != stamp) {
            return null;
        }
        long rows = in.getLong();
        int interval = in.getInt();
        int count = in.getInt() == cpus ? in.getInt() : -1;
        if (interval != INTERVAL || count < 0 || in.remaining() != 8 + (long) count * (8 + 12L * cpus)) {
            return null;
        }
        long[] times = new long[count];
        long[] positions = new long[count * cpus];
        int[] ordinals = new int[count * cpus];
        for (int i = 0; i < count; i++) {
            times[i] = in.getLong();
            for (int cpu = 0; cpu < cpus; cpu++) {
                positions[i * cpus + cpu] = in.getLong();
                ordinals[i * cpus + cpu] = in.getInt();
            }
        }
        return new RecordingIndex(rows, times, positions, ordinals, cpus);
    }
}

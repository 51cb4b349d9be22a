/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols.internal.dwarf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.eclipse.jdt.annotation.Nullable;

/**
 * An index that is kept in a file of its own, by the build id of what it is of, so that another process finds it: a checksum, the
 * sizes of the sections that it was made from, and the tables, all as 64-bit numbers, the most significant byte first.
 */
final class StoredIndex {
    private static final long MAGIC = 0x4b50_5349_4458_0001L;
    private static final int FIXED = 2;

    private StoredIndex() {
    }

    /** The file for a build id in a folder. */
    static Path file(Path folder, String buildId) {
        return folder.resolve(buildId + ".index");
    }

    /**
     * Reads an index; its tables stay mapped.
     *
     * @return null where there is none, or it is damaged, of another format or was made from other sections
     */
    static @Nullable EntryIndex read(Path file, Sections sections) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            int header = header(sections).length;
            int lengths = FIXED + header;
            if (size > Integer.MAX_VALUE || size % Long.BYTES != 0
                    || size < (long) (lengths + EntryIndex.tableCount()) * Long.BYTES) {
                return null;
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            LongBuffer numbers = bytes.asLongBuffer();
            if (numbers.get(0) != MAGIC || numbers.get(1) != checksum(bytes)) {
                return null;
            }
            long[] wanted = header(sections);
            for (int i = 0; i < header; i++) {
                if (numbers.get(FIXED + i) != wanted[i]) {
                    return null;
                }
            }
            return tables(numbers, lengths);
        } catch (IOException absent) {
            return null;
        }
    }

    private static @Nullable EntryIndex tables(LongBuffer numbers, int lengths) {
        List<LongBuffer> tables = new ArrayList<>();
        long at = lengths + EntryIndex.tableCount();
        for (int i = 0; i < EntryIndex.tableCount(); i++) {
            long length = numbers.get(lengths + i);
            if (length < 0 || length > numbers.capacity() - at) {
                return null;
            }
            tables.add(numbers.slice((int) at, (int) length));
            at += length;
        }
        return new EntryIndex(tables);
    }

    /**
     * Keeps an index. The file, which only its owner can read, appears when it is complete; another process that does the same
     * puts the same there.
     */
    static void write(Path file, EntryIndex index, Sections sections) throws IOException {
        long[] header = header(sections);
        List<LongBuffer> tables = index.tables();
        long count = FIXED + header.length + tables.size();
        for (LongBuffer table : tables) {
            count += table.capacity();
        }
        if (count > Integer.MAX_VALUE / Long.BYTES) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) count * Long.BYTES);
        LongBuffer numbers = bytes.asLongBuffer();
        numbers.put(MAGIC).put(0).put(header);
        tables.forEach(table -> numbers.put(table.capacity()));
        tables.forEach(numbers::put);
        numbers.put(1, checksum(bytes));
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        // Mode 0600 where there are modes.
        Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            try {
                Files.delete(part);
            } catch (NoSuchFileException moved) {
                // it has its name
            }
        }
    }

    /* What tells whether an index is of these sections: a file of the same build id can be stripped or compressed. */
    private static long[] header(Sections sections) {
        return new long[]{ sections.info().capacity(), sections.abbreviations().capacity(),
                sections.texts().capacity() };
    }

    private static long checksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes.duplicate().position(FIXED * Long.BYTES));
        return checksum.getValue();
    }
}

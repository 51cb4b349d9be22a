/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** All fields of a record at once, and all records of several CPUs at once: each is what one by one gives. */
public class FieldVisitorTest {

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    /** What is visited, as text. */
    private static final class Said extends FieldVisitor {
        private final List<String> fields = new ArrayList<>();

        @Override
        public void number(int field, long value) {
            fields.add(field + "=" + value);
        }

        @Override
        public void bytes(int field, int offset, int length) {
            fields.add(field + "@" + offset + "+" + length);
        }

        @Override
        public void missing(int field) {
            fields.add(field + " is missing");
        }
    }

    private static List<String> visited(EventPlan plan, ByteBuffer buffer, int offset, int length) {
        Said said = new Said();
        plan.visit(buffer, offset, length, said);
        return said.fields;
    }

    private static List<String> readOneByOne(EventPlan plan, ByteBuffer buffer, int offset, int length) {
        List<String> fields = new ArrayList<>();
        Stream.concat(plan.fields().stream(), Stream.of(plan.pid(), plan.flags(), plan.preempt())).forEach(reader -> {
            int at = reader.dataOffset(buffer, offset, length);
            fields.add(fields.size() + (at < 0 ? " is missing"
                    : reader.isNumber() ? "=" + reader.number(buffer, offset, length)
                            : "@" + at + "+" + reader.dataLength(buffer, offset, length)));
        });
        return fields;
    }

    private static ByteBuffer outsideOfTheHeap(ByteBuffer buffer, int offset, int length) {
        ByteBuffer copy = ByteBuffer.allocateDirect(length).order(buffer.order());
        return copy.put(0, buffer, offset, length);
    }

    @Test
    public void shouldReadWhatTheReadersReadWhenAllFieldsAreReadAtOnce() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN);
            EventDecoder decoder = new EventDecoder(reader.metadata());
            int[] seen = { 0, 0 };
            reader.read((cpu, time, buffer, offset, length) -> {
                EventPlan plan = decoder.plan(EventDecoder.eventId(buffer, offset, length));
                if (plan == null || seen[0]++ % 7 != 0) {
                    return;
                }
                List<String> expected = readOneByOne(plan, buffer, offset, length);
                assertEquals(plan.visited(), expected.size());
                assertEquals(name, expected, visited(plan, buffer, offset, length));
                assertEquals(name, expected, visited(plan, outsideOfTheHeap(buffer, offset, length), 0, length));
                for (int less = 0; less < length; less += 5) {
                    assertEquals(name + " length=" + less, readOneByOne(plan, buffer, offset, less),
                            visited(plan, buffer, offset, less));
                }
                seen[1]++;
            });
            assertTrue(name + " records=" + seen[1], seen[1] > 20);
        }
    }

    @Test
    public void shouldPassRecordsInTheSameOrderWhenManyArePassedAtOnce() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN);
            List<String> stepped = new ArrayList<>();
            reader.walk(merge -> stepped.add(merge.cpu() + " " + merge.time() + " " + merge.length() + " "
                    + merge.buffer().getInt(merge.offset())));
            List<String> passed = new ArrayList<>();
            reader.read((cpu, time, buffer, offset, length) -> passed
                    .add(cpu + " " + time + " " + length + " " + buffer.getInt(offset)));
            assertEquals(name, stepped, passed);
        }
    }

    @Test
    public void shouldEndWhereTheFileEndsWhenItBecomesShorterWhileItIsRead() throws Exception {
        Path folder = growing();
        Path first = firstPages(folder);
        long[] records = { 0 };
        RecordingReader reader = RecordingReader.open(folder, Decompressors.BUILT_IN);
        long all = reader.read((cpu, time, buffer, offset, length) -> records[0]++).records();
        assertEquals(all, records[0]);
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            long left = reader.read(cutAtFirstRecord(channel)).records();
            assertTrue("records=" + left + " of " + all, left > 0 && left < all);
        }
    }

    @Test
    public void shouldSayWhichFileCannotBeReadWhenItBecomesShorterWhileItIsSkimmed() throws Exception {
        Path folder = growing();
        Path first = firstPages(folder);
        RecordingReader reader = RecordingReader.open(folder, Decompressors.BUILT_IN);
        try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
            IOException told = assertThrows(IOException.class, () -> reader.readUnmerged(cutAtFirstRecord(channel)));
            assertTrue(told.getMessage(), told.getMessage().endsWith("file=" + first));
        }
    }

    /** A recording whose first CPU has a megabyte and more, which is more than a reader looks at in one go. */
    private Path growing() throws IOException {
        Path folder = temporary.newFolder().toPath();
        Path recording = KernelTruth.recording("imx6-6.1-kp");
        try (Stream<Path> files = Files.walk(recording)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(recording.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path first = firstPages(folder);
        byte[] pages = Files.readAllBytes(first);
        assertTrue("bytes=" + pages.length, pages.length >= 4096);
        while (Files.size(first) < 1 << 20) {
            Files.write(first, pages, StandardOpenOption.APPEND);
        }
        return folder;
    }

    private static Path firstPages(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("trace_pipe_raw")).sorted().findFirst().orElseThrow();
        }
    }

    private static RecordSink cutAtFirstRecord(FileChannel channel) {
        boolean[] cut = { false };
        return (cpu, time, buffer, offset, length) -> {
            if (!cut[0]) {
                cut[0] = true;
                try {
                    channel.truncate(4096);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}

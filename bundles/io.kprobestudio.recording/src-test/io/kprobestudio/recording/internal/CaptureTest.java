/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.FormatCatalog;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.decoder.TraceMetadata;
import io.kprobestudio.recording.EventStore;
import io.kprobestudio.recording.LiveCounts;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.testkit.KernelTruth;

public class CaptureTest {

    private static final List<Integer> CPUS = List.of(0, 1, 2, 3);
    private static final String RECORDING = "imx6-6.1-kp";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static TraceMetadata metadata() throws IOException, TraceDataException {
        return RecordingReader.open(KernelTruth.recording(RECORDING), Decompressors.BUILT_IN).metadata();
    }

    private static byte[] stream(int cpu) throws IOException {
        return Files.readAllBytes(KernelTruth.recording(RECORDING).resolve("per_cpu").resolve("cpu" + cpu)
                .resolve("trace_pipe_raw"));
    }

    /** Feeds all CPUs in turn, in chunks of odd sizes. */
    private static void feed(Capture capture) throws IOException {
        List<ByteBuffer> left = new ArrayList<>();
        for (int cpu : CPUS) {
            left.add(ByteBuffer.wrap(stream(cpu)));
        }
        int size = 1;
        while (left.stream().anyMatch(ByteBuffer::hasRemaining)) {
            for (int cpu : CPUS) {
                ByteBuffer all = left.get(cpu);
                int chunk = Math.min(all.remaining(), size = size * 7 % 9973 + 1);
                capture.accept(cpu, all.slice(all.position(), chunk));
                all.position(all.position() + chunk);
            }
        }
    }

    @Test
    public void shouldCountEveryLineThatTheKernelPrintedWhenNothingWasLost() throws IOException, TraceDataException {
        Capture capture = new Capture(metadata(), CPUS, null, null, Capture.FormatSource.NONE);
        feed(capture);
        capture.finish();
        LiveCounts counts = capture.counts();
        assertEquals(1288, counts.of(new ProbeKey("kprobes", "open")));
        assertEquals(1402, counts.of(new ProbeKey("grp2", "close")));
        assertEquals(1588, counts.of(new ProbeKey("kprobes", "multi")));
        assertEquals(191, counts.of(new ProbeKey("kprobes", "nest")));
        assertEquals(0, capture.damaged() + capture.missed() + capture.gaps());
        assertEquals(191, counts.byCpu().getOrDefault(new ProbeKey("kprobes", "nest"), List.of()).stream()
                .mapToLong(Long::longValue).sum());
    }

    /** A drain that waited for room in the queue for ever would hang with the whole recording. */
    @Test
    public void shouldTakeAllSubBuffersAndSayWhyWhenDecodingDiesOfADefect() throws Exception {
        try (Capture capture = new Capture(metadata(), CPUS, null, null, known -> {
            throw new IllegalStateException("a defect");
        })) {
            capture.formatsChanged();
            byte[] stream = stream(0);
            for (long fed = 0; fed <= 80L << 20; fed += stream.length) {
                capture.accept(0, ByteBuffer.wrap(stream));
            }
            capture.finish();
            assertEquals("java.lang.IllegalStateException: a defect", capture.decodeFailure());
        }
    }

    @Test
    public void shouldAskForFormatsAnewWhenEventsCameOrWentThoughTheirIdsAreKnown() throws Exception {
        String open = Files.readString(KernelTruth.recording(RECORDING).resolve("events/kprobes/open/format"),
                StandardCharsets.ISO_8859_1);
        EventFormat other = EventFormat.parse("kps_1", open.replace("name: open", "name: other"));
        Capture capture = new Capture(metadata(), CPUS, null, null, known -> known.with(List.of(other)));
        capture.formatsChanged();
        feed(capture);
        capture.finish();
        assertEquals(1288, capture.counts().of(new ProbeKey("kps_1", "other")));
        assertEquals(0, capture.counts().of(new ProbeKey("kprobes", "open")));
    }

    @Test
    public void shouldCountForTheEventThatHadTheIdWhenAnotherHasItNow() throws Exception {
        FormatCatalog before = metadata().formats();
        String open = Files.readString(KernelTruth.recording(RECORDING).resolve("events/kprobes/open/format"),
                StandardCharsets.ISO_8859_1);
        EventFormat other = EventFormat.parse("kps_1", open.replace("name: open", "name: other"));
        FormatCatalog after = before.with(List.of(other));
        HitCounter counter = new HitCounter();
        counter.count(other.id(), 0);
        counter.count(other.id(), 2);
        counter.rename(before, after);
        counter.count(other.id(), 1);
        LiveCounts counts = counter.counts(after);
        assertEquals(2, counts.of(new ProbeKey("kprobes", "open")));
        assertEquals(List.of(1L, 0L, 1L), counts.byCpu().get(new ProbeKey("kprobes", "open")));
        assertEquals(List.of(0L, 1L), counts.byCpu().get(new ProbeKey("kps_1", "other")));
        assertEquals(3, counts.total());
    }

    @Test
    public void shouldGiveEventsInTheOrderOfTimeWhenTheyAreStored() throws IOException, TraceDataException {
        EventStore store = new EventStore(100_000);
        Capture capture = new Capture(metadata(), CPUS, store, null, Capture.FormatSource.NONE);
        feed(capture);
        capture.finish();
        var events = store.snapshot().events();
        assertEquals(capture.counts().total(), events.size());
        for (int i = 1; i < events.size(); i++) {
            assertTrue("event=" + i, events.get(i - 1).time() <= events.get(i).time());
        }
    }

    @Test
    public void shouldSaveARecordingThatDecodesAsItsSourceWhenItIsWritten() throws IOException, TraceDataException {
        Path source = KernelTruth.recording(RECORDING);
        Path place = folder.getRoot().toPath().resolve("copy");
        RecordingFolderWriter writer = new RecordingFolderWriter(place, CPUS);
        for (String name : List.of("uname", "header_page", "kallsyms", "saved_cmdlines", "trace_clock")) {
            writer.bytes(name, Files.readAllBytes(source.resolve(name)));
        }
        for (String event : List.of("kprobes/open", "kprobes/openret", "kprobes/rd", "kprobes/rdret", "kprobes/wr",
                "kprobes/wrstr", "kprobes/wrsym", "kprobes/mid", "grp2/close", "kprobes/multi", "kprobes/nest")) {
            String name = "events/" + event + "/format";
            writer.bytes(name, Files.readAllBytes(source.resolve(name)));
        }
        Capture capture = new Capture(metadata(), CPUS, null, writer, Capture.FormatSource.NONE);
        feed(capture);
        capture.finish();
        assertEquals(place, writer.finish());
        assertEquals("rw-------", PosixFilePermissions.toString(
                Files.getPosixFilePermissions(place.resolve("per_cpu").resolve("cpu0").resolve("trace_pipe_raw"))));
        assertArrayEquals(text(source), text(place));
    }

    @Test
    public void shouldSaveOneStreamInTheOrderOfTimeWhenTwoInstancesAreDrained() throws IOException, TraceDataException {
        Path source = KernelTruth.recording(RECORDING);
        Path place = folder.getRoot().toPath().resolve("both");
        RecordingFolderWriter writer = new RecordingFolderWriter(place, CPUS);
        writer.expectBeside(CPUS);
        for (String name : List.of("uname", "header_page", "kallsyms", "saved_cmdlines", "trace_clock")) {
            writer.bytes(name, Files.readAllBytes(source.resolve(name)));
        }
        EventStore store = new EventStore(100_000);
        try (Capture capture = new Capture(metadata(), CPUS, CPUS, store, writer, Capture.FormatSource.NONE)) {
            for (int cpu : CPUS) {
                byte[] stream = stream(cpu);
                for (int at = 0; at < stream.length; at += 4096) {
                    DrainSink sink = at / 4096 % 2 == 0 ? capture : capture.beside();
                    sink.accept(cpu, ByteBuffer.wrap(stream, at, 4096).slice());
                }
            }
            capture.finish();
            writer.countsBeside(Map.of(1, "entries: 0\n"));
            writer.finish();
            assertEquals(1288, capture.counts().of(new ProbeKey("kprobes", "open")));
            assertEquals(0, capture.damaged() + capture.missed() + capture.gaps());
            assertTrue(capture.counts().byCpu().toString(), capture.counts().byCpu().values().stream()
                    .allMatch(counts -> counts.size() <= CPUS.size()));
            var events = store.snapshot().events();
            assertEquals(capture.counts().total(), events.size());
            assertEquals(CPUS, events.stream().map(event -> event.cpu()).distinct().sorted().toList());
        }
        for (int cpu : CPUS) {
            assertEquals(times(source, cpu), times(place, cpu));
        }
        assertEquals("entries: 0\n", Files.readString(place.resolve("instances/stacks/per_cpu/cpu1/stats")));
    }

    private static List<Long> times(Path recording, int cpu) throws IOException, TraceDataException {
        List<Long> times = new ArrayList<>();
        RecordingReader.open(recording, Decompressors.BUILT_IN).readUnmerged((of, time, buffer, offset, length) -> {
            if (of == cpu) {
                times.add(time);
            }
        });
        return times;
    }

    private static byte[] text(Path recording) throws IOException, TraceDataException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RecordingReader.open(recording, Decompressors.BUILT_IN).writeText(out, TextOptions.EXACT);
        return out.toByteArray();
    }

    @Test
    public void shouldTellDamageAndGoOnWhenASubBufferIsDamaged() throws IOException, TraceDataException {
        byte[] bytes = stream(0);
        bytes[4096 + 9] = 0x7f;
        try (Capture capture = new Capture(metadata(), CPUS, null, null, Capture.FormatSource.NONE)) {
            capture.accept(0, ByteBuffer.wrap(bytes));
            capture.finish();
            assertEquals(1, capture.damaged());
            assertTrue(capture.counts().total() > 3500);
        }
    }

    @Test
    public void shouldAskForFormatsOnceAnEventIsUnknown() throws IOException, TraceDataException {
        TraceMetadata metadata = metadata();
        List<Integer> asked = new ArrayList<>();
        Capture capture = new Capture(metadata.withFormats(FormatCatalog.of(List.of())), CPUS, null, null, known -> {
            asked.add(known.all().size());
            return metadata.formats();
        });
        feed(capture);
        capture.finish();
        assertEquals(List.of(0), asked);
        assertEquals(1288, capture.counts().of(new ProbeKey("kprobes", "open")));
    }

    @Test
    public void shouldLeaveNothingBehindWhenARecordingIsNotFinished() throws IOException {
        Path place = folder.getRoot().toPath().resolve("dropped");
        try (RecordingFolderWriter writer = new RecordingFolderWriter(place, CPUS)) {
            writer.text("uname", "Linux");
        }
        assertEquals(0, folder.getRoot().list().length);
    }

    @Test
    public void shouldReplaceARecordingAndNothingElse() throws IOException {
        Path place = folder.getRoot().toPath().resolve("place");
        Files.createDirectories(place);
        Files.writeString(place.resolve("thesis.txt"), "precious");
        assertTrue(assertThrows(IOException.class, () -> new RecordingFolderWriter(place, CPUS)).getMessage()
                .contains("something else than a recording is there"));
        Files.writeString(place.resolve("header_page"), "");
        Files.createDirectories(place.resolve("per_cpu"));
        try (RecordingFolderWriter writer = new RecordingFolderWriter(place, CPUS)) {
            writer.text("header_page", "new");
            writer.finish();
        }
        assertEquals("new", Files.readString(place.resolve("header_page")));
        assertEquals(1, folder.getRoot().list().length);
    }

    @Test
    public void shouldRefuseANameThatLeadsOutOfTheRecording() throws IOException {
        Path place = folder.getRoot().toPath().resolve("safe");
        try (RecordingFolderWriter writer = new RecordingFolderWriter(place, CPUS)) {
            assertThrows(IOException.class, () -> writer.text("events/../../escaped", "x"));
        }
        assertEquals(Map.of(), Arrays.stream(folder.getRoot().list())
                .collect(java.util.stream.Collectors.toMap(name -> name, name -> name)));
    }

    @Test
    public void shouldDeleteWhatAKilledProcessLeftWhenItRecordedToThatPlace() throws IOException, InterruptedException {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path top = folder.getRoot().toPath();
        Files.createDirectories(top.resolve(".rec." + dead.pid() + ".part").resolve("per_cpu"));
        Files.createDirectories(top.resolve(".rec." + ProcessHandle.current().pid() + "0.other"));
        try (RecordingFolderWriter writer = new RecordingFolderWriter(top.resolve("rec"), CPUS)) {
            writer.text("uname", "Linux");
        }
        assertArrayEquals(new String[]{ ".rec." + ProcessHandle.current().pid() + "0.other" }, top.toFile().list());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** What is told of a recording, against what reading all of it finds. */
public class RecordingSummaryTest {

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    private static RecordingReader open(Path path) throws Exception {
        return RecordingReader.open(path, Decompressors.BUILT_IN);
    }

    /** The time from the first record of all to the last one, in the order in which they are read. */
    private static long nanos(RecordingReader reader) throws Exception {
        long[] span = { 0, 0, 0 };
        reader.read((cpu, time, buffer, offset, length) -> {
            span[0] = span[2]++ == 0 ? time : Math.min(span[0], time);
            span[1] = Math.max(span[1], time);
        });
        return reader.metadata().clock().inNanoseconds() ? span[1] - span[0] : RecordingSummary.UNKNOWN;
    }

    @Test
    public void shouldTellWhatReadingAllTellsWhenARecordingIsSmallOrTakenForALargeOne() throws Exception {
        int several = 0;
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = open(KernelTruth.recording(name));
            RecordingSummary whole = RecordingSummary.of(KernelTruth.recording(name));
            assertEquals(name, reader.read(RecordSink.NONE).records(), whole.events());
            assertEquals(name, nanos(reader), whole.nanos());
            assertEquals(name, reader.cpus(), whole.cpus().stream().map(RecordingSummary.Cpu::number).toList());
            assertEquals(name, reader.size(), whole.cpus().stream().mapToLong(RecordingSummary.Cpu::bytes).sum());
            assertEquals(name, whole.nanos(), RecordingSummary.of(reader, -1).nanos());
            several += reader.cpus().size() > 1 && whole.nanos() > 0 ? 1 : 0;
        }
        assertTrue("recordings of several CPUs: " + several, several > 2);
    }

    @Test
    public void shouldTellKernelAndProbesWhenTheFolderHasThem() throws Exception {
        RecordingSummary summary = RecordingSummary.of(KernelTruth.recording("amd64-7.2-kp"));
        assertTrue(summary.kernel().text(), summary.kernel().text().contains(summary.kernel().release()));
        assertTrue(summary.kernel().release(), summary.kernel().release().startsWith("7.2"));
        assertEquals("x86_64", summary.kernel().machine());
        assertTrue(summary.probes().toString(), summary.probes().stream().anyMatch(line -> line.startsWith("p:")));
        assertEquals(List.of(""), summary.instances());
    }

    @Test
    public void shouldCountALargeRecordingWhenItsIndexIsKept() throws Exception {
        Path file = temporary.getRoot().toPath().resolve("indexed.dat");
        TraceDatWriter.write(KernelTruth.recording("imx6-3.14-kp"), file, 6);
        assertEquals(RecordingSummary.UNKNOWN, RecordingSummary.of(open(file), -1).events());
        long rows = RecordingIndex.open(open(file)).rows();
        assertEquals(rows, RecordingSummary.of(open(file), -1).events());
        assertTrue(rows > 0);
    }

    /** The CPUs that recorded anything: a file of version 7 leaves out the others. */
    private static List<RecordingSummary.Cpu> full(RecordingSummary summary) {
        return summary.cpus().stream().filter(cpu -> cpu.bytes() > 0).toList();
    }

    @Test
    public void shouldTellTheSameWhenWrittenAsTraceDat() throws Exception {
        RecordingSummary folder = RecordingSummary.of(KernelTruth.recording("imx6-3.14-kp"));
        for (int version : new int[]{ 6, 7 }) {
            Path file = temporary.getRoot().toPath().resolve("version-" + version + ".dat");
            TraceDatWriter.write(KernelTruth.recording("imx6-3.14-kp"), file, version);
            for (long small : new long[]{ -1, RecordingSummary.SMALL }) {
                RecordingSummary summary = RecordingSummary.of(open(file), small);
                assertEquals(folder.nanos(), summary.nanos());
                assertEquals(full(folder), full(summary));
                assertEquals(folder.kernel().release(), summary.kernel().release());
            }
        }
    }
}

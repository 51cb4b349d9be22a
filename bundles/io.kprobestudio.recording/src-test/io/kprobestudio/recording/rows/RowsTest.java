/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TextOptions;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.testkit.KernelTruth;

/** Rows of a recorded kernel's events: what is read of a file and of memory is the same, and what its own text says. */
public class RowsTest {

    private final RecordingReader reader;
    private final EventSequence recorded;
    private final EventSequence stored;

    public RowsTest() throws IOException, TraceDataException {
        reader = RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN);
        recorded = new RecordedSequence(reader, RecordingIndex.open(reader));
        List<StoredEvent> events = new ArrayList<>();
        recorded.read(0, recorded.end(), (number, decoder, cpu, time, buffer, offset, length) -> events
                .add(StoredEvent.copy(decoder, cpu, time, buffer, offset, length)));
        stored = new StoredSequence(1000, events);
    }

    @Test
    public void shouldSayWhatTheKernelSaidWhenARowIsRead() throws IOException {
        RecordingIndex index = RecordingIndex.open(reader);
        assertTrue("rows=" + recorded.size(), recorded.size() > 5000);
        for (long row = 0; row < recorded.size(); row += 397) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            reader.from(index, row).limit(1).writeText(text, TextOptions.EXACT);
            StoredEvent event = recorded.row(row).orElseThrow();
            assertEquals(text.toString(StandardCharsets.ISO_8859_1).stripTrailing(), event.kernelText());
            assertEquals(event.kernelText(), stored.row(1000 + row).orElseThrow().kernelText());
        }
        assertTrue(recorded.row(recorded.size()).isEmpty());
        assertTrue(stored.row(999).isEmpty());
    }

    @Test
    public void shouldFindTheFirstRowThatIsNotBeforeATime() throws IOException {
        for (long row = 1; row < recorded.end(); row += 211) {
            long time = recorded.row(row).orElseThrow().time();
            long found = recorded.rowAt(time);
            assertEquals(time, recorded.row(found).orElseThrow().time());
            assertTrue(recorded.row(found - 1).orElseThrow().time() < time);
            assertEquals(found + 1000, stored.rowAt(time));
        }
        assertEquals(stored.end(), stored.rowAt(-1L));
        assertEquals(1000, stored.rowAt(0));
    }

    private static List<Long> found(String expression, EventSequence sequence) throws Exception {
        RowFilter filter = new RowFilter(EventFilter.parse(expression), sequence.first());
        while (filter.advance(sequence, 700)) {
            assertTrue(filter.looked() < sequence.end());
        }
        List<Long> rows = new ArrayList<>();
        for (long place = 0; place < filter.rows().size(); place++) {
            rows.add(filter.rows().get(place));
        }
        return rows;
    }

    @Test
    public void shouldChooseTheRowsThatTheFilterChoosesWhenLookedAtInPieces() throws Exception {
        String expression = "event == \"open\" && cpu != 1";
        List<Long> rows = found(expression, recorded);
        assertEquals(reader.choose(EventFilter.parse(expression)).read((cpu, time, buffer, offset, length) -> {
        }).records(), rows.size());
        assertTrue("rows=" + rows.size(), rows.size() > 100);
        for (long row : rows) {
            assertEquals("open", recorded.row(row).orElseThrow().decode().event());
        }
        assertEquals(rows.stream().map(row -> row + 1000).toList(), found(expression, stored));
    }

    @Test
    public void shouldFindPlacesAndRowsWhenRowsLieAnyhow() {
        RowSet set = new RowSet(50);
        List<Long> rows = new ArrayList<>();
        Random random = new Random(7);
        long row = 50;
        for (int i = 0; i < 20_000; i++) {
            rows.add(row);
            set.add(row);
            row += random.nextInt(10) == 0 ? 1 + random.nextInt(90_000) : 1;
        }
        assertEquals(rows.size(), set.size());
        for (int place = 0; place < rows.size() - 1; place += 13) {
            assertEquals((long) rows.get(place), set.get(place));
            assertEquals(place, set.countBefore(rows.get(place)));
            assertTrue(set.contains(rows.get(place)));
            assertEquals(rows.get(place + 1) == rows.get(place) + 1, set.contains(rows.get(place) + 1));
            assertEquals(place + 1, set.countBefore(rows.get(place) + 1));
        }
        assertEquals(0, set.countBefore(3));
        assertEquals(rows.size(), set.countBefore(Long.MAX_VALUE));
        assertThrows(IllegalArgumentException.class, () -> set.add(60));
        assertThrows(IndexOutOfBoundsException.class, () -> set.get(rows.size()));
    }

    private List<String> proposed(String text) {
        FilterAssist assist = new FilterAssist(reader.metadata().comms(), reader.metadata().formats().all());
        return assist.at(text, text.length()).stream()
                .map(proposal -> text.substring(0, proposal.from()) + proposal.text()).toList();
    }

    @Test
    public void shouldOfferWhatMayComeNextWhenAskedInAnExpression() {
        assertEquals("event", proposed("").get(1));
        assertEquals("event", proposed("eve").get(0));
        assertEquals(List.of("event ==", "event !=", "event ~", "event !~"), proposed("event "));
        assertTrue(proposed("event == ").contains("event == \"open\""));
        assertEquals("event == \"open\"", proposed("event == \"op").get(0));
        assertEquals(List.of("event == \"open\" &&", "event == \"open\" ||"), proposed("event == \"open\" "));
        assertTrue(proposed("event == \"open\" && df").contains("event == \"open\" && dfd"));
        assertEquals("dfd ==", proposed("dfd ").get(0));
        assertTrue(proposed("dfd <").isEmpty());
        assertEquals(List.of("dfd < 0 &&", "dfd < 0 ||"), proposed("dfd < 0 "));
        assertTrue(proposed("!(path ~ ").isEmpty());
        assertTrue(proposed("path ").contains("path ~"));
        assertFalse(proposed("path ").contains("path <"));
    }
}

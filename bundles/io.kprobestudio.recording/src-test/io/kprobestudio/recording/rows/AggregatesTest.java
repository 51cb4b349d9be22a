/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.Test;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.FieldValue;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.testkit.KernelTruth;

/** What is gathered of many rows for a picture is what the rows say one by one. */
public class AggregatesTest {

    private final EventSequence rows;
    private final List<DecodedEvent> events = new ArrayList<>();

    public AggregatesTest() throws IOException, TraceDataException {
        RecordingReader reader = RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN);
        rows = new RecordedSequence(reader, RecordingIndex.open(reader));
        rows.read(0, rows.end(), (number, decoder, cpu, time, buffer, offset, length) -> events
                .add(decoder.decode(cpu, time, buffer, offset, length)));
    }

    @Test
    public void shouldHoldTheLeastAndTheGreatestNumberWhenBothCome() {
        ValueBins bins = new ValueBins();
        bins.add(Long.MAX_VALUE);
        bins.add(Long.MIN_VALUE);
        bins.add(0);
        assertEquals(ValueBins.BINS, bins.bins());
        assertEquals(1, bins.count(0));
        assertEquals(1, bins.count(ValueBins.BINS / 2));
        assertEquals(1, bins.count(ValueBins.BINS - 1));
        assertEquals(Long.MIN_VALUE, bins.from(0));
        assertEquals(0, bins.from(ValueBins.BINS / 2));
    }

    @Test
    public void shouldHoldEachValueWhenValuesGrowBothWays() {
        Random random = new Random(3);
        ValueBins bins = new ValueBins();
        List<Long> values = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            long value = random.nextLong() >> 63 - i % 60;
            values.add(value);
            bins.add(value);
        }
        assertEquals((long) values.stream().min(Long::compare).orElseThrow(), bins.least());
        assertEquals((long) values.stream().max(Long::compare).orElseThrow(), bins.most());
        assertTrue("bins=" + bins.bins(), bins.bins() <= ValueBins.BINS && bins.bins() > ValueBins.BINS / 2 - 2);
        long total = 0;
        for (int i = 0; i < bins.bins(); i++) {
            long from = bins.from(i);
            assertEquals(values.stream().filter(value -> value >= from && value < from + bins.width()).count(),
                    bins.count(i));
            total += bins.count(i);
        }
        assertEquals(values.size(), total);
    }

    @Test
    public void shouldGatherTheValuesOfAFieldWhenLookedAtInPieces() throws IOException {
        FieldValues gathered = new FieldValues("kprobes/open", "dfd", 0);
        while (gathered.advance(rows, 333)) {
            assertTrue(gathered.looked() < rows.end());
        }
        List<DecodedEvent> opens = events.stream().filter(event -> event.fullName().equals("kprobes:open")).toList();
        ValueColumns columns = gathered.columns();
        assertTrue("columns=" + columns.columns(), columns.columns() > ValueColumns.COLUMNS / 2);
        assertEquals(opens.size(), gathered.bins().total());
        for (int i = 0; i < columns.columns(); i++) {
            long from = columns.from(i);
            List<Long> values = opens.stream()
                    .filter(open -> open.time() >= from && open.time() < from + columns.width())
                    .map(open -> open.field("dfd").orElseThrow()).map(value -> ((FieldValue.Number) value).value())
                    .toList();
            assertEquals(values.size(), columns.count(i));
            if (!values.isEmpty()) {
                assertEquals((long) values.stream().min(Long::compare).orElseThrow(), columns.least(i));
                assertEquals((long) values.stream().max(Long::compare).orElseThrow(), columns.most(i));
                assertEquals(values.stream().mapToLong(Long::longValue).average().orElseThrow(), columns.mean(i), 1e-6);
            }
        }
    }

    @Test
    public void shouldHaveNothingWhenTheFieldIsNoNumber() throws IOException {
        FieldValues gathered = new FieldValues("kprobes/open", "path", 0);
        while (gathered.advance(rows, 100_000)) {
            assertTrue(gathered.looked() < rows.end());
        }
        assertEquals(0, gathered.bins().total());
        assertEquals(0, gathered.columns().columns());
    }

    private Timeline timeline(Timeline.By by, long from, long to, int columns) throws IOException {
        Timeline timeline = new Timeline(by, from, to, columns);
        while (timeline.advance(rows, 250)) {
            assertTrue(timeline.looked() < 1);
        }
        assertEquals(1, timeline.looked(), 0);
        return timeline;
    }

    @Test
    public void shouldCountEachEventInItsLaneAndColumnWhenTimeIsCut() throws IOException {
        long from = events.get(100).time();
        long to = events.get(events.size() - 100).time();
        List<DecodedEvent> inside = events.stream().filter(event -> event.time() >= from && event.time() <= to)
                .toList();
        Timeline byCpu = timeline(Timeline.By.CPU, from, to, 77);
        assertEquals(4, byCpu.lanes().size());
        for (Timeline.Lane lane : byCpu.lanes()) {
            assertEquals(inside.stream().filter(event -> event.cpu() == lane.id()).count(), lane.total());
            assertEquals("no event twice in a column", lane.cells().size(),
                    lane.cells().stream().map(cell -> cell.column() + " " + cell.event()).distinct().count());
            assertEquals(lane.total(), lane.cells().stream().mapToLong(Timeline.Cell::count).sum());
            int before = 0;
            for (Timeline.Cell cell : lane.cells()) {
                assertTrue("the order of time", before <= cell.column());
                before = cell.column();
                assertEquals(inside.stream().filter(event -> event.cpu() == lane.id()
                        && byCpu.column(event.time()) == cell.column()
                        && cell.event().equals(event.system() + "/" + event.event())).count(), cell.count());
            }
        }
        assertTrue("several events in one column", byCpu.lanes().stream()
                .anyMatch(lane -> lane.cells().stream().map(Timeline.Cell::column).distinct().count() < lane.cells()
                        .size()));
        Timeline byTask = timeline(Timeline.By.TASK, from, to, 5);
        assertEquals(inside.stream().map(DecodedEvent::pid).distinct().count(), byTask.lanes().size());
        assertTrue(byTask.lanes().get(0).total() >= byTask.lanes().get(1).total());
        assertEquals(inside.size(), byTask.lanes().stream().mapToLong(Timeline.Lane::total).sum());
    }

    @Test
    public void shouldHaveALaneForEachEventWhenAskedForEvents() throws IOException {
        long first = events.get(0).time();
        Timeline byEvent = timeline(Timeline.By.EVENT, first - 1000, first + 50_000_000, 9);
        List<DecodedEvent> inside = events.stream().filter(event -> event.time() <= first + 50_000_000).toList();
        assertTrue("events=" + inside.size(), inside.size() > 20);
        assertTrue(byEvent.lanes().size() > 1);
        for (Timeline.Lane lane : byEvent.lanes()) {
            assertEquals(lane.name(), inside.stream()
                    .filter(event -> lane.name().equals(event.system() + "/" + event.event())).count(), lane.total());
            assertTrue(lane.cells().stream().allMatch(cell -> cell.event().equals(lane.name())));
        }
        assertEquals(inside.size(), byEvent.lanes().stream().mapToLong(Timeline.Lane::total).sum());
    }

    @Test
    public void shouldBeginBeforeTheClockDidWhenAskedFor() throws IOException {
        Timeline whole = timeline(Timeline.By.CPU, -5, Long.MAX_VALUE - 10, 3);
        assertEquals(events.size(), whole.lanes().stream().mapToLong(Timeline.Lane::total).sum());
    }

    @Test
    public void shouldTellEventsApartToTheNanosecondWhenZoomedIn() throws IOException {
        DecodedEvent event = events.get(500);
        Timeline timeline = timeline(Timeline.By.CPU, event.time() - 5, event.time() + 4, 10);
        Timeline.Lane lane = timeline.lanes().stream().filter(one -> one.id() == event.cpu()).findFirst().orElseThrow();
        assertTrue(lane.cells().toString(), lane.cells().stream().anyMatch(cell -> cell.column() == 5));
        assertEquals(5, timeline.column(event.time()));
        assertEquals(6, timeline.column(event.time() + 1));
    }
}

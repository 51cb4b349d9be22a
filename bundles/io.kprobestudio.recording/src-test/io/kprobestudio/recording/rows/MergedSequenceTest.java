/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.rows;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.Test;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventFilter;
import io.kprobestudio.decoder.RecordingIndex;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.RecordingSetRows;
import io.kprobestudio.testkit.KernelTruth;

/** Events of two recorded kernels in one sequence: what each has alone is there, told apart by the target. */
public class MergedSequenceTest {

    private static final List<String> KERNELS = List.of("imx6-6.1-kp", "amd64-7.2-kp");

    private final List<EventSequence> alone = new ArrayList<>();
    private final EventSequence merged;

    public MergedSequenceTest() throws Exception {
        List<RecordingSet.Member> members = new ArrayList<>();
        List<RecordingIndex> indexes = new ArrayList<>();
        for (String kernel : KERNELS) {
            RecordingReader reader = RecordingReader.open(KernelTruth.recording(kernel), Decompressors.BUILT_IN);
            indexes.add(RecordingIndex.open(reader));
            EventSequence one = new RecordedSequence(reader, indexes.get(indexes.size() - 1));
            alone.add(one);
            long began = one.row(0).orElseThrow().time();
            // both began at one moment of the machine, known to 40 us
            members.add(new RecordingSet.Member(kernel, reader, new ClockRelation("m",
                    List.of(new ClockRelation.Moment(began, -began - 40_000, -began + 40_000)))));
        }
        merged = new MergedSequence(RecordingSetRows.of(new RecordingSet(members), indexes,
                (member, common, cpu, time, buffer, offset, length) -> {
                }));
    }

    private static String words(StoredEvent event) {
        return event.cpu() + " " + event.decode().fullName() + " " + event.decode().pid() + " "
                + EventText.fields(event.decode());
    }

    private static List<String> all(EventSequence sequence) throws IOException {
        List<String> found = new ArrayList<>();
        sequence.read(0, sequence.end(), (number, decoder, cpu, time, buffer, offset, length) -> found
                .add(words(StoredEvent.copy(decoder, cpu, time, buffer, offset, length))));
        return found;
    }

    @Test
    public void shouldHaveEachTargetsEventsInTheirOrder() throws IOException {
        assertEquals(KERNELS, merged.targets());
        assertEquals("known to 80 us and two steps", 100_000, merged.step());
        Map<Integer, List<String>> found = new HashMap<>();
        long[] before = { Long.MIN_VALUE };
        merged.read(0, merged.end(), (number, decoder, cpu, time, buffer, offset, length) -> {
            assertTrue("row=" + number, time >= before[0]);
            before[0] = time;
            found.computeIfAbsent(merged.target(decoder), none -> new ArrayList<>())
                    .add(words(StoredEvent.copy(decoder, cpu, time, buffer, offset, length)));
        });
        for (int i = 0; i < KERNELS.size(); i++) {
            assertEquals(all(alone.get(i)), found.get(i));
        }
        StoredEvent late = merged.row(merged.end() - 1).orElseThrow();
        assertEquals(late.time(), merged.row(merged.rowAt(late.time())).orElseThrow().time());
    }

    @Test
    public void shouldChooseOfBothWhatAFilterChoosesOfEach() throws Exception {
        EventFilter filter = EventFilter.parse("pid > 100 && cpu == 0");
        long wanted = 0;
        for (EventSequence one : alone) {
            wanted += chosen(filter, one);
        }
        assertTrue("wanted=" + wanted, wanted > 100);
        assertEquals(wanted, chosen(filter, merged));
    }

    private static long chosen(EventFilter filter, EventSequence sequence) throws IOException {
        RowFilter rows = new RowFilter(filter, 0);
        while (rows.advance(sequence, 1000)) {
            assertTrue(rows.looked() < sequence.end());
        }
        return rows.rows().size();
    }

    @Test
    public void shouldGiveEachTargetsCpusLanesOfTheirOwn() throws IOException {
        long first = merged.row(0).orElseThrow().time();
        long last = merged.row(merged.end() - 1).orElseThrow().time();
        for (Timeline.By by : Timeline.By.values()) {
            Timeline timeline = new Timeline(by, first, last, 100);
            while (timeline.advance(merged, 5000)) {
                assertTrue(timeline.looked() < 1);
            }
            assertEquals(by.name(), merged.size(), timeline.lanes().stream().mapToLong(Timeline.Lane::total).sum());
            assertEquals(by == Timeline.By.EVENT ? Set.of("") : Set.copyOf(KERNELS),
                    timeline.lanes().stream().map(Timeline.Lane::target).collect(Collectors.toSet()));
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.latency;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

import io.kprobestudio.decoder.DecodedEvent;
import io.kprobestudio.decoder.Decompressors;
import io.kprobestudio.decoder.EventDecoder;
import io.kprobestudio.decoder.RecordSink;
import io.kprobestudio.decoder.RecordingReader;
import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.testkit.KernelTruth;

/** What is paired from the recorded kernels' records is what their own text says, line by line. */
public class RecordedCallsTest {

    private static final Pattern LINE = Pattern.compile(
            "\\s*(.*)-(\\d+)\\s+\\[(\\d+)\\]\\s\\S+\\s+(\\d+)\\.(\\d{6}): (\\S+): \\((\\S+?)\\+0x\\S+( <- (\\S+))?\\).*");

    /** The durations of a function's calls in microseconds, in the order of their returns, from the text alone. */
    private static List<Long> told(Path recording, CallLatency latency) throws IOException {
        List<Long> told = new ArrayList<>();
        Map<String, Deque<Long>> open = new HashMap<>();
        for (String line : Files.readAllLines(recording.resolve("trace.txt"), StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (line.startsWith("CPU:") && line.contains("LOST")) {
                open.clear();
            } else if (matcher.matches()) {
                long time = Long.parseLong(matcher.group(4)) * 1_000_000 + Long.parseLong(matcher.group(5));
                String thread = matcher.group(2).equals("0") ? "cpu" + matcher.group(3) : matcher.group(2);
                Deque<Long> entries = open.computeIfAbsent(thread, none -> new ArrayDeque<>());
                if (latency.entryEvent().endsWith(":" + matcher.group(6)) && latency.name().equals(matcher.group(7))) {
                    entries.push(time);
                } else if (latency.returnEvent().endsWith(":" + matcher.group(6))
                        && latency.name().equals(matcher.group(9)) && !entries.isEmpty()) {
                    told.add(time - entries.pop());
                }
            }
        }
        return told;
    }

    private static CallPairing paired(RecordingReader reader) throws IOException {
        CallPairing pairing = new CallPairing(reader.metadata().symbols(), Integer.MAX_VALUE);
        reader.read(new RecordedCalls(reader.metadata(), pairing));
        return pairing;
    }

    private static void compare(String name, List<Long> told, CallLatency latency) {
        String what = name + " " + latency.name();
        assertEquals(what, told.size(), latency.histogram().count());
        List<Long> actual = latency.worst().stream().sorted(Comparator.comparingLong(Call::row)).map(Call::took)
                .toList();
        for (int i = 0; i < told.size(); i++) {
            // The text has microseconds, each end rounded.
            assertEquals(what + " " + i, told.get(i), actual.get(i) / 1000.0, 1.001);
        }
    }

    @Test
    public void shouldMeasureWhatTheKernelsOwnTextSays() throws IOException, TraceDataException {
        int calls = 0;
        for (String name : KernelTruth.names("recordings")) {
            Path recording = KernelTruth.recording(name);
            CallPairing pairing = paired(RecordingReader.open(recording, Decompressors.BUILT_IN));
            assertEquals(name, 2, pairing.results().size());
            for (CallLatency latency : pairing.results()) {
                compare(name, told(recording, latency), latency);
                calls += latency.histogram().count();
            }
        }
        assertTrue("calls=" + calls, calls > 5000);
    }

    @Test
    public void shouldMeasureTheSameWhenEventsComeDecoded() throws IOException, TraceDataException {
        Path recording = KernelTruth.recording("imx6-6.1-kp");
        RecordingReader reader = RecordingReader.open(recording, Decompressors.BUILT_IN);
        EventDecoder decoder = new EventDecoder(reader.metadata());
        CallPairing pairing = new CallPairing(reader.metadata().symbols(), Integer.MAX_VALUE);
        RecordSink sink = new RecordSink() {

            private long row;

            @Override
            public void record(int cpu, long time, java.nio.ByteBuffer buffer, int offset, int length) {
                DecodedEvent event = decoder.decode(cpu, time, buffer, offset, length);
                RecordedCalls.take(pairing, event, row++);
            }
        };
        reader.read(sink);
        assertEquals(paired(reader).results().stream().map(CallLatency::worst).toList(),
                pairing.results().stream().map(CallLatency::worst).toList());
    }

    @Test
    public void shouldGiveUpWhatIsOpenWhenARecordingHasGapsOrDamage() throws IOException, TraceDataException {
        RecordingReader reader = RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN);
        CallPairing pairing = new CallPairing(reader.metadata().symbols(), 1);
        RecordedCalls calls = new RecordedCalls(reader.metadata(), pairing);
        // Until a call is under way of a function whose return is probed too.
        for (long rows = 1; !pairing.halves().contains("do_sys_openat2"); rows++) {
            reader.limit(rows).read(calls);
        }
        calls.missed(0, 3);
        reader.read(calls);
        assertTrue(pairing.results().stream().mapToLong(CallLatency::discarded).sum() > 0);
    }
}

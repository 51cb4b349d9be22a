/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.decoder.ClockRelation;
import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.decoder.TraceLine;

/**
 * Two targets at once in one order of time. The board is reached by two names, so that one kernel writes both recordings: what
 * it recorded twice happened once, and how far the two are apart after their clocks were compared is the true error.
 */
public class TwoTargetsTest {

    private static final Pattern LINE = Pattern.compile(" *(-?[0-9.]+) +(\\S+): (.*)");

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldPutEventsOfTwoTargetsInOneOrderAndSayHowCertainItIs() throws Exception {
        Path place = folder.getRoot().toPath().resolve("both");
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Output recorded = kprobes.run("record", "-t", BOARD.target(), "-t", other(), "--for", "4s", "-o",
                place.toString(), "-e", "sched:sched_switch");
        recorded.checked();
        assertEquals(recorded.toString(),
                List.of("target     group/event         hits  decoded  filtered  lost  misses"),
                recorded.out().lines().limit(1).toList());
        assertTrue(recorded.toString(), recorded.out().lines().anyMatch(line -> line.startsWith("127.0.0.1  sched")));
        assertTrue(recorded.toString(), recorded.out().lines().anyMatch(line -> line.startsWith("localhost  sched")));
        assertEquals("nothing is left", "", BOARD.sh("ls /sys/kernel/tracing/instances").strip());

        Path first = place.resolve("127.0.0.1");
        Path second = place.resolve("localhost");
        assertEquals(List.of(first, second), RecordingSet.recordingsIn(place));
        RecordingSet set = new RecordingSet(
                List.of(RecordingSet.Member.open(first), RecordingSet.Member.open(second)));
        for (ClockRelation.Moment moment : set.members().get(1).clock().moments()) {
            long error = Math.abs(set.common(1, moment.time()) - moment.time());
            long said = set.uncertainty(1, moment.time());
            System.out.printf("one clock by two ways: wrong by %d us, said %d us%n", error / 1000, said / 1000);
            assertTrue("error=%d ns uncertainty=%d ns".formatted(error, said), error <= said);
            assertTrue("50 ms are no answer: uncertainty=%d ns".formatted(said), said < 50_000_000);
        }

        Output decoded = kprobes.run("decode", place.toString());
        decoded.checked();
        assertTrue(decoded.err(), decoded.err().contains("localhost: common time to "));
        assertMerged(decoded.out());
        Output refused = kprobes.run("decode", place.toString(), "--format", "ctf", "-o", place + ".ctf");
        assertEquals(refused.toString(), 2, refused.status());
    }

    /** Lines are in the order of the common time, and what both recorded is found twice, each beside the other. */
    private static void assertMerged(String lines) {
        Map<String, Integer> first = new HashMap<>();
        double before = Double.NEGATIVE_INFINITY;
        int row = 0;
        int both = 0;
        for (String line : lines.split("\n")) {
            Matcher parts = LINE.matcher(line);
            assertTrue(line, parts.matches());
            double common = Double.parseDouble(parts.group(1));
            assertTrue(line + " comes after " + before, common >= before);
            before = common;
            TraceLine event = TraceLine.parse(parts.group(3)).orElseThrow(() -> new AssertionError(line));
            assertEquals("digits that do not hold: " + line, parts.group(1).strip(), parts.group(1));
            String what = event.cpu() + " " + event.text();
            if (parts.group(2).equals("127.0.0.1")) {
                first.put(what, row);
            } else if (first.containsKey(what)) {
                both++;
            }
            row++;
        }
        assertTrue("both=%d of %d".formatted(both, row), both > row / 5);
    }

    /** The board by another name. */
    private static String other() {
        String other = BOARD.target().replace("@127.0.0.1:", "@localhost:") + "&strict=no";
        assertNotEquals(BOARD.target(), other);
        return other;
    }

    @Test
    public void shouldLeaveNothingAndNameTheTargetWhenOneCannotBegin() throws IOException, InterruptedException {
        // the second of them finds the first one's probe of that name
        Output recorded = new Kprobes(folder.newFolder("state").toPath()).run("record", "-t", BOARD.target(), "-t",
                other(), "--probe", "p:open do_sys_openat2", "--for", "60s");
        assertEquals(recorded.toString(), 1, recorded.status());
        assertTrue(recorded.toString(), recorded.err().matches("(?s)kprobes record: (127\\.0\\.0\\.1|localhost): .*"));
        assertEquals("", BOARD.read("kprobe_events") + BOARD.sh("ls /sys/kernel/tracing/instances"));
    }

    @Test
    public void shouldSayWhatIsWrongWhenTargetsOrPlacesDoNotFit() throws IOException, InterruptedException {
        Kprobes kprobes = new Kprobes(folder.newFolder("state").toPath());
        Output twice = kprobes.run("record", "-t", BOARD.target(), "-t", BOARD.target(), "-e", "sched:sched_switch");
        assertEquals(twice.toString(), 2, twice.status());
        assertTrue(twice.err(), twice.err().contains("the same target twice: --target=" + BOARD.target()));
        String file = folder.getRoot().toPath().resolve("x.dat").toString();
        Output dat = kprobes.run("record", "-t", BOARD.target(), "--align", "-e", "sched:sched_switch", "-o", file);
        assertEquals(dat.toString(), 2, dat.status());
        assertTrue(dat.err(),
                dat.err().contains("a trace.dat file has no place for how its clock runs: output=" + file));
        Path full = folder.newFolder("full").toPath();
        Files.writeString(full.resolve("letter"), "dear");
        Output other = kprobes.run("record", "-t", BOARD.target(), "-t", other(), "-e", "sched:sched_switch", "-o",
                full.toString());
        assertEquals(other.toString(), 1, other.status());
        assertTrue(other.err(), other.err().contains("something else than recordings of these targets is there: "
                + full.resolve("letter") + " output=" + full));
    }
}

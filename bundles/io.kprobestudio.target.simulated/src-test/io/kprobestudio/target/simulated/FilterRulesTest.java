/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

import io.kprobestudio.testkit.ProjectFolder;

/** Filters of events: what the kernel says of them, and which records pass. */
public class FilterRulesTest {

    /** Of a board with Linux 6.1: filter, errno, words, column in the error log, what the filter's file shows. */
    private static final Path ANSWERS = ProjectFolder.get().resolve("bundles/io.kprobestudio.target.simulated/src-test"
            + "/io/kprobestudio/target/simulated/filters-6.1.tsv");
    private static final String FILE = "events/sched/sched_switch/filter";
    private static final Pattern LOGGED = Pattern.compile("\\[ *[0-9.]+\\] event filter parse error: error: (.*)\n"
            + "  Command: .*\n( *)\\^\n");

    private static String answers(SimulatedBoard board, String filter) throws Exception {
        board.set("error_log", "");
        int errno = board.append(FILE, filter);
        Matcher logged = LOGGED.matcher(board.read("error_log"));
        boolean any = logged.matches();
        return String.join("\t", filter, String.valueOf(errno), any ? logged.group(1) : "",
                any ? String.valueOf(logged.group(2).length() - "  Command: ".length()) : "-",
                board.read(FILE).replace("\n", "\\n"));
    }

    @Test
    public void shouldAnswerAsTheKernelDidWhenFiltersAreWritten() throws Exception {
        List<String> ours = new ArrayList<>();
        List<String> recorded = Files.readAllLines(ANSWERS, StandardCharsets.ISO_8859_1);
        try (SimulatedBoard board = new SimulatedBoard("&kernel=6.1&arch=arm")) {
            for (String line : recorded) {
                ours.add(answers(board, line.substring(0, line.indexOf('\t'))));
            }
        }
        assertEquals(String.join("\n", recorded), String.join("\n", ours));
        assertEquals("refused", 245, recorded.stream().filter(line -> !line.split("\t")[1].equals("0")).count());
    }

    private static int passed(String options, String filter) throws Exception {
        try (SimulatedBoard board = new SimulatedBoard(options)) {
            assertEquals(0, board.append("kprobe_events", "p:a vfs_mkdir\n"));
            assertEquals(filter, 0, board.append("events/kprobes/a/filter", filter));
            assertEquals(0, board.append("events/kprobes/a/enable", "1"));
            board.board().call("vfs_mkdir", 3);
            return board.trace("").size();
        }
    }

    @Test
    public void shouldCompareProcessorsWhenTheKernelIs66() throws Exception {
        String options = "&kernel=6.12&arch=arm";
        assertEquals(3, passed(options, "CPU & CPUS{0-3}"));
        assertEquals(3, passed(options, "CPU & CPUS{all}"));
        assertEquals(0, passed(options, "CPU & CPUS{4-7,9}"));
        assertEquals("equal to several is none", 0, passed(options, "cpu == CPUS{0-3}"));
        assertEquals(3, passed(options, "cpu != CPUS{0-3}"));
        assertEquals("every second of two", 3,
                passed(options, "cpu & CPUS{0-3:1/2}") + passed(options, "cpu & CPUS{1-3:1/2}"));
        assertEquals("a field", 3, passed(options, "common_preempt_count & CPUS{0-N}"));
    }

    @Test
    public void shouldJoinAndNegateWhenTermsAreTrueAndFalse() throws Exception {
        String options = "&kernel=6.1&arch=arm";
        String yes = "common_pid >= 0";
        String no = "common_pid < 0";
        for (boolean one : new boolean[]{ true, false }) {
            for (boolean two : new boolean[]{ true, false }) {
                String a = one ? yes : no;
                String b = two ? yes : no;
                assertEquals(one && two ? 3 : 0, passed(options, a + " && " + b));
                assertEquals(one || two ? 3 : 0, passed(options, a + "||" + b));
                assertEquals(one && !two ? 3 : 0, passed(options, a + " && !(" + b + ")"));
                assertEquals(!(one || two) ? 3 : 0, passed(options, "!(" + a + " || " + b + ")"));
                assertEquals(one || two && one ? 3 : 0, passed(options, a + " || " + b + " && " + a));
            }
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.cli.Console;
import io.kprobestudio.cli.Kprobes;

/** Recordings of the simulated board, a 32-bit ARM one, with stacks behind some events. */
public class RecordStacksTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private String run(int code, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        errors.reset();
        assertEquals(code, new Kprobes(new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(errors, true, StandardCharsets.UTF_8), false)).run(arguments));
        return out.toString(StandardCharsets.UTF_8);
    }

    private String record(int code, Path place, String... more) {
        List<String> words = new ArrayList<>(List.of("record", "-t", "sim:stacks", "-o", place.toString(), "--probe",
                "p:in vfs_read", "--probe", "p:open do_sys_openat2", "-e", "sched", "--for", "1s"));
        words.addAll(Arrays.asList(more));
        return run(code, words.toArray(String[]::new));
    }

    /** The number of an event in the table, of its hits, decoded, filtered, lost. */
    private static long[] row(String table, String event) {
        return table.lines().map(line -> line.strip().split("\\s+")).filter(words -> words[0].endsWith("/" + event))
                .map(words -> Arrays.stream(words).skip(1).limit(4)
                        .mapToLong(word -> word.equals("-") ? -1 : Long.parseLong(word)).toArray())
                .findFirst().orElseThrow(() -> new AssertionError(event + " in " + table));
    }

    @Test
    public void shouldHaveAStackBehindEachChosenEventAloneWhenRecorded() throws IOException {
        Path place = folder.getRoot().toPath().resolve("stacks");
        String table = record(0, place, "--stack-of", "in", "--stack-of", "sched:sched_wakeup");
        for (String probe : List.of("in", "open")) {
            long[] row = row(table, probe);
            assertEquals(table, row[0], row[1] + row[2] + row[3]);
            assertTrue(table, row[1] > 0);
        }
        assertTrue(table, row(table, "sched_switch")[1] > 0);
        long stacks = row(table, "in")[1] + row(table, "sched_wakeup")[1];
        assertEquals(table, stacks, row(table, "kernel_stack")[1]);
        long lines = run(0, "decode", place.toString()).lines().filter(line -> line.endsWith("<stack trace>")).count();
        assertEquals(stacks, lines);
        long read = 0;
        try (var cpus = Files.walk(place.resolve("instances/stacks"))) {
            for (Path stats : cpus.filter(file -> file.endsWith("stats")).toList()) {
                read += Files.readAllLines(stats).stream().filter(line -> line.startsWith("read events: "))
                        .mapToLong(line -> Long.parseLong(line.replaceFirst(".*: ", ""))).sum();
            }
        }
        assertEquals("nothing else is in that instance", 2 * stacks, read);
        assertFalse("nothing stays", run(0, "probes", "--target", "sim:stacks").contains("vfs_read"));
    }

    @Test
    public void shouldRefuseWhenAReturnsStackWouldKillTheKernelOrAnEventIsNotRecorded() {
        Path place = folder.getRoot().toPath().resolve("none");
        record(1, place, "--probe", "r:out vfs_read", "--stack-of", "out");
        assertTrue(errors.toString(), errors.toString().contains("die of unwinding the stack in a return probe"));
        record(1, place, "--stack-of", "irq:irq_handler_entry");
        assertTrue(errors.toString(),
                errors.toString().contains("behind an event that is not recorded: event=irq/irq_handler_entry"));
        assertFalse(Files.exists(place));
    }
}

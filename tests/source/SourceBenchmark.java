/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourcePlace;

/**
 * Times opening a kernel and 1,000 queries in one process, {@code VMLINUX FOLDER}, FOLDER being that of the indexes, or the first
 * of these queries by perf probe, which has no session: {@code VMLINUX FOLDER COUNT}, each in a process of its own.
 */
public final class SourceBenchmark {
    private static final int QUERIES = 1000;

    private SourceBenchmark() {
    }

    /** Prints milliseconds and the memory that the process holds. */
    public static void main(String[] arguments) throws Exception {
        Path vmlinux = Path.of(arguments[0]);
        Path indexes = Path.of(arguments[1]);
        long start = System.nanoTime();
        DebugInfo info = DebugInfo.open(vmlinux, indexes);
        long opened = System.nanoTime();
        List<SourceExpression> wanted = List.of(SourceExpression.parse("$params"));
        info.resolve(SourcePlace.parse("vfs_read"), wanted);
        long first = System.nanoTime();
        List<String> names = new ArrayList<>(info.functions("*"));
        Collections.shuffle(names, new Random(1));
        long drawn = System.nanoTime();
        int answered = 0;
        for (String name : names.subList(0, QUERIES)) {
            try {
                info.resolve(SourcePlace.parse(name), wanted);
                answered++;
            } catch (DebugInfoException refused) {
                continue;
            }
        }
        long done = System.nanoTime();
        if (arguments.length > 2) {
            perf(vmlinux, names.subList(0, Integer.parseInt(arguments[2])));
            return;
        }
        System.out.printf("open %d ms, first query %d ms, %d queries (%d answered) %d ms%n",
                (opened - start) / 1_000_000,
                (first - opened) / 1_000_000, QUERIES, answered, (done - drawn) / 1_000_000);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
                System.out.println(line);
            }
        }
    }

    /* A process's largest resident set is gone with it: it is looked at while it runs. */
    private static void perf(Path vmlinux, List<String> names) throws Exception {
        long start = System.nanoTime();
        long largest = 0;
        int answered = 0;
        for (String name : names) {
            Process perf = new ProcessBuilder("perf", "probe", "-k", vmlinux.toString(), "-D", name + " $params")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            while (!perf.waitFor(5, TimeUnit.MILLISECONDS)) {
                largest = Math.max(largest, resident(perf.pid()));
            }
            answered += perf.exitValue() == 0 ? 1 : 0;
        }
        long took = (System.nanoTime() - start) / 1_000_000;
        System.out.printf(
                "perf probe, %d queries (%d answered) %d ms, which is %.1f s for %d; largest resident set %d kB%n",
                names.size(), answered, took, took / 1000.0 * QUERIES / names.size(), QUERIES, largest);
    }

    private static long resident(long process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
                if (line.startsWith("VmHWM")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException ended) {
            return 0;
        }
        return 0;
    }
}

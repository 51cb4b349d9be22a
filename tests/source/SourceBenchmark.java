/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.symbols.DebugInfoException;
import io.kprobestudio.symbols.SourceExpression;
import io.kprobestudio.symbols.SourcePlace;

/** Times opening a kernel and 1,000 queries in one process: {@code VMLINUX FOLDER}, the folder of indexes. */
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
        System.out.printf("open %d ms, first query %d ms, %d queries (%d answered) %d ms%n",
                (opened - start) / 1_000_000,
                (first - opened) / 1_000_000, QUERIES, answered, (done - drawn) / 1_000_000);
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM") || line.startsWith("RssAnon")) {
                System.out.println(line);
            }
        }
    }
}

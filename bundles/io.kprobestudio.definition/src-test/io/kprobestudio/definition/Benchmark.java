/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Measures how many distinct definitions are judged a second on one core, listing and format made, how long a
 * description takes to load, and a keystroke in a file of 1,000 definitions: {@code Benchmark [KERNEL [SEED]]}.
 */
final class Benchmark {
    private static final int DEFINITIONS = 100_000;
    private static final int LINES = 1_000;
    private static final int KEYSTROKES = 6_000;

    private Benchmark() {
    }

    /** Nanoseconds that this thread had a core for, so that other work on the machine does not count. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    public static void main(String[] arguments) throws IOException {
        List<String> kernels = arguments.length == 0 ? KernelTruth.names("descriptions") : List.of(arguments[0]);
        long seed = arguments.length < 2 ? 1 : Long.parseLong(arguments[1]);
        for (String kernel : kernels) {
            long start = System.nanoTime();
            Description description = Description.load(KernelTruth.description(kernel));
            Dialect dialect = Dialect.of(description);
            Judge judge = new Judge(dialect, description);
            double load = (System.nanoTime() - start) / 1e6;
            Set<String> distinct = new LinkedHashSet<>();
            DefinitionGenerator generator = new DefinitionGenerator(dialect, description, seed);
            while (distinct.size() < DEFINITIONS) {
                distinct.add(generator.next());
            }
            List<byte[]> lines = new ArrayList<>();
            distinct.forEach(line -> lines.add(line.getBytes(StandardCharsets.ISO_8859_1)));
            double best = Double.MAX_VALUE;
            int accepted = 0;
            for (int round = 0; round < 5; round++) {
                long begin = cpuTime();
                accepted = 0;
                for (byte[] line : lines) {
                    Verdict verdict = judge.judge(line);
                    accepted += verdict.accepted() ? 1 : 0;
                }
                best = Math.min(best, (cpuTime() - begin) / 1e9);
            }
            System.out.printf(
                    "%s: seed=%d %d symbols loaded in %.0f ms, %d definitions (%d accepted) judged in %.3f s of a core"
                            + ", %.0f a second%n",
                    kernel, seed, description.symbols().size(), load, DEFINITIONS, accepted, best,
                    DEFINITIONS / best);
            keystrokes(kernel, judge, new ArrayList<>(distinct).subList(0, LINES));
        }
    }

    /** Types letters anywhere in a file, and takes them out again. */
    private static void keystrokes(String kernel, Judge judge, List<String> lines) {
        DefinitionFile file = DefinitionFile.of(judge, String.join("\n", lines));
        SplittableRandom random = new SplittableRandom(1);
        int length = file.text().length();
        long[] nanos = new long[KEYSTROKES];
        for (int i = 0; i < KEYSTROKES; i++) {
            int at = random.nextInt(length);
            long begin = cpuTime();
            DefinitionFile edited = file.edit(at, 0, "x");
            nanos[i] = cpuTime() - begin;
            file = edited.edit(at, 1, "");
        }
        // The first five of six are warm-up.
        long[] measured = Arrays.copyOfRange(nanos, KEYSTROKES / 6 * 5, KEYSTROKES);
        Arrays.sort(measured);
        System.out.printf(
                "%s: a keystroke in %d definitions is judged in %.2f ms (median), %.2f ms (99 of 100), %.2f ms "
                        + "(the worst of %d)%n",
                kernel, lines.size(), measured[measured.length / 2] / 1e6,
                measured[measured.length * 99 / 100] / 1e6, measured[measured.length - 1] / 1e6, measured.length);
    }
}

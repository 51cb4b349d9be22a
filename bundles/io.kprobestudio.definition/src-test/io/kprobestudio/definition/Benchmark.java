/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import io.kprobestudio.testkit.KernelTruth;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Measures how many distinct definitions are judged a second on one core, listing and format made, and how long a
 * description takes to load: {@code Benchmark [KERNEL [SEED]]}.
 */
final class Benchmark {
    private static final int DEFINITIONS = 100_000;

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
        }
    }
}

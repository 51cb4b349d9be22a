/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The worst 64 KiB cost at most 20 times the worst 4 KiB. Time is that of the thread, and the smallest of several
 * runs, so that other work on the machine does not count.
 */
final class LinearTime {
    private static final int ROUNDS = 12;

    private LinearTime() {
    }

    /** Prints both costs; exit code 1 where the long line costs more. */
    public static void main(String[] arguments) {
        ProbeParser parser = new ProbeParser(Dialect.of(new KernelVersion(6, 1), Architecture.ARM),
                Kernels.description(Map.of()));
        worst(parser, 4096);
        long small = worst(parser, 4096);
        long large = worst(parser, 65536);
        System.out.println(
                "worst of 4 KiB " + small + " ns, of 64 KiB " + large + " ns, ratio " + large / Math.max(small, 1));
        System.exit(large <= 20 * Math.max(small, 20_000) ? 0 : 1);
    }

    private static long worst(ProbeParser parser, int length) {
        long worst = 0;
        for (String line : DefinitionGenerator.worst(length, 7)) {
            worst = Math.max(worst, fastest(parser, line.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return worst;
    }

    private static long fastest(ProbeParser parser, byte[] line) {
        long best = Long.MAX_VALUE;
        List<Diagnostic> problems = List.of();
        for (int i = 0; i < ROUNDS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            problems = parser.parse(line).problems();
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        return problems.size() < 20_000 ? best : Long.MAX_VALUE;
    }
}

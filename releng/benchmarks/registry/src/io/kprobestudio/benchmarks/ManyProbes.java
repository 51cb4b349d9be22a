/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.Plan;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.tracefs.Tracefs;

/** Lists, plans, applies and removes so many probes on a simulated kernel, each round on a new one, and prints how long. */
public final class ManyProbes {

    private final Map<String, List<double[]>> times = new LinkedHashMap<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private ManyProbes() {
    }

    /** {@code ManyProbes COUNT ROUNDS}. */
    public static void main(String[] arguments) throws TargetException, IOException {
        int count = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Files.createTempDirectory("kprobe-studio-benchmark");
        ManyProbes benchmark = new ManyProbes();
        for (int round = 0; round < rounds; round++) {
            benchmark.round(count, new StateFolder(folder.resolve("state" + round)), round);
        }
        System.out.printf("%,d probes, simulated 6.1, %d rounds: wall clock (time of the thread), ms%n", count, rounds);
        System.out.printf("%-22s %18s %18s%n", "", "first", "median");
        benchmark.times.forEach((what, all) -> System.out.printf("%-22s %18s %18s%n", what, shown(all.get(0)),
                shown(new double[]{ median(all, 0), median(all, 1) })));
    }

    private static String shown(double[] time) {
        return "%.0f (%.0f)".formatted(time[0], time[1]);
    }

    private static double median(List<double[]> all, int which) {
        return all.stream().mapToDouble(time -> time[which]).sorted().skip((all.size() - 1) / 2).findFirst()
                .orElseThrow();
    }

    @FunctionalInterface
    private interface Work<T> {

        T run() throws TargetException;
    }

    private <T> T timed(String what, Work<T> work) throws TargetException {
        long wall = System.nanoTime();
        long own = threads.getCurrentThreadCpuTime();
        T result = work.run();
        times.computeIfAbsent(what, made -> new ArrayList<>()).add(new double[]{ (System.nanoTime() - wall) / 1e6,
                (threads.getCurrentThreadCpuTime() - own) / 1e6 });
        return result;
    }

    private static void check(boolean is, Object what) {
        if (!is) {
            throw new IllegalStateException(String.valueOf(what));
        }
    }

    private void round(int count, StateFolder state, int round) throws TargetException {
        List<DesiredProbe> probes = IntStream.range(0, count)
                .mapToObj(i -> DesiredProbe.disabled("p:e" + i + " vfs_read+" + i % 8 * 4 + " count=%r2:u32")).toList();
        try (Connection connection = TargetProviders.onClassPath().target("sim:?time=manual&seed=" + (round + 1))
                .connect(Prompter.NOBODY, Progress.NONE);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.of(connection), state)) {
            registry.judge(Progress.NONE);
            Plan plan = timed("plan", () -> registry.plan(new DesiredProbes(probes), Progress.NONE));
            check(plan.steps().size() == count, plan.refusals().stream().limit(3).toList());
            ApplyReport report = timed("apply",
                    () -> registry.apply(plan, ApplyOptions.LASTING, Progress.NONE));
            check(report.isGood(), report.bad().stream().limit(3).toList());
            int listed = timed("list", () -> registry.refresh().observed().ours().size());
            check(listed == count, listed);
            Plan none = timed("plan, nothing to do", () -> registry.plan(registry.snapshot().desired(), Progress.NONE));
            check(none.isEmpty(), none.steps().size());
            Plan removal = timed("plan of the removal", () -> registry.plan(DesiredProbes.NONE, Progress.NONE));
            check(timed("removal", () -> registry.apply(removal, ApplyOptions.LASTING, Progress.NONE)).isGood(),
                    "removal");
            check(registry.snapshot().observed().probes().isEmpty(), "something is left");
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.benchmarks;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kprobestudio.registry.ApplyOptions;
import io.kprobestudio.registry.ApplyReport;
import io.kprobestudio.registry.DesiredProbe;
import io.kprobestudio.registry.DesiredProbes;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetProcess;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.tracefs.Tracefs;

/**
 * Probes that are defined and switched on in an instance of their own, and switched off and removed with it, by the registry and
 * by one shell script on the target with the same writes, in turn: {@code BesideScript TARGET COUNT ROUNDS EMULATOR}. Prints the medians and how often
 * ours takes the script's time: by the wall clock, and by the processor time of the process that emulates the board, which other
 * load on this machine changes less.
 */
public final class BesideScript {

    private static final String PLACE = "vfs_fsync_range";
    private static final String PROCESSOR = ", processor";
    private static final String INSTANCE = "instances/kps_script";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Map<String, List<Double>> times = new LinkedHashMap<>();
    private final ProcessHandle emulator;
    private final Connection connection;
    private final ProbeRegistry registry;
    private final Tracefs tracefs;
    private final int count;

    private BesideScript(Connection connection, ProbeRegistry registry, int count, ProcessHandle emulator) {
        this.emulator = emulator;
        this.connection = connection;
        this.registry = registry;
        this.count = count;
        tracefs = registry.tracefs();
    }

    @FunctionalInterface
    private interface Work {

        void run() throws Exception;
    }

    private void timed(String what, Work work) throws Exception {
        Duration used = processor();
        long began = System.nanoTime();
        work.run();
        times.computeIfAbsent(what, made -> new ArrayList<>()).add((System.nanoTime() - began) / 1e6);
        times.computeIfAbsent(what + PROCESSOR, made -> new ArrayList<>())
                .add((double) processor().minus(used).toMillis());
    }

    private Duration processor() {
        return emulator.info().totalCpuDuration().orElseThrow();
    }

    /** The command, or a line for each probe where it names one. */
    private String lines(String command) {
        return IntStream.range(0, command.contains("NAME") ? count : 1).mapToObj(i -> command.replace("NAME", "kps_script/e" + i))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void script(String... commands) throws Exception {
        StringBuilder script = new StringBuilder("set -e\ncd " + tracefs.root() + "\n");
        for (String command : commands) {
            script.append(lines(command));
        }
        // By its input: an SSH server limits the length of a command
        try (TargetProcess process = connection.start(List.of("sh"))) {
            process.input().write(script.toString().getBytes(StandardCharsets.ISO_8859_1));
            process.input().close();
            int exit = process.await(PATIENCE).orElse(-1);
            if (exit != 0) {
                throw new IllegalStateException("the script failed: exit=" + exit + " "
                        + new String(process.errors().readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void apply(DesiredProbes wanted) throws Exception {
        ApplyReport report = registry.apply(registry.plan(wanted, Progress.NONE), ApplyOptions.LASTING, Progress.NONE);
        if (!report.isGood()) {
            throw new IllegalStateException(report.bad().stream().limit(3).toList().toString());
        }
    }

    private void round() throws Exception {
        timed("script adds", () -> script("mkdir " + INSTANCE, "echo 'p:NAME " + PLACE + "' >>kprobe_events",
                "echo 1 >" + INSTANCE + "/events/NAME/enable"));
        timed("script removes", () -> script("echo 0 >" + INSTANCE + "/events/NAME/enable",
                "echo '-:NAME' >>kprobe_events", "rmdir " + INSTANCE));
        DesiredProbes probes = new DesiredProbes(IntStream.range(0, count)
                .mapToObj(i -> new DesiredProbe("p:e" + i + " " + PLACE, true, "", "")).toList());
        timed("registry adds", () -> apply(probes));
        timed("registry removes", () -> apply(DesiredProbes.NONE));
    }

    private double median(String what) {
        List<Double> sorted = times.getOrDefault(what, List.of()).stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    /** Measures. */
    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[2]);
        Path state = Files.createTempDirectory("kprobe-studio-benchmark");
        try (Connection connection = TargetProviders.onClassPath().target(arguments[0]).connect(Prompter.NOBODY,
                Progress.NONE);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.withKprobes(connection), new StateFolder(state))) {
            registry.judge(Progress.NONE);
            BesideScript beside = new BesideScript(connection, registry, Integer.parseInt(arguments[1]),
                    ProcessHandle.of(Long.parseLong(arguments[3])).orElseThrow());
            for (int i = 0; i < rounds; i++) {
                beside.round();
            }
            for (String what : List.of("adds", "removes")) {
                for (String clock : List.of("", PROCESSOR)) {
                    double script = beside.median("script " + what + clock);
                    double ours = beside.median("registry " + what + clock);
                    System.out.printf("probes=%s rounds=%d: script %s %.0f ms, registry %.0f ms, %.2f times%s%n",
                            arguments[1], rounds, what, script, ours, ours / script, clock);
                }
            }
        }
    }
}

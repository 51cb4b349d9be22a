/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Diagnostic;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.Verdict;
import io.kprobestudio.testkit.KernelTruth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Feeds arbitrary bytes to the judge of definitions, as that of one kernel after the other. The first byte of an input picks the
 * kernel, the rest are lines. Fails on anything thrown, and on a diagnostic that points outside its line.
 */
public final class DefinitionFuzzer {

    static final List<String> KERNELS = List.of("imx6-3.14", "imx6-5.10", "imx6-6.1", "imx6-6.12", "imx6-7.2",
            "arm64-7.2", "amd64-7.2");
    private static final List<Judge> JUDGES = judges();

    private DefinitionFuzzer() {
    }

    /** Jazzer's entry point: reads the descriptions before the first input is timed. */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput(new byte[]{ 0, 'p', ' ', 'f' });
    }

    /** Jazzer's entry point: judges one input. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        Judge judge = JUDGES.get((input[0] & 0xff) % JUDGES.size());
        ControlFile state = new ControlFile();
        int start = 1;
        while (start <= input.length) {
            int end = start;
            while (end < input.length && input[end] != '\n') {
                end++;
            }
            byte[] line = java.util.Arrays.copyOfRange(input, start, end);
            check(line, judge.judge(line, state));
            start = end + 1;
        }
    }

    private static void check(byte[] line, Verdict verdict) {
        for (Diagnostic problem : verdict.problems()) {
            if (problem.column() < 0 || problem.length() < 0 || problem.column() + problem.length() > line.length + 1) {
                throw new IllegalStateException("a diagnostic points outside its line: lineLength=%d problem=%s"
                        .formatted(line.length, problem));
            }
        }
        if (verdict.accepted() != (verdict.errno() == 0)) {
            throw new IllegalStateException("errno and acceptance differ: verdict=" + verdict);
        }
    }

    private static List<Judge> judges() {
        List<Judge> judges = new ArrayList<>();
        for (String kernel : KERNELS) {
            try {
                Description description = Description.load(KernelTruth.description(kernel));
                judges.add(new Judge(Dialect.of(description), description));
            } catch (IOException missing) {
                throw new UncheckedIOException("the description cannot be read: kernel=" + kernel, missing);
            }
        }
        return List.copyOf(judges);
    }
}

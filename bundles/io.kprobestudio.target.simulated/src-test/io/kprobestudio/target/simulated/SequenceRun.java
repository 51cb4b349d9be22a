/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.testkit.KernelTruth;
import io.kprobestudio.tracefs.script.Operation;
import io.kprobestudio.tracefs.script.TracefsScript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** One recorded file of sequences, run on the simulated kernel of its version. */
record SequenceRun(int total, int right, List<String> differences) {

    /**
     * Runs a file.
     *
     * @param name such as {@code imx6-6.1-hits}
     * @param described whether the recorded kernel's own description is used instead of the shipped profile
     */
    static SequenceRun of(String name, boolean described) throws Exception {
        return of(name, operation -> operation, (operation, answer) -> answer, described);
    }

    /**
     * Runs a file in other words.
     *
     * @param name such as {@code imx6-6.1-hits}
     * @param change what is done to each operation first
     * @param changeAnswer what is done to each recorded answer, given the operation as it was recorded
     * @param described whether the recorded kernel's own description is used instead of the shipped profile
     */
    static SequenceRun of(String name, UnaryOperator<String> change, BinaryOperator<String> changeAnswer,
            boolean described) throws Exception {
        Path folder = KernelTruth.sequences(name);
        List<String> operations = Files.readAllLines(folder.resolve(name + ".ops"), StandardCharsets.ISO_8859_1);
        List<String> answers = Files.readAllLines(folder.resolve(name + ".out"), StandardCharsets.ISO_8859_1);
        String kernel = name.replace("imx6-", "").replace("-hits", "");
        String address = "sim:?time=manual&kernel=" + kernel
                + (described ? "&description=" + KernelTruth.description("imx6-" + kernel) : "");
        List<String> differences = new ArrayList<>();
        try (Connection connection = new SimulatedTargetProvider().target(TargetAddress.parse(address))
                .connect(Prompter.NOBODY, Progress.NONE)) {
            TracefsScript script = new TracefsScript(connection, connection.tracefs().orElseThrow());
            int sequence = 0;
            for (int i = 0; i < operations.size(); i++) {
                String operation = change.apply(operations.get(i));
                sequence = operation.startsWith("reset") ? i : sequence;
                String expected = comparable(changeAnswer.apply(operations.get(i), answers.get(i)));
                String actual = comparable(script.perform(Operation.parse(operation)).json());
                if (!expected.equals(actual)) {
                    differences.add(
                            "%s line %d (sequence from %d): %s%n  kernel    %s%n  simulated %s".formatted(name, i + 1,
                                    sequence + 1, operation, expected, actual));
                }
            }
        }
        return new SequenceRun(operations.size(), operations.size() - differences.size(), List.copyOf(differences));
    }

    /** Event IDs differ from run to run. */
    private static String comparable(String answer) {
        return answer.replaceAll("\\\\nID: \\d+\\\\n", "\\\\nID: \\\\n");
    }
}

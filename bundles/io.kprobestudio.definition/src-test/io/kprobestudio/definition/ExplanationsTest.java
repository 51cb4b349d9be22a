/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import io.kprobestudio.testkit.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * What the kernel's verdict does not show of a recorded definition: how far each problem reaches, those behind the
 * first, what mends them, and the steps that fetch each argument. {@code tests/data/explanations} has it, made by {@link
 * Explanation#main} and read by people; the verdict itself is the kernel's word and pinned by {@link VerdictsTest}.
 */
@RunWith(Parameterized.class)
public class ExplanationsTest {
    private final String kernel;

    public ExplanationsTest(String kernel) {
        this.kernel = kernel;
    }

    @Parameters(name = "{0}")
    public static List<String> kernels() {
        return KernelTruth.names("verdicts");
    }

    @Test
    public void shouldExplainTheSameWhenALineIsJudgedAgain() throws IOException {
        Path file = ProjectFolder.get().resolve("tests/data/explanations/" + kernel + ".txt");
        Description description = Kernels.recorded(kernel);
        Judge judge = new Judge(Dialect.of(description), description);
        int explained = 0;
        for (String explanation : Files.readString(file, StandardCharsets.US_ASCII).split("(?<=\\n)\\n")) {
            assertEquals(explanation, Explanation.of(judge, Explanation.line(explanation)));
            explained++;
        }
        assertTrue("explained=" + explained, explained > 150);
    }
}

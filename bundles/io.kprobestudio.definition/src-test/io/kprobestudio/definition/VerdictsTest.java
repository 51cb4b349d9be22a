/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** All recorded verdicts of seven kernels, each judged with its kernel's description. */
@RunWith(Parameterized.class)
public class VerdictsTest {
    private final String kernel;

    public VerdictsTest(String kernel) {
        this.kernel = kernel;
    }

    @Parameters(name = "{0}")
    public static List<String> kernels() {
        return KernelTruth.names("verdicts");
    }

    @Test
    public void shouldSayWhatTheKernelSaidWhenGivenItsDescription() {
        VerdictComparison comparison = VerdictComparison.of(kernel);
        assertEquals((2999 + VerdictComparison.EVERY) / VerdictComparison.EVERY, comparison.compared());
        assertEquals(Map.of(), comparison.differences());
        int most = kernel.startsWith("amd64") ? 4 : 1;
        // A sample may have some more by chance.
        int allowed = most * comparison.compared() / 100 + (VerdictComparison.EVERY == 1 ? 0 : 6);
        assertTrue("undecided=" + comparison.undecided(), comparison.undecided() <= allowed);
    }
}

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

/** What booted boards said of definitions that the generator made: forms that the recorded verdicts lack. */
@RunWith(Parameterized.class)
public class FreshVerdictsTest {
    private final String name;

    public FreshVerdictsTest(String name) {
        this.name = name;
    }

    @Parameters(name = "{0}")
    public static List<String> names() {
        return KernelTruth.names("fresh");
    }

    @Test
    public void shouldSayWhatTheBoardSaidWhenDefinitionsAreTheGenerators() {
        VerdictComparison comparison = VerdictComparison.fresh(name);
        assertTrue("compared=" + comparison.compared(), comparison.compared() * VerdictComparison.EVERY > 300);
        assertEquals(Map.of(), comparison.differences());
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import static org.junit.Assert.assertEquals;

import io.kprobestudio.testkit.KernelTruth;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** What real kernels answered to 1,000 sequences of operations, and what the simulated ones answer. */
public class SequencesTest {

    private static final int SHOWN = 12;

    @Test
    public void shouldAnswerAsTheKernelDidWhenSequencesAreRun() throws Exception {
        List<String> names = KernelTruth.names("sequences");
        assertEquals("kinds of sequences", 10, names.size());
        List<String> wrong = new ArrayList<>();
        StringBuilder counts = new StringBuilder();
        for (String name : names) {
            SequenceRun run = SequenceRun.of(name, true);
            counts.append(name).append(' ').append(run.right()).append('/').append(run.total()).append('\n');
            wrong.addAll(run.differences());
        }
        assertEquals(counts + String.join("\n", wrong.subList(0, Math.min(SHOWN, wrong.size()))), 0, wrong.size());
    }

    @Test
    public void shouldAnswerTheSameWhenOnlyTheShippedSymbolsAreKnown() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String name : KernelTruth.names("sequences")) {
            wrong.addAll(SequenceRun.of(name, false).differences());
        }
        assertEquals(String.join("\n", wrong.subList(0, Math.min(SHOWN, wrong.size()))), 0, wrong.size());
    }
}

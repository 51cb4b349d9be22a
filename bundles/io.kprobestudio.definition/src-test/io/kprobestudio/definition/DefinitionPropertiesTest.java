/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.testkit.KernelTruth;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What holds for every definition, tried with generated ones for each recorded kernel. */
@RunWith(Parameterized.class)
public class DefinitionPropertiesTest {
    private static final long SEED = 20261122;

    private final Judge judge;
    private final DefinitionGenerator generator;

    public DefinitionPropertiesTest(String kernel) {
        Description description = Kernels.recorded(kernel);
        judge = new Judge(Dialect.of(description), description);
        generator = new DefinitionGenerator(judge.dialect(), description, SEED);
    }

    @Parameters(name = "{0}")
    public static List<String> kernels() {
        return KernelTruth.names("descriptions");
    }

    @Test
    public void shouldChangeNothingWhenWhatWasPrintedIsReadAgain() {
        int accepted = 0;
        for (int i = 0; i < 1500; i++) {
            String line = generator.next();
            Verdict verdict = judge.judge(line.getBytes(StandardCharsets.ISO_8859_1));
            ProbeDefinition definition = verdict.definition();
            if (!verdict.accepted() || definition == null) {
                continue;
            }
            accepted++;
            String printed = judge.print(definition);
            Verdict again = judge.judge(printed.getBytes(StandardCharsets.ISO_8859_1));
            ProbeDefinition readAgain = again.definition();
            assertNotNull(line, readAgain);
            assertEquals(line, 0, again.errno());
            assertEquals(line, printed, judge.print(readAgain));
            assertEquals(line, verdict.format(), again.format());
            Verdict listed = judge.judge(String.valueOf(verdict.list()).trim().getBytes(StandardCharsets.ISO_8859_1));
            if (definition.explicitEvent() && judge.dialect().has(Feature.MAXACTIVE)) {
                assertEquals(line, verdict.list(), listed.list());
            }
        }
        assertTrue("accepted=" + accepted, accepted > 200);
    }

    @Test
    public void shouldKeepToTheLineWhenReportingProblems() {
        ProbeParser parser = new ProbeParser(judge.dialect(), judge.description());
        for (int i = 0; i < 1500; i++) {
            byte[] line = generator.next().getBytes(StandardCharsets.ISO_8859_1);
            Verdict verdict = judge.judge(line);
            for (Diagnostic problem : verdict.problems()) {
                assertTrue(problem.toString(), problem.column() + problem.length() <= line.length);
            }
            boolean error = verdict.problems().stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
            assertEquals(new String(line, StandardCharsets.ISO_8859_1), !verdict.accepted(), error);
            String words = verdict.error();
            if (words != null) {
                assertEquals(words, verdict.problems().get(0).message());
            }
            EventLayout layout = verdict.layout();
            boolean listed = verdict.accepted() && layout != null && (!ControlFile.isControl(layout.name())
                    || judge.dialect().has(Feature.DIRECTORY_FIRST));
            assertEquals(listed, verdict.format() != null);
            covers(parser.parse(line).tree());
        }
    }

    /** Pieces stand in order, inside of what they belong to. */
    private static void covers(SyntaxNode node) {
        int at = node.column();
        for (SyntaxNode child : node.children()) {
            assertTrue(node.toString(), child.column() >= at && child.end() <= node.end() && child.length() >= 0);
            at = child.end();
            covers(child);
        }
    }

    @Test
    public void shouldNeitherThrowNorHangWhenLinesAreLong() {
        ProbeParser parser = new ProbeParser(judge.dialect(), judge.description());
        for (int length : new int[]{ 100, 4094, 65536 }) {
            for (String line : DefinitionGenerator.worst(length, SEED)) {
                byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
                assertNotNull(parser.parse(bytes));
                assertEquals(length > 4094, judge.judge(bytes).errno() == 22 && bytes.length > 4094);
            }
        }
    }
}

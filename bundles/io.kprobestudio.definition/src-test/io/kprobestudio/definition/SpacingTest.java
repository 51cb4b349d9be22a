/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.definition.assist.Spacing;
import io.kprobestudio.testkit.KernelTruth;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.Test;

/** Other blanks change nothing of what a kernel says: over the definitions that kernels were asked about. */
public class SpacingTest {
    private static final int EVERY = 7;
    private static final String[] BLANKS = { "  ", "\t", " \t ", "   ", "\u000b", "\f " };

    @Test
    public void shouldPutOneBlankBetweenWordsWhenThereAreMore() {
        assertEquals("p:a vfs_read x=%r0", Spacing.line("  p:a\tvfs_read   x=%r0  "));
        assertEquals("p:a vfs_read # why  so ", Spacing.line("p:a  vfs_read# why  so "));
        assertEquals("", Spacing.line(" \t"));
        assertEquals("p:a b\r", Spacing.line("p:a  b \r"));
        assertEquals("e:a g.b if x == 1", Spacing.line("e:a  g.b if x  == 1"));
    }

    @Test
    public void shouldLeaveLinesAloneWhenTheyAreComments() {
        for (String comment : List.of("# a  b ", "  #@ disabled", "#@ filter x  == 1", "\t# \u00e4")) {
            assertEquals(comment, Spacing.line(comment));
        }
        String near = "p:a vfs_read  " + "x".repeat(4000);
        assertEquals(near, Spacing.line(near));
    }

    @Test
    public void shouldKeepTheVerdictWhenRecordedDefinitionsAreSpacedOtherwise() {
        Random random = new Random(20261123);
        int compared = 0;
        int changed = 0;
        for (String kernel : KernelTruth.names("verdicts")) {
            Description description = Kernels.recorded(kernel);
            Judge judge = new Judge(Dialect.of(description), description);
            List<RecordedVerdict> verdicts = RecordedVerdict.read(KernelTruth.verdicts(kernel));
            for (int i = random.nextInt(EVERY); i < verdicts.size(); i += EVERY) {
                byte[] written = verdicts.get(i).definition();
                String line = new String(written, StandardCharsets.ISO_8859_1);
                if (line.contains("\n")) {
                    continue; // several lines
                }
                String spaced = otherBlanks(line, random);
                String formatted = Spacing.line(spaced);
                assertEquals("once is enough", formatted, Spacing.line(formatted));
                assertEquals(comment(line), comment(formatted));
                assertEquals(line, told(judge, written),
                        told(judge, formatted.getBytes(StandardCharsets.ISO_8859_1)));
                compared++;
                changed += formatted.equals(spaced) ? 0 : 1;
            }
        }
        assertTrue("compared=" + compared, compared > 2500);
        assertNotEquals(0, changed);
        assertTrue("changed=" + changed + " of " + compared, changed > compared / 2);
    }

    /** More blanks, and of other kinds, where there are some, before a comment at most. */
    private static String otherBlanks(String line, Random random) {
        StringBuilder made = new StringBuilder(random.nextBoolean() && !line.startsWith("#") ? "  " : "");
        int end = line.indexOf('#') < 0 ? line.length() : line.indexOf('#');
        for (int i = 0; i < line.length(); i++) {
            boolean blank = i < end && line.charAt(i) == ' ' && line.length() < 3000;
            made.append(blank ? BLANKS[random.nextInt(BLANKS.length)] : String.valueOf(line.charAt(i)));
        }
        return made.toString();
    }

    private static String comment(String line) {
        return line.indexOf('#') < 0 ? "" : line.substring(line.indexOf('#'));
    }

    /** All that the kernel says but the column in the line as it was written. */
    private static List<String> told(Judge judge, byte[] line) {
        Verdict verdict = judge.judge(line);
        List<String> told = new ArrayList<>();
        told.add("errno=" + verdict.errno() + " caret=" + verdict.caret());
        told.add(Objects.requireNonNullElse(verdict.error(), "-"));
        told.add(Objects.requireNonNullElse(verdict.log(), "-"));
        told.add(Objects.requireNonNullElse(verdict.list(), "-"));
        told.add(Objects.requireNonNullElse(verdict.format(), "-"));
        told.add(Objects.requireNonNullElse(verdict.command(), "-"));
        told.add(Objects.requireNonNullElse(verdict.undecided(), "-"));
        verdict.problems().forEach(problem -> told.add(problem.severity() + " " + problem.message()));
        return told;
    }
}

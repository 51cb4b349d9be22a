/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.assist;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.DefinitionFile;
import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.Judge;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Where problems are in a whole text, and texts that change. */
public class TextProblemTest {
    private static final Judge JUDGE = new Judge(Dialect.of(Dialect.DEFAULT_VERSION, Architecture.ARM),
            Description.NONE);

    private static List<String> marked(String text) {
        return TextProblem.of(DefinitionFile.of(JUDGE, text)).stream().map(problem -> problem.line() + " "
                + text.substring(problem.offset(), problem.offset() + problem.length())).toList();
    }

    @Test
    public void shouldMarkTheKernelsPlaceWhenLinesStandBefore() {
        assertEquals(List.of("2 s3", "3 %zz"),
                marked("# comment\n\np:a vfs_read x=%r0:s3\np:b vfs_read y=%zz:u8\n"));
        assertEquals(List.of("0 s3"), marked("p:a vfs_read x=%r0:s3\r\n"));
    }

    @Test
    public void shouldCountCharsWhenBytesAreMore() {
        assertEquals(List.of("1 %zz"), marked("# \u00e4\u20ac\ud83d\ude00\np:a vfs_read y=%zz:u8 # \u00e4\n"));
        assertEquals(List.of("0 \u00e4\ud83d\ude00"), marked("p:\u00e4\ud83d\ude00 vfs_read"));
    }

    @Test
    public void shouldMarkTheLastCharWhenThePlaceIsBehindTheLine() {
        assertEquals(List.of("0 p"), marked("p"));
        assertEquals(List.of("0 :"), marked("p:a vfs_read x=%r0:  "));
    }

    @Test
    public void shouldTurnColumnsIntoCharsAndBackWhenTextIsOfAllLengths() {
        ByteColumns columns = new ByteColumns("a\u00e4\u20ac\ud83d\ude00b");
        int[] bytes = { 0, 1, 3, 6, 10, 11 };
        int[] chars = { 0, 1, 2, 3, 5, 6 };
        for (int i = 0; i < bytes.length; i++) {
            assertEquals(chars[i], columns.toChars(bytes[i]));
            assertEquals(bytes[i], columns.toBytes(chars[i]));
        }
        assertEquals(6, columns.toChars(99));
        assertEquals(11, columns.toBytes(99));
        assertEquals("a\u00e4\u20acxb", columns.replace(6, 4, "x"));
    }

    @Test
    public void shouldBeAsReadAnewWhenTextIsUpdated() {
        String[] pieces = { "p:a vfs_read", " x=%r0:s3", "\n", "\n\n", "# c", "-:a", "p:a", " ", "\u00e4", "" };
        Random random = new Random(7);
        DefinitionFile file = DefinitionFile.of(JUDGE, "");
        for (int i = 0; i < 400; i++) {
            String text = file.text();
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(4));
            String wanted = text.substring(0, from) + pieces[random.nextInt(pieces.length)] + text.substring(to);
            file = TextEdit.update(file, wanted);
            assertEquals(wanted, file.text());
            assertEquals(TextProblem.of(DefinitionFile.of(JUDGE, wanted)), TextProblem.of(file));
        }
        assertSame(file, TextEdit.update(file, file.text()));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** What is written for other programs has ASCII digits, whatever the digits of the user's language. */
public class ForeignDigitsTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Locale before = Locale.getDefault(Locale.Category.FORMAT);

    @Before
    public void writeArabicDigits() {
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        assertEquals("\u0667", "%d".formatted(7));
    }

    @After
    public void putBack() {
        Locale.setDefault(Locale.Category.FORMAT, before);
    }

    private static void assertAscii(String text) {
        assertTrue(text, text.chars().allMatch(c -> c < 0x7f));
    }

    @Test
    public void shouldDescribePagesInAscii() throws TraceDataException {
        PageLayout layout = new PageLayout(0, 8, 4, 12, 4084, ByteOrder.LITTLE_ENDIAN);
        assertAscii(layout.toHeaderPage());
        assertEquals(layout, PageLayout.parse(layout.toHeaderPage(), ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    public void shouldDescribeACommonTraceInAscii() throws IOException, TraceDataException {
        Path ctf = folder.getRoot().toPath().resolve("ctf");
        CtfExport.write(RecordingReader.open(KernelTruth.recording("imx6-6.1-kp"), Decompressors.BUILT_IN), ctf,
                false);
        assertAscii(Files.readString(ctf.resolve("metadata"), StandardCharsets.UTF_8));
    }
}

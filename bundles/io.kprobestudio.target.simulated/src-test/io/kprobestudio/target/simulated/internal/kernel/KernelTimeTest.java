/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import static org.junit.Assert.assertEquals;

import java.util.Locale;

import org.junit.Test;

public class KernelTimeTest {

    @Test
    public void shouldHaveTheKernelsColumnsWhateverTheUsersLanguage() {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        try {
            assertEquals("    0.000000", KernelTime.seconds(0));
            assertEquals("  142.610000", KernelTime.seconds(142_610_000));
            assertEquals("123456.000001", KernelTime.seconds(123_456_000_001L));
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }
}

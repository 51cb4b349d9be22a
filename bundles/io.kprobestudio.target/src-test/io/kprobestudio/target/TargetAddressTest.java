/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Map;

import org.junit.Test;

public class TargetAddressTest {

    @Test
    public void shouldReadBackWhatItPrintsWhenAddressHasOptions() throws TargetException {
        for (String text : new String[]{ "sim:", "sim:board?kernel=6.1&arch=arm", "local:",
                "ssh://root@10.0.0.2:22" }) {
            assertEquals(text, TargetAddress.parse(text).toString());
        }
    }

    @Test
    public void shouldSplitNameAndOptionsWhenBothAreGiven() throws TargetException {
        TargetAddress address = TargetAddress.parse("sim:board?kernel=6.1&arch=arm");
        assertEquals("board", address.name());
        assertEquals(Map.of("kernel", "6.1", "arch", "arm"), address.options());
    }

    @Test
    public void shouldNameTheTextWhenSchemeIsMissing() {
        TargetException failure = assertThrows(TargetException.class, () -> TargetAddress.parse("board"));
        assertEquals("a target is written as sim:, local: or ssh://[user@]host[:port], target=board",
                failure.getMessage());
    }

    @Test
    public void shouldNameTheKnownSchemesWhenNothingOpensTheAddress() {
        TargetException failure = assertThrows(TargetException.class,
                () -> new TargetProviders().target("serial:ttyUSB0"));
        assertEquals("nothing here opens targets of this kind: scheme=serial known=[]", failure.getMessage());
    }
}

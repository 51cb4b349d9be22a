/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

import io.kprobestudio.testkit.KernelTruth;

/** No address of the kernel is left, and nothing else is taken. */
public class RedactionTest {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\w])(?:0x)?([0-9a-f]{8,16})(?![\\w])");

    private static RecordingReader open(String name) throws Exception {
        return RecordingReader.open(KernelTruth.recording(name), Decompressors.BUILT_IN);
    }

    @Test
    public void shouldHideAddressesAndNothingElseWhenTextIsRedacted() throws Exception {
        Redaction arm = Redaction.of(open("imx6-6.1-kp").metadata());
        assertEquals("f=(____ptrval____)", arm.text("f=0xc2cff3c0"));
        assertEquals("open: (do_sys_openat2+0x0/0x18c) dfd=-100",
                arm.text("open: (do_sys_openat2+0x0/0x18c) dfd=-100"));
        assertEquals("ptr=(____ptrval____) (bf012345x)", arm.text("ptr=bf012345 (bf012345x)"));
        assertEquals("ip=(____ptrval____)", arm.text("ip=3227291656"));
        assertEquals("s=-3227291656 fault=fffffff2 user=0x01a40000-01a62000",
                arm.text("s=-3227291656 fault=fffffff2 user=0x01a40000-01a62000"));
        Redaction wide = Redaction.of(open("amd64-7.2-kp").metadata());
        assertEquals("p=(____ptrval____) u=0x7ffd12345678", wide.text("p=0xffff888012345678 u=0x7ffd12345678"));
        assertEquals("n=(____ptrval____) e=0xffffffffffffffea",
                wide.text("n=18446612686396514937 e=0xffffffffffffffea"));
    }

    @Test
    public void shouldLeaveNoAddressInAnyFormWhenRecordingsAreRedacted() throws Exception {
        for (String name : KernelTruth.names("recordings")) {
            RecordingReader reader = open(name);
            Redaction redaction = Redaction.of(reader.metadata());
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            reader.writeText(plain, new TextOptions(1, false, false));
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            reader.writeText(text, new TextOptions(2, false, false, true));
            ByteArrayOutputStream others = new ByteArrayOutputStream();
            new RecordingExport(reader, EventFilter.ALL, true).csv(others);
            new RecordingExport(reader, EventFilter.ALL, true).jsonLines(others);
            assertFalse(name, addresses(plain, redaction).isEmpty());
            assertEquals(name, Set.of(), addresses(text, redaction));
            assertEquals(name, Set.of(), addresses(others, redaction));
            assertEquals(name, lines(plain), lines(text));
            assertFalse(name, text.toString(StandardCharsets.ISO_8859_1).contains("+(____ptrval____)"));
        }
    }

    private static long lines(ByteArrayOutputStream text) {
        return text.toString(StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
    }

    private static Set<String> addresses(ByteArrayOutputStream text, Redaction redaction) {
        Set<String> found = new HashSet<>();
        Matcher matcher = NUMBER.matcher(text.toString(StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            if (redaction.isAddress(Long.parseUnsignedLong(matcher.group(1), 16))) {
                found.add(matcher.group());
            }
        }
        return found;
    }
}

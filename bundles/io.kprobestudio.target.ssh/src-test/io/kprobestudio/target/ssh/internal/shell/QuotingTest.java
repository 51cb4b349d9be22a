/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

import io.kprobestudio.target.TargetException;

public class QuotingTest {

    private static final int WORDS = 400;

    @Test
    public void shouldPassWordsUnchangedWhenShellIsSh() throws Exception {
        attack("sh");
    }

    @Test
    public void shouldPassWordsUnchangedWhenShellIsBash() throws Exception {
        attack("bash", "--norc");
    }

    private static void attack(String... shell) throws Exception {
        HostileText hostile = new HostileText(20260722);
        try (CommandShell commands = new CommandShell(LocalShell.start(shell), "here")) {
            Userland.ready(commands);
            for (int i = 0; i < WORDS; i++) {
                String word = hostile.text(1 + i % 12);
                CommandShell.Answer answer = commands.run("printf '%s' " + Quoting.word(word), 1 << 16);
                assertEquals("word " + i, word, answer.output());
                assertEquals("", answer.messages());
            }
        }
    }

    @Test
    public void shouldKeepWordsApartWhenTheyAreACommand() throws Exception {
        List<String> words = new ArrayList<>(List.of("printf", "%s/"));
        HostileText hostile = new HostileText(7);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            String word = hostile.name();
            words.add(word);
            expected.append(word).append('/');
        }
        assertEquals(expected.toString(), Quoting.textOf(run(Quoting.command(words))));
    }

    @Test
    public void shouldLeaveOnlyStarsToTheShellWhenPatternIsQuoted() throws TargetException {
        assertEquals("'/a b'*'/$c'*", Quoting.pattern("/a b*/$c*"));
        assertEquals("*", Quoting.pattern("*"));
        assertEquals("'/it'\\''s'", Quoting.pattern("/it's"));
    }

    @Test
    public void shouldPrintAllBytesWhenPrintfGetsThem() throws Exception {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        assertEquals(new String(all, StandardCharsets.ISO_8859_1),
                run("printf " + Quoting.printfFormat(all)));
    }

    @Test
    public void shouldRefuseWhenWordHoldsNul() {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> Quoting.word("a\0b"));
        assertEquals("a shell cannot hold this: char=0x0 index=1", failure.getMessage());
    }

    private static String run(String script) throws Exception {
        try (CommandShell commands = new CommandShell(LocalShell.start("sh"), "here")) {
            return commands.run(script, 1 << 20).output();
        }
    }
}

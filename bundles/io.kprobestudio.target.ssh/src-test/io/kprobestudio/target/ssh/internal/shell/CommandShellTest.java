/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.shell;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.junit.After;
import org.junit.Test;

import io.kprobestudio.target.LinkException;

public class CommandShellTest {

    private final LocalShell process;
    private final CommandShell shell;

    public CommandShellTest() throws Exception {
        process = LocalShell.start("sh");
        shell = new CommandShell(process, "here");
    }

    @After
    public void stop() {
        shell.close();
    }

    @Test
    public void shouldKeepStreamsApartWhenBothAreUsed() throws Exception {
        CommandShell.Answer answer = shell.run("echo out; echo err >&2; (exit 7)", 100);
        assertEquals(7, answer.exit());
        assertEquals("out\n", answer.output());
        assertEquals("err\n", answer.messages());
        assertEquals("", shell.run(":", 100).output());
    }

    @Test
    public void shouldKeepItsPlaceWhenOutputLooksLikeFrames() throws Exception {
        String near = "\n" + shell.marker().substring(0, shell.marker().length() - 1);
        String text = near + near + "\n\n" + near + "x\n1 0";
        assertEquals(text, shell.run("printf %s " + Quoting.word(text), 1000).output());
        assertEquals("next\n", shell.run("echo next", 100).output());
    }

    @Test
    public void shouldWriteAsciiWhenTheUsersLanguageHasOtherDigits() throws Exception {
        Locale before = Locale.getDefault(Locale.Category.FORMAT);
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG"));
        try {
            assertEquals("answer\n", shell.run("echo answer", 100).output());
            shell.isProcess(1234);
            assertTrue(shell.interruption(), shell.interruption().contains(" = 1234 ]"));
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }

    @Test
    public void shouldSayThatOutputIsCutWhenItIsLongerThanLimit() throws Exception {
        CommandShell.Answer answer = shell.run("printf 123456", 5);
        assertEquals("12345", answer.output());
        assertTrue(answer.cut());
        assertEquals("next\n", shell.run("echo next", 100).output());
    }

    @Test
    public void shouldGiveUpWhenAnswerNeverEnds() {
        LinkException failure = assertThrows(LinkException.class, () -> shell.run("cat /dev/zero", 10));
        assertTrue(failure.getMessage(), failure.getMessage().contains("the target's answer does not end"));
        assertTrue(shell.isBroken());
        assertThrows(LinkException.class, () -> shell.run("echo next", 100));
    }

    @Test
    public void shouldEndTheWaitWhenShellIsClosedMeanwhile() throws Exception {
        CompletableFuture<CommandShell.Answer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return shell.run("echo waiting; sleep 1000", 100);
            } catch (LinkException broken) {
                throw new IllegalStateException(broken);
            }
        });
        while (!ProcessHandle.of(process.pid()).map(handle -> handle.children().count() > 0).orElse(false)) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> sleeping = ProcessHandle.of(process.pid()).orElseThrow().children().toList();
        shell.close();
        // Its streams are this shell's as well, and end with it
        sleeping.forEach(ProcessHandle::destroyForcibly);
        ExecutionException failure = assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        assertTrue(String.valueOf(failure.getMessage()), failure.getMessage().contains("the link to the target broke"));
    }

    @Test
    public void shouldReportBrokenLinkWhenShellEnds() {
        LinkException failure = assertThrows(LinkException.class, () -> shell.run("exit 3", 100));
        assertEquals("the link to the target broke: target=here reason=the target's shell ended", failure.getMessage());
    }
}

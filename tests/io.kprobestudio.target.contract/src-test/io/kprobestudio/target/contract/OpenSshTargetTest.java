/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.ClassRule;
import org.junit.Test;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.ssh.SshTargetProvider;

/** The contract over OpenSSH's server on loopback, and what happens when that is killed. */
public class OpenSshTargetTest extends LinuxTargetContract {

    @ClassRule
    public static final OpenSshServer SERVER = new OpenSshServer();

    @Override
    protected Target target() throws TargetException {
        return new SshTargetProvider().target(TargetAddress.parse(SERVER.address("id_ed25519")));
    }

    @Test
    public void shouldTellTheReasonWhenServerIsKilled() throws Exception {
        String instance = instance();
        Connection second = target().connect(Prompter.NOBODY, Progress.NONE);
        CompletableFuture<String> told = new CompletableFuture<>();
        second.onClosed(told::complete);
        CompletableFuture<String> first = new CompletableFuture<>();
        connection().onClosed(first::complete);
        SubBuffers counted = new SubBuffers(text(tracing() + "/events/header_page"));
        Drain drain = second.drain(dyingWith(instance), counted);
        connection().write(FileWrite.set(instance + "/events/sched/enable", "1"));
        SERVER.killConnections();
        assertEquals("the link to the target broke: target=" + target().address().name(),
                told.get(60, TimeUnit.SECONDS));
        first.get(60, TimeUnit.SECONDS);
        assertFalse(second.isOpen());
        assertThrows(LinkException.class, () -> second.read(tracing() + "/trace_clock", 100));
        assertThrows(LinkException.class, () -> drain.finish(Duration.ofSeconds(10)));
        second.close();
        closeAndLeaveNothing();
        connect();
        // The drain's loop saw its input end, did what it was told for that case, and left the buffer alone
        awaitText(instance + "/events/sched/enable", "0\n");
        waitUntilUnread(instance);
        causeEvents(connection(), instance);
        assertTrue(stat(instance, "entries") > 0);
        connection().removeDirectory(instance);
    }

    @Test
    public void shouldSwitchOffOnTheTargetWhenWeAreNotHeard() throws Exception {
        String instance = instance();
        try (Connection second = target().connect(Prompter.NOBODY, Progress.NONE)) {
            Drain drain = second.drain(dyingWith(instance), new SubBuffers(text(tracing() + "/events/header_page")));
            connection().write(FileWrite.set(instance + "/events/sched/enable", "1"));
            // A server that is stopped carries nothing: from the drain's side, we are frozen
            SERVER.signalYoungestConnection("-STOP");
            try {
                awaitText(instance + "/events/sched/enable", "0\n");
            } finally {
                SERVER.signalYoungestConnection("-CONT");
            }
            LinkException failure = assertThrows(LinkException.class, () -> drain.finish(Duration.ofSeconds(30)));
            assertTrue(failure.getMessage(), failure.getMessage().contains("heard nothing from us"));
        }
    }

    @Test
    public void shouldSwitchOffOnTheTargetWhenEventsAreTooMany() throws Exception {
        String instance = instance();
        Drain drain = connection().drain(dyingWith(instance).withMostEvents(1),
                new SubBuffers(text(tracing() + "/events/header_page")));
        assertFalse(drain.hasEnded());
        connection().write(FileWrite.set(instance + "/events/sched/enable", "1"));
        awaitText(instance + "/events/sched/enable", "0\n");
        LinkException failure = assertThrows(LinkException.class, () -> drain.finish(Duration.ofSeconds(30)));
        assertEquals("the drain broke: reason=the target saw too many events a second, and switched ours off: most=1",
                failure.getMessage());
        assertTrue(drain.hasEnded());
    }

    @Test
    public void shouldLeaveEventsOnWhenDrainIsClosed() throws Exception {
        String instance = instance();
        Drain drain = connection().drain(dyingWith(instance), new SubBuffers(text(tracing() + "/events/header_page")));
        connection().write(FileWrite.set(instance + "/events/sched/enable", "1"));
        drain.close();
        waitUntilDrainEnded(instance);
        assertEquals("1\n", text(instance + "/events/sched/enable"));
        connection().write(FileWrite.set(instance + "/events/sched/enable", "0"));
    }

    private void waitUntilDrainEnded(String instance) throws Exception {
        long before = -1;
        for (long read = stat(instance, "read events"); read != before; read = stat(instance, "read events")) {
            before = read;
            Thread.sleep(1500);
        }
    }

    private DrainRequest dyingWith(String instance) throws TargetException {
        return new DrainRequest(instance, cpus(instance), SubBuffers.SIZE)
                .withDeadMan(List.of(FileWrite.set(instance + "/events/enable", "0")));
    }

    private void awaitText(String path, String wanted) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!text(path).equals(wanted)) {
            assertTrue(path + " still holds " + text(path), System.nanoTime() < end);
            Thread.sleep(100);
        }
    }
}

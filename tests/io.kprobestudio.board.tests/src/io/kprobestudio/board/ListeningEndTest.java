/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Optional;

import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.recording.EventStore;
import io.kprobestudio.recording.LiveSession;
import io.kprobestudio.registry.ProbeRegistry;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.ssh.SshTargetProvider;
import io.kprobestudio.tracefs.Tracefs;

/** Whoever listens to a board is told when nothing more comes. */
public class ListeningEndTest {

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /** The drain's shells are those that hold the instance's {@code trace_pipe} open. */
    private static final String KILL_DRAIN = "for f in /proc/[0-9]*/fd/4; do case $(readlink $f) in */INSTANCE/trace_pipe) "
            + "p=${f%/fd/4}; kill ${p#/proc/}; echo killed;; esac; done 2> /dev/null; true";

    @ClassRule
    public static final Board BOARD = Board.any();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldTellWhyWhenTheDrainIsKilledOnTheBoard() throws Exception {
        try (Connection connection = new SshTargetProvider().target(TargetAddress.parse(BOARD.target())).connect(
                Prompter.NOBODY,
                Progress.NONE);
                ProbeRegistry registry = ProbeRegistry.open(Tracefs.withKprobes(connection),
                        new StateFolder(folder.getRoot().toPath()));
                LiveSession live = LiveSession.start(registry, new EventStore(1000), Progress.NONE)) {
            assertEquals(Optional.empty(), live.ended());
            assertTrue(BOARD.sh(KILL_DRAIN.replace("INSTANCE", registry.id().name())).contains("killed"));
            long began = System.nanoTime();
            while (live.ended().isEmpty() && System.nanoTime() - began < PATIENCE_NANOS) {
                Thread.sleep(50);
            }
            assertEquals(Optional.of("the drain ended before all was read"), live.ended());
            assertTrue("the connection goes on", connection.isOpen());
        }
    }
}

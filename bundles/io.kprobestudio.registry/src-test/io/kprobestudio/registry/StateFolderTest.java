/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StateFolderTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void shouldGiveOneIdWhenAskedTwice() throws IOException {
        StateFolder state = new StateFolder(folder.getRoot().toPath().resolve("a").resolve("b"));
        WorkspaceId id = state.workspaceId();
        assertEquals(id, state.workspaceId());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path())));
        assertNotEquals(id, new StateFolder(folder.getRoot().toPath().resolve("c")).workspaceId());
    }

    @Test
    public void shouldFollowTheEnvironmentWhenItNamesAFolder() {
        assertEquals(Path.of("/own"),
                StateFolder.of(Map.of("KPROBE_STUDIO_STATE", "/own", "XDG_STATE_HOME", "/xdg"), "/home/u").path());
        assertEquals(Path.of("/xdg/kprobe-studio"), StateFolder.of(Map.of("XDG_STATE_HOME", "/xdg"), "/home/u").path());
        assertEquals(Path.of("/home/u/.local/state/kprobe-studio"),
                StateFolder.of(Map.of("XDG_STATE_HOME", "relative"), "/home/u").path());
    }

    @Test
    public void shouldOwnItsTwoNamesOnly() {
        WorkspaceId id = new WorkspaceId("0a1b2c3d");
        assertTrue(id.owns("kps_0a1b2c3d"));
        assertTrue(id.owns("kps_0a1b2c3d_rec"));
        assertTrue(id.owns(WorkspaceId.clockName(id.recordingName())));
        assertTrue(id.owns(WorkspaceId.stacksName(id.recordingName())));
        assertFalse(id.owns("kps_0a1b2c3e"));
        assertFalse(id.owns("kps_0a1b2c3dx"));
    }

    @Test
    public void shouldTellADeadSessionFromALivingOne() throws IOException {
        StateFolder state = new StateFolder(folder.getRoot().toPath());
        Session session = Session.begin(state);
        assertTrue(Session.isAlive(state, session.name()));
        session.close();
        assertFalse(Session.isAlive(state, session.name()));
        assertTrue(Session.isAlive(state, Session.LASTING));
    }

    /** The kernel takes a process's locks on a file away when the process closes any descriptor of it. */
    @Test
    public void shouldStayLockedForOtherProcessesWhenThisOneLooksAtASession() throws IOException {
        StateFolder state = new StateFolder(folder.getRoot().toPath());
        try (Session session = Session.begin(state)) {
            assertTrue(isLocked(state.path().resolve("sessions").resolve(session.name())));
            assertTrue(Session.isAlive(state, session.name()));
            assertTrue(isLocked(state.path().resolve("sessions").resolve(session.name())));
        }
    }

    private static boolean isLocked(Path file) throws IOException {
        String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
        return Files.readString(Path.of("/proc/locks")).contains(inode);
    }

    @Test
    public void shouldTakeASessionForALivingOneWhenNobodyCanTell() throws IOException {
        StateFolder state = new StateFolder(folder.getRoot().toPath());
        Files.createDirectories(state.path().resolve("sessions").resolve("rec-000000000000"));
        assertTrue(Session.isAlive(state, "rec-000000000000"));
    }

    @Test
    public void shouldGiveOneIdWhenManyAskAtOnce() throws InterruptedException {
        StateFolder state = new StateFolder(folder.getRoot().toPath());
        Set<Object> answers = ConcurrentHashMap.newKeySet();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    answers.add(state.workspaceId());
                } catch (IOException failed) {
                    answers.add(failed);
                }
            });
            thread.setUncaughtExceptionHandler((died, failed) -> answers.add(failed));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(answers.toString(), 1, answers.size());
    }
}

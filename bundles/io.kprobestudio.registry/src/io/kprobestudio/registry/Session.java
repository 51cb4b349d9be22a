/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.kprobestudio.target.OwnerOnly;

/**
 * A recording of ours that is alive. It holds a lock on a file of the state folder, which the operating system lets go
 * when the process dies, however it dies: so that the next one can tell what a dead recording left behind from what
 * another one still uses.
 */
public final class Session implements AutoCloseable {

    private static final String RECORDING = "rec-";
    /**
     * Those of this process. Their files must not be opened to look: closing any descriptor of a file takes a process's locks on
     * it away (fcntl(2)).
     */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final String name;
    private final Path file;
    private final FileChannel channel;

    private Session(String name, Path file, FileChannel channel) {
        this.name = name;
        this.file = file;
        this.channel = channel;
    }

    /** The name that entries of probes bear which were added to stay. */
    public static final String LASTING = "lasting";

    /** Begins a session. */
    static Session begin(StateFolder state) throws IOException {
        Path folder = state.create().resolve("sessions");
        OwnerOnly.createFolder(folder);
        byte[] digits = new byte[6];
        new SecureRandom().nextBytes(digits);
        String name = RECORDING + HexFormat.of().formatHex(digits);
        Path file = folder.resolve(name).toAbsolutePath().normalize();
        FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OURS.add(file);
        try {
            channel.lock();
            return new Session(name, file, channel);
        } catch (IOException unlocked) {
            OURS.remove(file);
            channel.close();
            throw unlocked;
        }
    }

    /** Whether it is the name of a recording's session. */
    static boolean isRecording(String name) {
        return name.startsWith(RECORDING);
    }

    /** Whether the session of that name can still remove what it made. Where nobody can tell, it can. */
    static boolean isAlive(StateFolder state, String name) {
        if (!isRecording(name)) {
            return true;
        }
        Path file = state.path().resolve("sessions").resolve(name).toAbsolutePath().normalize();
        if (OURS.contains(file)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException ended) {
            return false;
        } catch (IOException | OverlappingFileLockException unclear) {
            return true;
        }
    }

    /** Its name in the journal. */
    public String name() {
        return name;
    }

    /** Ends it. Never throws; closing twice is harmless. */
    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            // a lock file without a lock says the same
        } finally {
            OURS.remove(file);
        }
    }
}

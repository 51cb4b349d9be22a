/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A recording of ours that is alive. It holds a lock on a file of the state folder, which the operating system lets go
 * when the process dies, however it dies: so that the next one can tell what a dead recording left behind from what
 * another one still uses.
 */
public final class Session implements AutoCloseable {

    private static final String RECORDING = "rec-";

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
        Files.createDirectories(folder);
        byte[] digits = new byte[6];
        new SecureRandom().nextBytes(digits);
        String name = RECORDING + HexFormat.of().formatHex(digits);
        Path file = folder.resolve(name);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return new Session(name, file, channel);
    }

    /** Whether it is the name of a recording's session. */
    static boolean isRecording(String name) {
        return name.startsWith(RECORDING);
    }

    /** Whether the session of that name can still remove what it made. */
    static boolean isAlive(StateFolder state, String name) {
        if (!isRecording(name)) {
            return true;
        }
        Path file = state.path().resolve("sessions").resolve(name);
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try (FileLock lock = channel.tryLock()) {
                return lock == null;
            }
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (IOException unreadable) {
            return false;
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
        }
    }
}

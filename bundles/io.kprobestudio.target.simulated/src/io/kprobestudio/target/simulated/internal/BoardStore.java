/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.UserFolders;
import io.kprobestudio.target.simulated.internal.kernel.KernelSnapshot;
import io.kprobestudio.target.simulated.internal.workload.Machine;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Where a named board's state is kept: a file with a revision, which changes hands under the lock of another file. Whoever
 * holds the lock has the newest state, and writes it back when it changed. Confined to the board's own lock.
 */
public final class BoardStore {

    /** {@code KPS_SIM} and the version of what is kept of a kernel, as a digit. */
    private static final long MAGIC = 0x4b50535f53494d30L + KernelSnapshot.VERSION;
    private static final int HEAD = 3 * Long.BYTES;

    private final Path state;
    private final Path lockFile;
    private final StateLock lock;
    private long revision;

    /**
     * A store of a board.
     *
     * @param folder where boards are kept; made when it is needed
     * @param name the board's name
     */
    public BoardStore(Path folder, String name) {
        state = folder.resolve(name + ".state");
        lockFile = folder.resolve(name + ".lock");
        lock = StateLock.of(lockFile);
    }

    /** The user's folder for such state. */
    public static Path usualFolder() {
        return UserFolders.state().resolve("sim");
    }

    /** Which kernel a board runs that is kept: its boot parameters, or null when none is kept. */
    public @Nullable String bootParameters() throws TargetException {
        acquire();
        try {
            byte[] content = content();
            if (content == null) {
                return null;
            }
            int length = (int) ByteBuffer.wrap(content).getLong(2 * Long.BYTES);
            return new String(content, HEAD, length, StandardCharsets.UTF_8);
        } finally {
            release();
        }
    }

    /**
     * Takes the lock.
     *
     * @return whether another process has changed the state since, so that it must be loaded
     */
    boolean enter(Machine machine) throws TargetException {
        acquire();
        try {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            if (!Files.exists(state)) {
                return false;
            }
            byte[] first;
            try (InputStream in = new FileInputStream(state.toFile())) {
                first = in.readNBytes(HEAD);
            }
            head.put(first);
            return head.position() == HEAD && head.getLong(Long.BYTES) != revision;
        } catch (IOException e) {
            release();
            throw new TargetException(
                    "the state of the simulated board cannot be read: " + state + ": " + e.getMessage(), e);
        }
    }

    /** Loads the state into a machine that has just booted. */
    void load(Machine machine) throws TargetException {
        byte[] content = content();
        if (content == null) {
            return;
        }
        ByteBuffer head = ByteBuffer.wrap(content);
        revision = head.getLong(Long.BYTES);
        int parameters = (int) head.getLong(2 * Long.BYTES);
        try {
            machine.setActivity(KernelSnapshot.load(machine.kernel(),
                    Arrays.copyOfRange(content, HEAD + parameters, content.length)));
        } catch (IOException e) {
            throw new TargetException("the state of the simulated board is damaged, remove it: file=" + state, e);
        }
    }

    private byte @Nullable [] content() throws TargetException {
        try {
            byte[] content = new byte[0];
            if (Files.exists(state)) {
                try (InputStream in = new FileInputStream(state.toFile())) {
                    content = in.readAllBytes();
                }
            }
            if (content.length == 0) {
                return null;
            }
            long magic = content.length < HEAD ? 0 : ByteBuffer.wrap(content).getLong(0);
            if (magic >> Byte.SIZE == MAGIC >> Byte.SIZE && magic != MAGIC) {
                // Another version's: the board boots anew, and what it was stays for that version
                Files.move(state, state.resolveSibling(state.getFileName() + ".old"),
                        StandardCopyOption.REPLACE_EXISTING);
                return null;
            }
            if (magic != MAGIC) {
                throw new TargetException("not the state of a simulated board, remove it: file=" + state);
            }
            return content;
        } catch (IOException e) {
            throw new TargetException(
                    "the state of the simulated board cannot be read: " + state + ": " + e.getMessage(), e);
        }
    }

    /** Writes the state back, where it changed, and gives the lock up. */
    void leave(Machine machine, boolean changed, String parameters) throws TargetException {
        try {
            if (changed) {
                byte[] text = parameters.getBytes(StandardCharsets.UTF_8);
                byte[] snapshot = KernelSnapshot.save(machine.kernel(), machine.activity());
                ByteBuffer whole = ByteBuffer.allocate(HEAD + text.length + snapshot.length);
                revision = Math.max(revision + 1, System.currentTimeMillis());
                whole.putLong(MAGIC).putLong(revision).putLong(text.length).put(text).put(snapshot).flip();
                Path fresh = state.resolveSibling(state.getFileName() + ".new");
                // A stream, unlike a channel, is not closed by an interrupt.
                try (OutputStream out = new FileOutputStream(fresh.toFile())) {
                    out.write(whole.array());
                }
                Files.move(fresh, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new TargetException("the state of the simulated board cannot be written: " + state + ": "
                    + e.getMessage(), e);
        } finally {
            release();
        }
    }

    private void acquire() throws TargetException {
        try {
            lock.acquire();
        } catch (IOException e) {
            throw new TargetException("the simulated board cannot be locked: " + lockFile + ": " + e.getMessage(), e);
        }
    }

    private void release() throws TargetException {
        try {
            lock.release();
        } catch (IOException e) {
            throw new TargetException("the simulated board cannot be unlocked: " + lockFile + ": " + e.getMessage(), e);
        }
    }
}

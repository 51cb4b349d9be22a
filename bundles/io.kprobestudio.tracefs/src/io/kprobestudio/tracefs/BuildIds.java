/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import java.util.Optional;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.TargetException;

/** Which build of a kernel, or of a module, runs on a target: what a file with debug information is compared with. */
public final class BuildIds {

    private static final int LIMIT = 1 << 16;

    private BuildIds() {
    }

    /**
     * The build id of the target's kernel, in hex.
     *
     * @return nothing where the target does not tell it
     * @throws TargetException when the link fails
     */
    public static Optional<String> ofKernel(Connection connection) throws TargetException {
        return of(connection, "/sys/kernel/notes");
    }

    /**
     * The build id of a module of the target's kernel, in hex.
     *
     * @return nothing where the module is not loaded or the target does not tell
     * @throws TargetException when the link fails
     */
    public static Optional<String> ofModule(Connection connection, String module) throws TargetException {
        return of(connection, "/sys/module/" + module + "/notes/.note.gnu.build-id");
    }

    private static Optional<String> of(Connection connection, String notes) throws TargetException {
        try {
            return DebugInfo.buildIdOfNotes(connection.read(notes, LIMIT));
        } catch (FileException hidden) {
            return Optional.empty();
        }
    }
}

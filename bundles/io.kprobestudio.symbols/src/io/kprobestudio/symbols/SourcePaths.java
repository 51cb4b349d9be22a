/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Paths of a kernel that was built elsewhere and of its source here: they agree at their ends. Any thread. */
public final class SourcePaths {
    private SourcePaths() {
    }

    /**
     * The file of this machine that the compiler saw elsewhere.
     *
     * @param folder where the source is
     * @param compiled the path that the compiler saw
     * @return the file whose path has the longest end in common; nothing where none is there
     */
    public static Optional<Path> local(Path folder, String compiled) {
        Path path = Path.of(compiled).normalize();
        for (int i = 0; i < path.getNameCount(); i++) {
            Path file = folder.resolve(path.subpath(i, path.getNameCount()));
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * The lines with code of a file of this machine.
     *
     * @param local its absolute path
     * @return the lines, with the path that the compiler saw: the one with the longest end in common
     * @throws DebugInfoException when there is no code of a file of this name, or of several whose paths end so
     */
    public static SourceLines compiled(DebugInfo info, Path local) throws DebugInfoException {
        for (int i = 0; i < local.getNameCount(); i++) {
            List<SourceLines> found = info.linesOfFile(local.subpath(i, local.getNameCount()).toString());
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new DebugInfoException("the paths of several files end so: file=%s first=%s second=%s".formatted(
                        local, found.get(0).file(), found.get(1).file()));
            }
        }
        throw new DebugInfoException("there is no code of this file: file=" + local);
    }
}

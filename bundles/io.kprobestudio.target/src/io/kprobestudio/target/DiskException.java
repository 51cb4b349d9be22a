/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file of this machine could not be written. The Java library names the file when it cannot be opened, and says nothing but
 * the reason when it cannot be written to: this says both, and for a full disk how to see it.
 */
public final class DiskException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the failure.
     *
     * @param file what was written
     * @param failure what the library said
     */
    public DiskException(Path file, IOException failure) {
        super(words(file, failure), failure);
    }

    private static String words(Path file, IOException failure) {
        String reason = failure instanceof FileSystemException named && named.getReason() != null ? named.getReason()
                : String.valueOf(failure.getMessage());
        Path folder = file.toAbsolutePath().getParent();
        boolean full = reason.endsWith("No space left on device") || reason.endsWith("Disk quota exceeded");
        return "file=%s reason=%s".formatted(file, reason) + (full
                ? "; make room, or name another folder (df -h %s shows what is left)".formatted(folder) : "");
    }
}

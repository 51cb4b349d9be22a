/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

/**
 * The target's kernel refused an operation on a file. {@link #errno()} is the error number as Linux numbers it on every
 * architecture that the suite knows (asm-generic/errno-base.h and errno.h).
 */
public class FileException extends TargetException {

    private static final long serialVersionUID = 1L;

    /** The error number when the target said in words that we do not know what went wrong: EIO. */
    public static final int UNKNOWN = 5;

    private final FileOperation operation;
    private final String path;
    private final int errno;

    /**
     * Makes the failure.
     *
     * @param operation what was tried
     * @param path the absolute path on the target
     * @param errno the kernel's error number, 1 to 4095
     * @param reason the error in words, such as "Invalid argument"
     */
    public FileException(FileOperation operation, String path, int errno, String reason) {
        super("%s %s: %s (errno=%d)".formatted(operation.verb(), path, reason, errno));
        this.operation = operation;
        this.path = path;
        this.errno = errno;
    }

    /** What was tried. */
    public FileOperation operation() {
        return operation;
    }

    /** The absolute path on the target. */
    public String path() {
        return path;
    }

    /** The kernel's error number, 1 to 4095. */
    public int errno() {
        return errno;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import java.util.Map;

/** What a system call returns instead of a result. */
public final class KernelError extends Exception {

    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EIO = 5;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EFAULT = 14;
    public static final int EBUSY = 16;
    public static final int EEXIST = 17;
    public static final int ENODEV = 19;
    public static final int ENOTDIR = 20;
    public static final int EISDIR = 21;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int ERANGE = 34;
    public static final int ENOSYS = 38;
    public static final int ENOTEMPTY = 39;

    private static final long serialVersionUID = 1L;

    private static final Map<Integer, String> TEXTS = Map.ofEntries(Map.entry(EPERM, "Operation not permitted"),
            Map.entry(ENOENT, "No such file or directory"), Map.entry(EIO, "Input/output error"),
            Map.entry(7, "Argument list too long"), Map.entry(EAGAIN, "Resource temporarily unavailable"),
            Map.entry(12, "Cannot allocate memory"), Map.entry(EACCES, "Permission denied"),
            Map.entry(EFAULT, "Bad address"), Map.entry(EBUSY, "Device or resource busy"),
            Map.entry(EEXIST, "File exists"), Map.entry(ENODEV, "No such device"),
            Map.entry(ENOTDIR, "Not a directory"), Map.entry(EISDIR, "Is a directory"),
            Map.entry(EINVAL, "Invalid argument"), Map.entry(27, "File too large"),
            Map.entry(ENOSPC, "No space left on device"), Map.entry(ERANGE, "Numerical result out of range"),
            Map.entry(ENOSYS, "Function not implemented"), Map.entry(ENOTEMPTY, "Directory not empty"),
            Map.entry(84, "Invalid or incomplete multibyte or wide character"),
            Map.entry(95, "Operation not supported"), Map.entry(99, "Cannot assign requested address"));

    private final int errno;

    public KernelError(int errno) {
        super(text(errno) + " (errno=" + errno + ")", null, false, false);
        this.errno = errno;
    }

    /** The error number, positive. */
    public int errno() {
        return errno;
    }

    /** What {@code strerror} says in the C locale. */
    public static String text(int errno) {
        return TEXTS.getOrDefault(errno, "Unknown error " + errno);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files and folders of this machine that are for their owner alone from their first moment on, where the file system
 * knows of owners: what was done to a target, or read from it, is nobody else's business. What is there keeps its mode.
 */
public final class OwnerOnly {

    private OwnerOnly() {
    }

    /**
     * Makes a folder and those above it that are missing, with mode 0700.
     *
     * @throws IOException when that is not possible
     */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, "rwx------"));
        }
    }

    /**
     * Opens a file, with mode 0600 where it is made.
     *
     * @param how as of {@link FileChannel#open}
     * @throws IOException when that is not possible
     */
    public static FileChannel open(Path file, OpenOption... how) throws IOException {
        return FileChannel.open(file, Set.of(how), attributes(file, "rw-------"));
    }

    /**
     * Writes a file with mode 0600 in place of one of its name.
     *
     * @throws IOException when that is not possible
     */
    public static void write(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(file);
        try (FileChannel channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{ PosixFilePermissions
                        .asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }
}

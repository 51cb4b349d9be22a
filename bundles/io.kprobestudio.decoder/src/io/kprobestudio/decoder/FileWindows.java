/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.eclipse.jdt.annotation.Nullable;

/**
 * A file's bytes, mapped; what is mapped is kept while memory allows, for the next who reads it and for other threads: to find
 * a file's pages costs a quarter of the time that walking its records takes. Thread-safe.
 */
final class FileWindows {

    private final Map<Long, SoftReference<ByteBuffer>> windows = new HashMap<>();
    private @Nullable State state;

    /** What tells whether a file is still the one that was mapped. */
    private record State(@Nullable Object key, FileTime changed, long size) {

        /** What {@code equals} says: that is made when it is first called, which takes a tenth of a short command's time. */
        boolean isSame(State other) {
            return Objects.equals(key, other.key) && changed.equals(other.changed) && size == other.size;
        }
    }

    /** Lets go of what was mapped of another file, or before the file was changed; called before it is opened. */
    synchronized void open(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        State found = new State(now.fileKey(), now.lastModifiedTime(), now.size());
        State before = state;
        if (before == null || !found.isSame(before)) {
            windows.clear();
            state = found;
        }
    }

    /**
     * A part of the file.
     *
     * @param place where it begins: parts that begin at one place are taken to have the same length
     * @return to be read by absolute places only
     */
    synchronized ByteBuffer map(FileChannel channel, long place, long bytes) throws IOException {
        SoftReference<ByteBuffer> kept = windows.get(place);
        ByteBuffer window = kept == null ? null : kept.get();
        if (window == null || window.limit() != bytes) {
            window = channel.map(FileChannel.MapMode.READ_ONLY, place, bytes);
            windows.put(place, new SoftReference<>(window));
        }
        return window;
    }
}

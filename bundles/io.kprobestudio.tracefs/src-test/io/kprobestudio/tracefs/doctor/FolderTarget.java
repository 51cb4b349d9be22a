/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Subscription;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/** A target made of a few files, for kernels that nobody has at hand. */
final class FolderTarget {

    private final Map<String, byte[]> files = new HashMap<>();
    private int writeErrno;
    private int makeErrno = 17;
    private Optional<String> tracefs = Optional.empty();

    FolderTarget file(String path, String content) {
        return file(path, content.getBytes(StandardCharsets.ISO_8859_1));
    }

    FolderTarget file(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    FolderTarget mounted(String path) {
        tracefs = Optional.of(path);
        return file(path + "/events/enable", "0\n").file(path + "/instances/.", "");
    }

    FolderTarget refusing(int errno) {
        writeErrno = errno;
        return this;
    }

    FolderTarget refusingFolders(int errno) {
        makeErrno = errno;
        return this;
    }

    Connection connect() {
        return new Opened();
    }

    private final class Opened implements Connection {

        @Override
        public byte[] read(String path, int limit) throws FileException {
            if (!files.containsKey(path)) {
                throw new FileException(FileOperation.READ, path, 2, "No such file or directory");
            }
            return files.getOrDefault(path, new byte[0]);
        }

        @Override
        public boolean exists(String path) {
            return files.keySet().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
        }

        @Override
        public void write(FileWrite write) throws FileException {
            if (writeErrno != 0 || !write.text().isEmpty()) {
                throw new FileException(FileOperation.APPEND, write.path(), writeErrno, "refused");
            }
        }

        @Override
        public TargetAddress address() {
            return new TargetAddress("folder", "", Map.of());
        }

        @Override
        public Optional<String> tracefs() {
            return tracefs;
        }

        @Override
        public String description() {
            return "a few files";
        }

        @Override
        public Map<String, byte[]> readAll(List<String> patterns, Progress progress) {
            return Map.of();
        }

        @Override
        public List<String> list(String path) {
            return List.of();
        }

        @Override
        public void makeDirectory(String path) throws TargetException {
            if (!exists(path)) {
                throw new TargetException("nothing is changed by looking");
            }
            throw new FileException(FileOperation.MAKE_DIRECTORY, path, makeErrno, "refused");
        }

        @Override
        public void removeDirectory(String path) throws TargetException {
            throw new TargetException("nothing is changed by looking");
        }

        @Override
        public TargetProcess start(List<String> command) throws TargetException {
            throw new TargetException("there are no programs");
        }

        @Override
        public Drain drain(DrainRequest request, DrainSink sink) throws TargetException {
            throw new TargetException("there is no buffer");
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public Subscription onClosed(Consumer<String> listener) {
            return () -> {
            };
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.ErrorTexts;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileOperation;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/** This machine's files. Closing ends a read that waits, as one of {@code trace_pipe} does. Thread-safe. */
final class LocalFiles implements AutoCloseable {

    private static final int CHUNK = 1 << 16;
    private static final int MOST = 256 << 20;

    private final Set<FileChannel> reading = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    @Override
    public void close() {
        closed = true;
        for (FileChannel channel : reading) {
            try {
                channel.close();
            } catch (IOException broken) {
                // there is nothing to lose in a file that was read
            }
        }
    }

    byte[] read(String path, int limit) throws FileException, LinkException {
        Path file = path(FileOperation.READ, path);
        if (Files.isDirectory(file)) {
            throw new FileException(FileOperation.READ, path, 21, ErrorTexts.text(21));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            reading.add(channel);
            if (closed) {
                throw new AsynchronousCloseException();
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
            while (channel.read(buffer) >= 0) {
                content.write(buffer.array(), 0, buffer.position());
                buffer.clear();
                if (content.size() > limit) {
                    throw new FileException(FileOperation.READ, path, 27, "File too large, limit=" + limit);
                }
            }
            return content.toByteArray();
        } catch (ClosedChannelException end) {
            throw new LinkException("the connection was closed while a file was read: path=" + path, end);
        } catch (IOException failure) {
            throw failure(FileOperation.READ, path, failure);
        } finally {
            reading.removeIf(channel -> !channel.isOpen());
        }
    }

    Map<String, byte[]> readAll(List<String> patterns, Progress progress) throws TargetException {
        List<Path> files = new ArrayList<>();
        for (String pattern : patterns) {
            if (!pattern.startsWith("/")) {
                throw new IllegalArgumentException("pattern is not an absolute path: pattern=" + pattern);
            }
            files.addAll(expand(pattern));
        }
        Map<String, byte[]> contents = new LinkedHashMap<>();
        int done = 0;
        for (Path file : files) {
            progress.check("reading files");
            try {
                if (Files.isRegularFile(file)) {
                    contents.put(file.toString(), read(file.toString(), MOST));
                }
            } catch (FileException unreadable) {
                // left out, as the contract says
            }
            done++;
            if (done % 100 == 0) {
                progress.report("reading files: %d of %d".formatted(done, files.size()));
            }
        }
        return contents;
    }

    private static List<Path> expand(String pattern) {
        List<Path> found = List.of(Path.of("/"));
        for (String part : pattern.substring(1).split("/")) {
            List<Path> next = new ArrayList<>();
            for (Path folder : found) {
                if (part.indexOf('*') < 0) {
                    next.add(folder.resolve(part));
                } else {
                    next.addAll(matching(folder, part));
                }
            }
            found = next;
        }
        return found;
    }

    private static List<Path> matching(Path folder, String part) {
        StringBuilder mask = new StringBuilder();
        for (String literal : part.split("\\*", -1)) {
            mask.append(mask.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        Pattern names = Pattern.compile(mask.toString(), Pattern.DOTALL);
        List<Path> found = new ArrayList<>();
        // As a shell does, a star does not take a leading dot
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, entry -> {
            String name = String.valueOf(entry.getFileName());
            return names.matcher(name).matches() && (!name.startsWith(".") || part.startsWith("."));
        })) {
            entries.forEach(found::add);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        found.sort((a, b) -> String.valueOf(a.getFileName()).compareTo(String.valueOf(b.getFileName())));
        return found;
    }

    static void write(FileWrite write) throws FileException {
        FileOperation operation = write.truncate() ? FileOperation.TRUNCATE : FileOperation.APPEND;
        Path file = path(operation, write.path());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE,
                write.truncate() ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(write.bytes());
            int written = bytes.hasRemaining() ? channel.write(bytes) : 0;
            if (bytes.hasRemaining()) {
                throw new FileException(operation, write.path(), ErrorTexts.EIO,
                        "only a part was written, bytes=%d of %d".formatted(written, bytes.limit()));
            }
        } catch (IOException failure) {
            throw failure(operation, write.path(), failure);
        }
    }

    static List<String> list(String path) throws FileException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path(FileOperation.LIST, path))) {
            List<String> names = new ArrayList<>();
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
            names.sort(null);
            return List.copyOf(names);
        } catch (IOException failure) {
            throw failure(FileOperation.LIST, path, failure);
        } catch (DirectoryIteratorException failure) {
            throw failure(FileOperation.LIST, path, failure.getCause());
        }
    }

    static boolean exists(String path) throws FileException {
        return Files.exists(path(FileOperation.READ, path));
    }

    static void makeDirectory(String path) throws FileException {
        try {
            Files.createDirectory(path(FileOperation.MAKE_DIRECTORY, path));
        } catch (IOException failure) {
            throw failure(FileOperation.MAKE_DIRECTORY, path, failure);
        }
    }

    static void removeDirectory(String path) throws FileException {
        Path folder = path(FileOperation.REMOVE_DIRECTORY, path);
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileException(FileOperation.REMOVE_DIRECTORY, path, 20, ErrorTexts.text(20));
        }
        try {
            Files.delete(folder);
        } catch (IOException failure) {
            throw failure(FileOperation.REMOVE_DIRECTORY, path, failure);
        }
    }

    private static Path path(FileOperation operation, String path) throws FileException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path is not absolute: path=" + path);
        }
        try {
            return Path.of(path);
        } catch (InvalidPathException failure) {
            throw new FileException(operation, path.replace('\0', '?'), 22, "Invalid argument: " + failure.getReason());
        }
    }

    private static FileException failure(FileOperation operation, String path, @Nullable IOException failure) {
        int errno = switch (failure) {
        case NoSuchFileException absent -> 2;
        case AccessDeniedException denied -> 13;
        case FileAlreadyExistsException there -> 17;
        case NotDirectoryException file -> 20;
        case DirectoryNotEmptyException full -> 39;
        case null, default -> 0;
        };
        if (errno == 0) {
            // java.nio gives the C library's words only
            String words = failure instanceof FileSystemException named && named.getReason() != null ? named.getReason()
                    : failure == null ? "" : String.valueOf(failure.getMessage());
            errno = ErrorTexts.errno(words).orElse(0);
            if (errno == 0) {
                return new FileException(operation, path, FileException.UNKNOWN, words);
            }
        }
        return new FileException(operation, path, errno, ErrorTexts.reason(errno, path, LocalFiles::mountPoints));
    }

    private static List<String> mountPoints() {
        try {
            return Files.readAllLines(Path.of("/proc/mounts"), StandardCharsets.ISO_8859_1).stream()
                    .map(line -> line.split(" ")[1]).toList();
        } catch (IOException hidden) {
            return List.of();
        }
    }
}

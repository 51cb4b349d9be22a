/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.DescriptionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jdt.annotation.Nullable;

/** A description's files in a folder; without a folder there are none. */
public record FolderFiles(@Nullable Path folder) implements DescriptionFiles {
    @Override
    public Optional<byte[]> read(String name) throws IOException {
        Path root = folder;
        if (root == null) {
            return Optional.empty();
        }
        Path file = root.resolve(name);
        return Files.isRegularFile(file) && Files.isReadable(file) ? Optional.of(Files.readAllBytes(file))
                : Optional.empty();
    }

    @Override
    public List<String> list(String name) throws IOException {
        Path root = folder;
        Path path = root == null ? null : root.resolve(name);
        if (path == null || !Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).sorted().toList();
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.symbols;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jdt.annotation.Nullable;

/**
 * The kernel's source on this machine: a folder, a revision of a git repository ({@code FOLDER@REVISION}; no work tree is
 * needed) or a tar. Files of the last two are read by the programs {@code git} and {@code tar} and kept in a folder, where
 * editors find them. Thread-safe. The first question to a repository or tar takes as long as its list of files, a second or
 * more.
 */
public final class SourceTree {
    private static final int PATIENCE_MINUTES = 5;

    private final Path place;
    private final String revision;
    private final Path cache;
    private @Nullable Listed listed;

    /**
     * What a repository or tar has.
     *
     * @param id what tells this content from another one: the commit, or the tar's path, time and size
     * @param kept the folder where its files are kept
     */
    private record Listed(String id, Path kept, List<String> files) {
    }

    private SourceTree(Path place, String revision, Path cache) {
        this.place = place;
        this.revision = revision;
        this.cache = cache;
    }

    /**
     * A tree.
     *
     * @param text a folder, {@code FOLDER@REVISION} or the path of a tar, compressed or not
     * @param cache where files of repositories and tars are kept, in a folder for each tree
     * @throws DebugInfoException when there is no such folder or file
     */
    public static SourceTree of(String text, Path cache) throws DebugInfoException {
        Path whole = Path.of(text);
        int at = text.lastIndexOf('@');
        if (Files.exists(whole)) {
            return new SourceTree(whole, "", cache);
        }
        if (at > 0 && Files.isDirectory(Path.of(text.substring(0, at))) && at + 1 < text.length()
                && text.charAt(at + 1) != '-') {
            return new SourceTree(Path.of(text.substring(0, at)), text.substring(at + 1), cache);
        }
        throw new DebugInfoException(
                "the kernel's source is told as a folder, FOLDER@REVISION of git, or a tar: source=" + text);
    }

    /**
     * The file of this machine that the compiler saw elsewhere.
     *
     * @param compiled the path that the compiler saw
     * @return the file whose path has the longest end in common; nothing where there is none
     * @throws DebugInfoException when git or tar fails; says what it said
     * @throws IOException when a file cannot be kept
     */
    public Optional<Path> file(String compiled) throws DebugInfoException, IOException {
        if (Files.isDirectory(place) && revision.isEmpty()) {
            return SourcePaths.local(place, compiled);
        }
        Path path = Path.of(compiled).normalize();
        for (int i = 0; i < path.getNameCount(); i++) {
            String end = path.subpath(i, path.getNameCount()).toString();
            Optional<String> found = listed().files().stream().filter(each -> isThis(each, end)).findFirst();
            if (found.isPresent()) {
                return Optional.of(keep(found.get(), end));
            }
        }
        return Optional.empty();
    }

    /* A tar has all of its files in one folder, such as linux-6.1. */
    private boolean isThis(String file, String end) {
        return file.equals(end) || revision.isEmpty() && file.endsWith("/" + end)
                && file.indexOf('/', file.startsWith("./") ? 2 : 0) == file.length() - end.length() - 1;
    }

    private synchronized Listed listed() throws DebugInfoException, IOException {
        Listed known = listed;
        if (known == null) {
            boolean isTar = revision.isEmpty();
            String id = isTar
                    ? "%08x-%x-%x".formatted(place.toAbsolutePath().hashCode(),
                            Files.getLastModifiedTime(place).toMillis(),
                            Files.size(place))
                    : text("git", "-C", place.toString(), "rev-parse", "--verify", revision + "^{commit}").strip();
            String names = isTar ? text("tar", "-tf", place.toString())
                    : text("git", "-C", place.toString(), "ls-tree", "-r", "--name-only", "--full-tree", id);
            known = new Listed(id, cache.resolve(id), names.lines().toList());
            listed = known;
        }
        return known;
    }

    private static String text(String... command) throws DebugInfoException, IOException {
        return new String(run(command), StandardCharsets.UTF_8);
    }

    private Path keep(String file, String end) throws DebugInfoException, IOException {
        Path own = listed().kept().resolve(end);
        if (!Files.exists(own)) {
            byte[] content = revision.isEmpty() ? run("tar", "-xOf", place.toString(), file)
                    : run("git", "-C", place.toString(), "cat-file", "blob", listed().id() + ":" + file);
            Files.createDirectories(Objects.requireNonNull(own.getParent(), "a file of a folder"));
            Path made = Files.createTempFile(own.getParent(), "made", "");
            Files.write(made, content);
            Files.move(made, own, StandardCopyOption.ATOMIC_MOVE);
        }
        return own;
    }

    private static byte[] run(String... command) throws DebugInfoException, IOException {
        Path errors = Files.createTempFile("source", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        } catch (IOException missing) {
            Files.delete(errors);
            throw new DebugInfoException("the program cannot be run: command=" + List.of(command), missing);
        }
        try {
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new DebugInfoException("the source cannot be read: command=%s: %s".formatted(List.of(command),
                        Files.readString(errors, StandardCharsets.ISO_8859_1).strip()));
            }
            return output;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DebugInfoException("reading the source was interrupted: command=" + List.of(command),
                    interrupted);
        } finally {
            process.destroy();
            Files.delete(errors);
        }
    }

    /** What was named. */
    @Override
    public String toString() {
        return revision.isEmpty() ? place.toString() : place + "@" + revision;
    }
}

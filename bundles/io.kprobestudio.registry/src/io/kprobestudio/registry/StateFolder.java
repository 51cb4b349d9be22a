/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.DiskException;
import io.kprobestudio.target.FileGuard;
import io.kprobestudio.target.LineAppender;
import io.kprobestudio.target.OwnerOnly;
import io.kprobestudio.target.UserFolders;
import io.kprobestudio.target.log.TargetLogs;

/**
 * Where the suite keeps what must survive a crash of its own: the id and the journal. For the shell
 * {@code $KPROBE_STUDIO_STATE}, else {@code $XDG_STATE_HOME/kprobe-studio}, else {@code ~/.local/state/kprobe-studio}; for
 * the workbench a folder in the workspace. Readable by the user alone.
 *
 * @param path the folder; made when first written to
 */
public record StateFolder(Path path) {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The folder of the user who runs this process. */
    public static StateFolder ofUser() {
        return of(System.getenv(), String.valueOf(System.getProperty("user.home")));
    }

    static StateFolder of(Map<String, @Nullable String> environment, String home) {
        @Nullable
        String own = environment.get("KPROBE_STUDIO_STATE");
        if (own != null && !own.isEmpty()) {
            return new StateFolder(Path.of(own));
        }
        return new StateFolder(UserFolders.state(environment, home));
    }

    /**
     * The id that is kept here, made at the first call. Two processes that ask at once get the same.
     *
     * @throws IOException when the folder cannot be written
     */
    public WorkspaceId workspaceId() throws IOException {
        create();
        Path file = path.resolve("id");
        try (FileGuard.Held held = guard().hold(PATIENCE)) {
            String kept = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1).trim() : "";
            if (kept.matches("[0-9a-f]{8}")) {
                return new WorkspaceId(kept);
            }
            WorkspaceId made = WorkspaceId.random();
            try (FileChannel channel = OwnerOnly.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                LineAppender.append(channel, (made.digits() + "\n").getBytes(StandardCharsets.ISO_8859_1));
                channel.force(true);
            }
            return made;
        } catch (IOException full) {
            throw new DiskException(file, full);
        }
    }

    /** Keeps others out while one writes here. */
    FileGuard guard() {
        return new FileGuard(path.resolve("lock"));
    }

    /**
     * The records of what is done to targets. All programs of a user share those of {@link #ofUser}.
     *
     * @param program what this process is, such as {@code kprobes record}
     */
    public TargetLogs targetLogs(String program) {
        return TargetLogs.ofProcess(path.resolve("log"), program);
    }

    /** Makes the folder, for the user alone. */
    Path create() throws IOException {
        OwnerOnly.createFolder(path);
        return path;
    }
}

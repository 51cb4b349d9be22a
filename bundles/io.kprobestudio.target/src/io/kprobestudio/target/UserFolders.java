/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target;

import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Our folders among those that a user's programs have, where the XDG base directory specification puts them. A variable counts
 * when its path is absolute, as the specification says. Nothing is made here.
 */
public final class UserFolders {

    private UserFolders() {
    }

    /** What must survive a crash: {@code $XDG_STATE_HOME/kprobe-studio}, else {@code ~/.local/state/kprobe-studio}. */
    public static Path state() {
        return state(System.getenv(), home());
    }

    /** As {@link #state()}, for another environment and home folder. */
    public static Path state(Map<String, @Nullable String> environment, String home) {
        return ours(environment.get("XDG_STATE_HOME"), Path.of(home, ".local", "state"));
    }

    /** What can be made again: {@code $XDG_CACHE_HOME/kprobe-studio}, else {@code ~/.cache/kprobe-studio}. */
    public static Path cache() {
        return ours(System.getenv("XDG_CACHE_HOME"), Path.of(home(), ".cache"));
    }

    private static String home() {
        return System.getProperty("user.home", ".");
    }

    private static Path ours(@Nullable String named, Path usual) {
        return (named != null && named.startsWith("/") ? Path.of(named) : usual).resolve("kprobe-studio");
    }
}

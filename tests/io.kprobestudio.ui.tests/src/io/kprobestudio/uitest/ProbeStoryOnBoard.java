/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The story on a board, which is reached as the file says that the system property {@code kps.board.env} names: lines
 * {@code PORT=}, {@code KEY=} and {@code KNOWN_HOSTS=}. Not among the tests that run by themselves; run with
 * {@code -Dtest=ProbeStoryOnBoard}.
 */
public class ProbeStoryOnBoard extends ProbeStory {

    /** Made by JUnit. */
    public ProbeStoryOnBoard() {
        super(address(Path.of(Objects.requireNonNull(System.getProperty("kps.board.env"), "kps.board.env"))));
    }

    private static String address(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            return "ssh://root@127.0.0.1:" + value(lines, "PORT") + "?identity=" + value(lines, "KEY") + "&known_hosts="
                    + value(lines, "KNOWN_HOSTS") + "&config=none";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String value(List<String> lines, String name) {
        return lines.stream().filter(line -> line.startsWith(name + "=")).findFirst()
                .map(line -> line.substring(name.length() + 1).replaceAll("[\\\\']", ""))
                .orElseThrow(() -> new AssertionError(name + " is not in " + lines));
    }

    @Override
    void hit() {
        // what reads the board's files for us calls vfs_read itself
    }
}

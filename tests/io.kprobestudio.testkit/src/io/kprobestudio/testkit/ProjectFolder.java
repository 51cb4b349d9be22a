/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's own folder from within a test, wherever the test's process was started. */
public final class ProjectFolder {

    private static final String PROPERTY = "kps.root";
    private static final String LANDMARK = "target-platform";

    private ProjectFolder() {
    }

    /**
     * The project's top folder: the system property {@code kps.root}, else the nearest folder at or above the working
     * folder that holds {@code target-platform}.
     *
     * @return an absolute path
     * @throws IllegalStateException when there is no such folder; the message names where it was looked for
     */
    public static Path get() {
        String property = System.getProperty(PROPERTY);
        if (property != null) {
            return Path.of(property).toAbsolutePath().normalize();
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(LANDMARK))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "no folder with " + LANDMARK + " at or above " + start + ", and no system property " + PROPERTY);
    }
}

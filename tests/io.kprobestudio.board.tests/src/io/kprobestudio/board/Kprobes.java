/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kprobestudio.testkit.ProjectFolder;

/** The command {@code kprobes} of this checkout, as its users run it, with a state folder of its own. */
final class Kprobes {

    private static final int LIMIT_SECONDS = 300;

    private final Path state;

    /** A user whose id and journal are kept in this folder. */
    Kprobes(Path state) {
        this.state = state;
    }

    /** Runs the command to its end. */
    Output run(String... arguments) throws IOException, InterruptedException {
        return Running.run(command(arguments), environment(), new byte[0]);
    }

    /**
     * Runs the command to its end in this process, so without the start of a virtual machine. It is the user's whom this process's
     * environment names.
     */
    static Output runHere(String... arguments) throws InterruptedException {
        return RunningHere.start(arguments).await(LIMIT_SECONDS);
    }

    /** Starts the command. The process is the command itself, so that signals reach it. */
    Running start(String... arguments) throws IOException {
        return Running.start(command(arguments), environment());
    }

    /** Starts the command, which is told line by line what to do. */
    Running startToTell(String... arguments) throws IOException {
        return Running.startToTell(command(arguments), environment());
    }

    private Map<String, String> environment() {
        return Map.of("KPROBE_STUDIO_STATE", state.toString());
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ProjectFolder.get().resolve("kprobes").toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}

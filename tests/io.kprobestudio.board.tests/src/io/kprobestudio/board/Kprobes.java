/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kprobestudio.cli.Console;
import io.kprobestudio.testkit.ProjectFolder;

/** The command {@code kprobes} of this checkout, as its users run it, with a state folder of its own. */
final class Kprobes {

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
    static Output runHere(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new ByteArrayInputStream(new byte[0]), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        String line = String.join(" ", arguments);
        try {
            int status = new io.kprobestudio.cli.Kprobes(console).run(arguments);
            return new Output(line, status, out.toString(StandardCharsets.ISO_8859_1),
                    err.toString(StandardCharsets.ISO_8859_1));
        } catch (RuntimeException bug) {
            throw new AssertionError(line + "\n" + out + err, bug);
        }
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

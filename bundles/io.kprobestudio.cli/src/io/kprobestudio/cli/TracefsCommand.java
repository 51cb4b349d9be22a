/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.Tracefs;
import io.kprobestudio.tracefs.script.Answer;
import io.kprobestudio.tracefs.script.Operation;
import io.kprobestudio.tracefs.script.TracefsScript;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kprobes tracefs}: raw operations on a target's tracefs, one a line, a JSON answer a line. */
@Command(name = "tracefs", mixinStandardHelpOptions = true,
        description = "Does raw operations on a target's tracefs, one a line of standard input, with a JSON answer a line.")
final class TracefsCommand implements Callable<Integer> {

    private static final int EPERM = 1;

    private final Console console;

    @Mixin
    private TargetOption target = new TargetOption();

    @Option(names = "--force", description = "also what can touch probes that are not ours, on a real target")
    private boolean force;

    TracefsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws TargetException, IOException {
        TerminalProgress progress = new TerminalProgress(console);
        try (Connection connection = target.connect(console, progress)) {
            TracefsScript script = new TracefsScript(connection, Tracefs.of(connection).root());
            boolean free = force || connection.board().isPresent();
            boolean refused = false;
            InputStream in = new BufferedInputStream(console.in());
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                Operation operation = Operation.parse(line.substring(0, line.length() - 1));
                Answer answer;
                if (free || !operation.touchesOthers()) {
                    answer = script.perform(operation);
                } else {
                    console.message("kprobes tracefs: this can touch probes that are not ours and wants --force: "
                            + operation.name() + " " + operation.path());
                    answer = new Answer(EPERM, null);
                    refused = true;
                }
                console.print(answer.json() + "\n");
                if (in.available() == 0) {
                    console.out().flush();
                }
            }
            return refused ? Kprobes.REFUSED : Kprobes.DONE;
        }
    }

    /** The next line with its newline, which is added to a last line without one; empty at the end. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                return line.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return line.size() == 0 ? "" : line.toString(StandardCharsets.ISO_8859_1) + "\n";
    }
}

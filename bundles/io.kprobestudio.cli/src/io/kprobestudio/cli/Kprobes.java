/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.kprobestudio.decoder.TraceDataException;
import io.kprobestudio.registry.StateFolder;
import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.TargetException;
import picocli.CommandLine;

/** The main class of the command {@code kprobes}. */
public final class Kprobes {

    /** It was done. */
    static final int DONE = 0;
    /** A definition or a target said no. */
    static final int REFUSED = 1;
    /** It was called wrongly. */
    static final int USAGE = 2;

    private static final String VERSION = "kprobes 0.1.0";
    private static final Map<String, String> COMMANDS = commands();

    private final Console console;
    private final GuardedOutput output;
    private final StateFolder state;

    /** Makes the command for a console. */
    public Kprobes(Console console) {
        this(console, StateFolder.ofUser());
    }

    /** Makes the command for a console and the records of a state folder. */
    Kprobes(Console console, StateFolder state) {
        output = new GuardedOutput(console.out());
        this.console = console.withOutput(output);
        this.state = state;
    }

    /** Runs the command that the arguments name, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        // What a command prints is an interface: its numbers have ASCII digits and points everywhere
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        int code = new Kprobes(Console.ofProcess()).run(arguments);
        // Exiting explicitly loads a logger that may want to know; a process without other threads ends by itself.
        if (code != DONE || Thread.activeCount() > 1) {
            System.exit(code);
        }
    }

    private static Map<String, String> commands() {
        Map<String, String> commands = new LinkedHashMap<>();
        commands.put("check", "judges definitions, one a line, as a kernel would");
        commands.put("describe", "copies a target's description: what is needed to judge for it offline");
        commands.put("doctor", "is the target ready; what mends what is missing");
        commands.put("trust", "replaces the host key of a board that was set up anew");
        commands.put("record", "defines, enables, records, removes; prints the hit table");
        commands.put("decode", "prints the event lines of a recording as that kernel's trace file prints them");
        commands.put("latency", "prints how long functions took, by their entry and return probes");
        commands.put("probes", "lists the probes on a target, and whose they are");
        commands.put("add", "adds probes to a target");
        commands.put("remove", "removes probes of ours from a target");
        commands.put("adopt", "takes over probes that others made");
        commands.put("enable", "switches probes of ours on");
        commands.put("disable", "switches probes of ours off");
        commands.put("profile", "prints the kernel's counts of hits and misses");
        commands.put("live", "shows the hit counts as they rise");
        commands.put("log", "what was done to a target, when and by whom");
        commands.put("tracefs", "raw operations on a target's tracefs from standard input");
        commands.put("export", "probes for boards without a link");
        commands.put("library", "sets of probes that come with the suite, for a kernel");
        commands.put("source", "the definition for a place in the source and its variables");
        return commands;
    }

    /** Made only when it is the one that runs: a command's class draws in what it needs. */
    private Callable<Integer> command(String name) {
        return switch (name) {
        case "check" -> new CheckCommand(console);
        case "describe" -> new DescribeCommand(console);
        case "doctor" -> new DoctorCommand(console);
        case "trust" -> new TrustCommand(console);
        case "record" -> new RecordCommand(console);
        case "latency" -> new LatencyCommand(console);
        case "library" -> new LibraryCommand(console);
        case "probes" -> new ProbesCommand(console);
        case "add" -> new AddCommand(console);
        case "remove" -> new RemoveCommand(console);
        case "adopt" -> new AdoptCommand(console);
        case "enable" -> new SwitchCommand(console, true);
        case "disable" -> new SwitchCommand(console, false);
        case "profile" -> new ProfileCommand(console);
        case "live" -> new LiveCommand(console);
        case "log" -> new LogCommand(console, state);
        case "tracefs" -> new TracefsCommand(console);
        case "export" -> new ExportCommand(console);
        case "source" -> new SourceCommand(console);
        case "decode" -> new DecodeCommand(console);
        default -> throw new IllegalArgumentException("no such command: " + name);
        };
    }

    /**
     * Runs the command that the arguments name.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        int code = dispatch(arguments);
        try {
            output.flush();
        } catch (IOException unwritten) {
            return unwritten(arguments.length == 0 ? "help" : arguments[0], unwritten, code);
        }
        return code;
    }

    /** What came of a command whose output could not be written. */
    private int unwritten(String name, IOException failure, int code) {
        if (console.readerLeft(failure)) {
            return code;
        }
        console.message("kprobes %s: standard output cannot be written: reason=%s".formatted(name, words(failure)));
        return REFUSED;
    }

    private int dispatch(String... arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        if (name.equals("--help") || name.equals("-h") || name.equals("help") && arguments.length == 1) {
            return help();
        }
        if (name.equals("--version") || name.equals("-V")) {
            return print(VERSION + "\n");
        }
        if (name.equals("help")) {
            return dispatch(arguments[1], "--help");
        }
        if (!COMMANDS.containsKey(name)) {
            console.message((name.isEmpty() ? "a command is missing" : "no such command: " + name) + "; known: "
                    + String.join(", ", COMMANDS.keySet()));
            return USAGE;
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        DecodeCommand plain = name.equals("decode") ? DecodeCommand.plain(console, rest) : null;
        return plain == null ? execute(name, rest) : call(name, plain);
    }

    private int call(String name, Callable<Integer> command) {
        try {
            return command.call();
        } catch (Exception failure) {
            return failed(name, failure);
        }
    }

    private int execute(String name, String... arguments) {
        CommandLine line = new CommandLine(command(name));
        line.setCommandName("kprobes " + name);
        line.getCommandSpec().version(VERSION);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setErr(new PrintWriter(console.err(), true));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler((failure, failed, parsed) -> failed(name, failure));
        line.setParameterExceptionHandler((wrong, unused) -> {
            console.message("kprobes " + name + ": " + wrong.getMessage());
            console.message("kprobes " + name + " --help shows how it is called");
            return USAGE;
        });
        return line.execute(arguments);
    }

    private int failed(String name, Exception failure) {
        IOException unwritten = output.failure();
        if (unwritten != null && (failure instanceof IOException || failure instanceof UncheckedIOException)) {
            return unwritten(name, unwritten, DONE);
        }
        if (failure instanceof UsageException || failure instanceof NoSuchFileException) {
            console.message("kprobes " + name + ": " + words(failure));
            return USAGE;
        }
        if (failure instanceof CancelledException) {
            console.message("kprobes " + name + ": cancelled");
            return REFUSED;
        }
        if (failure instanceof TargetException || failure instanceof TraceDataException
                || failure instanceof IOException || failure instanceof UncheckedIOException) {
            console.message("kprobes " + name + ": " + words(failure));
            return REFUSED;
        }
        throw failure instanceof RuntimeException defect ? defect : new IllegalStateException(name, failure);
    }

    private static String words(Exception failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        if (failure instanceof NoSuchFileException) {
            return "no such file: " + message;
        }
        return failure instanceof FileSystemException ? failure.toString() : message;
    }

    private int help() {
        StringBuilder text = new StringBuilder(
                "Dynamic probes on running Linux kernels.\n\nkprobes COMMAND [OPTIONS]\n\n");
        COMMANDS.forEach((name, does) -> text.append("  %-9s %s%n".formatted(name, does)));
        text.append("\nTargets: sim:[NAME][?kernel=6.1&arch=arm&seed=1], local:, ssh://[user@]host[:port]\n"
                + "kprobes COMMAND --help shows a command's options.\n");
        return print(text.toString());
    }

    private int print(String text) {
        try {
            console.print(text);
            return DONE;
        } catch (IOException unwritten) {
            return unwritten("help", unwritten, DONE);
        }
    }
}

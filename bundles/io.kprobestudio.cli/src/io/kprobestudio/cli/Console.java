/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a command reads from and prints to. Texts from a kernel are bytes: each char of {@link #print} is written as one
 * byte.
 *
 * @param in standard input
 * @param out standard output; flushed when the command ends
 * @param err standard error
 * @param terminal whether standard error is a terminal, so that progress is shown on it
 * @param destination what standard output is
 */
public record Console(InputStream in, OutputStream out, PrintStream err, boolean terminal, Destination destination) {

    private static final int BUFFER = 1 << 16;

    /** What standard output can be. */
    public enum Destination {
        /** A file, or something that is not known. */
        FILE,
        /** A pipe or a socket, whose reader may leave when it had enough, as {@code head} does. */
        PIPE,
        /** A terminal, which what a target recorded must not command. */
        TERMINAL
    }

    /** A console whose output goes into a file. */
    public Console(InputStream in, OutputStream out, PrintStream err, boolean terminal) {
        this(in, out, err, terminal, Destination.FILE);
    }

    /** The process's own streams. */
    public static Console ofProcess() {
        return new Console(new FileInputStream(FileDescriptor.in),
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                destination("/proc/self/fd/2") == Destination.TERMINAL, destination("/proc/self/fd/1"));
    }

    private static Destination destination(String descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of(descriptor)).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console")
                    ? Destination.TERMINAL
                    : file.startsWith("pipe:") || file.startsWith("socket:") ? Destination.PIPE : Destination.FILE;
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return Destination.FILE;
        }
    }

    /** The same console with another standard output. */
    Console withOutput(OutputStream other) {
        return new Console(in, other, err, terminal, destination);
    }

    /** Whether standard output is a terminal. */
    boolean shown() {
        return destination == Destination.TERMINAL;
    }

    /**
     * Whether writing failed since whoever reads had enough. The words of a failure are in the user's language, so that any
     * failure of a pipe counts.
     */
    boolean readerLeft(IOException failure) {
        return destination == Destination.PIPE || String.valueOf(failure.getMessage()).endsWith("Broken pipe");
    }

    /** Prints text of bytes to standard output. */
    public void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Prints a message to standard error, a line of its own; control characters of a target's words are escaped. */
    public void message(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0) {
                shown.append("\\x%02x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
        err.println(shown);
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated;

import io.kprobestudio.target.BoardOperations;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection to a simulated board whose time is manual, in the words of the tests. */
final class SimulatedBoard implements AutoCloseable {

    private final Connection connection;
    private final String root;

    SimulatedBoard(String options) throws TargetException {
        this(new SimulatedTargetProvider(), "sim:?time=manual" + options);
    }

    SimulatedBoard(SimulatedTargetProvider provider, String address) throws TargetException {
        connection = provider.target(TargetAddress.parse(address)).connect(Prompter.NOBODY, Progress.NONE);
        root = connection.tracefs().orElseThrow();
    }

    Connection connection() {
        return connection;
    }

    String root() {
        return root;
    }

    BoardOperations board() {
        return connection.board().orElseThrow();
    }

    /** The errno of an append. */
    int append(String path, String text) throws TargetException {
        return write(FileWrite.append(root + "/" + path, text));
    }

    /** The errno of a write with truncation. */
    int set(String path, String text) throws TargetException {
        return write(FileWrite.set(root + "/" + path, text));
    }

    private int write(FileWrite write) throws TargetException {
        try {
            connection.write(write);
            return 0;
        } catch (FileException refused) {
            return refused.errno();
        }
    }

    String read(String path) throws TargetException {
        return new String(connection.read(path.startsWith("/") ? path : root + "/" + path, 1 << 26),
                StandardCharsets.ISO_8859_1);
    }

    /** A read that does not wait, by a program. */
    String readNow(String path) throws Exception {
        try (TargetProcess dd = connection
                .start(List.of("dd", "if=" + root + "/" + path, "bs=65536", "iflag=nonblock"))) {
            return new String(dd.output().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    List<String> list(String path) throws TargetException {
        return connection.list(root + "/" + path);
    }

    int mkdir(String path) throws TargetException {
        try {
            connection.makeDirectory(root + "/" + path);
            return 0;
        } catch (FileException refused) {
            return refused.errno();
        }
    }

    int rmdir(String path) throws TargetException {
        try {
            connection.removeDirectory(root + "/" + path);
            return 0;
        } catch (FileException refused) {
            return refused.errno();
        }
    }

    /** The hits and misses of an event's first probe, as {@code kprobe_profile} has them. */
    long[] profile(String event) throws TargetException {
        for (String line : read("kprobe_profile").split("\n")) {
            String[] words = line.strip().split("\\s+");
            if (words[0].equals(event)) {
                return new long[]{ Long.parseLong(words[1]), Long.parseLong(words[2]) };
            }
        }
        throw new AssertionError("no such event: " + event);
    }

    /** The lines of {@code trace} that are no comments. */
    List<String> trace(String array) throws TargetException {
        return read(array + "trace").lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** A number of a CPU's {@code stats}. */
    long stat(String array, int cpu, String name) throws TargetException {
        return read(array + "per_cpu/cpu" + cpu + "/stats").lines().filter(line -> line.startsWith(name + ": "))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 2).strip())).sum();
    }

    @Override
    public void close() {
        connection.close();
    }
}

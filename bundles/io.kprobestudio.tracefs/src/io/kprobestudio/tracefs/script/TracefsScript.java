/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.target.BoardOperations;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProcess;

/**
 * Performs raw operations on the tracefs of any target. One after the other, on the caller's thread.
 *
 * <pre>
 * reset                  disables the events of the groups kprobes and g1, removes instances/x, truncates kprobe_events,
 *                        switches tracing on and clears the trace
 * append PATH TEXT       opens for append and writes the text in one write
 * write PATH TEXT        the same with truncation; an empty text is not written
 * read PATH, list PATH   a file's content; the sorted names in a folder
 * names PATH             the event names of the lines of a trace file, in order
 * mkdir PATH, rmdir PATH
 * call SYMBOL TIMES      makes the kernel run that function so often
 * load MODULE, unload MODULE
 * perf EVENT on|off      holds a perf event open, on a real target by the program perf, until off or the link's end
 * readn PATH BYTES       one read that does not block, in base64
 * </pre>
 */
public final class TracefsScript {

    private static final int MOST = 64 << 20;
    private static final int ENOENT = 2;
    private static final int EAGAIN = 11;
    private static final int EEXIST = 17;
    private static final int EINVAL = 22;
    private static final int ENOSYS = 38;
    /** A shell's exit code for a program that there is not. */
    private static final int NO_PROGRAM = 127;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** A line of {@code trace}: task, CPU, flags, time, and then the event's name. */
    private static final Pattern LINE = Pattern.compile("^.{16,}? \\[\\d+\\] [^ ]+ +[0-9.]+: ([A-Za-z0-9_]+): ");

    private final Connection connection;
    private final String root;
    private final BoardShell shell;
    /** The programs that hold a perf event open, by event. */
    private final Map<String, Deque<TargetProcess>> holders = new HashMap<>();

    /**
     * A script on an open connection.
     *
     * @param connection the connection
     * @param root where tracefs is mounted
     */
    public TracefsScript(Connection connection, String root) {
        this.connection = connection;
        this.root = root;
        shell = new BoardShell(connection);
    }

    /**
     * Performs an operation.
     *
     * @param operation what to do
     * @return the target's answer; EINVAL (22) for an operation that there is not
     * @throws TargetException when the link fails, or the target lacks what the operation needs
     */
    public Answer perform(Operation operation) throws TargetException {
        try {
            return switch (operation.name()) {
            case "reset" -> reset();
            case "append" -> write(operation, false);
            case "write" -> write(operation, true);
            case "read" -> new Answer(0, text(operation.path()));
            case "list" -> new Answer(0, lines(connection.list(path(operation.path()))));
            case "names" -> new Answer(0, names(text(operation.path())));
            case "mkdir" -> {
                connection.makeDirectory(path(operation.path()));
                yield Answer.DONE;
            }
            case "rmdir" -> {
                connection.removeDirectory(path(operation.path()));
                yield Answer.DONE;
            }
            case "readn" -> readNow(operation);
            case "call", "load", "unload", "perf" -> board(operation);
            default -> new Answer(EINVAL, null);
            };
        } catch (FileException refused) {
            return new Answer(refused.errno(), null);
        }
    }

    private String path(String relative) {
        return root + "/" + relative;
    }

    private String text(String relative) throws TargetException {
        return new String(connection.read(path(relative), MOST), StandardCharsets.ISO_8859_1);
    }

    private Answer write(Operation operation, boolean truncate) throws TargetException {
        connection.write(new FileWrite(path(operation.path()), operation.text(), truncate));
        return Answer.DONE;
    }

    private static String lines(List<String> words) {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(word).append('\n'));
        return text.toString();
    }

    private static String names(String trace) {
        StringBuilder names = new StringBuilder();
        for (String line : trace.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (!line.startsWith("#") && matcher.find()) {
                names.append(matcher.group(1)).append('\n');
            }
        }
        return names.toString();
    }

    private Answer reset() throws TargetException {
        for (String array : List.of("", "instances/x/")) {
            for (String group : List.of("kprobes", "g1")) {
                attempt(FileWrite.append(path(array + "events/" + group + "/enable"), "0"));
            }
        }
        try {
            connection.removeDirectory(path("instances/x"));
        } catch (FileException absent) {
            if (absent.errno() != ENOENT) {
                throw absent;
            }
        }
        connection.write(new FileWrite(path("kprobe_events"), "", true));
        connection.write(FileWrite.append(path("tracing_on"), "1"));
        connection.write(new FileWrite(path("trace"), "", true));
        return Answer.DONE;
    }

    private void attempt(FileWrite write) throws TargetException {
        try {
            connection.write(write);
        } catch (FileException refused) {
            if (refused.errno() != ENOENT) {
                throw refused;
            }
        }
    }

    private Answer readNow(Operation operation) throws TargetException {
        int bytes = number(operation.text());
        if (bytes <= 0) {
            return new Answer(EINVAL, null);
        }
        if (!connection.exists(path(operation.path()))) {
            return new Answer(ENOENT, null);
        }
        byte[] read = run(List.of("dd", "if=" + path(operation.path()), "bs=" + bytes, "count=1", "iflag=nonblock",
                "status=none"));
        return read.length == 0 ? new Answer(EAGAIN, null) : new Answer(0, Base64.getEncoder().encodeToString(read));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }

    private byte[] run(List<String> command) throws TargetException {
        try (TargetProcess process = connection.start(command)) {
            byte[] output = process.output().readAllBytes();
            process.await(PATIENCE);
            return output;
        } catch (IOException e) {
            throw new TargetException("a program's output could not be read: command=" + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("interrupted while a program was waited for: command=" + command, e);
        }
    }

    private Answer board(Operation operation) throws TargetException {
        Optional<BoardOperations> board = connection.board();
        if (board.isEmpty()) {
            return real(operation);
        }
        return new Answer(switch (operation.name()) {
        case "call" -> board.get().call(operation.path(), Math.max(0, number(operation.text())));
        case "load" -> board.get().loadModule(operation.path());
        case "unload" -> board.get().unloadModule(operation.path());
        default -> board.get().perf(operation.path(), operation.text().equals("on"));
        }, null);
    }

    /** What a real target can do of these, by the programs that it has. */
    private Answer real(Operation operation) throws TargetException {
        return switch (operation.name()) {
        case "call" -> called(operation.path(), Math.max(0, number(operation.text())));
        // modprobe is content when there is nothing to do
        case "load" ->
            loaded(operation.path()) ? new Answer(EEXIST, null) : module("modprobe " + quoted(operation.path()));
        case "unload" ->
            loaded(operation.path()) ? module("modprobe -r " + quoted(operation.path())) : new Answer(ENOENT, null);
        case "perf" -> {
            int colon = operation.path().replace('/', ':').indexOf(':');
            String event = colon < 0 ? "kprobes/" + operation.path() : operation.path().replace(':', '/');
            yield operation.text().equals("on") ? hold(event) : release(event);
        }
        default -> new Answer(ENOSYS, null);
        };
    }

    /** perf opens its events before it lets the command run that it is to watch. It takes some names for modifiers. */
    private Answer hold(String event) throws TargetException {
        String id = text("events/" + event + "/id").strip();
        TargetProcess holder = connection
                .start(List.of("perf", "stat", "-a", "-e", "tracepoint/config=" + id + "/", "--", "sh", "-c",
                        "echo held; read released"));
        try {
            if (holder.output().read() >= 0) {
                holders.computeIfAbsent(event, key -> new ArrayDeque<>()).push(holder);
                return Answer.DONE;
            }
            int code = holder.await(PATIENCE).orElse(EAGAIN);
            holder.close();
            return new Answer(code == NO_PROGRAM ? ENOSYS : ENOENT, null);
        } catch (IOException e) {
            throw new TargetException("perf's output could not be read: event=" + event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("interrupted while perf was waited for: event=" + event, e);
        }
    }

    private Answer release(String event) throws TargetException {
        Deque<TargetProcess> held = holders.getOrDefault(event, new ArrayDeque<>());
        if (held.isEmpty()) {
            return new Answer(ENOENT, null);
        }
        try (TargetProcess holder = held.pop()) {
            OutputStream input = holder.input();
            input.write('\n');
            input.flush();
            return holder.await(PATIENCE).isPresent() ? Answer.DONE : new Answer(EAGAIN, null);
        } catch (IOException e) {
            throw new TargetException("perf could not be told to end: event=" + event, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TargetException("interrupted while perf was waited for: event=" + event, e);
        }
    }

    private boolean loaded(String module) throws TargetException {
        return connection.exists("/sys/module/" + module + "/initstate");
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private Answer module(String command) throws TargetException {
        return shell.run(command) == 0 ? Answer.DONE : new Answer(ENOENT, null);
    }

    private Answer called(String symbol, int times) throws TargetException {
        String all = switch (symbol) {
        // all at the same time, so that returns are waited for together; on one CPU, because the kernel counts a miss
        // by a plain increment (nmissed), of which one in thousands is lost when two CPUs miss at once
        case "hrtimer_nanosleep" -> "one=; command -v taskset >/dev/null && one='taskset 1'; "
                + "$one sh -c 'for i in $(seq " + times + "); do sleep 2 & done; wait'";
        // a device without ARP, with IPv6 off and no traffic of its own: each ping is one packet, which nobody answers
        case "dummy_xmit" -> "[ -e /sys/class/net/dummy0 ] || exit 1; "
                + "echo 1 >/proc/sys/net/ipv6/conf/dummy0/disable_ipv6; ip link set dummy0 up; "
                + "ip addr add 198.51.100.1/24 dev dummy0 2>/dev/null; for i in $(seq " + times
                + "); do ping -q -c 1 -W 1 -I dummy0 198.51.100.2 >/dev/null & done; wait";
        default -> "";
        };
        if (!all.isEmpty()) {
            return shell.run("(" + all + ")") == 0 ? Answer.DONE : new Answer(ENOSYS, null);
        }
        String once = switch (symbol) {
        // not mkdir -m: BusyBox makes the folder with 0777 and changes it afterwards; the call's mode is to be 0700
        case "vfs_mkdir" -> "rmdir \"$(mktemp -d /tmp/.kps_XXXXXX)\"";
        case "vfs_fsync_range" -> "dd if=/dev/null of=/tmp/.kps_call conv=fsync status=none; rm -f /tmp/.kps_call";
        case "vfs_statfs" -> "stat -f /tmp >/dev/null";
        default -> "";
        };
        if (once.isEmpty()) {
            return new Answer(ENOSYS, null);
        }
        shell.run("i=0; while [ $i -lt " + times + " ]; do " + once + "; i=$((i+1)); done");
        return Answer.DONE;
    }
}

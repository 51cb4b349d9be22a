/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.workload;

import io.kprobestudio.target.simulated.internal.files.Node;
import io.kprobestudio.target.simulated.internal.kernel.KernelError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The programs of the machine: a small userland, each with the system calls that the real one makes. */
final class Programs {

    private static final int BLOCK = 4096;
    private static final int O_DIRECTORY = 0xa4800;
    private static final int NOT_FOUND = 127;

    private final Program program;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final StringBuilder pending = new StringBuilder();

    Programs(Program program) {
        this.program = program;
    }

    private Machine machine() {
        return program.machine();
    }

    /** The name of a command's task. */
    static String name(List<String> command) {
        String first = command.isEmpty() ? "sh" : command.get(0);
        return first.substring(first.lastIndexOf('/') + 1);
    }

    /** What a command does, piece by piece; later pieces may be made by earlier ones. */
    Iterator<Runnable> pieces(List<String> command) {
        queue.add(() -> begin(command));
        return new Iterator<>() {
            private boolean ended;

            @Override
            public boolean hasNext() {
                if (queue.isEmpty() && !ended) {
                    ended = true;
                    queue.add(Programs.this::end);
                }
                return !queue.isEmpty();
            }

            @Override
            public Runnable next() {
                return queue.remove();
            }
        };
    }

    private void begin(List<String> command) {
        RunningTask task = program.running();
        String name = name(command);
        machine().kernel().emit(task.event("sched", "sched_process_exec"), task.cpu(), task.task(), 0, 0,
                e -> e.set("filename", "/bin/" + name).set("pid", program.pid()).set("old_pid", program.pid()));
        int file = program.calls().open("/bin/" + name, 0x20000, true);
        program.calls().read(file, "/bin/" + name, 512, 512);
        program.calls().close(file, "/bin/" + name);
        new Shell(this).run(command);
    }

    private void end() {
        flush();
        RunningTask task = program.running();
        task.leaf("do_exit", task.within("do_group_exit", 0x40), 0, program.exitStatus() << 8);
        machine().kernel().emit(task.event("sched", "sched_process_exit"), task.cpu(), task.task(), 0, 0,
                e -> e.set("comm", task.task().comm()).set("pid", program.pid()).set("prio", 120));
        task.end();
    }

    /** Adds a piece behind those that wait. */
    void later(Runnable piece) {
        queue.add(piece);
    }

    /** Puts pieces before those that wait. */
    private void next(List<Runnable> pieces) {
        for (int i = pieces.size() - 1; i >= 0; i--) {
            queue.addFirst(pieces.get(i));
        }
    }

    /** Runs one command's words. */
    void run(List<String> words, @Nullable String redirected, boolean append) {
        List<String> arguments = words.subList(1, words.size());
        program.exitWith(0);
        switch (name(words)) {
        case "ls" -> list(arguments);
        case "cat" -> arguments.forEach(path -> later(() -> copy(path)));
        case "echo" -> print(String.join(" ", arguments) + "\n", redirected, append);
        case "printf" -> print(arguments.isEmpty() ? "" : arguments.get(0).replace("\\n", "\n"), redirected, append);
        case "true", ":", "sync", "exit" -> program.exitWith(0);
        case "false" -> program.exitWith(1);
        case "uname" -> print(uname(arguments), redirected, append);
        case "id" -> print(arguments.contains("-u") ? "0\n" : "uid=0(root) gid=0(root)\n", redirected, append);
        case "hostname" -> print("(none)\n", redirected, append);
        case "dmesg" -> print(String.join("\n", machine().kernel().kernelLog()) + "\n", redirected, append);
        case "sleep" -> program.waitFor((long) (number(arguments) * 1e9));
        case "dd" -> later(() -> new Dd(program, machine()).run(arguments));
        case "mkdir" -> arguments.forEach(path -> later(() -> makeFolder(path, true)));
        case "rmdir" -> arguments.forEach(path -> later(() -> makeFolder(path, false)));
        case "find" -> later(() -> find(arguments.isEmpty() ? "." : arguments.get(0)));
        case "modprobe", "insmod", "rmmod" -> module(name(words), arguments);
        case "ping" -> later(() -> {
            for (int i = 0; i < 4; i++) {
                new Network(program.running(), program.calls()).send(64);
            }
            program.write("4 packets transmitted, 4 packets received, 0% packet loss\n");
        });
        default -> {
            program.complain("sh: " + words.get(0) + ": not found\n");
            program.exitWith(NOT_FOUND);
        }
        }
    }

    private static double number(List<String> arguments) {
        try {
            return arguments.isEmpty() ? 0 : Double.parseDouble(arguments.get(0));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void print(String text, @Nullable String redirected, boolean append) {
        if (redirected == null) {
            later(() -> out(text));
            return;
        }
        later(() -> {
            int file = program.calls().open(redirected, append ? 0x441 : 0x241, true);
            program.calls().write(file, redirected, text);
            Node node = machine().root().find(redirected);
            try {
                if (!(node instanceof Node.PseudoFile target)) {
                    throw new KernelError(node == null ? KernelError.ENOENT : KernelError.EISDIR);
                }
                target.open(!append);
                target.write(text, !append);
            } catch (KernelError refused) {
                program.complain("sh: write error: " + KernelError.text(refused.errno()) + "\n");
                program.exitWith(1);
            }
            program.calls().close(file, redirected);
        });
    }

    private void out(String text) {
        pending.append(text);
        while (pending.length() >= BLOCK) {
            program.write(pending.substring(0, BLOCK));
            pending.delete(0, BLOCK);
        }
    }

    private void flush() {
        if (!pending.isEmpty()) {
            program.write(pending.toString());
            pending.setLength(0);
        }
    }

    private String uname(List<String> options) {
        String line = machine().kernel().files().text("uname").strip();
        String[] words = line.split("\\s+");
        int machineAt = line.indexOf(" arm");
        return switch (options.isEmpty() ? "" : options.get(0)) {
        case "-a" -> line;
        case "-r" -> words[2];
        case "-m" -> machineAt < 0 ? "armv7l" : line.substring(machineAt + 1).split("\\s+")[0];
        case "-n" -> words[1];
        case "-v" -> line.substring(Math.max(0, line.indexOf('#')), machineAt < 0 ? line.length() : machineAt);
        default -> "Linux";
        } + "\n";
    }

    private void list(List<String> arguments) {
        boolean deep = arguments.stream().anyMatch(word -> word.startsWith("-") && word.contains("R"));
        List<String> paths = new ArrayList<>(arguments.stream().filter(word -> !word.startsWith("-")).toList());
        if (paths.isEmpty()) {
            paths.add("/root");
        }
        boolean titles = deep || paths.size() > 1;
        paths.forEach(path -> later(() -> listOne(path, deep, titles)));
    }

    private void listOne(String path, boolean deep, boolean titles) {
        Node node = machine().root().find(path);
        program.calls().stat(path);
        if (!(node instanceof Node.Folder folder)) {
            if (node == null) {
                program.complain("ls: " + path + ": No such file or directory\n");
                program.exitWith(1);
            } else {
                out(path + "\n");
            }
            return;
        }
        int file = program.calls().open(path, O_DIRECTORY, true);
        List<String> names = folder.names();
        program.calls().list(file, path, 32 * names.size() + 48);
        program.calls().list(file, path, 0);
        program.calls().close(file, path);
        StringBuilder text = new StringBuilder(titles ? path + ":\n" : "");
        List<Runnable> below = new ArrayList<>();
        for (String name : names) {
            text.append(name).append('\n');
            String child = path.endsWith("/") ? path + name : path + "/" + name;
            program.calls().stat(child);
            if (deep && folder.child(name) instanceof Node.Folder) {
                below.add(() -> listOne(child, true, true));
            }
        }
        out(titles ? text.append('\n').toString() : text.toString());
        next(below);
    }

    private void copy(String path) {
        Node node = machine().root().find(path);
        if (!(node instanceof Node.PseudoFile source)) {
            program.complain("cat: " + path + ": " + (node == null ? "No such file or directory" : "Is a directory")
                    + "\n");
            program.exitWith(1);
            return;
        }
        int file = program.calls().open(path, 0x20000, true);
        try {
            byte[] content = source.read();
            program.calls().read(file, path, 0x10000, content.length);
            out(new String(content, StandardCharsets.ISO_8859_1));
            program.calls().read(file, path, 0x10000, 0);
        } catch (KernelError refused) {
            program.complain("cat: " + path + ": " + KernelError.text(refused.errno()) + "\n");
            program.exitWith(1);
        }
        program.calls().close(file, path);
    }

    private void find(String path) {
        Node node = machine().root().find(path);
        if (node == null) {
            program.complain("find: " + path + ": No such file or directory\n");
            program.exitWith(1);
            return;
        }
        out(path + "\n");
        if (node instanceof Node.Folder folder) {
            int file = program.calls().open(path, O_DIRECTORY, true);
            program.calls().list(file, path, 32 * folder.names().size() + 48);
            program.calls().close(file, path);
            List<Runnable> below = new ArrayList<>();
            for (String name : folder.names()) {
                below.add(() -> find(path.endsWith("/") ? path + name : path + "/" + name));
            }
            next(below);
        }
    }

    private void makeFolder(String path, boolean making) {
        int slash = path.lastIndexOf('/');
        Node parent = machine().root().find(slash <= 0 ? "/" : path.substring(0, slash));
        KernelError[] refused = { null };
        if (parent instanceof Node.Folder folder) {
            String name = path.substring(slash + 1);
            if (making && folder.child(name) == null) {
                program.calls().makeFolder(path, 0x1ed, () -> attempt(() -> folder.makeFolder(name), refused));
            } else {
                attempt(() -> {
                    if (making) {
                        throw new KernelError(KernelError.EEXIST);
                    }
                    folder.removeFolder(name);
                }, refused);
            }
        } else {
            refused[0] = new KernelError(KernelError.ENOENT);
        }
        KernelError error = refused[0];
        if (error != null) {
            program.complain("%s: '%s': %s\n".formatted(making ? "mkdir" : "rmdir", path,
                    KernelError.text(error.errno())));
            program.exitWith(1);
        }
    }

    private interface Attempt {
        void run() throws KernelError;
    }

    private static long attempt(Attempt attempt, @Nullable KernelError[] refused) {
        try {
            attempt.run();
            return 0;
        } catch (KernelError error) {
            refused[0] = error;
            return -error.errno();
        }
    }

    private void module(String command, List<String> arguments) {
        boolean remove = command.equals("rmmod") || arguments.contains("-r");
        for (String name : arguments) {
            if (!name.startsWith("-")) {
                try {
                    if (remove) {
                        machine().unloadModule(name);
                    } else {
                        machine().loadModule(name);
                    }
                } catch (KernelError refused) {
                    program.complain(command + ": " + name + ": " + KernelError.text(refused.errno()) + "\n");
                    program.exitWith(1);
                }
            }
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.kprobestudio.cli.Console;
import io.kprobestudio.cli.Kprobes;

/** Records on named simulated kernels while links die, tracefs vanishes and processes are killed, and looks at what is left. */
public final class RecordFaults {

    private static final String FOREIGN = "append\tkprobe_events\tp:kprobes/foreign vfs_read\n"
            + "append\tkprobe_events\tp:theirs/on vfs_write\nappend\tevents/theirs/on/enable\t1\n";
    private static final String LOOK = "read\tkprobe_events\nlist\tinstances\nread\tset_event\n";
    private static final int OPERATIONS = 140;
    private static final int EACH = 4;

    private final Path root;
    private final Path folder;
    private int failures;

    private RecordFaults(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** {@code ROOT FOLDER --seeds N}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        RecordFaults faults = new RecordFaults(Path.of(arguments[0]), Path.of(arguments[1]));
        int seeds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        for (int seed = 1; seed <= seeds; seed++) {
            faults.run(new Random(seed), "faults-" + seed + "-" + ProcessHandle.current().pid());
        }
        System.out.println(faults.failures + " failures, seeds=" + seeds);
        System.exit(faults.failures == 0 ? 0 : 1);
    }

    private record Ended(int code, String out, String err) {
    }

    private static Ended kprobes(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = new Kprobes(new Console(new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)), out,
                new PrintStream(err, true, StandardCharsets.UTF_8), false)).run(arguments);
        return new Ended(code, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.UTF_8));
    }

    private void run(Random random, String name) throws IOException, InterruptedException {
        String target = "sim:" + name;
        String before = kprobes(FOREIGN + LOOK, "tracefs", "--target", target).out();
        String state = before.substring(before.indexOf("{\"errno\":0,\"text\""));
        for (String fault : List.of("dead", "vanish")) {
            for (int i = 0; i < EACH; i++) {
                int operation = 1 + random.nextInt(OPERATIONS);
                String what = target + "?" + fault + "=" + operation;
                Ended ended = kprobes("", record(what).toArray(String[]::new));
                settle(what, ended, target, state);
            }
        }
        for (int i = 0; i < EACH; i++) {
            int millis = random.nextInt(3000);
            List<String> command = new java.util.ArrayList<>(List.of(root.resolve("kprobes").toString()));
            command.addAll(record(target));
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null")).start();
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
            settle("kill -9 after " + millis + " ms", new Ended(0, "", ""), target, state);
        }
    }

    private List<String> record(String target) {
        return List.of("record", "--target", target, "--for", "300ms", "--probe", "p:open do_sys_openat2", "--probe",
                "p:outside/own vfs_open", "-e", "sched:sched_switch", "-o", folder.resolve("rec").toString());
    }

    /** The next start removes what was left; then everything is as before. */
    private void settle(String what, Ended ended, String target, String state) throws IOException {
        Ended removed = kprobes("", "remove", "--leftovers", "--target", target);
        String left = kprobes(LOOK, "tracefs", "--target", target).out();
        boolean good = left.equals(state) && removed.code() == 0 && !ended.err().contains("Exception");
        System.out.println((good ? "ok      " : "FAILED  ") + what + ", record ended with " + ended.code());
        if (!good) {
            failures++;
            System.out.println(ended.err() + removed.out() + removed.err() + "expected\n" + state + "found\n" + left);
        }
        try (var files = Files.list(folder)) {
            // A killed process leaves its unfinished recording; one that ended by itself must not.
            for (Path part : files.filter(file -> file.getFileName().toString().endsWith(".part")).toList()) {
                if (!what.startsWith("kill")) {
                    failures++;
                    System.out.println("FAILED  " + what + ": an unfinished recording stays");
                }
                delete(part);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}

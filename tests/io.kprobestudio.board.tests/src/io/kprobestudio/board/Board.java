/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.rules.ExternalResource;

import io.kprobestudio.testkit.ProjectFolder;

/**
 * A JUnit rule: a running board, reached by OpenSSH's client. The system property {@code kps.board.env} names a file with
 * what {@code board start} printed, and then that board is used and left running; otherwise one is started through the
 * script, kernel {@code kps.board.kernel} (6.1) and architecture {@code kps.board.arch} (armhf), and stopped in the end.
 */
public final class Board extends ExternalResource {

    private static final String GIVEN = "kps.board.env";
    private static final String TRACING = "/sys/kernel/tracing/";

    private final List<String> options;
    private final boolean own;
    private Map<String, String> environment = Map.of();
    private boolean started;

    private Board(boolean own, String... options) {
        this.own = own;
        this.options = List.of(options);
    }

    /** The board that is given, else one with the kernel that is asked for. */
    public static Board any() {
        return new Board(false, "--name", "test-" + arch() + "-" + kernel());
    }

    /** A board of one's own, started with these options of {@code board start} beside kernel and architecture. */
    public static Board with(String name, String... options) {
        List<String> all = new ArrayList<>(List.of("--name", name));
        all.addAll(Arrays.asList(options));
        return new Board(true, all.toArray(new String[0]));
    }

    private static String kernel() {
        return System.getProperty("kps.board.kernel", "6.1");
    }

    private static String arch() {
        return System.getProperty("kps.board.arch", "armhf");
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        String given = System.getProperty(GIVEN);
        if (given != null && !own) {
            environment = assignments(Files.readString(Path.of(given)));
            return;
        }
        List<String> command = new ArrayList<>(List.of(script(), "start", "--kernel", kernel(), "--arch", arch()));
        command.addAll(options);
        environment = assignments(Running.run(command, Map.of(), new byte[0]).checked());
        started = true;
    }

    @Override
    protected void after() {
        if (!started) {
            return;
        }
        try {
            Running.run(List.of(script(), "stop", value("NAME"), "--remove"), Map.of(), new byte[0]).checked();
        } catch (IOException e) {
            throw new AssertionError("the board was not stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String script() {
        return ProjectFolder.get().resolve("releng/board/board").toString();
    }

    private static Map<String, String> assignments(String text) {
        Map<String, String> found = new HashMap<>();
        for (String line : text.split("\n")) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.charAt(0) != '#') {
                found.put(line.substring(0, equals), line.substring(equals + 1).replaceAll("[\\\\']", ""));
            }
        }
        return Map.copyOf(found);
    }

    private String value(String name) {
        String value = environment.get(name);
        return Objects.requireNonNull(value, () -> name + " is not among what the board said: " + environment);
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return Integer.parseInt(value("PORT"));
    }

    /** The private key that it admits. */
    public Path key() {
        return Path.of(value("KEY"));
    }

    /** The file with its host key. */
    public Path knownHosts() {
        return Path.of(value("KNOWN_HOSTS"));
    }

    /** The kernel's release, such as {@code 6.1.0-50-armmp}. */
    public String release() {
        return value("RELEASE");
    }

    /** The register of a function's first, second, ... argument (from 0), without its percent sign. */
    public String argument(int index) {
        if (release().endsWith("-amd64")) {
            return List.of("di", "si", "dx", "cx", "r8", "r9").get(index);
        }
        return (release().endsWith("-arm64") ? "x" : "r") + index;
    }

    /** How the suite's commands name it. */
    public String target() {
        return "ssh://root@127.0.0.1:" + port() + "?identity=" + key() + "&known_hosts=" + knownHosts()
                + "&config=none";
    }

    /** OpenSSH's command line for a command on the board. */
    List<String> client(String command) {
        return client(List.of(command));
    }

    private List<String> client(List<String> rest) {
        List<String> line = new ArrayList<>(List.of("ssh", "-F", "none", "-q", "-p", String.valueOf(port()), "-i",
                key().toString(), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o",
                "UserKnownHostsFile=" + knownHosts(), "-o", "GlobalKnownHostsFile=/dev/null", "-o",
                "StrictHostKeyChecking=yes", "-S", key().resolveSibling("link").toString(), "root@127.0.0.1"));
        line.addAll(rest);
        return line;
    }

    /** A connection that all commands until its end share, each of which makes its own otherwise. */
    Running link() throws IOException, InterruptedException {
        List<String> line = client(List.of());
        line.addAll(1, List.of("-M", "-N"));
        Running link = Running.start(line, Map.of());
        while (link.isAlive() && !Files.exists(key().resolveSibling("link"))) {
            Thread.sleep(20);
        }
        return link;
    }

    /** Runs a command line of the board's shell. */
    public Output exec(String command) throws IOException, InterruptedException {
        return exec(command, new byte[0]);
    }

    /** Runs a command line of the board's shell with this standard input. */
    public Output exec(String command, byte[] input) throws IOException, InterruptedException {
        return Running.run(client(command), Map.of(), input);
    }

    /** Starts a command line of the board's shell, and leaves it running. */
    Running spawn(String command) throws IOException {
        return Running.start(client(command), Map.of());
    }

    /** Standard output of a command line that must succeed. */
    public String sh(String command) throws IOException, InterruptedException {
        return exec(command).checked();
    }

    /** The content of a file of tracefs. */
    public String read(String path) throws IOException, InterruptedException {
        return sh("cat " + TRACING + path);
    }

    /** Appends a line to a file of tracefs, in one write. */
    public void append(String path, String line) throws IOException, InterruptedException {
        Output done = exec("cat >> " + TRACING + path, (line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        done.checked();
    }

    /** Removes all probes and instances, whoever made them, and switches all events off. */
    public void clear() throws IOException, InterruptedException {
        sh("cd " + TRACING
                + "; for i in instances/*; do [ ! -d $i ] || { echo 0 > $i/events/enable; rmdir $i; }; done; "
                + "echo 0 > events/enable; : > dynamic_events");
    }

    /** A hard reset, as if the plug were pulled; returns when the board answers again. */
    public void reset() throws IOException, InterruptedException {
        Running.run(List.of(script(), "reset", value("NAME")), Map.of(), new byte[0]).checked();
    }

    /** Takes the network link down, without either end being told, or up again. */
    public void link(boolean up) throws IOException, InterruptedException {
        Running.run(List.of(script(), up ? "mend" : "cut", value("NAME")), Map.of(), new byte[0]).checked();
    }
}

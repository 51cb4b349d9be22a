/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.rules.ExternalResource;

/** A JUnit rule: Debian's OpenSSH server on loopback, with keys and configuration of its own. Needs root. */
public final class OpenSshServer extends ExternalResource {

    private static final String SSHD = "/usr/sbin/sshd";

    private final List<String> settings;
    private final List<String> within;
    private @Nullable Path folder;
    private @Nullable Process process;
    private int port;

    /** A server with further lines in its configuration. */
    public OpenSshServer(String... settings) {
        this(List.of(), settings);
    }

    /** A server that is started by another program, which stays or becomes it. */
    public OpenSshServer(List<String> within, String... settings) {
        this.within = List.copyOf(within);
        this.settings = List.of(settings);
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        Path made = Files.createTempDirectory("kps-sshd");
        folder = made;
        Files.createDirectories(Path.of("/run/sshd"));
        keygen("ed25519", "host", "");
        keygen("rsa", "host_rsa", "");
        for (String type : List.of("ed25519", "rsa", "ecdsa")) {
            keygen(type, "id_" + type, "");
            keygen(type, "locked_" + type, "open sesame");
        }
        keygen("ed25519", "stranger", "");
        StringBuilder keys = new StringBuilder();
        try (Stream<Path> files = Files.list(made)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".pub")).toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("id_") || name.startsWith("locked_")) {
                    keys.append(Files.readString(file));
                }
            }
        }
        Files.writeString(made.resolve("authorized_keys"), keys);
        // The server reads it with the rights of whoever logs in
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(made.resolve("authorized_keys"), PosixFilePermissions.fromString("rw-r--r--"));
        start();
        Files.writeString(knownHosts(), hostLine("[127.0.0.1]:" + port));
    }

    /** Starts the server, once more after {@link #kill}. */
    public void start() throws IOException, InterruptedException {
        if (port == 0) {
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
        }
        List<String> configuration = new ArrayList<>(List.of("Port " + port, "ListenAddress 127.0.0.1",
                "HostKey " + file("host"), "HostKey " + file("host_rsa"),
                "AuthorizedKeysFile " + file("authorized_keys"), "PidFile none",
                "PermitRootLogin yes", "StrictModes no", "UsePAM no", "MaxStartups 100", "MaxAuthTries 10"));
        configuration.addAll(settings);
        Files.write(file("sshd_config"), configuration);
        // From 9.8 on a refused login makes the server refuse everybody from there for a while
        Files.writeString(file("lenient_config"), "PerSourcePenalties no\n" + Files.readString(file("sshd_config")));
        if (understands(file("lenient_config"))) {
            Files.copy(file("lenient_config"), file("sshd_config"), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of(SSHD, "-D", "-f", file("sshd_config").toString(), "-E", file("log").toString()));
        process = new ProcessBuilder(command).inheritIO().start();
        long end = System.nanoTime() + 20_000_000_000L;
        while (!answers()) {
            if (System.nanoTime() > end) {
                throw new IOException("sshd does not answer: " + Files.readString(file("log")));
            }
            Thread.sleep(20);
        }
    }

    /** Asked from where the server is, which need not be where we are. */
    private boolean answers() throws IOException, InterruptedException {
        if (within.isEmpty()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return true;
            } catch (IOException notYet) {
                return false;
            }
        }
        List<String> command = new ArrayList<>(within);
        command.addAll(List.of("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start().waitFor() == 0;
    }

    /** Starts the server anew with another host key, as a board that was set up anew. */
    public void setUpAnew() throws IOException, InterruptedException {
        kill();
        Files.delete(file("host"));
        Files.delete(file("host.pub"));
        keygen("ed25519", "host", "");
        start();
    }

    /** The fingerprint of the server's key. */
    public String fingerprint() throws IOException, InterruptedException {
        return run("ssh-keygen", "-l", "-f", file("host.pub").toString()).split(" ")[1];
    }

    private static boolean understands(Path configuration) throws InterruptedException {
        try {
            run(SSHD, "-t", "-f", configuration.toString());
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private void keygen(String type, String name, String passphrase) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-C", name, "-f", file(name).toString());
    }

    /** Runs a program that must succeed. */
    static String run(String... command) throws IOException, InterruptedException {
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        program.getOutputStream().close();
        String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (program.waitFor() != 0) {
            throw new IOException(Arrays.toString(command) + ": " + said);
        }
        return said;
    }

    /** A file of the server. */
    public Path file(String name) {
        Path made = folder;
        if (made == null) {
            throw new IllegalStateException("the server was not set up");
        }
        return made.resolve(name);
    }

    /** The server's port on loopback. */
    public int port() {
        return port;
    }

    /** The file in which the server's key is known. */
    public Path knownHosts() {
        return file("known_hosts");
    }

    /** A line of a known_hosts file with the server's key. */
    public String hostLine(String host) throws IOException {
        String[] words = Files.readString(file("host.pub")).split(" ");
        return host + " " + words[0] + " " + words[1] + "\n";
    }

    /** The address of a target behind this server, by a key. */
    public String address(String key) {
        return address("root", key);
    }

    /** The address of a target behind this server, as another user. */
    public String address(BoardUser user, String key) {
        return address(user.name(), key);
    }

    private String address(String user, String key) {
        return "ssh://%s@127.0.0.1:%d?identity=%s&known_hosts=%s&strict=yes&config=none".formatted(user, port,
                file(key), knownHosts());
    }

    /** Kills the server's processes that serve connections, as a broken link would look like from here. */
    public void killConnections() {
        serving().forEach(ProcessHandle::destroyForcibly);
    }

    /** Sends a signal to the process that serves the connection which came last. */
    public void signalYoungestConnection(String signal) throws IOException, InterruptedException {
        long youngest = serving().stream().mapToLong(ProcessHandle::pid).max().orElseThrow();
        run("kill", signal, Long.toString(youngest));
    }

    /** The server's own processes below the one that listens; not what they started for those who logged in. */
    private List<ProcessHandle> serving() {
        Process server = process;
        return server == null ? List.of() : server.descendants()
                .filter(each -> each.info().command().map(Path::of).map(Path::getFileName)
                        .filter(name -> name.toString().startsWith("sshd")).isPresent())
                .toList();
    }

    /** Kills the server and its connections. */
    public void kill() throws InterruptedException {
        Process server = process;
        if (server != null) {
            List<ProcessHandle> all = server.descendants().toList();
            server.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            server.waitFor();
        }
    }

    @Override
    protected void after() {
        try {
            kill();
            Path made = folder;
            if (made == null) {
                return;
            }
            try (Stream<Path> files = Files.walk(made)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

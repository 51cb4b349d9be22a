/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.contract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;
import org.junit.rules.ExternalResource;

/**
 * A JUnit rule: a user of this machine who is not root, with a password and rules of {@code sudo} and {@code doas} as a test
 * wants them. Needs root.
 */
public final class BoardUser extends ExternalResource {

    private static final Path DOAS = Path.of("/etc/doas.conf");

    private final String name = "kpsu" + Long.toHexString(System.nanoTime() & 0xffffffffffL);
    private final String password = "it's $HOME `x` \\ \"é\" " + Long.toHexString(System.nanoTime());
    private byte @Nullable [] doasBefore;
    private boolean doasChanged;

    /** The user's name, and that of its group. */
    public String name() {
        return name;
    }

    /** The user's password, in which a shell would find much to interpret. */
    public String password() {
        return password;
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        OpenSshServer.run("useradd", "--create-home", "--user-group", "--shell", "/bin/sh", name);
        Process process = new ProcessBuilder("chpasswd").start();
        process.getOutputStream().write((name + ":" + password + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        if (process.waitFor() != 0) {
            throw new IOException("chpasswd: " + new String(process.getErrorStream().readAllBytes(),
                    StandardCharsets.UTF_8));
        }
    }

    /** Writes the user's rule of {@code sudo}: what stands behind {@code NAME ALL=(root)}. */
    public void sudo(String commands) throws IOException {
        Files.writeString(rules(), "%s ALL=(root) %s\n".formatted(name, commands));
    }

    /** Takes the user's rule of {@code sudo} away. */
    public void noSudo() throws IOException {
        Files.deleteIfExists(rules());
    }

    private Path rules() {
        return Path.of("/etc/sudoers.d", name);
    }

    /** Writes the configuration of {@code doas}, with the user's name where {@code %s} stands. */
    public void doas(String rule) throws IOException {
        if (!doasChanged) {
            doasBefore = Files.exists(DOAS) ? Files.readAllBytes(DOAS) : null;
            doasChanged = true;
        }
        Files.writeString(DOAS, rule.formatted(name) + "\n");
    }

    @Override
    protected void after() {
        try {
            noSudo();
            byte @Nullable [] before = doasBefore;
            if (before != null) {
                Files.write(DOAS, before);
            } else if (doasChanged) {
                Files.delete(DOAS);
            }
            // What a test left running as this user keeps it from being removed
            for (Path left : running().keySet()) {
                // which may have ended meanwhile
                ProcessHandle.of(Long.parseLong(String.valueOf(left.getFileName())))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
            OpenSshServer.run("userdel", "--force", "--remove", name);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Path, String> running() throws IOException, InterruptedException {
        Map<Path, String> found = new java.util.TreeMap<>();
        String uid = OpenSshServer.run("id", "-u", name).strip();
        try (java.nio.file.DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                String status = read(process.resolve("status"));
                if (status.contains("\nUid:\t" + uid + "\t")) {
                    found.put(process, status);
                }
            }
        }
        return found;
    }

    /** A file of a process, empty when that ended meanwhile. */
    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}

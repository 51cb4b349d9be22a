/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.kprobestudio.target.CancelledException;
import io.kprobestudio.target.LinkException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/**
 * Runs the programs that the SSH configuration names on this machine, by the user's shell as OpenSSH does, after the person agreed
 * to each: once for a target and command. The address may say it for all, by {@code programs=yes} or {@code no}. For one
 * connection, on its thread.
 */
final class LocalPrograms {

    private static final long TRIAL_SECONDS = 30;
    private static final long POLL_MILLISECONDS = 50;

    private final TargetAddress address;
    private final Prompter prompter;
    private final Progress progress;
    private final Set<String> agreed;

    /** @param agreed the commands that the person agreed to before; thread-safe, and added to */
    LocalPrograms(TargetAddress address, Prompter prompter, Progress progress, Set<String> agreed) {
        this.address = address;
        this.prompter = prompter;
        this.progress = progress;
        this.agreed = agreed;
    }

    private boolean mayRun(String command, String purpose) {
        String said = address.options().getOrDefault("programs", "ask");
        if (!said.equals("ask")) {
            return said.equals("yes");
        }
        if (agreed.contains(command)) {
            return true;
        }
        boolean yes = prompter.confirm(new Prompter.Confirmation(address, "Run a program on this machine",
                "The SSH configuration wants a program to be run on this machine, %s: %s\nRun it?".formatted(purpose,
                        command)));
        if (yes) {
            agreed.add(command);
        }
        return yes;
    }

    /**
     * Whether a command of {@code Match exec} ends with 0; it does not where the person declines.
     *
     * @throws TargetException when it takes longer than 30 s or the person cancels
     */
    boolean succeeds(String command) throws TargetException {
        if (!mayRun(command, "to know which of its sections are for this host")) {
            return false;
        }
        Process process;
        try {
            process = shell(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
        } catch (IOException failure) {
            throw new TargetException(
                    "a program of the SSH configuration cannot be run: command=%s reason=%s".formatted(command,
                            failure.getMessage()),
                    failure);
        }
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TRIAL_SECONDS);
            while (!process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                progress.check("Match exec " + command);
                if (System.nanoTime() > end) {
                    throw new TargetException("a program of the SSH configuration took too long: seconds=%d command=%s"
                            .formatted(TRIAL_SECONDS, command));
                }
            }
            return process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Match exec %s was interrupted".formatted(command));
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }

    /**
     * Makes the way through a program ready; the program is started when the SSH client connects.
     *
     * @throws LinkException when the person declines, or the way cannot be made
     */
    ProxyProgram proxy(String host, String command) throws LinkException {
        if (!mayRun(command, "as the way to " + host)) {
            throw new LinkException(
                    ("%s cannot be reached: its ProxyCommand was not allowed to run; agree to it, or put programs=yes behind"
                            + " the address: command=%s").formatted(host, command),
                    null);
        }
        try {
            return new ProxyProgram(shell("exec " + command));
        } catch (IOException failure) {
            throw new LinkException("%s cannot be reached: no port on the loopback interface: reason=%s".formatted(host,
                    failure.getMessage()), failure);
        }
    }

    private static ProcessBuilder shell(String command) {
        String shell = System.getenv("SHELL");
        return new ProcessBuilder(shell == null || shell.isEmpty() ? "/bin/sh" : shell, "-c", command);
    }
}

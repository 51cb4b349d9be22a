/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.local.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.Target;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/** This machine. */
public final class LocalTarget implements Target {

    private static final String USUAL_PLACE = "/sys/kernel/tracing";

    private final TargetAddress address;

    /** Makes the target; the address is kept for messages. */
    public LocalTarget(TargetAddress address) {
        this.address = address;
    }

    @Override
    public TargetAddress address() {
        return address;
    }

    @Override
    public Connection connect(Prompter prompter, Progress progress) throws TargetException {
        progress.report("looking for tracefs");
        Path mounts = Path.of("/proc/mounts");
        if (!Files.isReadable(mounts)) {
            throw new TargetException("this machine has no Linux kernel that can be probed: system="
                    + System.getProperty("os.name"));
        }
        Optional<String> tracefs = tracefs(mounts);
        if (tracefs.isEmpty() && knowsTracefs() && prompter.confirm(new Prompter.Confirmation(address, "Mount tracefs",
                "tracefs is not mounted on this machine. Mount it at %s?".formatted(USUAL_PLACE)))) {
            mount();
            tracefs = Optional.of(USUAL_PLACE);
        }
        progress.check("connecting to this machine");
        if (tracefs.isPresent() && !Files.isExecutable(Path.of(tracefs.get()))) {
            throw new TargetException(
                    ("tracefs may not be read: path=%s user=%s; run as root, or give your group access: "
                            + "mount -o remount,gid=GROUP,mode=0750 %s").formatted(tracefs.get(),
                                    System.getProperty("user.name"),
                                    tracefs.get()));
        }
        return new LocalConnection(address, tracefs);
    }

    private static Optional<String> tracefs(Path mounts) throws TargetException {
        String debugfs = "";
        String other = "";
        for (String line : lines(mounts)) {
            String[] words = line.split(" ");
            if (words.length < 3) {
                continue;
            }
            if (words[2].equals("tracefs")) {
                if (words[1].equals(USUAL_PLACE)) {
                    return Optional.of(USUAL_PLACE);
                }
                other = words[1];
            } else if (words[2].equals("debugfs")) {
                debugfs = words[1] + "/tracing";
            }
        }
        if (!other.isEmpty()) {
            return Optional.of(other);
        }
        return !debugfs.isEmpty() && Files.isDirectory(Path.of(debugfs)) ? Optional.of(debugfs) : Optional.empty();
    }

    private static boolean knowsTracefs() throws TargetException {
        return lines(Path.of("/proc/filesystems")).stream().anyMatch(line -> line.endsWith("\ttracefs"));
    }

    private static List<String> lines(Path file) throws TargetException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new TargetException("cannot be read: file=%s reason=%s".formatted(file, failure.getMessage()),
                    failure);
        }
    }

    private static void mount() throws TargetException {
        try {
            Process mount = new ProcessBuilder("mount", "-t", "tracefs", "tracefs", USUAL_PLACE)
                    .redirectErrorStream(true)
                    .start();
            mount.getOutputStream().close();
            String said = new String(mount.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (mount.waitFor() != 0) {
                throw new TargetException("tracefs cannot be mounted: reason=%s; as root: mount -t tracefs tracefs %s"
                        .formatted(said, USUAL_PLACE));
            }
        } catch (IOException failure) {
            throw new TargetException("tracefs cannot be mounted: reason=" + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TargetException("tracefs was not mounted: interrupted", interrupted);
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jdt.annotation.Nullable;

/**
 * Which board an address means.
 *
 * @param name its name, empty for one that lives as long as the process
 * @param kernel the kernel's version, empty for that of the description
 * @param seed what its workload is made of
 * @param description a folder with the description that replaces the shipped one, empty for none
 * @param manual whether time passes only when it is told to
 */
public record BoardOptions(String name, String kernel, long seed, String description, boolean manual) {

    /**
     * Reads an address.
     *
     * @throws TargetException when an option makes no sense
     */
    public static BoardOptions of(TargetAddress address) throws TargetException {
        String name = address.name();
        if (!name.matches("[A-Za-z0-9_.-]{0,64}") || name.startsWith(".")) {
            throw new TargetException(
                    "a simulated target's name is made of letters, digits, _ . and -: name=%s target=%s"
                            .formatted(name, address));
        }
        String arch = address.options().getOrDefault("arch", "arm");
        if (!arch.equals("arm")) {
            throw new TargetException("kernels are simulated on arm only: arch=%s target=%s".formatted(arch, address));
        }
        String description = address.options().getOrDefault("description", "");
        if (!description.isEmpty() && !Files.isDirectory(Path.of(description))) {
            throw new TargetException("no folder with a description: description=%s target=%s".formatted(description,
                    address));
        }
        // A named board that is kept runs the kernel that it was booted with.
        String kernel = address.options().getOrDefault("kernel", description.isEmpty() && name.isEmpty() ? "6.1" : "");
        if (description.isEmpty() && !kernel.isEmpty() && !SimulatedKernel.SHIPPED.contains(kernel)) {
            throw new TargetException("no such kernel is simulated: kernel=%s known=%s target=%s".formatted(kernel,
                    SimulatedKernel.SHIPPED, address));
        }
        String time = address.options().getOrDefault("time", "real");
        if (!time.equals("real") && !time.equals("manual")) {
            throw new TargetException("time is real or manual: time=%s target=%s".formatted(time, address));
        }
        String seed = address.options().getOrDefault("seed", "1");
        try {
            return new BoardOptions(name, kernel, Long.parseLong(seed), description, time.equals("manual"));
        } catch (NumberFormatException e) {
            throw new TargetException("not a number: seed=%s target=%s".formatted(seed, address), e);
        }
    }

    /** What a board is booted with, as it is kept with its state. */
    String bootParameters() {
        return kernel + " " + seed + " " + description;
    }

    /**
     * These options, completed by those of a board that is kept.
     *
     * @param kept its boot parameters, or null when there is none
     * @throws TargetException when another kernel was asked for than the kept one's
     */
    BoardOptions orKept(@Nullable String kept) throws TargetException {
        if (kept == null) {
            return kernel.isEmpty() && description.isEmpty() ? new BoardOptions(name, "6.1", seed, "", manual) : this;
        }
        String[] words = kept.split(" ", 3);
        if (!kernel.isEmpty() && !kernel.equals(words[0]) || !description.isEmpty() && !description.equals(words[2])) {
            throw new TargetException("the simulated board runs another kernel: name=%s kernel=%s description=%s"
                    .formatted(name, words[0], words[2]));
        }
        return new BoardOptions(name, words[0], Long.parseLong(words[1]), words[2], manual);
    }
}

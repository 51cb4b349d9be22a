/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.tracefs;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/**
 * What tells one boot of one kernel from every other, as one user sees it: build id and boot id, where its modules are, who
 * looks, and what hides addresses from whom. As long as this is the same, so is what the kernel tells of itself.
 */
final class KernelIdentity {

    private static final String BOOT = "/proc/sys/kernel/random/boot_id";
    private static final String MODULES = "/proc/modules";
    private static final String STATUS = "/proc/self/status";
    private static final List<String> FILES = List.of("/sys/kernel/notes", "/proc/version", MODULES,
            "/proc/sys/kernel/kptr_restrict", "/proc/sys/kernel/perf_event_paranoid", "/proc/sys/kernel/hostname",
            STATUS);
    private static final int MOST_BOOT = 256;

    private KernelIdentity() {
    }

    /** The identity as a text; nothing where the target does not tell which boot this is. */
    static Optional<String> read(Tracefs tracefs, Progress progress) throws TargetException {
        Connection connection = tracefs.connection();
        String boot;
        try {
            boot = new String(connection.read(BOOT, MOST_BOOT), StandardCharsets.ISO_8859_1).strip();
        } catch (FileException hidden) {
            return Optional.empty();
        }
        if (boot.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("target=").append(connection.address()).append("\ntracefs=")
                .append(tracefs.root()).append("\nboot=").append(boot).append('\n');
        Map<String, byte[]> files = connection.readAll(FILES, progress);
        for (String file : FILES) {
            byte[] content = files.getOrDefault(file, new byte[0]);
            text.append(file).append('=').append(switch (file) {
            case MODULES -> modules(content);
            case STATUS -> rights(content);
            default -> HexFormat.of().formatHex(content);
            }).append('\n');
        }
        return Optional.of(text.toString());
    }

    /** Where modules are, without how often each is used: that changes all the time. */
    static String modules(byte[] content) {
        StringBuilder places = new StringBuilder();
        new String(content, StandardCharsets.ISO_8859_1).lines().forEach(line -> {
            // name size uses users state address
            String[] words = line.split(" ");
            places.append(words[0]).append(' ').append(words.length > 1 ? words[1] : "");
            for (int i = 4; i < words.length; i++) {
                places.append(' ').append(words[i]);
            }
            places.append(';');
        });
        return places.toString();
    }

    /** The user, and what it may. */
    private static String rights(byte[] status) {
        StringBuilder rights = new StringBuilder();
        new String(status, StandardCharsets.ISO_8859_1).lines()
                .filter(line -> line.startsWith("Uid:") || line.startsWith("Gid:") || line.startsWith("Groups:")
                        || line.startsWith("CapEff:"))
                .forEach(line -> rights.append(line).append(';'));
        return rights.toString();
    }
}

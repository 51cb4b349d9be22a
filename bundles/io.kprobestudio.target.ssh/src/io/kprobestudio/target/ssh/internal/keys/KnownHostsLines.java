/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.target.ssh.internal.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.kprobestudio.target.ssh.internal.config.SshConfig;

/**
 * Rewrites the lines of a known_hosts file that are about one machine, and leaves all others as they are, byte for byte:
 *
 * <pre>
 *   line = [@marker] names type key [comment]      names = name,name,... | |1|salt|hash
 * </pre>
 */
final class KnownHostsLines {

    private KnownHostsLines() {
    }

    /**
     * Replaces a machine's keys in a file. Its first line gets the new key, under the name as it was written (a hashed name
     * stays hashed); its other lines go. Of a line with several names only this machine's is taken away, and a pattern that
     * takes this machine among others is told not to. The file as it was is kept beside it with {@code .old} appended, as
     * {@code ssh-keygen -R} does.
     *
     * @param knownHosts the file
     * @param numbers the numbers of the lines that are about the machine, from 1
     * @param name the machine's name, with brackets and port where that is not 22
     * @param key the new key: its type and its base64 text
     */
    static void replace(Path knownHosts, Set<Integer> numbers, String name, String key) throws IOException {
        // A link to the file stays one
        Path file = knownHosts.toRealPath();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        boolean written = false;
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!numbers.contains(i + 1)) {
                kept.add(line);
                continue;
            }
            String names = line.strip().split("\\s+")[0];
            boolean hashed = names.startsWith("|");
            if (!written) {
                kept.add((hashed ? names : name) + " " + key);
                written = true;
            }
            String others = hashed ? "" : without(names, name);
            if (!others.isEmpty()) {
                int at = line.indexOf(names);
                kept.add(line.substring(0, at) + others + line.substring(at + names.length()));
            }
        }
        Path old = file.resolveSibling(file.getFileName() + ".old");
        Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.copy(file, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(fresh, String.join("\n", kept), StandardCharsets.ISO_8859_1);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The names that stay when one goes; empty when none does. */
    private static String without(String names, String name) {
        List<String> others = new ArrayList<>(List.of(names.split(",")));
        others.removeIf(other -> other.equalsIgnoreCase(name));
        if (SshConfig.matchesList(others, name)) {
            others.add("!" + name);
        }
        return others.stream().allMatch(other -> other.startsWith("!")) ? "" : String.join(",", others);
    }
}

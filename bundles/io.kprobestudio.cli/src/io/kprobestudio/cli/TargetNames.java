/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

import io.kprobestudio.decoder.RecordingSet;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;

/** Short names of several targets, and the folder that has a recording of each. */
final class TargetNames {

    private TargetNames() {
    }

    /**
     * A name for each target: the host's, and where that does not tell them apart also port, user and options. What no file should be
     * called is a dash.
     *
     * @throws TargetException when an address cannot be read
     * @throws UsageException when two are the same
     */
    static List<String> of(List<String> targets) throws TargetException, UsageException {
        List<TargetAddress> addresses = new ArrayList<>();
        for (String target : targets) {
            addresses.add(TargetAddress.parse(target));
        }
        List<Function<TargetAddress, String>> ways = List.of(TargetNames::host, TargetNames::hostAndPort,
                address -> address.scheme() + "-" + address.name(), TargetAddress::toString);
        for (Function<TargetAddress, String> way : ways) {
            List<String> names = addresses.stream().map(way)
                    .map(name -> name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "")).toList();
            if (new HashSet<>(names).size() == names.size()) {
                return names;
            }
        }
        throw new UsageException("the same target twice: --target=" + String.join(" --target=", targets));
    }

    private static String host(TargetAddress address) {
        return hostAndPort(address).replaceFirst(":[0-9]+$", "");
    }

    private static String hostAndPort(TargetAddress address) {
        String name = address.name().substring(address.name().lastIndexOf('@') + 1);
        return name.isEmpty() ? address.scheme() : name;
    }

    /**
     * Makes the folder that gets a recording for each name; recordings of the same targets are replaced.
     *
     * @throws IOException when anything else is there, or it cannot be made
     */
    static void makeFolder(Path folder, List<String> names) throws IOException {
        if (Files.isDirectory(folder)) {
            List<Path> recordings = RecordingSet.recordingsIn(folder);
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    String name = String.valueOf(entry.getFileName());
                    boolean replaced = recordings.contains(entry) && names.contains(name);
                    if (!replaced && !name.startsWith(".")) {
                        throw new IOException("something else than recordings of these targets is there: " + entry
                                + " output=" + folder);
                    }
                }
            }
            return;
        }
        try {
            Files.createDirectory(folder);
        } catch (IOException failure) {
            throw new IOException("the folder for the recordings cannot be made: output=%s reason=%s".formatted(folder,
                    failure), failure);
        }
    }
}

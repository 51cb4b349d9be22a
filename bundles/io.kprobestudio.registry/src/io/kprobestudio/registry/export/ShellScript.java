/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import static io.kprobestudio.registry.export.ShellQuote.quote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.kprobestudio.definition.Dialect;

/**
 * A script for a BusyBox shell. It works in an instance of its own, reads after the recording has ended, and removes one by one
 * what it made, also when it is interrupted. Its text is the resource {@code probes.sh}; the probes are put into it.
 */
final class ShellScript implements ProbeExporter {

    @Override
    public String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException {
        if (!dialect.version().atLeast(3, 11)) {
            throw new ExportException(
                    "the script works in a tracing instance, which needs Linux 3.11 or newer: kernel="
                            + dialect.version());
        }
        Set<String> events = new LinkedHashSet<>();
        StringBuilder add = new StringBuilder();
        StringBuilder enable = new StringBuilder();
        for (ExportedProbe probe : probes) {
            probe.requireNone("the script", "", probe.line());
            add.append("add ").append(quote(probe.key().toString())).append(' ').append(quote(probe.line()))
                    .append('\n');
            if (!events.add(probe.key().toString())) {
                continue;
            }
            if (!probe.filter().isEmpty()) {
                enable.append("put ").append(quote(probe.filter())).append(" \"$i/events/\"")
                        .append(quote(probe.key() + "/filter")).append('\n');
            }
            if (probe.enabled()) {
                enable.append("put 1 \"$i/events/\"").append(quote(probe.key() + "/enable")).append('\n');
            }
        }
        String name = probes.get(0).key().group();
        return template().replace("@KERNEL@", dialect.version() + " " + dialect.architecture().toString().toLowerCase(
                java.util.Locale.ROOT)).replace("@INSTANCE@", quote(name + "_sh")).replace("@NAME@", name)
                .replace("@EVENTS@", events.stream().map(ShellQuote::quote).collect(Collectors.joining(" ")))
                .replace("@ENABLE@", enable.toString()).replace("@ADD@", add.toString());
    }

    private static String template() {
        try (InputStream in = ShellScript.class.getResourceAsStream("probes.sh")) {
            if (in == null) {
                throw new IllegalStateException("the script's text is missing from the bundle: resource=probes.sh");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the script's text cannot be read: resource=probes.sh", unreadable);
        }
    }
}

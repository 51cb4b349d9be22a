/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rings. A bundle may import the API of its own ring or of a lower one, less {@link Row#never}, and of what is not
 * ours only {@link Row#foreign}.
 */
final class RingTable {

    static final String SUITE = "io.kprobestudio.";

    /** From this ring on, the workbench may be used. */
    static final int WORKBENCH_RING = 3;

    private static final Map<String, Row> ROWS = rows(
            // ring 0: java.base alone
            new Row("definition", 0, never("decoder"), foreign()),
            new Row("decoder", 0, never("definition"), foreign()),
            new Row("symbols", 0, never("decoder"), foreign()),
            // ring 1: what a target is
            new Row("target", 1, never("decoder"), foreign()), new Row("tracefs", 1, never(), foreign()),
            // ring 2: what is done with it
            new Row("target.local", 2, never("registry", "recording", "cli"), foreign()),
            new Row("target.ssh", 2, never("registry", "recording", "cli"),
                    foreign("org.apache.sshd", "org.bouncycastle", "org.slf4j")),
            new Row("target.simulated", 2, never("registry", "recording", "cli"), foreign()),
            new Row("registry", 2, never("recording", "cli", "target.local", "target.ssh", "target.simulated"),
                    foreign()),
            new Row("recording", 2, never("cli", "target.local", "target.ssh", "target.simulated"),
                    foreign("com.github.luben.zstd")),
            new Row("cli", 2, never("target.local", "target.ssh", "target.simulated"),
                    foreign("picocli", "com.google.gson")),
            // ring 3: the workbench
            new Row("ui", 3, never("cli", "ui.probes", "ui.events", "ui.charts"), workbench()),
            new Row("ui.probes", 3, never("cli", "ui.events", "ui.charts"), workbench()),
            new Row("ui.events", 3, never("cli", "ui.probes", "ui.charts"), workbench()),
            new Row("ui.charts", 3, never("cli", "ui.probes", "ui.events"),
                    foreign("org.eclipse", "org.osgi", "jakarta.inject", "jakarta.annotation", "org.eclipse.swtchart")),
            // ring 4: the product
            new Row("product", 4, never("cli"), workbench()));

    /** The charts' library; {@code ui.charts} alone grants it by name. */
    private static final String CHARTS = "org.eclipse.swtchart";

    private RingTable() {
    }

    /**
     * A bundle's rights.
     *
     * @param name the bundle, without {@code io.kprobestudio.}
     * @param ring 0 to 4
     * @param never bundles that the ring alone would grant
     * @param foreign names of packages or bundles that are not ours, each with all below it
     */
    record Row(String name, int ring, List<String> never, List<String> foreign) {

        Row {
            never = List.copyOf(never);
            foreign = List.copyOf(foreign);
        }

        boolean grantsForeign(String imported) {
            if (below(imported, CHARTS)) {
                return foreign.contains(CHARTS);
            }
            return foreign.stream().anyMatch(granted -> below(imported, granted));
        }
    }

    /** The row of a bundle, by its name without {@code io.kprobestudio.}. */
    static Optional<Row> row(String name) {
        return Optional.ofNullable(ROWS.get(name));
    }

    /** The bundle of ours that a package lies in: the one with the longest name that begins the package's. */
    static Optional<Row> owner(String imported) {
        return ROWS.values().stream().filter(row -> below(imported, SUITE + row.name()))
                .max((one, other) -> Integer.compare(one.name().length(), other.name().length()));
    }

    private static boolean below(String name, String prefix) {
        return name.equals(prefix) || name.startsWith(prefix + ".");
    }

    private static List<String> never(String... names) {
        return List.of(names);
    }

    private static List<String> foreign(String... names) {
        return List.of(names);
    }

    private static List<String> workbench() {
        return List.of("org.eclipse", "org.osgi", "jakarta.inject", "jakarta.annotation");
    }

    private static Map<String, Row> rows(Row... rows) {
        return Arrays.stream(rows).collect(Collectors.toMap(Row::name, Function.identity()));
    }
}

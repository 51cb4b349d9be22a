/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

import org.eclipse.jdt.annotation.Nullable;

/**
 * What a bundle's manifest says.
 *
 * @param symbolicName without directives
 * @param imports packages, with their parameters
 * @param requires bundles, with their parameters
 * @param exports packages, with their parameters
 * @param environment the execution environment, empty when absent
 */
record BundleManifest(String symbolicName, List<Clause> imports, List<Clause> requires, List<Clause> exports,
        String environment) {

    BundleManifest {
        imports = List.copyOf(imports);
        requires = List.copyOf(requires);
        exports = List.copyOf(exports);
    }

    /**
     * An element of a header.
     *
     * @param name before the first semicolon
     * @param parameters what follows it, as written; empty when nothing does
     */
    record Clause(String name, String parameters) {

        boolean hasRange(String key) {
            return parameters.contains(key + "=\"[") || parameters.contains(key + "=\"(");
        }
    }

    static BundleManifest read(InputStream in) throws IOException {
        Attributes main = new Manifest(in).getMainAttributes();
        String name = clauses(main.getValue("Bundle-SymbolicName")).stream().map(Clause::name).findFirst()
                .orElseThrow(() -> new IOException("no Bundle-SymbolicName"));
        String environment = main.getValue("Bundle-RequiredExecutionEnvironment");
        return new BundleManifest(name, clauses(main.getValue("Import-Package")),
                clauses(main.getValue("Require-Bundle")), clauses(main.getValue("Export-Package")),
                environment == null ? "" : environment);
    }

    /** Splits at commas outside quotes. */
    private static List<Clause> clauses(@Nullable String header) {
        List<Clause> clauses = new ArrayList<>();
        if (header == null || header.isBlank()) {
            return clauses;
        }
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= header.length(); i++) {
            if (i == header.length() || header.charAt(i) == ',' && !quoted) {
                String text = header.substring(start, i).trim();
                int semicolon = text.indexOf(';');
                clauses.add(semicolon < 0 ? new Clause(text, "")
                        : new Clause(text.substring(0, semicolon).trim(), text.substring(semicolon + 1)));
                start = i + 1;
            } else if (header.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return clauses;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kprobestudio.architecture.BundleManifest.Clause;
import io.kprobestudio.architecture.RingTable.Row;

/** Holds manifests and sources against {@link RingTable}; each complaint names the bundle, the import and the rule. */
final class RingRules {

    private static final String NULL_ANNOTATIONS = "org.eclipse.jdt.annotation";
    private static final String COMPONENT_ANNOTATIONS = "org.osgi.service.component.annotations";
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([a-z][\\w.]*?)\\.[A-Z*]");
    private static final Pattern WORKBENCH_NAME = Pattern.compile("\\borg\\.eclipse\\.(?!jdt\\.annotation\\b)\\w+");

    private RingRules() {
    }

    /** All that is wrong with a manifest; empty when it may stand. */
    static List<String> complaints(BundleManifest manifest) {
        String name = manifest.symbolicName();
        Optional<Row> row = name.startsWith(RingTable.SUITE)
                ? RingTable.row(name.substring(RingTable.SUITE.length()))
                : Optional.empty();
        if (row.isEmpty()) {
            return List.of("bundle=" + name + " is not in the table of rings");
        }
        List<String> complaints = new ArrayList<>();
        for (Clause clause : manifest.imports()) {
            complaints.addAll(granted(row.get(), "Import-Package", clause, "version"));
        }
        for (Clause clause : manifest.requires()) {
            complaints.addAll(granted(row.get(), "Require-Bundle", clause, "bundle-version"));
            if (clause.parameters().contains("reexport")) {
                complaints.add("bundle=" + name + " re-exports " + clause.name());
            }
            if (clause.name().startsWith(RingTable.SUITE)) {
                complaints.add("bundle=" + name + " requires the bundle " + clause.name() + ", packages are imported");
            }
        }
        for (Clause clause : manifest.exports()) {
            if (!(clause.name() + ".").startsWith(name + ".")) {
                complaints.add("bundle=" + name + " exports " + clause.name() + ", which is not below its name");
            }
            if (clause.name().contains(".internal")) {
                complaints.add("bundle=" + name + " exports " + clause.name() + ", which is internal");
            }
        }
        if (!"JavaSE-21".equals(manifest.environment())) {
            complaints.add("bundle=" + name + " has execution environment=" + manifest.environment());
        }
        return complaints;
    }

    /** What a Java source of a bundle names although its ring forbids it, whether or not a manifest grants it. */
    static List<String> sourceComplaints(String bundle, String file, String source) {
        int ring = RingTable.row(bundle).map(Row::ring).orElse(0);
        List<String> complaints = new ArrayList<>();
        if (ring >= RingTable.WORKBENCH_RING) {
            return complaints;
        }
        Matcher workbench = WORKBENCH_NAME.matcher(source);
        while (workbench.find()) {
            complaints.add("bundle=" + bundle + " file=" + file + " names " + workbench.group() + " in ring=" + ring);
        }
        Matcher imports = IMPORT.matcher(source);
        while (ring == 0 && imports.find()) {
            String imported = imports.group(1);
            boolean ours = imported.startsWith(RingTable.SUITE) || imported.equals(NULL_ANNOTATIONS);
            if (!ours && !Object.class.getModule().getPackages().contains(imported)) {
                complaints.add("bundle=" + bundle + " file=" + file + " imports " + imported + " outside java.base");
            }
        }
        return complaints;
    }

    /** What of the suite a source imports although its manifest does not, so that only the build's class path has it. */
    static List<String> missingImports(BundleManifest manifest, String file, String source) {
        List<String> complaints = new ArrayList<>();
        Matcher imports = IMPORT.matcher(source);
        while (imports.find()) {
            String imported = imports.group(1);
            boolean own = (imported + ".").startsWith(manifest.symbolicName() + ".")
                    && RingTable.owner(imported)
                            .map(row -> (RingTable.SUITE + row.name()).equals(manifest.symbolicName()))
                            .orElse(false);
            if (imported.startsWith(RingTable.SUITE) && !own
                    && manifest.imports().stream().noneMatch(clause -> clause.name().equals(imported))) {
                complaints.add("bundle=" + manifest.symbolicName() + " file=" + file + " imports " + imported
                        + ", which its manifest does not");
            }
        }
        return complaints;
    }

    private static List<String> granted(Row row, String header, Clause clause, String version) {
        String imported = clause.name();
        String where = "bundle=" + RingTable.SUITE + row.name() + " " + header + "=" + imported;
        if (imported.equals(NULL_ANNOTATIONS) || row.ring() > 0 && imported.equals(COMPONENT_ANNOTATIONS)) {
            return List.of();
        }
        List<String> complaints = new ArrayList<>();
        if (imported.startsWith(RingTable.SUITE)) {
            Optional<Row> owner = RingTable.owner(imported);
            if (owner.isEmpty()) {
                complaints.add(where + " belongs to no bundle of the table");
            } else if (owner.get().ring() > row.ring()) {
                complaints.add(where + " points outward, ring=" + row.ring() + " imports ring=" + owner.get().ring());
            } else if (row.never().contains(owner.get().name())) {
                complaints.add(where + " is not granted to this bundle");
            }
            if (imported.contains(".internal")) {
                complaints.add(where + " is internal");
            }
        } else if (!row.grantsForeign(imported)) {
            complaints.add(where + " is not granted in ring=" + row.ring());
        }
        if (!clause.hasRange(version) && !clause.parameters().contains("resolution:=optional")
                && (imported.startsWith(RingTable.SUITE) || header.equals("Require-Bundle"))) {
            complaints.add(where + " has no range of versions");
        }
        return complaints;
    }
}

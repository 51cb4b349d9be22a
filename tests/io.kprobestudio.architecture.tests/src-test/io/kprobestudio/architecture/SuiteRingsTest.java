/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.architecture;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Test;

import io.kprobestudio.testkit.ProjectFolder;

/** Every bundle of the suite as it stands. */
public class SuiteRingsTest {

    private static final Path BUNDLES = ProjectFolder.get().resolve("bundles");

    @Test
    public void shouldImportOnlyWhatTheRingsGrantWhenManifestsAreRead() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path bundle : bundles()) {
            try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
                BundleManifest manifest = BundleManifest.read(in);
                complaints.addAll(RingRules.complaints(manifest));
                if (!bundle.endsWith(manifest.symbolicName())) {
                    complaints.add("folder=" + bundle.getFileName() + " holds bundle=" + manifest.symbolicName());
                }
            }
        }
        assertNone(complaints);
    }

    @Test
    public void shouldNameNothingOfOuterWorldWhenInnerSourcesAreRead() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path bundle : bundles()) {
            String name = bundle.getFileName().toString().substring(RingTable.SUITE.length());
            for (Path file : sources(bundle.resolve("src"))) {
                String source = Files.readString(file, StandardCharsets.UTF_8);
                complaints.addAll(RingRules.sourceComplaints(name, bundle.relativize(file).toString(), source));
            }
        }
        assertNone(complaints);
    }

    @Test
    public void shouldImportInManifestWhatSourcesUseWhenBundlesAreRead() throws IOException {
        List<String> complaints = new ArrayList<>();
        for (Path bundle : bundles()) {
            try (InputStream in = Files.newInputStream(bundle.resolve("META-INF/MANIFEST.MF"))) {
                BundleManifest manifest = BundleManifest.read(in);
                for (Path file : sources(bundle.resolve("src"))) {
                    complaints.addAll(RingRules.missingImports(manifest, bundle.relativize(file).toString(),
                            Files.readString(file, StandardCharsets.UTF_8)));
                }
            }
        }
        assertNone(complaints);
    }

    private static void assertNone(List<String> complaints) {
        assertEquals("", String.join("\n", complaints));
    }

    private static List<Path> bundles() throws IOException {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            List<Path> bundles = folders.filter(f -> Files.exists(f.resolve("META-INF/MANIFEST.MF"))).sorted().toList();
            assertTrue("bundles in " + BUNDLES + ": " + bundles, bundles.size() > 1);
            return bundles;
        }
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList();
        }
    }
}

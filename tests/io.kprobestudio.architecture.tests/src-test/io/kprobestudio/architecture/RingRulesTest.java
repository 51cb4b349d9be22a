/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.architecture;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.Test;

/** The rules themselves, on manifests made up for it. */
public class RingRulesTest {

    private static final String RANGE = ";version=\"[0.1.0,0.2.0)\"";

    @Test
    public void shouldComplainWhenBundleIsNotInTable() throws IOException {
        assertEquals(List.of("bundle=io.kprobestudio.extra is not in the table of rings"), complaints("extra", ""));
    }

    @Test
    public void shouldComplainWhenImportPointsOutward() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.target Import-Package=io.kprobestudio.registry points outward,"
                        + " ring=1 imports ring=2"),
                complaints("target", "Import-Package: io.kprobestudio.registry" + RANGE));
    }

    @Test
    public void shouldComplainWhenNeighbourIsNotGranted() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.decoder Import-Package=io.kprobestudio.definition is not granted"
                        + " to this bundle"),
                complaints("decoder", "Import-Package: io.kprobestudio.definition" + RANGE));
    }

    @Test
    public void shouldComplainWhenInnerRingImportsWorkbench() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.cli Import-Package=org.eclipse.core.runtime is not granted in ring=2"),
                complaints("cli", "Import-Package: org.eclipse.core.runtime"));
    }

    @Test
    public void shouldComplainWhenBundleIsRequiredThatRingForbids() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.registry Require-Bundle=org.eclipse.ui is not granted in ring=2"),
                complaints("registry", "Require-Bundle: org.eclipse.ui;bundle-version=\"[3.2.0,4.0.0)\""));
    }

    @Test
    public void shouldGrantChartsToChartBundleAloneWhenWorkbenchIsGranted() throws IOException {
        assertEquals(List.of(), complaints("ui.charts", "Import-Package: org.eclipse.swtchart,org.eclipse.swt"));
        assertEquals(
                List.of("bundle=io.kprobestudio.ui.events Import-Package=org.eclipse.swtchart is not granted in ring=3"),
                complaints("ui.events", "Import-Package: org.eclipse.swtchart,org.eclipse.swt"));
    }

    @Test
    public void shouldGrantSshLibraryToSshBundleAloneWhenAsked() throws IOException {
        String header = "Import-Package: org.apache.sshd.client;version=\"[2.20.0,3.0.0)\"";
        assertEquals(List.of(), complaints("target.ssh", header));
        assertEquals(1, complaints("target.local", header).size());
    }

    @Test
    public void shouldComplainWhenVersionsHaveNoRange() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.tracefs Import-Package=io.kprobestudio.target has no range of versions"),
                complaints("tracefs", "Import-Package: io.kprobestudio.target"));
    }

    @Test
    public void shouldComplainWhenInternalPackageIsExportedOrImported() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.target exports io.kprobestudio.target.internal, which is internal"),
                complaints("target", "Export-Package: io.kprobestudio.target.internal"));
        assertEquals(
                List.of("bundle=io.kprobestudio.tracefs Import-Package=io.kprobestudio.target.internal is internal"),
                complaints("tracefs", "Import-Package: io.kprobestudio.target.internal" + RANGE));
    }

    @Test
    public void shouldAttributePackageToLongestBundleNameWhenNamesNest() throws IOException {
        assertEquals(
                List.of("bundle=io.kprobestudio.tracefs Import-Package=io.kprobestudio.target.ssh points outward,"
                        + " ring=1 imports ring=2"),
                complaints("tracefs", "Import-Package: io.kprobestudio.target.ssh" + RANGE));
    }

    @Test
    public void shouldComplainWhenSourceNamesWhatItsRingForbids() {
        assertEquals(List.of("bundle=registry file=A.java names org.eclipse.core in ring=2"),
                RingRules.sourceComplaints("registry", "A.java", "import org.eclipse.core.runtime.IStatus;\n"));
        assertEquals(List.of("bundle=decoder file=A.java imports java.util.logging outside java.base"),
                RingRules.sourceComplaints("decoder", "A.java", "import java.util.logging.Logger;\n"));
        assertEquals(List.of(), RingRules.sourceComplaints("decoder", "A.java",
                "import java.util.List;\nimport org.eclipse.jdt.annotation.Nullable;\n"));
    }

    @Test
    public void shouldComplainWhenSourceImportsWhatManifestDoesNot() throws IOException {
        BundleManifest manifest = manifest("registry", "Import-Package: io.kprobestudio.target" + RANGE);
        assertEquals(List.of(), RingRules.missingImports(manifest, "A.java",
                "import io.kprobestudio.target.Target;\nimport io.kprobestudio.registry.internal.Journal;\n"));
        assertEquals(
                List.of("bundle=io.kprobestudio.registry file=A.java imports io.kprobestudio.tracefs, which its manifest"
                        + " does not"),
                RingRules.missingImports(manifest, "A.java", "import io.kprobestudio.tracefs.Tracefs;\n"));
    }

    private static List<String> complaints(String bundle, String header) throws IOException {
        return RingRules.complaints(manifest(bundle, header));
    }

    private static BundleManifest manifest(String bundle, String header) throws IOException {
        String text = "Manifest-Version: 1.0\nBundle-SymbolicName: io.kprobestudio." + bundle + ";singleton:=true\n"
                + "Bundle-RequiredExecutionEnvironment: JavaSE-21\n" + (header.isEmpty() ? "" : header + "\n");
        byte[] folded = text.replaceAll("([^\n]{60})(?=[^\n])", "$1\n ").getBytes(StandardCharsets.UTF_8);
        return BundleManifest.read(new ByteArrayInputStream(folded));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.kprobestudio.testkit.KernelTruth;

/** Every line of the recorded kernels' own text, byte by byte. */
public class KernelTextGoldenTest {

    private static final Pattern PAGE = Pattern.compile("page=([0-9a-f]{8}) pfn=0x([0-9a-f]+)");

    @Rule
    public TemporaryFolder temporary = new TemporaryFolder();

    /** Lines of {@code trace} that are no comments. */
    private static List<String> expected(Path recording) throws IOException {
        return Stream.of(Files.readString(recording.resolve("trace.txt"), StandardCharsets.ISO_8859_1).split("\n", -1))
                .filter(line -> !line.startsWith("#")).toList();
    }

    private static List<String> decoded(Path recording, int threads) throws Exception {
        RecordingReader reader = RecordingReader.open(recording, Decompressors.BUILT_IN);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReadSummary summary = reader.writeText(out, new TextOptions(threads, false, false));
        assertEquals(List.of(), summary.corrupt());
        assertTrue(summary.records() > 0);
        return List.of(out.toString(StandardCharsets.ISO_8859_1).split("\n", -1));
    }

    private static void assertSame(String name, List<String> expected, List<String> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            assertEquals(name + " line " + (i + 1), expected.get(i), actual.get(i));
        }
        assertEquals(name, expected.size(), actual.size());
    }

    /** The folder without the answer, under a name of no meaning, and with what its kernel's variables hold. */
    private Path copy(Path recording, KernelValues values) throws IOException {
        Path copy = temporary.newFolder().toPath();
        try (Stream<Path> files = Files.walk(recording)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(recording.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.endsWith("trace.txt")) {
                    Files.copy(file, target);
                }
            }
        }
        if (!values.byName().isEmpty()) {
            Files.writeString(copy.resolve("kernel_values"), values.toText());
        }
        return copy;
    }

    @Test
    public void shouldPrintEachLineAsTheKernelDidWhenDecodingProbeEvents() throws Exception {
        int checked = 0;
        for (String name : KernelTruth.names("recordings")) {
            if (name.endsWith("-kp") || name.endsWith("-subbuf16")) {
                Path recording = KernelTruth.recording(name);
                assertSame(name, expected(recording), decoded(copy(recording, KernelValues.NONE), 1));
                checked++;
            }
        }
        assertEquals(7, checked);
    }

    /**
     * {@code page=} counts from the kernel's {@code mem_map}, which no file of a recording holds: two lines of the text
     * give it, as they would on a board, and all others must follow.
     */
    @Test
    public void shouldPrintEachLineAsTheKernelDidWhenDecodingStaticEvents() throws Exception {
        for (String name : List.of("imx6-6.1-mix", "imx6-7.2-overrun")) {
            Path recording = KernelTruth.recording(name);
            List<String> expected = expected(recording);
            assertSame(name, expected, decoded(copy(recording, memoryMap(expected)), 1));
        }
    }

    @Test
    public void shouldPrintAllButPageAddressesWhenTheMemoryMapIsNotKnown() throws Exception {
        for (String name : List.of("imx6-6.1-mix", "imx6-7.2-overrun")) {
            Path recording = KernelTruth.recording(name);
            List<String> expected = expected(recording).stream()
                    .map(line -> line.replaceAll("page=[0-9a-f]{8} pfn", "page=(unknown name mem_map) pfn")).toList();
            assertSame(name, expected, decoded(copy(recording, KernelValues.NONE), 1));
        }
    }

    @Test
    public void shouldKeepTheOrderOfLinesWhenSeveralThreadsPrint() throws Exception {
        Path recording = KernelTruth.recording("imx6-6.1-mix");
        assertSame("imx6-6.1-mix", decoded(recording, 1), decoded(recording, 3));
    }

    private static KernelValues memoryMap(List<String> lines) {
        List<long[]> pages = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = PAGE.matcher(line);
            if (matcher.find()) {
                pages.add(new long[]{ Long.parseLong(matcher.group(1), 16), Long.parseLong(matcher.group(2), 16) });
            }
        }
        long[] first = pages.get(0);
        long[] other = pages.stream().filter(p -> p[1] != first[1]).findFirst().orElseThrow();
        long size = (other[0] - first[0]) / (other[1] - first[1]);
        return new KernelValues(Map.of("mem_map", first[0] - first[1] * size, "__pv_phys_pfn_offset", 0L,
                "sizeof(struct page)", size));
    }
}

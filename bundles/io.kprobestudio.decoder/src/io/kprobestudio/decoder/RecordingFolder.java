/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A recording that mirrors tracefs in a folder. */
final class RecordingFolder {

    private RecordingFolder() {
    }

    /**
     * Reads what a folder tells of its kernel. What is missing is taken as unknown, but for {@code header_page}.
     *
     * @throws TraceDataException when there is no usable {@code header_page}
     * @throws IOException        when a file cannot be read
     */
    static TraceMetadata metadata(Path folder) throws IOException, TraceDataException {
        KernelVersion kernel = KernelVersion.parse(text(folder.resolve("uname")));
        ByteOrder order = kernel.byteOrder();
        Path header = headerPage(folder);
        if (!Files.isRegularFile(header)) {
            throw new TraceDataException("no recording: header_page is missing in " + folder);
        }
        PageLayout layout = PageLayout.parse(text(header), order);
        Path kallsyms = folder.resolve("kallsyms");
        return new TraceMetadata(layout, FormatCatalog.read(folder.resolve("events")),
                Files.isRegularFile(kallsyms) ? KernelSymbols.parse(Files.readAllBytes(kallsyms)) : KernelSymbols.NONE,
                SavedComms.parse(text(folder.resolve("saved_cmdlines"))),
                PrintkFormats.parse(text(folder.resolve("printk_formats"))),
                TraceClock.parse(text(folder.resolve("trace_clock"))).withResolution(resolution(folder)), kernel,
                KernelValues.parse(text(folder.resolve("kernel_values"))), text(folder.resolve("kprobe_events")));
    }

    private static Path headerPage(Path folder) {
        Path header = folder.resolve("header_page");
        return Files.isRegularFile(header) ? header : folder.resolve("events").resolve("header_page");
    }

    /** Whether a folder is a recording. */
    static boolean isOne(Path folder) {
        return Files.isRegularFile(headerPage(folder));
    }

    /** What the recorder measured; 0 where it did not. */
    private static long resolution(Path folder) throws IOException {
        String text = text(folder.resolve(ClockResolution.FILE)).strip();
        return text.matches("\\d{1,12}") ? Long.parseLong(text) : 0;
    }

    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    /** The CPUs' streams, by CPU. */
    static List<CpuFile> cpus(Path folder) throws IOException {
        List<CpuFile> cpus = new ArrayList<>();
        Path perCpu = folder.resolve("per_cpu");
        if (Files.isDirectory(perCpu)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(perCpu, "cpu*")) {
                for (Path entry : entries) {
                    Path raw = entry.resolve("trace_pipe_raw");
                    String digits = String.valueOf(entry.getFileName()).substring("cpu".length());
                    if (digits.matches("\\d{1,6}") && Files.isRegularFile(raw)) {
                        cpus.add(new CpuFile(Integer.parseInt(digits), raw, 0, Files.size(raw)));
                    }
                }
            }
        }
        cpus.sort(Comparator.comparingInt(CpuFile::cpu));
        return cpus;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.kprobestudio.testkit.BtfBuilder;
import io.kprobestudio.testkit.KernelTruth;

/** Writes the first inputs of each fuzzer, out of what real kernels recorded: {@code Seeds FOLDER}. */
public final class Seeds {

    private static final int DEFINITIONS = 150;
    private static final int PAGES = 2;

    private Seeds() {
    }

    /** Writes a folder a fuzzer under the folder given. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        definitions(Files.createDirectories(folder.resolve("DefinitionFuzzer")));
        pages(Files.createDirectories(folder.resolve("DecoderFuzzer")));
        formats(Files.createDirectories(folder.resolve("FormatFuzzer")));
        objects(Files.createDirectories(folder.resolve("DebugInfoFuzzer")));
        types(Files.createDirectories(folder.resolve("TypesFuzzer")));
    }

    private static void definitions(Path folder) throws IOException {
        List<String> kernels = DefinitionFuzzer.KERNELS;
        for (int kernel = 0; kernel < kernels.size(); kernel++) {
            List<String> lines = Files.readAllLines(KernelTruth.verdicts(kernels.get(kernel)));
            for (int i = 0; i < DEFINITIONS; i++) {
                String line = lines.get(i * (lines.size() / DEFINITIONS));
                int start = line.indexOf("\"def\":\"") + 7;
                String definition = line.substring(start, line.indexOf("\",\"", start) < 0 ? line.length() - 2
                        : line.indexOf("\",\"", start)).replace("\\t", "\t").replace("\\\"", "\"")
                        .replace("\\\\", "\\");
                byte[] text = definition.getBytes(StandardCharsets.ISO_8859_1);
                Files.write(folder.resolve("seed-%d-%d".formatted(kernel, i)), picked(kernel, text, 0, text.length));
            }
        }
    }

    private static void pages(Path folder) throws IOException {
        List<String> recordings = DecoderFuzzer.RECORDINGS;
        for (int kernel = 0; kernel < recordings.size(); kernel++) {
            try (Stream<Path> cpus = Files.list(KernelTruth.recording(recordings.get(kernel)).resolve("per_cpu"))) {
                for (Path cpu : cpus.sorted().toList()) {
                    int size = recordings.get(kernel).endsWith("16") ? 16384 : 4096;
                    try (InputStream in = Files.newInputStream(cpu.resolve("trace_pipe_raw"))) {
                        byte[] pages = in.readNBytes(size * PAGES);
                        Files.write(folder.resolve("seed-%d-%s".formatted(kernel, cpu.getFileName())),
                                picked(kernel, pages, 0, Math.min(size, pages.length)));
                    }
                }
            }
        }
    }

    private static void formats(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(KernelTruth.recording("imx6-6.1-mix").resolve("events"))) {
            int number = 0;
            for (Path file : files.filter(path -> path.endsWith("format")).sorted().toList()) {
                if (number++ % 4 == 0) {
                    Files.copy(file, folder.resolve("seed-" + number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void objects(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(KernelTruth.debugObjects())) {
            for (Path file : files.sorted().toList()) {
                Files.copy(file, folder.resolve("seed-" + file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void types(Path folder) throws IOException {
        BtfBuilder types = new BtfBuilder(ByteOrder.LITTLE_ENDIAN);
        int number = types.integer("int", 4, 1);
        int letter = types.integer("char", 1, 0);
        int text = types.array(letter, number, 8);
        int inner = types.structure(4, "", 8, "text", text, 0, 0);
        int node = types.structure(4, "node", 24, "weight", number, 0, 3, "", inner, 64, 0, "next", 6, 128, 0);
        types.pointer(node);
        types.function("walk", node, "head", 6, "count", number, "who", inner);
        int made = 0;
        for (String query : List.of("head->next->weight count", "t=head->text[2] &head->next $params",
                "((struct node *)count)->text:string@user", "container_of(head, struct node, next)->weight:u8",
                "x=%di +8(%si)")) {
            byte[] words = query.getBytes(StandardCharsets.ISO_8859_1);
            byte[] all = types.bytes();
            byte[] rest = Arrays.copyOf(words, words.length + all.length);
            System.arraycopy(all, 0, rest, words.length, all.length);
            byte[] input = picked(words.length, rest, 0, rest.length);
            Files.write(folder.resolve("seed-" + made), picked(made, input, 0, input.length));
            made++;
        }
    }

    private static byte[] picked(int kernel, byte[] bytes, int from, int to) {
        byte[] input = new byte[1 + to - from];
        input[0] = (byte) kernel;
        System.arraycopy(bytes, from, input, 1, to - from);
        return input;
    }
}

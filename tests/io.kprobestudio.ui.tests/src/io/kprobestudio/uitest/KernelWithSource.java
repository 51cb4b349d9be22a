/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import io.kprobestudio.target.TargetAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A kernel of a few functions, linked with a build id as tests/data/debuginfo/build.sh does, with its source in another folder
 * than the compiler saw it in, and a simulated target that runs it.
 *
 * @param folder holds all of it
 */
record KernelWithSource(Path folder) {

    private static final String SYMBOLS = """
            c0008000 T _stext
            c0101000 T walk
            c0101094 T many
            c01010c8 T twice
            c010114c T sums
            c0101178 T counted
            c01011a0 T counted_too
            c0102000 T _etext
            """;

    /** Unpacks it. */
    static KernelWithSource unpack() throws IOException, InterruptedException {
        Path data = Path.of(Objects.requireNonNull(System.getProperty("kps.root"), "kps.root"))
                .resolve("tests/data/debuginfo");
        Path folder = Files.createTempDirectory("kernel");
        Path source = Files.createDirectories(folder.resolve("elsewhere/src"));
        Files.copy(data.resolve("places.c"), source.resolve("places.c"));
        Process tar = new ProcessBuilder("tar", "-xJf", data.resolve("objects.tar.xz").toString(), "-C",
                folder.toString()).inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException("the objects cannot be unpacked: folder=" + folder);
        }
        return new KernelWithSource(folder);
    }

    /** The file with debug information. */
    Path vmlinux() {
        return folder.resolve("objects/linked-arm.o");
    }

    /** Where its source is on this machine; the compiler saw it in /src. */
    Path source() {
        return folder.resolve("elsewhere");
    }

    /** A target that tells a build id. */
    TargetAddress target(String buildId) throws Exception {
        Path description = Files.createTempDirectory(folder, "target");
        Files.writeString(description.resolve("kallsyms"), SYMBOLS);
        Files.writeString(description.resolve("available_filter_functions"),
                "walk\nmany\ntwice\nsums\ncounted\ncounted_too\n");
        Files.writeString(description.resolve("uname"), "Linux board 6.1.0 #1 SMP armv7l GNU/Linux\n");
        byte[] id = HexFormat.of().parseHex(buildId);
        // an ELF note: sizes of name and content, NT_GNU_BUILD_ID, name, content
        Files.write(description.resolve("notes"), ByteBuffer.allocate(16 + id.length).order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4).putInt(id.length).putInt(3).put("GNU\0".getBytes(StandardCharsets.US_ASCII)).put(id)
                .array());
        return Workbench.studio().add("sim:?description=" + description);
    }
}

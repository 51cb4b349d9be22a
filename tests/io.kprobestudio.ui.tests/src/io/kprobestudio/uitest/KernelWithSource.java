/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.source.SourceSettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;

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
        Path folder = Files.createTempDirectory("kernel");
        Path source = Files.createDirectories(folder.resolve("elsewhere/src"));
        Files.copy(data().resolve("debuginfo/places.c"), source.resolve("places.c"));
        KernelWithSource made = new KernelWithSource(folder);
        made.take("debuginfo/objects.tar.xz");
        return made;
    }

    private static Path data() {
        return Path.of(Objects.requireNonNull(System.getProperty("kps.root"), "kps.root")).resolve("tests/data");
    }

    /** Unpacks more of the tests' data into the folder. */
    private void take(String archive) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "-xJf", data().resolve(archive).toString(), "-C", folder.toString())
                .inheritIO().start();
        if (tar.waitFor() != 0) {
            throw new IOException("%s cannot be unpacked: folder=%s".formatted(archive, folder));
        }
    }

    /** A recording of which a probe at counted_too is told, which a board recorded at another function. */
    Path recording() throws IOException, InterruptedException {
        take("kernel-truth/recordings/imx6-6.1-kp.tar.xz");
        Path recording = folder.resolve("imx6-6.1-kp");
        Path symbols = recording.resolve("kallsyms");
        Files.writeString(symbols, Files.readString(symbols, StandardCharsets.ISO_8859_1).replace(" vfs_write\n",
                " counted_too\n"), StandardCharsets.ISO_8859_1);
        Files.writeString(recording.resolve("kprobe_events"), "p:kprobes/wr counted_too count=%r0:s32\n");
        return recording;
    }

    /** A target whose kernel tells its types (BTF): a 64-bit PC. */
    TargetAddress typed() throws Exception {
        take("kernel-truth/descriptions/amd64-7.2.tar.xz");
        return Workbench.studio().add("sim:?description=" + folder.resolve("amd64-7.2"));
    }

    /** The file with debug information. */
    Path vmlinux() {
        return folder.resolve("objects/linked-arm.o");
    }

    /** Where its source is on this machine; the compiler saw it in /src. */
    Path source() {
        return folder.resolve("elsewhere");
    }

    /** Names it on the preference page. */
    void name(IEclipsePreferences node) {
        node.put(SourceSettings.VMLINUX, vmlinux().toString());
        node.put(SourceSettings.FOLDER, source().toString());
    }

    /** Back to the simulated board, without a target that was made here. */
    static void leave() throws TargetException {
        TargetAddress shown = Workbench.studio().selected();
        if (shown.toString().contains("description")) {
            Workbench.studio().remove(shown);
        }
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    /** A target that tells a build id. */
    TargetAddress target(String buildId) throws Exception {
        return Workbench.studio().add("sim:?description=" + description(buildId));
    }

    /** A target on which a module is loaded; both tell a build id. */
    TargetAddress target(String buildId, String module, String itsBuildId) throws Exception {
        Path description = description(buildId);
        Files.write(Files.createDirectories(description.resolve("module-notes")).resolve(module), note(itsBuildId));
        return Workbench.studio().add("sim:?description=" + description);
    }

    private Path description(String buildId) throws IOException {
        Path description = Files.createTempDirectory(folder, "target");
        Files.writeString(description.resolve("kallsyms"), SYMBOLS);
        Files.writeString(description.resolve("available_filter_functions"),
                "walk\nmany\ntwice\nsums\ncounted\ncounted_too\n");
        Files.writeString(description.resolve("uname"), "Linux board 6.1.0 #1 SMP armv7l GNU/Linux\n");
        Files.write(description.resolve("notes"), note(buildId));
        return description;
    }

    /* An ELF note: sizes of name and content, NT_GNU_BUILD_ID, name, content. */
    private static byte[] note(String buildId) {
        byte[] id = HexFormat.of().parseHex(buildId);
        return ByteBuffer.allocate(16 + id.length).order(ByteOrder.LITTLE_ENDIAN).putInt(4).putInt(id.length).putInt(3)
                .put("GNU\0".getBytes(StandardCharsets.US_ASCII)).put(id).array();
    }
}

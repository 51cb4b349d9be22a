/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.tukaani.xz.XZInputStream;

/**
 * What running kernels answered and recorded, from {@code tests/data/kernel-truth} (its README says what each file is).
 * Archives are unpacked once into a folder below the system's temporary one, named by their content, and shared by all
 * test processes; callers must not write there. All methods may be called from any thread and from several processes
 * at once; they throw {@link UncheckedIOException} with the archive's name when it is missing or damaged.
 */
public final class KernelTruth {

    private static final String TAR = ".tar.xz";
    private static final String LINES = ".jsonl.xz";

    private KernelTruth() {
    }

    /**
     * The folder of a recording.
     *
     * @param name such as {@code imx6-6.1-kp}
     * @return a folder that mirrors tracefs; its {@code trace.txt} is the answer and never input
     */
    public static Path recording(String name) {
        return folder("recordings", name);
    }

    /**
     * The folder of a target's description.
     *
     * @param name the kernel, such as {@code arm64-7.2}
     * @return a folder with {@code kallsyms}, {@code uname}, {@code events/…/format} and the like
     */
    public static Path description(String name) {
        return folder("descriptions", name);
    }

    /**
     * The verdicts of a kernel.
     *
     * @param name the kernel, such as {@code imx6-6.1}
     * @return a text file with one JSON object a line
     */
    public static Path verdicts(String name) {
        Path archive = archive("verdicts", name + LINES);
        return cached(archive, name + ".jsonl", (in, target) -> Files.copy(in, target));
    }

    /**
     * A kernel's verdicts of definitions that the project's generator made.
     *
     * @param name the kernel and the control file, such as {@code imx6-6.1.kprobe_events}
     * @return a text file with one JSON object a line
     */
    public static Path freshVerdicts(String name) {
        Path archive = archive("fresh", name + LINES);
        return cached(archive, name + ".jsonl", (in, target) -> Files.copy(in, target));
    }

    /**
     * The folder of a kernel's operation sequences.
     *
     * @param name such as {@code imx6-6.1} or {@code imx6-6.1-hits}
     * @return a folder with {@code NAME.ops} and {@code NAME.out}
     */
    public static Path sequences(String name) {
        return folder("sequences", name);
    }

    /**
     * The folder of small objects with debug information; {@code tests/data/debuginfo/sample.c} is their source.
     *
     * @return a folder with objects such as {@code arm-dwarf5.o}
     */
    public static Path debugObjects() {
        Path archive = ProjectFolder.get().resolve("tests/data/debuginfo/objects" + TAR);
        return cached(archive, "objects", (in, target) -> {
            Files.createDirectory(target);
            TarArchive.unpack(in, "objects", target);
        });
    }

    /**
     * The names for which there is data of a kind, sorted.
     *
     * @param kind {@code recordings}, {@code descriptions}, {@code verdicts}, {@code fresh} or {@code sequences}
     * @return what the method of that kind takes; never empty
     */
    public static List<String> names(String kind) {
        Path folder = data().resolve(kind);
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(TAR) || f.endsWith(LINES))
                    .map(f -> f.substring(0, f.length() - (f.endsWith(TAR) ? TAR : LINES).length())).sorted().toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no archives in " + folder);
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    private static Path folder(String kind, String name) {
        return cached(archive(kind, name + TAR), name, (in, target) -> {
            Files.createDirectory(target);
            TarArchive.unpack(in, name, target);
        });
    }

    private static Path data() {
        return ProjectFolder.get().resolve("tests/data/kernel-truth");
    }

    private static Path archive(String kind, String file) {
        return data().resolve(kind).resolve(file);
    }

    private interface Unpacking {
        void run(InputStream in, Path target) throws IOException;
    }

    private static Path cached(Path archive, String name, Unpacking unpacking) {
        try {
            byte[] content = Files.readAllBytes(archive);
            CRC32 crc = new CRC32();
            crc.update(content);
            Path cache = Path.of(System.getProperty("java.io.tmpdir", "/tmp"),
                    "kprobe-studio-tests-" + System.getProperty("user.name", "user"));
            Path entry = cache
                    .resolve("%s-%08x".formatted(archive.getParent().getFileName() + "-" + name, crc.getValue()));
            Path result = entry.resolve(name);
            if (!Files.exists(result)) {
                Files.createDirectories(cache);
                Path making = Files.createTempDirectory(cache, ".making-");
                try (InputStream in = new XZInputStream(Files.newInputStream(archive))) {
                    unpacking.run(in, making.resolve(name));
                }
                moveInto(making, entry);
            }
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException("kernel truth " + archive + ": " + e.getMessage(), e);
        }
    }

    /** Another process may have been faster: its folder holds the same, so ours is dropped. */
    private static void moveInto(Path making, Path entry) throws IOException {
        try {
            Files.move(making, entry);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            try (Stream<Path> left = Files.walk(making)) {
                for (Path file : left.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

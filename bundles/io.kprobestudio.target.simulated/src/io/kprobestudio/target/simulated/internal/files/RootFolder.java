/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jdt.annotation.Nullable;

/** The root of the simulated machine's files. */
public final class RootFolder {

    private static final String BUS = "/io/kprobestudio/target/simulated/profiles/sysbus";

    private final SimulatedKernel kernel;
    private final Node.Folder root;

    /** The files of a kernel. */
    public RootFolder(SimulatedKernel kernel) {
        this.kernel = kernel;
        Node.Folder tracing = new TracefsFolder(kernel, kernel.top());
        Files.Fixed debug = new Files.Fixed().with("tracing", tracing).with("kprobes", kprobes());
        Files.Fixed inKernel = new Files.Fixed().with("debug", debug).with("security", new Files.Fixed()
                .with("lockdown", Files.fixed("[none] integrity confidentiality\n")));
        if (kernel.profile().tracefs()) {
            inKernel.with("tracing", tracing);
        }
        if (kernel.files().has("notes")) {
            inKernel.with("notes", Files.binary(() -> kernel.files().read("notes").orElse(new byte[0])));
        }
        if (kernel.files().has("btf")) {
            inKernel.with("btf", new Files.Fixed().with("vmlinux",
                    Files.binary(() -> kernel.files().read("btf").orElse(new byte[0]))));
        }
        Files.Fixed sys = new Files.Fixed().with("kernel", inKernel).with("bus", bus()).with("devices", devices())
                .with("module", modules());
        root = new Files.Fixed().with("sys", sys).with("proc", new ProcFolder(kernel).folder()).with("etc", etc())
                .with("dev", dev()).with("tmp", new Files.Fixed()).with("root", new Files.Fixed())
                .with("bin", new Files.Fixed().with("busybox", Files.fixed("")).with("sh", Files.fixed("")))
                .with("lib", new Files.Fixed().with("modules", new Files.Fixed()));
    }

    /** Where tracefs is mounted. */
    public String tracefs() {
        return kernel.profile().tracefs() ? "/sys/kernel/tracing" : "/sys/kernel/debug/tracing";
    }

    /** What stands at an absolute path; null when there is nothing. */
    public @Nullable Node find(String path) {
        return Files.find(root, path);
    }

    private Node.Folder kprobes() {
        Files.Fixed folder = new Files.Fixed().with("list", Files.text(kernel.probes()::debugList)).with("enabled",
                Files.fixed("1\n"));
        if (kernel.files().has("blacklist")) {
            folder.with("blacklist", Files.text(() -> kernel.files().text("blacklist")));
        }
        return folder;
    }

    /** What the modules of a description tell of their build ids. */
    private Files.Fixed modules() {
        Files.Fixed folder = new Files.Fixed();
        kernel.files().moduleNotes().forEach((name, notes) -> folder.with(name,
                new Files.Fixed().with("notes", new Files.Fixed().with(".note.gnu.build-id",
                        Files.binary(() -> notes)))));
        return folder;
    }

    private static Files.Fixed etc() {
        return new Files.Fixed().with("hostname", Files.fixed("sabrelite\n"))
                .with("os-release", Files.fixed("NAME=\"Simulated board\"\nID=simulated\n"))
                .with("passwd", Files.fixed("root:x:0:0:root:/root:/bin/sh\n"))
                .with("hosts", Files.fixed("127.0.0.1 localhost\n10.0.2.15 sabrelite\n"))
                .with("fstab",
                        Files.fixed("proc /proc proc defaults 0 0\nnodev /sys/kernel/tracing tracefs defaults 0 0\n"));
    }

    private static Files.Fixed dev() {
        return new Files.Fixed().with("null", Files.text(() -> "", text -> {
        })).with("zero", Files.fixed("")).with("console", Files.text(() -> "", text -> {
        })).with("mmcblk0", Files.fixed("")).with("ttymxc1", Files.text(() -> "", text -> {
        }));
    }

    private static Files.Fixed devices() {
        return new Files.Fixed().with("system", new Files.Fixed().with("cpu", new Files.Fixed()
                .with("online", Files.fixed("0-3\n")).with("possible", Files.fixed("0-3\n"))
                .with("present", Files.fixed("0-3\n"))));
    }

    /** The buses of a board of this kind, as far as they are folders. */
    private static Files.Fixed bus() {
        Files.Fixed top = new Files.Fixed();
        for (String path : resource().split("\n")) {
            Files.Fixed at = top;
            for (String name : path.split("/")) {
                if (!name.isEmpty()) {
                    Files.Fixed next = at.child(name) instanceof Files.Fixed there ? there : new Files.Fixed();
                    at.with(name, next);
                    at = next;
                }
            }
            if (path.contains("/drivers/")) {
                for (String file : List.of("bind", "uevent", "unbind")) {
                    at.with(file, Files.fixed(""));
                }
            } else if (!path.equals("/") && path.indexOf('/', 1) < 0) {
                at.with("drivers_autoprobe", Files.fixed("1\n")).with("drivers_probe", Files.fixed("")).with("uevent",
                        Files.fixed(""));
            }
        }
        return top;
    }

    private static String resource() {
        try (InputStream in = RootFolder.class.getResourceAsStream(BUS)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(BUS, e);
        }
    }
}

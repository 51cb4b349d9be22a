/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.files;

import io.kprobestudio.target.simulated.internal.kernel.SimulatedKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** What the simulated machine shows under {@code /proc}. */
final class ProcFolder {

    private final SimulatedKernel kernel;

    ProcFolder(SimulatedKernel kernel) {
        this.kernel = kernel;
    }

    Node.Folder folder() {
        Files.Fixed settings = new Files.Fixed().with("kptr_restrict", Files.fixed("0\n"))
                .with("perf_event_paranoid", Files.fixed("1\n")).with("osrelease", Files.text(() -> word(2) + "\n"))
                .with("ostype", Files.fixed("Linux\n")).with("hostname", Files.fixed("(none)\n"))
                .with("version", Files.text(this::versionPart));
        Files.Fixed own = new Files.Fixed().with("status", Files.fixed("""
                Name:\tsh
                Uid:\t0\t0\t0\t0
                Gid:\t0\t0\t0\t0
                CapEff:\t000001ffffffffff
                """)).with("comm", Files.fixed("sh\n"));
        Files.Fixed proc = new Files.Fixed().with("kallsyms", Files.text(() -> kernel.files().text("kallsyms")))
                .with("version", Files.text(() -> "Linux version " + word(2) + " (gcc) " + versionPart()))
                .with("cmdline", Files.fixed("console=ttymxc1,115200\n")).with("uptime", Files.text(this::uptime))
                .with("cpuinfo", Files.text(ProcFolder::processors)).with("mounts", Files.text(this::mounts))
                .with("loadavg", Files.fixed("0.42 0.31 0.27 1/64 160\n"))
                .with("filesystems", Files.fixed("nodev\tsysfs\nnodev\tproc\nnodev\ttmpfs\nnodev\tdebugfs\n"
                        + (kernel.profile().tracefs() ? "nodev\ttracefs\n" : "") + "\text4\n"))
                .with("config.gz", Files.binary(() -> zipped(config())))
                .with("sys", new Files.Fixed().with("kernel", settings)).with("self", own);
        if (kernel.files().has("modules")) {
            proc.with("modules", Files.text(() -> kernel.files().text("modules")));
        }
        return proc;
    }

    private String word(int index) {
        String[] words = kernel.files().text("uname").strip().split("\\s+");
        return index < words.length ? words[index] : "";
    }

    /** What {@code uname -v} prints: from the number sign up to the machine. */
    private String versionPart() {
        String line = kernel.files().text("uname").strip();
        int hash = line.indexOf('#');
        int machine = line.indexOf(" arm", Math.max(0, hash));
        return hash < 0 ? "#1 SMP\n" : line.substring(hash, machine < 0 ? line.length() : machine) + "\n";
    }

    private String uptime() {
        long hundredths = kernel.now() / 10_000_000;
        return String.format(Locale.ROOT, "%d.%02d %d.%02d\n", hundredths / 100, hundredths % 100, hundredths / 30,
                hundredths % 100);
    }

    private static String processors() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append("processor\t: ").append(i)
                    .append("\nmodel name\t: ARMv7 Processor rev 0 (v7l)\nBogoMIPS\t: 6.00\n")
                    .append("Features\t: half thumb fastmult vfp edsp neon vfpv3 tls vfpd32\n\n");
        }
        return text.append("Hardware\t: Freescale i.MX6 Quad/DualLite (Device Tree)\n").toString();
    }

    private String mounts() {
        return "rootfs / rootfs rw 0 0\nproc /proc proc rw,relatime 0 0\nsysfs /sys sysfs rw,relatime 0 0\n"
                + "debugfs /sys/kernel/debug debugfs rw,relatime 0 0\n"
                + (kernel.profile().tracefs() ? "tracefs /sys/kernel/tracing tracefs rw,relatime 0 0\n" : "");
    }

    private String config() {
        String events = kernel.profile().version().atLeast(4, 12) ? "CONFIG_KPROBE_EVENTS" : "CONFIG_KPROBE_EVENT";
        return "CONFIG_ARM=y\nCONFIG_SMP=y\nCONFIG_NR_CPUS=4\nCONFIG_MODULES=y\nCONFIG_MODULE_UNLOAD=y\nCONFIG_KALLSYMS=y\n"
                + "CONFIG_KALLSYMS_ALL=y\nCONFIG_KPROBES=y\nCONFIG_KRETPROBES=y\nCONFIG_FTRACE=y\nCONFIG_TRACING=y\n"
                + "CONFIG_EVENT_TRACING=y\nCONFIG_DEBUG_FS=y\n" + events + "=y\n"
                + (kernel.profile().hist() ? "CONFIG_HIST_TRIGGERS=y\n" : "# CONFIG_HIST_TRIGGERS is not set\n")
                + "CONFIG_PERF_EVENTS=y\nCONFIG_IKCONFIG=y\nCONFIG_IKCONFIG_PROC=y\n";
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(Files.bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }
}

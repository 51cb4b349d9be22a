/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.kprobestudio.definition.Dialect;
import io.kprobestudio.target.Connection;
import io.kprobestudio.target.ErrorTexts;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

/** Examines a target: is it ready to be probed, and what mends what is missing. */
public final class Doctor {

    private static final int SMALL = 1 << 16;
    private static final int CONFIG = 4 << 20;
    private static final int EEXIST = 17;
    private static final int ENOSYS = 38;
    private static final String SHARED = "the buffer is shared with everybody on the target";
    /** A group does not do: the kernel makes an event's files for root alone to write, each time it is defined. */
    private static final String ACCESS = "log in as root, or become root (ssh: put become=sudo or become=doas behind the"
            + " address)";
    private static final String MOUNT = "mount -t tracefs nodev /sys/kernel/tracing";

    private final Connection connection;
    private final List<Finding> findings = new ArrayList<>();

    private Doctor(Connection connection) {
        this.connection = connection;
    }

    /**
     * Examines a target.
     *
     * @param connection an open connection
     * @param progress told what is looked at, and asked whether to go on
     * @return what was found, in the order in which it should be mended
     * @throws TargetException when the link breaks or the user cancels; what the target refuses is a finding
     */
    public static List<Finding> examine(Connection connection, Progress progress) throws TargetException {
        Doctor doctor = new Doctor(connection);
        progress.report("looking at the kernel");
        KernelVersion version = doctor.kernel();
        Optional<KernelConfig> config = doctor.config(version);
        progress.check("examining the target");
        progress.report("looking at tracefs");
        boolean mounted = doctor.mount(version, config);
        if (mounted) {
            doctor.kprobeEvents(version, config);
            doctor.instances(version);
        }
        progress.check("examining the target");
        progress.report("looking at rights");
        doctor.lockdown();
        doctor.kprobesSwitch();
        doctor.symbols(config);
        if (mounted) {
            doctor.clock();
        }
        progress.check("examining the target");
        progress.report("looking at programs");
        doctor.findings.addAll(UserlandCheck.examine(connection));
        return List.copyOf(doctor.findings);
    }

    private KernelVersion kernel() throws TargetException {
        String release = text("/proc/sys/kernel/osrelease").orElse("");
        if (release.isEmpty()) {
            // "Linux version 6.1.0 (builder@host) ..."
            String[] words = text("/proc/version").orElse("").split(" ");
            release = words.length > 2 ? words[2] : "";
        }
        KernelVersion version = KernelVersion.of(release);
        if (release.isEmpty()) {
            findings.add(Finding.degraded("kernel", "its version cannot be read", "mount -t proc nodev /proc"));
        } else if (!version.from(Dialect.OLDEST_KNOWN.major(), Dialect.OLDEST_KNOWN.minor())) {
            findings.add(Finding.degraded("kernel", "Linux " + release + ", older than what was tried",
                    "Linux " + Dialect.OLDEST_KNOWN + " or later"));
        } else if (version.from(Dialect.NEWEST_KNOWN.major(), Dialect.NEWEST_KNOWN.minor() + 1)) {
            findings.add(Finding.degraded("kernel", "Linux %s, newer than what was tried (%s)".formatted(release,
                    Dialect.NEWEST_KNOWN),
                    "nothing, mostly: what its own files show is believed first; a later Kprobe Studio may know it"));
        } else {
            findings.add(Finding.ok("kernel", "Linux " + release));
        }
        return version;
    }

    private Optional<KernelConfig> config(KernelVersion version) throws TargetException {
        for (String file : List.of("/proc/config.gz", "/boot/config-" + version.release())) {
            Optional<KernelConfig> config = bytes(file, CONFIG).flatMap(content -> KernelConfig.parse(file, content));
            if (config.isPresent()) {
                findings.add(Finding.ok("configuration", "shown by " + file));
                return config;
            }
        }
        findings.add(Finding.ok("configuration", "not shown by this kernel (CONFIG_IKCONFIG_PROC)"));
        return Optional.empty();
    }

    private boolean mount(KernelVersion version, Optional<KernelConfig> config) throws TargetException {
        Optional<String> tracefs = connection.tracefs();
        if (tracefs.isPresent()) {
            try {
                connection.list(tracefs.get());
            } catch (FileException refused) {
                findings.add(Finding.missing("tracefs", String.valueOf(refused.getMessage()), ACCESS));
                return false;
            }
            findings.add(connection.exists(tracefs.get() + "/events")
                    ? Finding.ok("tracefs", "mounted at " + tracefs.get())
                    : Finding.missing("tracefs", "mounted at " + tracefs.get() + ", without events",
                            options(version, config)));
            return connection.exists(tracefs.get() + "/events");
        }
        String known = text("/proc/filesystems").orElse("") + "\n";
        if (known.contains("\ttracefs\n")) {
            findings.add(Finding.missing("tracefs", "known to the kernel, not mounted", MOUNT));
        } else if (known.contains("\tdebugfs\n") && !version.from(4, 1)
                && config.map(c -> c.has("CONFIG_FTRACE")).orElse(true)) {
            findings.add(Finding.missing("tracefs", "inside debugfs in this version, and that is not mounted",
                    "mount -t debugfs nodev /sys/kernel/debug"));
        } else {
            findings.add(Finding.missing("tracefs", "this kernel has no event tracing", options(version, config)));
        }
        return false;
    }

    private void kprobeEvents(KernelVersion version, Optional<KernelConfig> config) throws TargetException {
        String file = connection.tracefs().orElse("") + "/kprobe_events";
        if (!connection.exists(file)) {
            findings.add(Finding.missing("kprobe events", "this kernel has none: " + file + " is not there",
                    options(version, config)));
            return;
        }
        findings.add(Finding.ok("kprobe events", "in the kernel"));
        try {
            connection.write(FileWrite.append(file, ""));
            findings.add(Finding.ok("rights", file + " may be written"));
        } catch (FileException refused) {
            findings.add(switch (refused.errno()) {
            case 30 -> Finding.missing("rights", "tracefs is mounted read-only",
                    "mount -o remount,rw " + connection.tracefs().orElse(""));
            case 1 -> Finding.missing("rights", String.valueOf(refused.getMessage()), ErrorTexts.UNLOCK);
            default -> Finding.missing("rights", String.valueOf(refused.getMessage()), ACCESS);
            });
        }
        if (!connection.exists(connection.tracefs().orElse("") + "/error_log")) {
            findings.add(Finding.ok("error messages",
                    "no error_log (from Linux 5.2): why a definition is refused is said by the suite"));
        }
    }

    /** What must be configured, by the names of that version: those that are missing, where the configuration is shown. */
    private static String options(KernelVersion version, Optional<KernelConfig> config) {
        List<String> wanted = new ArrayList<>(List.of("CONFIG_FTRACE", "CONFIG_KPROBES", version.kprobeEventsOption()));
        if (!version.from(6, 10)) {
            wanted.add(1, "CONFIG_MODULES");
        }
        List<String> missing = wanted.stream().filter(option -> config.map(c -> !c.has(option)).orElse(true)).toList();
        return "configure the kernel with " + String.join("=y ", missing.isEmpty() ? wanted : missing) + "=y";
    }

    private void instances(KernelVersion version) throws TargetException {
        String folder = connection.tracefs().orElse("") + "/instances";
        findings.add(connection.exists(folder) ? making(folder)
                : Finding.degraded("instances", "none: " + SHARED,
                        version.from(3, 10) ? "CONFIG_TRACING=y" : "Linux 3.10 or later"));
    }

    /** Making the folder that is there does nothing, and shows what making another would meet. */
    private Finding making(String folder) throws TargetException {
        try {
            connection.makeDirectory(folder);
        } catch (FileException refused) {
            if (refused.errno() == ENOSYS) {
                return Finding.degraded("instances", "the target has no mkdir: " + SHARED, "CONFIG_MKDIR=y in BusyBox");
            }
            if (refused.errno() != EEXIST) {
                return Finding.degraded("instances", SHARED + ": " + refused.getMessage(),
                        "log in as root, or as a user who may write to tracefs");
            }
        }
        return Finding.ok("instances", "a buffer of our own can be made");
    }

    private void lockdown() throws TargetException {
        String lockdown = text("/sys/kernel/security/lockdown").orElse("");
        if (lockdown.contains("[confidentiality]")) {
            findings.add(Finding.missing("lockdown", "confidentiality: the kernel lets nobody probe it",
                    ErrorTexts.UNLOCK));
        } else if (lockdown.contains("[integrity]")) {
            findings.add(Finding.ok("lockdown", "integrity: does not keep from probing"));
        } else {
            findings.add(Finding.ok("lockdown", lockdown.isEmpty() ? "not in this kernel" : "none"));
        }
    }

    private void kprobesSwitch() throws TargetException {
        String file = "/sys/kernel/debug/kprobes/enabled";
        String value = text(file).orElse("");
        if (value.equals("0")) {
            findings.add(Finding.missing("kprobes switch", "all kprobes are switched off", "echo 1 > " + file));
        } else if (value.equals("1")) {
            findings.add(Finding.ok("kprobes switch", "on"));
        }
    }

    private void symbols(Optional<KernelConfig> config) throws TargetException {
        if (!connection.exists("/proc/kallsyms")) {
            if (connection.exists("/proc/version")) {
                findings.add(Finding.missing("symbols", "/proc/kallsyms is not there: functions cannot be named",
                        "configure the kernel with CONFIG_KALLSYMS=y"));
            }
            return;
        }
        String restrict = text("/proc/sys/kernel/kptr_restrict").orElse("");
        if (restrict.equals("2")) {
            findings.add(Finding.degraded("symbols", "addresses are hidden from everybody (kptr_restrict=2)",
                    "echo 1 > /proc/sys/kernel/kptr_restrict"));
        } else if (config.isPresent() && !config.get().has("CONFIG_KALLSYMS_ALL")) {
            findings.add(Finding.degraded("symbols", "functions only: a variable (@symbol) cannot be named",
                    "configure the kernel with CONFIG_KALLSYMS_ALL=y"));
        } else {
            findings.add(Finding.ok("symbols", "named by /proc/kallsyms"
                    + (restrict.isEmpty() ? "" : ", kptr_restrict=" + restrict)));
        }
    }

    /**
     * The kernel shows the trace clock in microseconds. Where that clock is the timer tick's, as on boards without a
     * {@code sched_clock} of their own, all samples are whole milliseconds (ticks last 1, 4 or 10).
     */
    private void clock() throws TargetException {
        long step = 0;
        int samples = 0;
        String file = connection.tracefs().orElse("") + "/per_cpu/cpu0/stats";
        for (int i = 0; i < 8; i++) {
            Optional<Long> now = text(file).flatMap(Doctor::now);
            if (now.isPresent()) {
                step = greatestCommonDivisor(step, now.get());
                samples++;
            }
        }
        if (samples == 0) {
            return;
        }
        if (step % 1000 == 0) {
            findings.add(Finding.degraded("clock", "time stamps go in whole milliseconds",
                    "echo mono > TRACEFS/instances/NAME/trace_clock (record --clock mono), or a kernel driver that"
                            + " registers a sched_clock"));
        } else {
            findings.add(Finding.ok("clock", "finer than a millisecond"));
        }
    }

    private static Optional<Long> now(String stats) {
        return Stream.of(stats.split("\n")).filter(line -> line.startsWith("now ts:"))
                .map(line -> line.substring("now ts:".length()).strip())
                .filter(time -> time.matches("\\d{1,9}\\.\\d{6}"))
                .map(time -> Long.parseLong(time.replace(".", ""))).findFirst();
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    private Optional<String> text(String file) throws TargetException {
        return bytes(file, SMALL).map(content -> new String(content, StandardCharsets.ISO_8859_1)).map(content -> {
            return content.endsWith("\n") && content.indexOf('\n') == content.length() - 1 ? content.strip() : content;
        });
    }

    private Optional<byte[]> bytes(String file, int limit) throws TargetException {
        try {
            return Optional.of(connection.read(file, limit));
        } catch (FileException refused) {
            return Optional.empty();
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.Test;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.TargetException;

public class DoctorTest {

    private static final String TRACING = "/sys/kernel/tracing";

    @Test
    public void shouldFindNothingMissingWhenKernelIsReady() throws TargetException {
        FolderTarget target = kernel("6.1.0").mounted(TRACING).file(TRACING + "/kprobe_events", "")
                .file("/proc/kallsyms", "").file("/proc/sys/kernel/kptr_restrict", "0\n")
                .file("/sys/kernel/security/lockdown", "[none] integrity confidentiality\n")
                .file("/sys/kernel/debug/kprobes/enabled", "1\n");
        for (Finding finding : examine(target)) {
            assertEquals(finding.toString(), Finding.State.OK, finding.state());
        }
    }

    @Test
    public void shouldNameOldOptionWhenOldKernelHasEventTracingOff() throws Exception {
        FolderTarget target = kernel("3.14.52").file("/proc/filesystems", "nodev\tdebugfs\n")
                .file("/proc/config.gz", packed("CONFIG_KPROBES=y\nCONFIG_MODULES=y\n# CONFIG_FTRACE is not set\n"));
        Finding found = finding(target, "tracefs");
        assertEquals(Finding.State.MISSING, found.state());
        assertEquals("this kernel has no event tracing", found.text());
        assertEquals("configure the kernel with CONFIG_FTRACE=y CONFIG_KPROBE_EVENT=y", found.remedy());
    }

    @Test
    public void shouldNameNewOptionWhenKernelHasNoKprobeEvents() throws TargetException {
        Finding found = finding(kernel("6.18.1").mounted(TRACING), "kprobe events");
        assertEquals(Finding.State.MISSING, found.state());
        assertEquals("configure the kernel with CONFIG_FTRACE=y CONFIG_KPROBES=y CONFIG_KPROBE_EVENTS=y",
                found.remedy());
    }

    @Test
    public void shouldTellHowToMountWhenTracefsIsNotMounted() throws TargetException {
        assertEquals("mount -t tracefs nodev /sys/kernel/tracing",
                finding(kernel("5.10.0").file("/proc/filesystems", "nodev\tproc\nnodev\ttracefs\n"), "tracefs")
                        .remedy());
        assertEquals("mount -t debugfs nodev /sys/kernel/debug",
                finding(kernel("3.18.0").file("/proc/filesystems", "nodev\tdebugfs\n"), "tracefs").remedy());
    }

    @Test
    public void shouldTellWhyWhenControlFileMayNotBeWritten() throws TargetException {
        FolderTarget target = kernel("6.1.0").mounted(TRACING).file(TRACING + "/kprobe_events", "");
        assertEquals("mount -o remount,rw /sys/kernel/tracing", finding(target.refusing(30), "rights").remedy());
        assertEquals("cat /sys/kernel/security/lockdown shows which; boot with lockdown=integrity or"
                + " lockdown=none, or switch Secure Boot off", finding(target.refusing(1), "rights").remedy());
        assertTrue(finding(target.refusing(13), "rights").remedy().startsWith("log in as root"));
    }

    @Test
    public void shouldTellWhyWhenNoBufferOfOurOwnCanBeMade() throws TargetException {
        FolderTarget target = kernel("6.1.0").mounted(TRACING).file(TRACING + "/kprobe_events", "");
        assertEquals("a buffer of our own can be made", finding(target, "instances").text());
        assertEquals("CONFIG_MKDIR=y in BusyBox", finding(target.refusingFolders(38), "instances").remedy());
        assertTrue(finding(target.refusingFolders(13), "instances").remedy().startsWith("log in as root"));
    }

    @Test
    public void shouldSayWhatMendsItWhenProbingIsSwitchedOff() throws TargetException {
        FolderTarget target = kernel("6.1.0").mounted(TRACING)
                .file("/sys/kernel/security/lockdown", "none integrity [confidentiality]\n")
                .file("/sys/kernel/debug/kprobes/enabled", "0\n").file("/proc/kallsyms", "")
                .file("/proc/sys/kernel/kptr_restrict", "2\n");
        assertEquals(Finding.State.MISSING, finding(target, "lockdown").state());
        assertEquals("echo 1 > /sys/kernel/debug/kprobes/enabled", finding(target, "kprobes switch").remedy());
        assertEquals(Finding.State.DEGRADED, finding(target, "symbols").state());
        assertEquals("echo 1 > /proc/sys/kernel/kptr_restrict", finding(target, "symbols").remedy());
    }

    @Test
    public void shouldSaySoWhenClockIsTheTimersTick() throws TargetException {
        FolderTarget target = kernel("3.14.0").mounted(TRACING)
                .file(TRACING + "/per_cpu/cpu0/stats", "entries: 0\nnow ts:    12.340000\n");
        assertEquals("time stamps go in whole milliseconds", finding(target, "clock").text());
        assertEquals(Finding.State.DEGRADED, finding(target, "clock").state());
        target.file(TRACING + "/per_cpu/cpu0/stats", "entries: 0\nnow ts:    12.000677\n");
        assertEquals(Finding.State.OK, finding(target, "clock").state());
    }

    @Test
    public void shouldKnowWhenAnOptionWasRenamed() {
        assertEquals("CONFIG_KPROBE_EVENT", KernelVersion.of("4.10.17").kprobeEventsOption());
        assertEquals("CONFIG_KPROBE_EVENTS", KernelVersion.of("4.11.0-rc1").kprobeEventsOption());
        assertEquals("CONFIG_KPROBE_EVENTS", KernelVersion.of("nonsense").kprobeEventsOption());
    }

    private static FolderTarget kernel(String release) {
        return new FolderTarget().file("/proc/sys/kernel/osrelease", release + "\n").file("/proc/version", "Linux");
    }

    private static Finding finding(FolderTarget target, String topic) throws TargetException {
        return examine(target).stream().filter(found -> found.topic().equals(topic)).findFirst()
                .orElseThrow(() -> new AssertionError("no finding: topic=" + topic));
    }

    private static List<Finding> examine(FolderTarget target) throws TargetException {
        try (Connection connection = target.connect()) {
            return Doctor.examine(connection, Progress.NONE);
        }
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.toByteArray();
    }
}

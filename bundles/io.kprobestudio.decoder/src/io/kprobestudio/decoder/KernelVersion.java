/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.decoder;

import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code uname -a} tells of a kernel.
 *
 * @param text    the line as it was
 * @param major   6 of 6.1.0-50-armmp; 0 when unknown
 * @param minor   1 of 6.1.0-50-armmp
 * @param machine such as {@code armv7l}; empty when unknown
 */
public record KernelVersion(String text, int major, int minor, String machine) {

    /** Nothing is known: taken as the newest kernel. */
    public static final KernelVersion UNKNOWN = new KernelVersion("", 0, 0, "");

    private static final Pattern RELEASE = Pattern.compile("(?:^|\\s)(\\d{1,3})\\.(\\d{1,4})[\\w.+~-]*");
    private static final Pattern MACHINE = Pattern.compile("(?:^|\\s)(arm\\w*|aarch64(?:_be)?|x86_64|i[3-6]86|ppc\\w*"
            + "|s390x?|mips\\w*|riscv\\w*|sparc\\w*|m68k|parisc\\w*|loongarch\\w*|alpha|sh\\w+|arc|csky|xtensa)"
            + "(?=\\s|$)");

    /** Reads the output of {@code uname -a}, or a bare release. */
    public static KernelVersion parse(String uname) {
        String line = uname.strip();
        Matcher release = RELEASE.matcher(line);
        int major = 0;
        int minor = 0;
        if (release.find()) {
            major = Integer.parseInt(release.group(1));
            minor = Integer.parseInt(release.group(2));
        }
        String machine = "";
        Matcher name = MACHINE.matcher(line);
        while (name.find()) {
            machine = name.group(1);
        }
        return new KernelVersion(line, major, minor, machine);
    }

    /** Such as {@code 6.1.0-50-armmp}; empty when unknown. */
    public String release() {
        Matcher release = RELEASE.matcher(text);
        return release.find() ? release.group().strip() : "";
    }

    /** Whether the kernel is this version or newer; an unknown kernel is. */
    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major == 0 || major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /** Whether the kernel is of that stable series and has that patch level or a later one. */
    public boolean isStable(int series, int ofSeries, int patch) {
        Matcher release = Pattern.compile("(?<![\\d.])" + series + "\\." + ofSeries + "\\.(\\d{1,4})").matcher(text);
        boolean found = false;
        // Debian's release has no patch level ("5.10.0-32-armmp"), its version has ("Debian 5.10.223-1").
        while (major == series && minor == ofSeries && !found && release.find()) {
            found = Integer.parseInt(release.group(1)) >= patch;
        }
        return found;
    }

    /** The machine's byte order; little endian where the name does not tell. */
    public ByteOrder byteOrder() {
        boolean big = machine.equals("s390x") || machine.equals("s390") || machine.equals("aarch64_be")
                || machine.startsWith("arm") && machine.endsWith("b") || machine.equals("ppc")
                || machine.equals("ppc64") || machine.equals("mips") || machine.equals("mips64")
                || machine.startsWith("sparc") || machine.equals("m68k") || machine.startsWith("parisc");
        return big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** The machine's word size in bytes, 4 or 8; 8 where the name does not tell. */
    public int wordSize() {
        return machine.startsWith("arm") || machine.matches("i[3-6]86|ppc|ppcle|mips|mipsel|riscv32|m68k|s390|sh.*|arc")
                ? 4
                : 8;
    }
}

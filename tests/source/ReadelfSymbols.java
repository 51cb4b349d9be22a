/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions of a kernel's file as binutils' readelf prints them. */
final class ReadelfSymbols {
    private static final Pattern SYMBOL = Pattern.compile(" *\\d+: ([0-9a-f]+) +\\d+ FUNC +\\w+ +\\w+ +\\d+ (\\S+)");

    private final Map<String, Long> addresses = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    /** Asks readelf. */
    ReadelfSymbols(Path vmlinux) throws IOException {
        try (BufferedReader lines = ReadelfVariables.readelf(vmlinux, "-s")) {
            lines.lines().map(SYMBOL::matcher).filter(Matcher::matches).forEach(each -> {
                if (addresses.put(each.group(2), Long.parseUnsignedLong(each.group(1), 16)) != null) {
                    repeated.add(each.group(2));
                }
            });
        }
    }

    /** Where a function begins; nothing where there is none. */
    OptionalLong address(String name) {
        return addresses.containsKey(name) ? OptionalLong.of(addresses.get(name)) : OptionalLong.empty();
    }

    /** Whether more than one function has this name, so that the kernel may take another one. */
    boolean isRepeated(String name) {
        return repeated.contains(name);
    }

    /** Whether addresses have 64 bits. */
    boolean isWide() {
        return addresses.values().stream().anyMatch(each -> each >>> 32 != 0);
    }
}

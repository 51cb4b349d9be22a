/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.tracefs.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A kernel's configuration, as {@code /proc/config.gz} or a file beside the kernel shows it.
 *
 * @param source the file that it comes from
 * @param options option to value ({@code y}, {@code m}, a number, a text); an option that is not set is absent
 */
record KernelConfig(String source, Map<String, String> options) {

    private static final int MOST = 16 << 20;

    KernelConfig {
        options = Map.copyOf(options);
    }

    /** Reads a configuration, packed or not; nothing when it is none. */
    static Optional<KernelConfig> parse(String source, byte[] content) {
        byte[] plain = content;
        if (content.length > 2 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b) {
            try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(content))) {
                plain = unpacked.readNBytes(MOST);
            } catch (IOException broken) {
                return Optional.empty();
            }
        }
        Map<String, String> options = new HashMap<>();
        for (String line : new String(plain, StandardCharsets.ISO_8859_1).split("\n")) {
            int equals = line.indexOf('=');
            if (line.startsWith("CONFIG_") && equals > 0) {
                options.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return options.isEmpty() ? Optional.empty() : Optional.of(new KernelConfig(source, options));
    }

    /** Whether an option is built in. */
    boolean has(String option) {
        return "y".equals(options.getOrDefault(option, ""));
    }
}

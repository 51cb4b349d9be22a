/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.ArrayList;
import java.util.List;

import io.kprobestudio.definition.Architecture;
import io.kprobestudio.definition.Dialect;

/**
 * The {@code kprobe_event=} parameter (Documentation/trace/kprobetrace.rst, "Kernel Boot Parameter"): definitions joined by
 * semicolons, their words by commas. The kernel enables what it makes of them by itself, but gives its ring buffer no more
 * than two pages a CPU until somebody enables an event from user space. An empty {@code trace_event=} before it makes the
 * kernel allocate the whole buffer: a board with 6.1 then has 1411 KiB a CPU from the first hit on instead of 7.
 */
final class CommandLine implements ProbeExporter {

    private static final String FORM = "the kernel's command line";

    /* COMMAND_LINE_SIZE of asm/setup.h, its closing zero included. */
    private static final int SIZE_ARM = 1024;
    private static final int SIZE_OTHERS = 2048;

    @Override
    public String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException {
        if (!dialect.version().atLeast(5, 3)) {
            throw new ExportException(
                    "kprobe_event= on the command line needs Linux 5.3 or newer: kernel=" + dialect.version());
        }
        List<String> definitions = new ArrayList<>();
        for (ExportedProbe probe : probes) {
            probe.requireKprobe(FORM);
            probe.requireNone(FORM, ",;\"'", probe.line());
            if (!probe.filter().isEmpty()) {
                throw new ExportException("%s cannot hold a filter: event=%s filter=%s".formatted(FORM, probe.key(),
                        probe.filter()));
            }
            if (!probe.enabled()) {
                throw new ExportException(
                        "the kernel enables what its command line defines: disabled event=" + probe.key());
            }
            definitions.add(probe.line().replace(' ', ','));
        }
        String parameter = "trace_event= kprobe_event=" + String.join(";", definitions);
        int limit = dialect.architecture() == Architecture.ARM ? SIZE_ARM : SIZE_OTHERS;
        if (parameter.length() >= limit) {
            throw new ExportException("the parameters are longer than that kernel's command line: length=%d limit=%d"
                    .formatted(parameter.length(), limit - 1));
        }
        return parameter + "\n";
    }
}

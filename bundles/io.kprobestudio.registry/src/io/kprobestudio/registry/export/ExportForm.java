/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.List;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;
import io.kprobestudio.registry.JudgedProbe;

/** The forms in which probes can be taken to a board without a link. */
public enum ExportForm {

    /** A script for a BusyBox shell: adds, enables, collects a tar that {@code kprobes decode} opens, and cleans up. */
    SHELL(new ShellScript()),
    /** {@code kprobe_event=} for the kernel's command line, from Linux 5.3. */
    COMMAND_LINE(new CommandLine()),
    /** {@code ftrace.event.kprobes} for the boot configuration, from Linux 5.6. */
    BOOT_CONFIGURATION(new BootConfiguration()),
    /** {@code perf probe} commands. */
    PERF(new PerfProbe());

    private final ProbeExporter exporter;

    ExportForm(ProbeExporter exporter) {
        this.exporter = exporter;
    }

    /**
     * Writes probes down.
     *
     * @param probes judged for the kernel that will read the result
     * @param dialect that kernel's dialect
     * @param description what is known of that kernel: what it was built without is refused
     * @return the text, which ends with a newline
     * @throws ExportException when the kernel or the form cannot say one of the probes; the message names it
     */
    public String export(List<JudgedProbe> probes, Dialect dialect, Description description) throws ExportException {
        String text = exporter.export(ExportedProbe.of(probes), dialect);
        exporter.requireBuilt(dialect, description);
        return text;
    }

    /**
     * What the form needs of the kernel's configuration and its description does not tell, with where the board shows it; an
     * empty text where there is nothing.
     */
    public String caution(Description description) {
        return exporter.caution(description);
    }
}

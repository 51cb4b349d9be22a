/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kprobestudio.definition.Description;
import io.kprobestudio.definition.Dialect;

/**
 * The {@code ftrace.event.kprobes} subtree of a boot configuration (Documentation/trace/boottime-trace.rst): one key an event,
 * whose {@code probes} are a place with arguments each. The group is always {@code kprobes}. A kernel reads it when it was built
 * with CONFIG_BOOT_CONFIG and CONFIG_BOOTTIME_TRACING, and {@code bootconfig} stands on its command line.
 */
final class BootConfiguration implements ProbeExporter {

    private static final String FORM = "a boot configuration";
    /** Among the symbols of every kernel that lists those of its start. */
    private static final String START = "start_kernel";
    /** Linked in by CONFIG_BOOT_CONFIG (fs/proc/bootconfig.c), since 5.6; its address is taken, so that it is a symbol. */
    private static final String READS = "boot_config_proc_show";
    /** Linked in by CONFIG_BOOTTIME_TRACING (kernel/trace/trace_boot.c), an initcall, since 5.6. */
    private static final String TRACES = "trace_boot_init";

    @Override
    public String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException {
        if (!dialect.version().atLeast(5, 6)) {
            throw new ExportException("a boot configuration needs Linux 5.6 or newer: kernel=" + dialect.version());
        }
        Map<String, List<ExportedProbe>> events = probes.stream().collect(
                Collectors.groupingBy(probe -> probe.key().event(), LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<ExportedProbe>> event : events.entrySet()) {
            ExportedProbe first = event.getValue().get(0);
            text.append("ftrace.event.kprobes.").append(event.getKey()).append(" {\n\tprobes = ");
            String separator = "";
            for (ExportedProbe probe : event.getValue()) {
                if (!probe.key().equals(first.key())) {
                    throw new ExportException("%s knows the group kprobes only, in which these have one name: %s, %s"
                            .formatted(FORM, first.key(), probe.key()));
                }
                text.append(separator).append(quoted(probe, probe(probe, dialect)));
                separator = ", ";
            }
            text.append('\n');
            if (!first.filter().isEmpty()) {
                text.append("\tfilter = ").append(quoted(first, first.filter())).append('\n');
            }
            if (event.getValue().stream().anyMatch(ExportedProbe::enabled)) {
                text.append("\tenable\n");
            }
            text.append("}\n");
        }
        return text.toString();
    }

    @Override
    public void requireBuilt(Dialect dialect, Description description) throws ExportException {
        requireBuilt(dialect, description, "CONFIG_BOOT_CONFIG", READS);
        requireBuilt(dialect, description, "CONFIG_BOOTTIME_TRACING", TRACES);
    }

    private static void requireBuilt(Dialect dialect, Description description, String option, String symbol)
            throws ExportException {
        if (has(description, START) && !has(description, symbol)) {
            throw new ExportException("%s needs a kernel built with %s: kernel=%s has no symbol=%s".formatted(FORM,
                    option, dialect.version(), symbol));
        }
    }

    @Override
    public String caution(Description description) {
        return has(description, READS) && has(description, TRACES) ? ""
                : FORM + " is read by kernels built with CONFIG_BOOT_CONFIG and CONFIG_BOOTTIME_TRACING, which is not known "
                        + "of this one: where they are, the board has /proc/bootconfig, and /proc/kallsyms has "
                        + TRACES;
    }

    private static boolean has(Description description, String symbol) {
        return description.symbols().find(symbol) >= 0;
    }

    private static String probe(ExportedProbe probe, Dialect dialect) throws ExportException {
        probe.requireKprobe(FORM);
        String place = probe.place();
        if (probe.definition().kind().isReturn()) {
            if (!dialect.version().atLeast(5, 10)) {
                throw new ExportException("%s can hold a return probe from Linux 5.10 only: kernel=%s event=%s"
                        .formatted(FORM, dialect.version(), probe.key()));
            }
            if (probe.definition().maxactive() > 0 && probe.line().matches("r\\d.*")) {
                throw new ExportException("%s has no word for maxactive: maxactive=%d event=%s".formatted(FORM,
                        probe.definition().maxactive(), probe.key()));
            }
            place += "%return";
        }
        return probe.arguments().isEmpty() ? place : place + " " + String.join(" ", probe.arguments());
    }

    private static String quoted(ExportedProbe probe, String value) throws ExportException {
        char quote = value.indexOf('"') < 0 ? '"' : '\'';
        probe.requireNone(FORM, quote == '"' ? "" : "'", value);
        return quote + value + quote;
    }
}

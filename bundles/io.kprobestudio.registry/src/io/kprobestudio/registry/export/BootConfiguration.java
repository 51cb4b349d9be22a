/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kprobestudio.definition.Dialect;

/**
 * The {@code ftrace.event.kprobes} subtree of a boot configuration (Documentation/trace/boottime-trace.rst): one key an event,
 * whose {@code probes} are a place with arguments each. The group is always {@code kprobes}.
 */
final class BootConfiguration implements ProbeExporter {

    private static final String FORM = "a boot configuration";

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

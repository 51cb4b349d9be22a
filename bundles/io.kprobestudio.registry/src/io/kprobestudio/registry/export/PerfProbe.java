/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry.export;

import java.util.List;

import io.kprobestudio.definition.Dialect;
import io.kprobestudio.definition.ProbePoint;

/**
 * {@code perf probe --add} commands (perf-probe(1)). An argument that is neither a register, memory, stack nor {@code $} word
 * is a variable to perf and would be looked up in debug information, so that names from BTF are refused.
 */
final class PerfProbe implements ProbeExporter {

    private static final String FORM = "perf probe";

    @Override
    public String export(List<ExportedProbe> probes, Dialect dialect) throws ExportException {
        StringBuilder text = new StringBuilder();
        for (ExportedProbe probe : probes) {
            probe.requireKprobe(FORM);
            if (probe.definition().kind().isReturn() && probe.line().matches("r\\d.*")) {
                throw new ExportException("%s has no word for maxactive: maxactive=%d event=%s".formatted(FORM,
                        probe.definition().maxactive(), probe.key()));
            }
            if (!probe.filter().isEmpty()) {
                throw new ExportException("%s cannot set a filter (perf record --filter can): event=%s filter=%s"
                        .formatted(FORM, probe.key(), probe.filter()));
            }
            text.append("perf probe ");
            String place = probe.place();
            if (probe.definition().place() instanceof ProbePoint.Symbol && place.indexOf(':') > 0) {
                int colon = place.indexOf(':');
                text.append("--module ").append(ShellQuote.quote(place.substring(0, colon))).append(' ');
                place = place.substring(colon + 1);
            }
            StringBuilder spec = new StringBuilder().append(probe.key().group()).append(':').append(probe.key().event())
                    .append('=').append(place);
            if (probe.definition().kind().isReturn()) {
                spec.append("%return");
            }
            for (String argument : probe.arguments()) {
                requireRaw(probe, argument);
                spec.append(' ').append(argument);
            }
            text.append("--add ").append(ShellQuote.quote(spec.toString())).append('\n');
        }
        return text.toString();
    }

    private static void requireRaw(ExportedProbe probe, String argument) throws ExportException {
        String expression = argument.substring(argument.indexOf('=') + 1);
        if (expression.isEmpty() || "%@$+-".indexOf(expression.charAt(0)) < 0) {
            throw new ExportException("%s would take this for a variable of the source: argument=%s event=%s"
                    .formatted(FORM, argument, probe.key()));
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.events.internal.explorer;

import io.kprobestudio.decoder.RecordingSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.osgi.util.NLS;

/**
 * What a recording's node opens into. It does not adapt to the recording's resource: who deletes a CPU does not mean the
 * recording.
 *
 * @param recording its folder or file
 * @param kind what it is
 * @param place among its siblings
 * @param text its label
 * @param more what is told beside it; may be empty
 */
public record RecordingPart(IResource recording, Kind kind, int place, String text, String more) {

    /** What parts there are, in their order; in the suite's icons they are called so. */
    enum Kind {
        /** All CPUs. */
        CPUS("tree"), //$NON-NLS-1$
        /** One CPU. */
        CPU("timeline"), //$NON-NLS-1$
        /** All tracing instances. */
        INSTANCES("tree"), //$NON-NLS-1$
        /** One tracing instance. */
        INSTANCE("events"), //$NON-NLS-1$
        /** All probes. */
        PROBES("probes"), //$NON-NLS-1$
        /** One probe at an entry or an instruction. */
        PROBE("probe"), //$NON-NLS-1$
        /** One probe at a return. */
        RETURN("probe-return"), //$NON-NLS-1$
        /** The folder's content. */
        FILES("library"); //$NON-NLS-1$

        private final String icon;

        Kind(String icon) {
            this.icon = icon;
        }

        /** The name of its picture. */
        String icon() {
            return icon;
        }
    }

    private static RecordingPart of(IResource recording, Kind kind, String text) {
        return new RecordingPart(recording, kind, kind.ordinal(), text, ""); //$NON-NLS-1$
    }

    /** What a recording's node opens into; little before the recording was read. */
    static List<RecordingPart> of(IResource recording) {
        List<RecordingPart> parts = new ArrayList<>();
        RecordingFacts.summary(recording).ifPresent(summary -> {
            parts.add(of(recording, Kind.CPUS, FactsText.cpus(summary)));
            if (summary.instances().size() > 1) {
                parts.add(of(recording, Kind.INSTANCES,
                        NLS.bind(Messages.Part_instances, Integer.valueOf(summary.instances().size()))));
            }
            if (!summary.probes().isEmpty()) {
                parts.add(of(recording, Kind.PROBES, FactsText.probes(summary)));
            }
        });
        if (recording instanceof IFolder) {
            parts.add(of(recording, Kind.FILES, Messages.Part_files));
        }
        return parts;
    }

    /** Whether it opens into others. */
    boolean hasChildren() {
        return kind == Kind.CPUS || kind == Kind.INSTANCES || kind == Kind.PROBES || kind == Kind.FILES;
    }

    /** What it opens into: other parts, or resources. */
    Object[] children() {
        Optional<RecordingSummary> summary = RecordingFacts.summary(recording);
        return switch (kind) {
        case CPUS -> summary.stream().flatMap(this::cpus).toArray();
        case INSTANCES -> summary.stream().flatMap(known -> numbered(known.instances(), Kind.INSTANCE)).toArray();
        case PROBES -> summary.stream().flatMap(known -> numbered(known.probes(), Kind.PROBE)).toArray();
        case FILES -> files();
        default -> new Object[0];
        };
    }

    private Stream<RecordingPart> cpus(RecordingSummary summary) {
        return summary.cpus().stream().map(cpu -> new RecordingPart(recording, Kind.CPU, cpu.number(),
                NLS.bind(Messages.Part_cpu, Integer.valueOf(cpu.number())), FactsText.bytes(cpu.bytes())));
    }

    private Stream<RecordingPart> numbered(List<String> texts, Kind one) {
        return IntStream.range(0, texts.size()).mapToObj(i -> {
            String named = texts.get(i);
            Kind exact = one == Kind.PROBE && named.startsWith("r") ? Kind.RETURN : one; //$NON-NLS-1$
            return new RecordingPart(recording, exact, i, named.isEmpty() ? Messages.Part_top : named, ""); //$NON-NLS-1$
        });
    }

    private Object[] files() {
        try {
            return recording instanceof IFolder folder ? folder.members() : new Object[0];
        } catch (CoreException gone) {
            return new Object[0];
        }
    }

    /** The part or the recording that it is shown below. */
    Object parent() {
        Kind above = switch (kind) {
        case CPU -> Kind.CPUS;
        case INSTANCE -> Kind.INSTANCES;
        case PROBE, RETURN -> Kind.PROBES;
        default -> kind;
        };
        return above == kind ? recording
                : of(recording).stream().filter(part -> part.kind == above).findFirst().<Object>map(part -> part)
                        .orElse(recording);
    }
}

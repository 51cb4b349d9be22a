/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.definition.internal;

import io.kprobestudio.definition.ControlFile;
import io.kprobestudio.definition.ControlFile.Probe;
import io.kprobestudio.definition.Errno;
import io.kprobestudio.definition.Feature;
import io.kprobestudio.definition.FetchArgument;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.ProbeKind;
import java.util.List;

/** What the events that are there already say of a new definition (append_trace_kprobe and its kin). */
final class Existing {
    private final Kernel kernel;
    private final Report report;
    private final Words words;
    private final ControlFile state;

    Existing(Kernel kernel, Report report, Words words, ControlFile state) {
        this.kernel = kernel;
        this.report = report;
        this.words = words;
        this.state = state;
    }

    /** Whether two kinds are kept by the same part of the kernel. */
    static boolean sameFamily(ProbeKind one, ProbeKind other) {
        return family(one) == family(other);
    }

    private static int family(ProbeKind kind) {
        return switch (kind) {
        case KPROBE, KRETPROBE -> 0;
        case FPROBE, FRETPROBE, TPROBE -> 1;
        case EPROBE -> 2;
        case DELETE -> 3;
        };
    }

    /** Whether the definition may come to what is there; reports why not. */
    boolean admits(ProbeDefinition definition) {
        Probe present = state.find(definition.group(), definition.event());
        boolean append = kernel.has(Feature.APPEND);
        if (present != null && append && sameFamily(present.definition().kind(), definition.kind())
                && definition.kind() != ProbeKind.EPROBE) {
            return fits(definition, present.definition());
        }
        if (present != null && !append && sameFamily(present.definition().kind(), definition.kind())) {
            if (state.isBusy(present)) {
                report.silent(Errno.EBUSY, "the event of that name is in use", 0, 0, words.length(0));
                return false;
            }
            return true;
        }
        boolean taken = present != null || kernel.description().hasEvent(definition.group(), definition.event());
        if (taken && kernel.has(Feature.STATIC_NAMES_REFUSED)) {
            boolean invalid = family(definition.kind()) == 1 && kernel.has(Feature.FPROBE_ALL_INVALID);
            report.withFixes(Fixes.otherGroup(report, words.bytes(0), definition.group()));
            report.error(invalid ? Errno.EINVAL : Errno.EEXIST, ErrorText.EVENT_EXIST, 0, 0, words.length(0));
            return false;
        }
        return true;
    }

    private boolean fits(ProbeDefinition definition, ProbeDefinition present) {
        boolean invalid = family(definition.kind()) == 1 && kernel.has(Feature.FPROBE_ALL_INVALID);
        Errno errno = invalid ? Errno.EINVAL : Errno.EEXIST;
        if (definition.kind() != present.kind()) {
            report.error(errno, ErrorText.DIFF_PROBE_TYPE, 0, 0, words.length(0));
            return false;
        }
        List<FetchArgument> own = definition.arguments();
        List<FetchArgument> other = present.arguments();
        int different = -1;
        if (own.size() != other.size()) {
            different = Math.min(own.size(), other.size());
        } else {
            for (int i = 0; i < own.size() && different < 0; i++) {
                boolean same = own.get(i).type().equals(other.get(i).type())
                        && own.get(i).count() == other.get(i).count()
                        && own.get(i).name().equals(other.get(i).name());
                different = same ? -1 : i;
            }
        }
        if (different >= 0) {
            report.error(errno, ErrorText.DIFF_ARG_TYPE, different + 2, 0, 0);
            return false;
        }
        for (Probe probe : state.probes(definition.group(), definition.event())) {
            if (samePlace(definition, probe.definition()) && sameExpressions(own, probe.definition().arguments())) {
                report.error(errno, ErrorText.SAME_PROBE, 0, 0, words.length(0));
                return false;
            }
        }
        return true;
    }

    /** Places by address all count as the same, as long as no symbol names them. */
    private static boolean samePlace(ProbeDefinition one, ProbeDefinition other) {
        return Listing.comparedPlace(one).equals(Listing.comparedPlace(other));
    }

    private static boolean sameExpressions(List<FetchArgument> own, List<FetchArgument> other) {
        for (int i = 0; i < own.size(); i++) {
            if (!own.get(i).expression().equals(other.get(i).expression())) {
                return false;
            }
        }
        return true;
    }
}

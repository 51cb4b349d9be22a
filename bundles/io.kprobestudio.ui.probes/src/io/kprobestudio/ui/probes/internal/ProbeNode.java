/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.session.KnownTarget;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetState;
import java.util.List;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;

/** A row of the tree of probes: a target, a group of events on it, or a probe. */
sealed interface ProbeNode {

    /** What a row is known by. */
    record Id(TargetAddress target, String group, String event) {
    }

    /** What the row is known by. */
    Id id();

    /** The target that it is of. */
    default TargetAddress target() {
        return id().target();
    }

    /** The probes that it stands for. */
    List<ProbeInfo> probes();

    /** Its text in a column. */
    String text(ProbeColumn column);

    /** What the platform's commands and pages know it as. */
    Object shown();

    /** Whether a probe of ours that it stands for is enabled. */
    default boolean isEnabled() {
        return probes().stream().anyMatch(ProbeInfo::enabled);
    }

    /** Whether its box only says what is, or stands for probes that are on as well as such that are off. */
    default boolean isGrey() {
        return probes().stream().noneMatch(ProbeInfo::ours)
                || isEnabled() && !probes().stream().filter(ProbeInfo::ours).allMatch(ProbeInfo::enabled);
    }

    /** The keys of those of its probes that are ours. */
    default List<ProbeKey> ours() {
        return probes().stream().filter(ProbeInfo::ours).map(ProbeInfo::key).toList();
    }

    /** The sum of the probes below a row. */
    private static String sum(List<ProbeInfo> probes, ProbeColumn column) {
        return switch (column) {
        case HITS -> String.format(Locale.getDefault(), "%,d", //$NON-NLS-1$
                Long.valueOf(probes.stream().mapToLong(ProbeInfo::hits).sum()));
        case MISSES -> String.format(Locale.getDefault(), "%,d", //$NON-NLS-1$
                Long.valueOf(probes.stream().mapToLong(ProbeInfo::misses).sum()));
        case RATE -> ProbeColumn.rate(probes.stream().mapToDouble(ProbeInfo::rate).sum());
        default -> ""; //$NON-NLS-1$
        };
    }

    /**
     * A target.
     *
     * @param groups the groups on it, in their order; none while it is not connected
     */
    record OfTarget(KnownTarget known, List<OfGroup> groups) implements ProbeNode {

        /** Copies the list. */
        public OfTarget {
            groups = List.copyOf(groups);
        }

        @Override
        public Id id() {
            return new Id(known.address(), "", ""); //$NON-NLS-1$ //$NON-NLS-2$
        }

        @Override
        public List<ProbeInfo> probes() {
            return groups.stream().flatMap(group -> group.probes().stream()).toList();
        }

        @Override
        public String text(ProbeColumn column) {
            return switch (column) {
            case EVENT -> known.address().toString();
            case STATE -> TargetLabels.word(known);
            default -> known.state() == TargetState.CONNECTED ? sum(probes(), column) : ""; //$NON-NLS-1$
            };
        }

        @Override
        public Object shown() {
            return known;
        }
    }

    /**
     * A group of events on a target.
     *
     * @param probes in the order in which they are shown
     */
    record OfGroup(TargetAddress address, String name, List<ProbeInfo> probes) implements ProbeNode {

        /** Copies the list. */
        public OfGroup {
            probes = List.copyOf(probes);
        }

        @Override
        public Id id() {
            return new Id(address, name, ""); //$NON-NLS-1$
        }

        @Override
        public String text(ProbeColumn column) {
            return switch (column) {
            case EVENT -> name;
            case STATE -> NLS.bind(Messages.Probes_enabledOf,
                    Long.valueOf(probes.stream().filter(ProbeInfo::enabled).count()), Integer.valueOf(probes.size()));
            default -> sum(probes, column);
            };
        }

        @Override
        public Object shown() {
            return this;
        }
    }

    /** A probe on a target. */
    record OfProbe(TargetAddress address, ProbeInfo probe) implements ProbeNode {

        @Override
        public Id id() {
            return new Id(address, probe.key().group(), probe.key().event());
        }

        @Override
        public List<ProbeInfo> probes() {
            return List.of(probe);
        }

        @Override
        public String text(ProbeColumn column) {
            return column == ProbeColumn.EVENT ? probe.key().event() : column.text(probe);
        }

        @Override
        public Object shown() {
            return probe;
        }
    }
}

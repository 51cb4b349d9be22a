/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.ui.probes.internal.editor;

import io.kprobestudio.definition.Judge;
import io.kprobestudio.definition.ProbeDefinition;
import io.kprobestudio.definition.assist.LineNames;
import io.kprobestudio.definition.assist.Spacing;
import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jdt.annotation.Nullable;

/**
 * What became of a line on the chosen target.
 *
 * @param state whether its probe is there
 * @param probe the probe, null where it is not there
 */
record LineOnTarget(State state, @Nullable ProbeInfo probe) {

    /** Whether a line's probe is on the target. */
    enum State {
        /** The line defines no probe. */
        NONE,
        /** It is not there. */
        ABSENT,
        /** An event of this name is there with another definition, or is somebody else's. */
        DIFFERENT,
        /** It is there, switched off. */
        OFF,
        /** It is there, switched on. */
        ON
    }

    /** A line that defines no probe. */
    static final LineOnTarget NOTHING = new LineOnTarget(State.NONE, null);

    private static final LineOnTarget MISSING = new LineOnTarget(State.ABSENT, null);
    private static final Pattern OWN_GROUP = Pattern.compile("kps_[0-9a-f]{8}"); //$NON-NLS-1$

    /**
     * A line of the file, to be looked for on the target.
     *
     * @param group its group, empty where it says none
     * @param event its event; empty for a line that defines no probe
     * @param definition its words
     */
    record Wanted(String group, String event, String definition) {

        private static final Wanted NOTHING = new Wanted("", "", ""); //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$

        /** Reads a line; one without an event's name has the one that the kernel makes of its place. */
        static Wanted of(String line, Judge judge) {
            LineNames names = LineNames.of(line);
            if (!names.isDefinition()) {
                return NOTHING;
            }
            String event = names.event();
            if (event.isEmpty()) {
                ProbeDefinition definition = judge.judge(line).definition();
                event = definition == null ? "" : definition.event(); //$NON-NLS-1$
            }
            return new Wanted(names.group(), event, words(line));
        }

        static String words(String line) {
            int hash = line.indexOf('#');
            return Spacing.line(hash < 0 ? line : line.substring(0, hash));
        }
    }

    /** What became of lines, one for each. */
    static List<LineOnTarget> of(List<Wanted> lines, List<ProbeInfo> probes) {
        Map<ProbeKey, ProbeInfo> byKey = new HashMap<>();
        Map<String, ProbeInfo> ownByEvent = new HashMap<>();
        for (ProbeInfo probe : probes) {
            byKey.put(probe.key(), probe);
            if (probe.ours() && OWN_GROUP.matcher(probe.key().group()).matches()) {
                ownByEvent.put(probe.key().event(), probe);
            }
        }
        List<LineOnTarget> found = new ArrayList<>(lines.size());
        for (Wanted line : lines) {
            found.add(line.event.isEmpty() ? line.definition.isEmpty() ? NOTHING : MISSING
                    : compared(line, line.group.isEmpty() ? ownByEvent.get(line.event)
                            : byKey.get(new ProbeKey(line.group, line.event))));
        }
        return found;
    }

    private static LineOnTarget compared(Wanted line, @Nullable ProbeInfo probe) {
        if (probe == null) {
            return MISSING;
        }
        boolean same = probe.ours() && probe.definition().lines().map(Wanted::words).anyMatch(line.definition::equals);
        return new LineOnTarget(!same ? State.DIFFERENT : probe.enabled() ? State.ON : State.OFF, probe);
    }
}

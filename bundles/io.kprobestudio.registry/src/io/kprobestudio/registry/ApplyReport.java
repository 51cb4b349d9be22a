/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

import java.util.List;

/**
 * What came of an apply: an outcome for each definition and each event that was concerned. The registry's next snapshot
 * shows the state that was left.
 *
 * @param outcomes the outcomes, in the order of the work
 * @param stale whether the target had changed since the plan was made, so that nothing was written
 */
public record ApplyReport(List<Outcome> outcomes, boolean stale) {

    /** Copies the list. */
    public ApplyReport {
        outcomes = List.copyOf(outcomes);
    }

    /** What became of an event or a definition. */
    public enum Result {
        /** A probe was added. */
        ADDED,
        /** A probe took the place of another one of the same event; its hits began anew. */
        REPLACED,
        /** The event was removed. */
        REMOVED,
        /** The event was switched on. */
        ENABLED,
        /** The event was switched off. */
        DISABLED,
        /** The event's filter was set. */
        FILTERED,
        /** Nothing had to be done. */
        UNCHANGED,
        /** It was not written: our judgement, or a danger that nobody confirmed. */
        REFUSED,
        /** The kernel said no. */
        FAILED,
        /** The event cannot be removed since another instance or perf holds it (EBUSY). */
        HELD,
        /** A replacement failed and the old probe is back; its hits began anew. */
        PUT_BACK,
        /** It was not tried, since something that it needs failed. */
        NOT_TRIED;

        /** Whether it went as wanted. */
        public boolean isGood() {
            return ordinal() <= UNCHANGED.ordinal();
        }
    }

    /**
     * One outcome.
     *
     * @param subject the definition or {@code group/event}
     * @param result what became of it
     * @param message why, or an empty text where there is nothing to add
     */
    public record Outcome(String subject, Result result, String message) {

        /** The outcome as one line. */
        public String shown() {
            String words = result.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
            return subject + ": " + words + (message.isEmpty() ? "" : ": " + message);
        }
    }

    /** Whether everything went as wanted. */
    public boolean isGood() {
        return !stale && outcomes.stream().allMatch(outcome -> outcome.result.isGood());
    }

    /** The outcomes that did not go as wanted. */
    public List<Outcome> bad() {
        return outcomes.stream().filter(outcome -> !outcome.result.isGood()).toList();
    }
}

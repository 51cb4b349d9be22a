/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

/** One write of a plan. */
public sealed interface PlanStep {

    /** The event that is concerned. */
    ProbeKey key();

    /** The step as it is shown: what is written where. */
    String shown();

    /**
     * Switches an event off in our instance.
     *
     * @param key the event
     */
    record Disable(ProbeKey key) implements PlanStep {

        @Override
        public String shown() {
            return "disable " + key;
        }
    }

    /**
     * Removes an event by name.
     *
     * @param key the event
     */
    record Remove(ProbeKey key) implements PlanStep {

        /** What is written to the control file. */
        public String line() {
            return "-:" + key;
        }

        @Override
        public String shown() {
            return "remove  " + line();
        }
    }

    /**
     * Adds a probe.
     *
     * @param key the event that it makes or joins
     * @param line what is written to the control file
     * @param replaces the lines that were removed for it, which are put back when it fails; empty for a new event
     */
    record Add(ProbeKey key, String line, java.util.List<String> replaces) implements PlanStep {

        /** Copies the list. */
        public Add {
            replaces = java.util.List.copyOf(replaces);
        }

        @Override
        public String shown() {
            return "add     " + line;
        }
    }

    /**
     * Switches an event on in our instance.
     *
     * @param key the event
     */
    record Enable(ProbeKey key) implements PlanStep {

        @Override
        public String shown() {
            return "enable  " + key;
        }
    }

    /**
     * Sets an event's filter in our instance.
     *
     * @param key the event
     * @param filter the filter, or an empty text for none
     */
    record Filter(ProbeKey key, String filter) implements PlanStep {

        @Override
        public String shown() {
            return "filter  " + key + " " + (filter.isEmpty() ? "0" : filter);
        }
    }
}

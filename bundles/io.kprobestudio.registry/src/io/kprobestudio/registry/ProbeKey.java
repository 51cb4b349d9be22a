/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.registry;

/**
 * The identity of an event of probes. Several probes can share one event (from Linux 5.4).
 *
 * @param group the group, not empty
 * @param event the event, not empty
 */
public record ProbeKey(String group, String event) implements Comparable<ProbeKey> {

    /** Checks that both are there and hold no slash or blank. */
    public ProbeKey {
        if (!isName(group) || !isName(event)) {
            throw new IllegalArgumentException("not an event: group=%s event=%s".formatted(group, event));
        }
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && text.chars().noneMatch(c -> c <= ' ' || c == '/');
    }

    /**
     * Reads {@code group/event}, or an event alone in a group.
     *
     * @param text what the user wrote
     * @param group the group of an event that is written alone
     * @return the key
     * @throws IllegalArgumentException when it is neither
     */
    public static ProbeKey parse(String text, String group) {
        int slash = text.indexOf('/');
        return slash < 0 ? new ProbeKey(group, text)
                : new ProbeKey(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ProbeKey other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : event.compareTo(other.event);
    }

    /** {@code group/event}. */
    @Override
    public String toString() {
        return group + "/" + event;
    }
}

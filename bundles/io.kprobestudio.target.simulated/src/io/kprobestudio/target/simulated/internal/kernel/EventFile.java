/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import org.eclipse.jdt.annotation.Nullable;

/** What a trace array keeps of an event: whether it is on, and its filter. */
public final class EventFile {

    private final EventType type;
    private boolean enabled;
    private boolean everEnabled;
    private @Nullable EventFilter filter;
    private @Nullable String filterText;

    EventFile(EventType type) {
        this.type = type;
    }

    public EventType type() {
        return type;
    }

    public boolean isEnabled() {
        return enabled;
    }

    void setEnabled(boolean on) {
        enabled = on;
        everEnabled |= on;
    }

    boolean wasEnabled() {
        return everEnabled;
    }

    @Nullable
    EventFilter filter() {
        return filter;
    }

    /** What the filter file shows, without its last newline. */
    public String filterText() {
        String text = filterText;
        return text == null ? "none" : text;
    }

    /** The text as it was written, for a kernel's state that is kept; null where there is none or it was refused. */
    @Nullable
    String acceptedFilter() {
        return filter == null ? null : filterText;
    }

    void setFilter(@Nullable EventFilter newFilter, @Nullable String text) {
        filter = newFilter;
        filterText = text;
    }
}

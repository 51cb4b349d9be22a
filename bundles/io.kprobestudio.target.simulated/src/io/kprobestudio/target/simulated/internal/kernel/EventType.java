/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.target.simulated.internal.kernel;

import io.kprobestudio.decoder.EventFormat;
import io.kprobestudio.decoder.TraceDataException;
import java.util.function.Supplier;
import org.eclipse.jdt.annotation.Nullable;

/** A trace event, static or of a probe: its name, its ID and its {@code format}. */
public final class EventType {

    private final String system;
    private final String name;
    private final int id;
    private final Supplier<String> text;
    private @Nullable EventFormat format;
    private int profilers;
    private int probes;

    EventType(String system, String name, int id, Supplier<String> text) {
        this.system = system;
        this.name = name;
        this.id = id;
        this.text = text;
    }

    public String system() {
        return system;
    }

    public String name() {
        return name;
    }

    public int id() {
        return id;
    }

    /** The text of its {@code format} file. */
    public String formatText() {
        return text.get();
    }

    /** Its fields. */
    public EventFormat format() {
        EventFormat known = format;
        if (known == null) {
            try {
                known = EventFormat.parse(system, formatText());
            } catch (TraceDataException e) {
                throw new IllegalStateException("format of " + system + "/" + name, e);
            }
            format = known;
        }
        return known;
    }

    /** How many probes it has. */
    int probes() {
        return probes;
    }

    void setProbes(int count) {
        probes = count;
    }

    /** How many perf events hold it. */
    int profilers() {
        return profilers;
    }

    void setProfilers(int count) {
        profilers = count;
    }

    @Override
    public String toString() {
        return system + ":" + name;
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.recording.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.eclipse.jdt.annotation.Nullable;

import io.kprobestudio.target.Drain;
import io.kprobestudio.target.DrainMode;
import io.kprobestudio.target.DrainRequest;
import io.kprobestudio.target.DrainSink;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.tracefs.TraceInstance;

/**
 * A tracing instance while it is recorded: the events that are on in it, and what drains it. For one thread at a time, but for
 * {@link #mode} and {@link #hasEnded}.
 */
public final class RecordedInstance {

    private final RecordingInstance made;
    private final List<String> events;
    private final EventSwitches switches;
    private volatile @Nullable Drain drain;

    /**
     * Takes an instance; nothing is written.
     *
     * @param made the instance, which this removes
     * @param events what is recorded in it, each {@code group/event} or a whole group
     */
    public RecordedInstance(RecordingInstance made, List<String> events) {
        this.made = made;
        this.events = List.copyOf(events);
        switches = new EventSwitches(made.instance(), events);
    }

    /** The instance with its settings. */
    public RecordingInstance made() {
        return made;
    }

    /** The instance. */
    public TraceInstance instance() {
        return made.instance();
    }

    /** What is recorded in it. */
    public List<String> events() {
        return events;
    }

    /** What the target does when it hears nothing more from us. */
    public List<FileWrite> deadMan() {
        return switches.deadMan();
    }

    /** Starts to drain it. */
    public void drain(DrainRequest request, DrainSink sink) throws TargetException {
        drain = instance().tracefs().connection().drain(request, sink);
    }

    /** How it is drained. */
    public DrainMode mode() {
        Drain running = drain;
        return running == null ? DrainMode.AFTERWARDS : running.mode();
    }

    /** Whether its drain has ended by itself. */
    public boolean hasEnded() {
        Drain running = drain;
        return running != null && running.hasEnded();
    }

    /** Switches its buffer and its events on. */
    public void on() throws TargetException {
        instance().setTracingOn(true);
        switches.on();
    }

    /**
     * Switches its events off, where they may be on.
     *
     * @param problems gets a sentence for what the kernel refuses
     * @throws TargetException when the link fails; the next call tries again
     */
    public void off(List<String> problems) throws TargetException {
        made.removeTriggers(problems);
        switches.off(problems);
    }

    /**
     * Drains what is left.
     *
     * @param patience how long to read on at the most
     * @param problems gets a sentence when not all could be read
     * @throws TargetException when the link broke
     */
    public void finishDrain(Duration patience, List<String> problems) throws TargetException {
        Drain running = drain;
        if (running == null) {
            return;
        }
        try {
            running.finish(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            problems.add("draining was interrupted: what was left in the buffers is counted as unread");
        } catch (TargetException failure) {
            if (!instance().tracefs().connection().isOpen()) {
                throw failure;
            }
            problems.add(String.valueOf(failure.getMessage()));
        } finally {
            closeDrain();
        }
    }

    /** Ends the drain where it stands: a reader of its files would keep the instance from being removed. */
    public void closeDrain() {
        Drain running = drain;
        if (running != null) {
            running.close();
            drain = null;
        }
    }

    /** Each CPU's {@code stats} file as it stands. */
    public Map<Integer, String> stats() throws TargetException {
        return instance().statsTexts();
    }

    /**
     * Removes it, or puts back what was changed.
     *
     * @param problems gets a sentence for what could not be done
     */
    public void remove(List<String> problems) {
        made.remove(problems);
    }
}

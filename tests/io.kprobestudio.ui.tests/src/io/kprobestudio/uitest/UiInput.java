/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;
import org.eclipse.swt.widgets.Display;

/**
 * Finds files and sockets that code of the suite reads or writes on the UI thread, as the virtual machine's own recorder tells
 * of each; that does not depend on how busy the machine is. What a platform that the suite calls reads for itself is left
 * out: classes, bundles, its own settings.
 */
final class UiInput {

    private static final UiInput ALL = new UiInput();

    private final Set<String> found = new TreeSet<>();
    /* Open as long as the process lives. */
    private final RecordingStream events = new RecordingStream();
    private boolean watching;

    private UiInput() {
    }

    /** Watches from now on, where that was not begun yet. On the UI thread. */
    static void begin() {
        if (!ALL.watching) {
            ALL.watching = true;
            long ui = Display.getCurrent().getThread().threadId();
            for (String kind : List.of("jdk.FileRead", "jdk.FileWrite", "jdk.SocketRead", "jdk.SocketWrite")) {
                ALL.events.enable(kind).withThreshold(Duration.ZERO).withStackTrace();
                ALL.events.onEvent(kind, event -> ALL.take(event, ui));
            }
            ALL.events.setMaxAge(Duration.ofSeconds(10));
            ALL.events.startAsync();
        }
    }

    private synchronized void take(RecordedEvent event, long ui) {
        if (event.getThread() == null || event.getThread().getJavaThreadId() != ui || event.getStackTrace() == null) {
            return;
        }
        List<UiStack.Frame> frames = new ArrayList<>();
        for (RecordedFrame frame : event.getStackTrace().getFrames()) {
            frames.add(new UiStack.Frame(frame.getMethod().getType().getName(), frame.getMethod().getName(),
                    frame.getLineNumber()));
        }
        UiStack stack = new UiStack(frames);
        if (stack.isOurOwn() && !stack.place().isEmpty()) {
            String where = event.hasField("path") ? event.getString("path") : event.getString("host");
            found.add(event.getEventType().getName() + " " + where + ": " + stack.place());
        }
    }

    /** What was found so far. */
    static Set<String> found() {
        synchronized (ALL) {
            return Set.copyOf(ALL.found);
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * Counts how often code of the suite kept the UI thread for more than 50 ms at a stretch, and where: a thread of its own looks at
 * the UI thread's stack every few milliseconds. A busy machine makes every stretch longer, so that the counts are printed and
 * fail nothing.
 */
final class UiWatch {

    private static final UiWatch ALL = new UiWatch();
    private static final long LONG_NANOS = 50_000_000;
    private static final long LOOK_MILLIS = 5;

    /** How often something was seen, and for how long at most. */
    private record Seen(int times, long nanos) {

        Seen and(long more) {
            return new Seen(times + 1, Math.max(nanos, more));
        }
    }

    private final Map<String, Seen> found = new TreeMap<>();
    private boolean watching;
    /* Grows when an event begins or ends on the UI thread. */
    private volatile long boundary;

    private UiWatch() {
    }

    /** Watches from now on, where that was not begun yet. On the UI thread. */
    static void begin() {
        if (!ALL.watching) {
            ALL.watching = true;
            Display display = Display.getCurrent();
            display.addListener(SWT.PreEvent, event -> ALL.boundary++);
            display.addListener(SWT.PostEvent, event -> ALL.boundary++);
            Thread thread = new Thread(() -> ALL.watch(display), "UI watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void watch(Display display) {
        Thread ui = display.getThread();
        long since = 0;
        long last = -1;
        String place = "";
        while (!display.isDisposed()) {
            long now = System.nanoTime();
            String seen = UiStack.of(ui.getStackTrace()).place();
            if (seen.isEmpty() || boundary != last) {
                note(place, since);
                place = seen;
                since = now;
                last = boundary;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private synchronized void note(String place, long since) {
        long nanos = System.nanoTime() - since;
        if (!place.isEmpty() && nanos > LONG_NANOS) {
            found.merge(place, new Seen(1, nanos), (one, other) -> one.and(other.nanos));
        }
    }

    /** What was counted so far, the longest first. */
    static List<String> report() {
        synchronized (ALL) {
            return ALL.found.entrySet().stream()
                    .sorted((one, other) -> Long.compare(other.getValue().nanos, one.getValue().nanos))
                    .map(entry -> "%d times, at most %d ms: %s".formatted(Integer.valueOf(entry.getValue().times),
                            Long.valueOf(entry.getValue().nanos / 1_000_000), entry.getKey()))
                    .toList();
        }
    }
}

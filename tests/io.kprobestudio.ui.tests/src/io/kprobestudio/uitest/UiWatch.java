/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;

/**
 * Counts how often the UI thread was kept for more than 50 ms at a stretch, and by what of the suite: a thread of its own looks
 * at the UI thread's stack every few milliseconds. What {@link #dispatch} runs is measured to the end of its event, with all
 * that the platform does in it; in a dialog's own loop, a stretch is a call of the suite's code. A busy machine makes every
 * stretch longer, but not the time of the processor that is told beside it; the counts are printed and fail nothing.
 */
final class UiWatch {

    private static final UiWatch ALL = new UiWatch();
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long LONG_NANOS = 50_000_000;
    private static final long LOOK_MILLIS = 5;

    /** How often something was seen, how often it was busy so long, and how long at most by the clock and on the processor. */
    private record Seen(int times, int busy, long nanos, long processor) {

        static Seen once(long nanos, long processor) {
            return new Seen(1, processor > LONG_NANOS ? 1 : 0, nanos, processor);
        }

        Seen and(Seen more) {
            return new Seen(times + more.times, busy + more.busy, Math.max(nanos, more.nanos),
                    Math.max(processor, more.processor));
        }
    }

    private final Map<String, Seen> found = new TreeMap<>();
    /* Where the UI thread was seen during the event that is measured, and how often. */
    private final Map<String, Integer> places = new HashMap<>();
    private boolean watching;
    /* A dialog's loop ran in the event that is measured: its time is the user's. */
    private volatile boolean nested;
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

    /** Handles an event that waits, as {@link Display#readAndDispatch} does, and measures it. */
    static boolean dispatch(Display display) {
        ALL.nested = false;
        long begin = System.nanoTime();
        long processor = THREADS.getCurrentThreadCpuTime();
        boolean any = display.readAndDispatch();
        ALL.end(System.nanoTime() - begin, processor);
        return any;
    }

    private synchronized void end(long nanos, long processor) {
        if (nanos > LONG_NANOS && !places.isEmpty() && !nested) {
            String most = places.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
            note(most, Seen.once(nanos, THREADS.getCurrentThreadCpuTime() - processor));
        }
        places.clear();
    }

    private void note(String place, Seen seen) {
        found.merge(place, seen, Seen::and);
    }

    private void watch(Display display) {
        Thread ui = display.getThread();
        long since = 0;
        long processor = 0;
        long last = -1;
        String place = "";
        while (!display.isDisposed()) {
            UiStack stack = UiStack.of(ui.getStackTrace());
            String seen = stack.place();
            if (stack.isMeasured()) {
                look(seen);
                seen = "";
            } else {
                nested = true;
            }
            if (seen.isEmpty() || boundary != last) {
                long now = System.nanoTime();
                long spent = THREADS.getThreadCpuTime(ui.threadId());
                stretch(place, now - since, spent - processor);
                place = seen;
                since = now;
                processor = spent;
                last = boundary;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private synchronized void look(String place) {
        if (!place.isEmpty()) {
            places.merge(place, Integer.valueOf(1), Integer::sum);
        }
    }

    private synchronized void stretch(String place, long nanos, long processor) {
        if (!place.isEmpty() && nanos > LONG_NANOS) {
            note(place, Seen.once(nanos, processor));
        }
    }

    /** What was counted so far, what took most of the processor first. */
    static List<String> report() {
        synchronized (ALL) {
            return ALL.found.entrySet().stream()
                    .sorted((one, other) -> Long.compare(other.getValue().processor, one.getValue().processor))
                    .map(entry -> "%d times, at most %d ms, %d ms of the processor: %s".formatted(
                            Integer.valueOf(entry.getValue().times), Long.valueOf(entry.getValue().nanos / 1_000_000),
                            Long.valueOf(entry.getValue().processor / 1_000_000), entry.getKey()))
                    .toList();
        }
    }

    /** How often the UI thread was busy for so long until now, on the processor, which others do not change. */
    static int busy() {
        return busy("");
    }

    /** How often that was so in some of the suite's code. */
    static int busy(String place) {
        synchronized (ALL) {
            return ALL.found.entrySet().stream().filter(entry -> entry.getKey().contains(place))
                    .mapToInt(entry -> entry.getValue().busy).sum();
        }
    }
}

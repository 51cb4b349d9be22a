/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import java.util.ArrayList;
import java.util.List;

/**
 * What stood on the UI thread's stack.
 *
 * @param frames the innermost first
 */
record UiStack(List<Frame> frames) {

    private static final String OURS = "io.kprobestudio.";
    private static final String TESTS = "io.kprobestudio.uitest.";
    private static final List<String> PLAIN = List.of("java.", "sun.", "jdk.");
    private static final int TOLD = 3;

    /** A call. */
    record Frame(String type, String method, int line) {

        private boolean isPlain() {
            return PLAIN.stream().anyMatch(type::startsWith);
        }

        private boolean isTest() {
            return type.startsWith(TESTS);
        }

        private boolean isOurs() {
            return type.startsWith(OURS) && !isTest();
        }

        /** Whether the toolkit takes an event here, so that what stands further out is another matter. */
        private boolean dispatches() {
            return type.equals("org.eclipse.swt.widgets.Display") && method.startsWith("readAndDispatch");
        }

        private String words() {
            return type.substring(OURS.length()) + "." + method + ":" + line;
        }
    }

    /** The stack of a thread. */
    static UiStack of(StackTraceElement... elements) {
        List<Frame> frames = new ArrayList<>();
        for (StackTraceElement element : elements) {
            frames.add(new Frame(element.getClassName(), element.getMethodName(), element.getLineNumber()));
        }
        return new UiStack(frames);
    }

    /**
     * The innermost calls of the suite's code that an event or the platform led to; an empty text where there are none, or a
     * test made the call itself.
     */
    String place() {
        List<String> ours = new ArrayList<>();
        boolean direct = false;
        for (Frame frame : frames) {
            if (frame.dispatches()) {
                break;
            }
            if (frame.isTest()) {
                return direct ? "" : String.join(" < ", ours);
            }
            if (!frame.isPlain()) {
                direct = frame.isOurs();
            }
            if (frame.isOurs() && ours.size() < TOLD) {
                ours.add(frame.words());
            }
        }
        return String.join(" < ", ours);
    }

    /** Whether the innermost loop of events is one that {@link UiWatch} measures. */
    boolean isMeasured() {
        boolean loop = false;
        for (Frame frame : frames) {
            if (loop && !frame.dispatches()) {
                return frame.type().equals(UiWatch.class.getName());
            }
            loop = frame.dispatches();
        }
        return false;
    }

    /** Whether the suite's code itself calls what is innermost, and no platform does for it. */
    boolean isOurOwn() {
        return frames.stream().filter(frame -> !frame.isPlain()).findFirst()
                .map(frame -> Boolean.valueOf(frame.isOurs()))
                .orElse(Boolean.FALSE).booleanValue()
                && frames.stream().noneMatch(frame -> frame.type().equals("java.lang.ClassLoader"));
    }
}

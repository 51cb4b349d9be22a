/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.uitest.UiStack.Frame;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** Whose work on the UI thread is told as the suite's. */
public class UiStackTest {

    private static final Frame READ = new Frame("sun.nio.ch.FileChannelImpl", "read", 1);
    private static final Frame OURS = new Frame("io.kprobestudio.ui.Some", "look", 7);
    private static final Frame PLATFORM = new Frame("org.eclipse.jface.Some", "run", 2);
    private static final Frame DISPATCH = new Frame("org.eclipse.swt.widgets.Display", "readAndDispatch", 3);
    private static final Frame TEST = new Frame("io.kprobestudio.uitest.SomeTest", "shouldDo", 4);

    private static UiStack stack(Frame... frames) {
        return new UiStack(List.of(frames));
    }

    @Test
    public void shouldTellTheSuiteWhenAnEventLedToIt() {
        assertEquals("ui.Some.look:7", stack(READ, OURS, PLATFORM, DISPATCH, TEST).place());
        assertEquals("ui.Some.look:7", stack(PLATFORM, OURS, PLATFORM, TEST).place());
        assertTrue(stack(READ, OURS, PLATFORM, DISPATCH).isOurOwn());
    }

    @Test
    public void shouldTellNothingWhenItIsNotTheSuitesMatter() {
        assertEquals("a test's own call", "", stack(READ, OURS, TEST).place());
        assertEquals("what the event loop stands in", "", stack(PLATFORM, DISPATCH, OURS, PLATFORM).place());
        assertFalse("the platform's own file", stack(READ, PLATFORM, OURS, DISPATCH).isOurOwn());
        assertFalse("a class", stack(READ, new Frame("java.lang.ClassLoader", "loadClass", 1), OURS).isOurOwn());
    }

    @Test
    public void shouldBeMeasuredWhenTheInnermostLoopIs() {
        Frame watch = new Frame("io.kprobestudio.uitest.UiWatch", "dispatch", 9);
        assertTrue(stack(READ, OURS, DISPATCH, watch, TEST).isMeasured());
        assertFalse("a dialog's loop", stack(OURS, DISPATCH, PLATFORM, DISPATCH, watch, TEST).isMeasured());
        assertFalse("no event", stack(OURS, watch, TEST).isMeasured());
    }

    @Test
    public void shouldTellTheStackOfAThread() {
        UiStack here = UiStack.of(Thread.currentThread().getStackTrace());
        assertTrue(Arrays.toString(Thread.currentThread().getStackTrace()),
                here.frames().stream().anyMatch(frame -> frame.type().equals(getClass().getName())));
    }
}

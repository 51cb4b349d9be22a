/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */
package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.views.IViewDescriptor;
import org.junit.Rule;
import org.junit.Test;

/** The workbench as it opens. */
public class PerspectiveTest {

    private static final String PREFIX = "io.kprobestudio.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Test
    public void shouldBeginWithKprobesPerspectiveWhenProductStarts() {
        IPerspectiveDescriptor perspective = Robot.page().getPerspective();
        assertEquals(PREFIX + "product.perspective", perspective.getId());
    }

    @Test
    public void shouldOpenEachViewOfSuiteWhenAsked() throws PartInitException {
        List<String> views = Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews())
                .map(IViewDescriptor::getId).filter(id -> id.startsWith(PREFIX)).sorted().toList();
        assertTrue("views of the suite: " + views, views.size() >= 4);
        for (String view : views) {
            IViewPart part = Robot.show(view);
            String type = part.getClass().getName();
            assertTrue(view + " is shown as " + type, type.startsWith(PREFIX));
        }
    }
}

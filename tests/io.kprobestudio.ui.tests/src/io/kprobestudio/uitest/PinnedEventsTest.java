/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.StudioSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IViewReference;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Events views that keep what they show while another recording is opened, and times counted from a chosen event. */
public class PinnedEventsTest {

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private Path recording = Path.of("");

    @Before
    public void record() {
        recording = Workbench.record(20, "p:first vfs_read");
        Workbench.clean();
        Workbench.open(recording);
        Robot.waitFor("rows", () -> all(table(Robot.page().findView(Workbench.EVENTS)), "first"));
    }

    @After
    public void tidy() {
        for (IViewReference reference : Robot.page().getViewReferences()) {
            if (reference.getSecondaryId() != null) {
                Robot.page().hideView(reference);
            }
        }
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).remove(StudioSettings.TIME_FORMAT);
        Workbench.studio().show(null);
        Robot.page().resetPerspective();
    }

    private static Table table(IViewPart part) {
        return Robot.only(Workbench.content(part), Table.class, any -> true);
    }

    private static boolean all(Table table, String event) {
        return table.getItemCount() > 0
                && Arrays.stream(table.getItems()).allMatch(item -> Workbench.cell(item, "Event").equals(event));
    }

    private static IViewPart second() {
        return Arrays.stream(Robot.page().getViewReferences()).filter(one -> one.getSecondaryId() != null)
                .map(one -> one.getView(false)).findFirst()
                .orElseThrow(() -> new AssertionError("there is one Events view"));
    }

    @Test
    public void shouldKeepItsRecordingWhenAnotherIsOpened() {
        ViewMenu.of(Workbench.EVENTS).choose("New View for This Recording");
        IViewPart pinned = second();
        assertEquals("Events of " + recording.getFileName(), pinned.getTitle());
        Robot.waitFor("the same events", () -> all(table(pinned), "first"));
        Path other = Workbench.record(20, "p:second vfs_write");
        Workbench.clean();
        Workbench.open(other);
        IViewPart shared = Robot.page().findView(Workbench.EVENTS);
        Robot.waitFor("other events", () -> all(table(shared), "second"));
        Robot.page().activate(pinned);
        Robot.settle();
        assertTrue("the pinned view keeps its own", all(table(pinned), "first"));
        pictures.take("events-pinned");
        Workbench.key(table(pinned), SWT.HOME, 0);
        assertTrue("a time of the one is none of the other", Workbench.studio().time().isEmpty());
        assertEquals("Events", shared.getTitle());
        ViewMenu.of(Workbench.EVENTS).choose("Pin to This Recording");
        assertEquals("Events of " + other.getFileName(), shared.getTitle());
        Workbench.open(recording);
        assertTrue("pinned, too", all(table(shared), "second"));
        ViewMenu.of(Workbench.EVENTS).choose("Pin to This Recording", false);
        Robot.waitFor("what was opened", () -> all(table(shared), "first"));
        assertEquals("Events", shared.getTitle());
    }

    @Test
    public void shouldCountTimesFromTheChosenEventWhenAsked() {
        Table table = table(Robot.page().findView(Workbench.EVENTS));
        Workbench.key(table, SWT.HOME, 0);
        Workbench.key(table, SWT.ARROW_DOWN, 0);
        Workbench.key(table, SWT.ARROW_DOWN, 0);
        Menu menu = table.getMenu();
        ViewMenu.of(menu).choose("Count Times from Here");
        Robot.waitFor("times", () -> Workbench.cell(table.getItem(2), "Time (s)").equals("0.000000000"));
        List<String> times = Arrays.stream(table.getItems()).limit(5).map(item -> Workbench.cell(item, "Time (s)"))
                .toList();
        assertTrue(times.toString(), times.get(0).matches("-\\d+\\.\\d{9}"));
        assertTrue(times.toString(), times.get(3).matches("\\d+\\.\\d{9}"));
        ViewMenu.of(Workbench.EVENTS).menu("Times").choose("Since the First Event");
        Robot.waitFor("other times", () -> Workbench.cell(table.getItem(0), "Time (s)").equals("0.000000000"));
    }
}

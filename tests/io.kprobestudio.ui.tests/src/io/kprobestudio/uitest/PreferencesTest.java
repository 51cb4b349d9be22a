/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.StudioSettings.TimeFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.osgi.service.prefs.BackingStoreException;

/** The preference page, and what its settings do. */
public class PreferencesTest {

    private static final String PAGE = "io.kprobestudio.ui.preferences";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @After
    public void reset() throws BackingStoreException {
        node().clear();
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(StudioSettings.NODE);
    }

    private static void page(Consumer<DialogRobot> drive) {
        Opened.add("page", PAGE);
        DialogRobot.drive("Preferences", () -> PreferencesUtil.createPreferenceDialogOn(
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), PAGE, null, null).open(), drive);
    }

    /** The text field behind a label. */
    private static Text field(Shell shell, String label) {
        Label found = Robot.only(shell, Label.class, any -> any.getText().startsWith(label));
        return Robot.only(found.getParent(), Text.class,
                text -> text.getBounds().y < found.getBounds().y + found.getBounds().height
                        && text.getBounds().y + text.getBounds().height > found.getBounds().y);
    }

    @Test
    public void shouldKeepWhatIsChosenWhenPageIsApplied() {
        assertEquals(StudioSettings.DEFAULTS, StudioSettings.now());
        page(dialog -> {
            dialog.waitFor("the page", shell -> Robot.all(shell, Combo.class).size() == 2);
            dialog.pause();
            dialog.act(shell -> pictures.take("preferences", shell));
            dialog.act(shell -> write(field(shell, "Read the kernel's"), "50"));
            dialog.waitFor("a complaint", shell -> !button(shell, "Apply and Close").isEnabled());
            dialog.act(shell -> write(field(shell, "Read the kernel's"), "200"));
            dialog.act(shell -> write(field(shell, "Buffer of each CPU"), "256"));
            dialog.act(shell -> choose(Robot.all(shell, Combo.class).get(1), "mono"));
            dialog.act(shell -> click(Robot.only(shell, Button.class, any -> any.getText().startsWith("Ask before"))));
            dialog.press("Apply and Close");
            dialog.waitForClose();
        });
        StudioSettings now = StudioSettings.now();
        assertEquals(200, now.sampleMillis());
        assertEquals(OptionalInt.of(256), now.bufferKb());
        assertEquals(Optional.of("mono"), now.clock());
        assertFalse(now.confirmsDanger());
    }

    @Test
    public void shouldCountAsTheNearestWhenValuesAreOutOfRange() {
        node().putInt(StudioSettings.SAMPLE_MILLIS, 1);
        node().putInt(StudioSettings.KEPT_EVENTS, Integer.MAX_VALUE);
        node().put(StudioSettings.TIME_FORMAT, "none");
        StudioSettings now = StudioSettings.now();
        assertEquals(StudioSettings.LEAST_MILLIS, now.sampleMillis());
        assertEquals(StudioSettings.MOST_EVENTS, now.keptEvents());
        assertEquals(TimeFormat.MICROSECONDS, now.timeFormat());
    }

    @Test
    public void shouldWriteTimesAsChosenWhenEventsAreShown() {
        Workbench.actions().addProbes(List.of("p:timed vfs_read"), true, false);
        Table table = Workbench.table(Workbench.EVENTS);
        // events of an earlier test are shown until those of this one come
        Robot.waitFor("events", () -> table.isVisible() && table.getItemCount() > 3
                && Workbench.cell(table.getItem(0), "Event").equals("timed"));
        Workbench.actions().enableProbes(Workbench.session().probes().stream().map(probe -> probe.key()).toList(),
                false);
        Robot.waitFor("no more", () -> Workbench.session().probes().stream().noneMatch(probe -> probe.enabled()));
        assertTrue(first(table), first(table).matches("\\d+\\.\\d{6}"));
        node().put(StudioSettings.TIME_FORMAT, TimeFormat.NANOSECONDS.name());
        Workbench.studio().setNotice("");
        Robot.waitFor("nanoseconds", () -> first(table).matches("\\d+\\.\\d{9}"));
        node().put(StudioSettings.TIME_FORMAT, TimeFormat.SINCE_FIRST.name());
        Workbench.studio().setNotice("");
        Workbench.key(table, SWT.HOME, 0);
        Robot.waitFor("since the first", () -> first(table).equals("0.000000000"));
        node().put(StudioSettings.TIME_FORMAT, TimeFormat.SINCE_PREVIOUS.name());
        Workbench.studio().setNotice("");
        Robot.waitFor("since the row above", () -> first(table).equals("0.000000000")
                && !table.getItem(1).getText(0).equals(table.getItem(2).getText(0)));
    }

    @Test
    public void shouldRecordWithTheChosenClockAndBufferWhenStarted() {
        node().put(StudioSettings.CLOCK, "no-such-clock");
        Workbench.actions().addProbes(List.of("p:in vfs_read"), true, false);
        Robot.waitFor("the probe", () -> Workbench.session().probes().stream().anyMatch(probe -> probe.enabled()));
        Workbench.actions().startRecording();
        Robot.waitFor("a complaint", () -> Workbench.studio().notice().contains("no-such-clock"));
        node().put(StudioSettings.CLOCK, "mono");
        node().putInt(StudioSettings.BUFFER_KB, 128);
        Workbench.actions().startRecording();
        Robot.waitFor("events", () -> Workbench.session().recording().events() > 3
                && Workbench.session().recording().isActive());
        Workbench.actions().stopRecording();
        Robot.waitFor("the end", () -> !Workbench.session().recording().isActive());
    }

    /** Types over what is there. */
    private static void write(Text field, String text) {
        field.setText(text);
        field.notifyListeners(SWT.KeyUp, new Event());
    }

    private static String first(Table table) {
        return table.getItem(0).getText(0);
    }

    private static Button button(Shell shell, String label) {
        return Robot.only(shell, Button.class, one -> one.getText().replace("&", "").equals(label));
    }

    private static void click(Button check) {
        check.setSelection(!check.getSelection());
        DialogRobot.click(check);
    }

    private static void choose(Combo combo, String item) {
        combo.select(combo.indexOf(item));
        DialogRobot.click(Objects.requireNonNull(combo));
    }
}

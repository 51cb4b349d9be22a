/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.RecordingStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.ILaunchShortcut;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The launch configuration "Record Probes": how it is filled in, and what it records. */
public class LaunchTest {

    private static final String TYPE = "io.kprobestudio.ui.events.record";
    private static final String PREFIX = "io.kprobestudio.record.";
    private static final String FILE = "# reads\np:in vfs_read\nr:out vfs_read ret=$retval\n";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @Before
    public void connect() {
        ProbeFile.open("launch.kprobes", FILE);
    }

    @After
    public void tidy() throws CoreException {
        for (ILaunchConfiguration configuration : manager().getLaunchConfigurations(type())) {
            configuration.delete();
        }
        ProbeFile.closeAll();
    }

    private static ILaunchManager manager() {
        return DebugPlugin.getDefault().getLaunchManager();
    }

    private static ILaunchConfigurationType type() {
        Opened.add("launch type", TYPE);
        return manager().getLaunchConfigurationType(TYPE);
    }

    private static ILaunchConfigurationWorkingCopy configuration(int seconds, String command) throws CoreException {
        ILaunchConfigurationWorkingCopy made = type().newInstance(null, "launch " + seconds);
        made.setAttribute(PREFIX + "target", "sim:");
        made.setAttribute(PREFIX + "file", "/probes/launch.kprobes");
        made.setAttribute(PREFIX + "seconds", seconds);
        made.setAttribute(PREFIX + "command", command);
        return made;
    }

    /** Launches and waits for the recording, also where it is over before anybody looked. */
    private static void launch(ILaunchConfigurationWorkingCopy configuration) throws CoreException {
        String before = Workbench.session().recording().file();
        DebugUITools.launch(configuration.doSave(), ILaunchManager.RUN_MODE);
        Robot.waitFor("the recording", () -> Workbench.session().recording().isActive()
                || !Workbench.session().recording().file().equals(before));
    }

    private static RecordingStatus done() {
        Robot.waitFor("the end", () -> Workbench.session().recording().phase() == RecordingStatus.Phase.DONE
                && running().isEmpty());
        return Workbench.session().recording();
    }

    private static List<Job> running() {
        return Arrays.stream(Job.getJobManager().find(null)).filter(job -> job.getName().contains("launch")).toList();
    }

    private static long decoded(RecordingStatus recording, String event) {
        return recording.table().stream().filter(row -> row.event().endsWith("/" + event)).mapToLong(HitRow::decoded)
                .sum();
    }

    @Test
    public void shouldRecordTheFileForItsSecondsWhenLaunched() throws CoreException {
        ILaunchConfigurationWorkingCopy configuration = configuration(2, "");
        configuration.setAttribute(PREFIX + "scheduling", true);
        launch(configuration);
        RecordingStatus recording = done();
        assertEquals("", Workbench.studio().notice());
        assertTrue("seconds=" + recording.seconds(), recording.seconds() >= 2);
        assertTrue(recording.table().toString(), decoded(recording, "in") > 5 && decoded(recording, "out") > 5);
        boolean switches = false;
        for (int i = 0; i < Workbench.studio().events().size(); i++) {
            switches |= Workbench.studio().events().row(i).event().equals("sched/sched_switch");
        }
        assertTrue("task switches are recorded beside the probes", switches);
        assertEquals(Workbench.EVENTS, Robot.page().getActivePartReference().getId());
    }

    @Test
    public void shouldLeaveOutWhatTheFileSwitchesOffWhenLaunched() throws CoreException {
        ProbeFile.open("launch.kprobes", """
                p:in vfs_read
                # not now
                #@ disabled
                p:off vfs_read
                #@ filter count < 0
                p:none vfs_read count=%r2:s32
                """);
        launch(configuration(2, ""));
        RecordingStatus recording = done();
        assertEquals("", Workbench.studio().notice());
        assertTrue(recording.table().toString(), decoded(recording, "in") > 2);
        assertEquals("a disabled probe is not recorded: " + recording.table(), List.of("in", "none"),
                recording.table().stream().map(row -> row.event().replaceFirst(".*/", "")).sorted().toList());
        assertEquals("what the filter holds back is no event", 0, decoded(recording, "none"));
        assertTrue("but is accounted for", recording.table().stream()
                .anyMatch(row -> row.event().endsWith("/none") && row.filtered() > 2));
        assertEquals("it is on the target all the same, switched off", List.of(Boolean.FALSE),
                Workbench.session().probes().stream().filter(probe -> probe.key().event().equals("off"))
                        .map(probe -> Boolean.valueOf(probe.enabled())).toList());
    }

    @Test
    public void shouldRecordStacksBehindWhatIsTickedAloneWhenLaunched() throws CoreException {
        ILaunchConfigurationWorkingCopy configuration = configuration(2, "");
        configuration.setAttribute(PREFIX + "scheduling", true);
        configuration.setAttribute(PREFIX + "stacksOf", Set.of("in", "sched/sched_wakeup", "gone"));
        launch(configuration);
        RecordingStatus recording = done();
        assertEquals("", Workbench.studio().notice());
        for (String event : List.of("in", "out", "sched_wakeup", "sched_switch")) {
            assertTrue(event + ": " + recording.table(), decoded(recording, event) > 2);
        }
        assertEquals(recording.table().toString(), decoded(recording, "in") + decoded(recording, "sched_wakeup"),
                decoded(recording, "kernel_stack"));
    }

    @Test
    public void shouldKeepWhatIsTickedWhenTheDialogIsApplied() throws CoreException {
        ILaunchConfigurationWorkingCopy made = configuration(10, "");
        made.setAttribute(PREFIX + "scheduling", true);
        ILaunchConfiguration configuration = made.doSave();
        Shell window = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
        DialogRobot.drive("Run Configurations", () -> DebugUITools.openLaunchConfigurationDialogOnGroup(window,
                new StructuredSelection(configuration), IDebugUIConstants.ID_RUN_LAUNCH_GROUP), dialog -> {
                    dialog.waitFor("the tabs", shell -> Robot.all(shell, CTabFolder.class).stream()
                            .anyMatch(folder -> folder.getItemCount() == 3));
                    dialog.act(shell -> bring(shell, "Stacks"));
                    dialog.waitFor("what can be ticked", shell -> found(shell).isPresent());
                    dialog.act(shell -> assertEquals(List.of("in", "out", "sched/sched_switch", "sched/sched_wakeup"),
                            Arrays.stream(ticks(shell).getItems()).map(TableItem::getText).toList()));
                    dialog.act(shell -> tick(ticks(shell), "out"));
                    dialog.act(shell -> tick(ticks(shell), "sched/sched_switch"));
                    dialog.pause();
                    dialog.act(shell -> pictures.take("launch-stacks", shell));
                    dialog.press("Apply");
                    dialog.act(shell -> {
                        bring(shell, "Recording");
                        Button all = Robot.only(shell, Button.class,
                                button -> button.getText().replace("&", "").equals("Stacks of all"));
                        all.setSelection(true);
                        DialogRobot.click(all);
                        bring(shell, "Stacks");
                    });
                    dialog.waitFor("no choice", shell -> !ticks(shell).isEnabled());
                    dialog.waitFor("the reason", shell -> says(shell, "Stacks of all is ticked"));
                    dialog.press("Revert");
                    dialog.waitFor("the choice", shell -> ticks(shell).isEnabled());
                    dialog.act(shell -> assertEquals(List.of("out", "sched/sched_switch"),
                            Arrays.stream(ticks(shell).getItems()).filter(TableItem::getChecked)
                                    .map(TableItem::getText).toList()));
                    dialog.press("Close");
                    dialog.waitForClose();
                });
        assertEquals(Set.of("out", "sched/sched_switch"),
                manager().getLaunchConfigurations(type())[0].getAttribute(PREFIX + "stacksOf", Set.of()));
    }

    /** Brings a tab to the front. */
    private static void bring(Shell shell, String tab) {
        CTabFolder folder = Robot.only(shell, CTabFolder.class, any -> any.getItemCount() == 3);
        CTabItem item = Arrays.stream(folder.getItems()).filter(one -> one.getText().equals(tab)).findFirst()
                .orElseThrow();
        folder.setSelection(item);
        Event event = new Event();
        event.item = item;
        folder.notifyListeners(SWT.Selection, event);
    }

    private static Table ticks(Shell shell) {
        return found(shell).orElseThrow();
    }

    private static Optional<Table> found(Shell shell) {
        return Robot.all(shell, Table.class).stream()
                .filter(table -> table.isVisible() && table.getColumnCount() == 2
                        && table.getColumn(0).getText().equals("Stack") && table.getItemCount() == 4)
                .findFirst();
    }

    private static void tick(Table table, String name) {
        TableItem item = Arrays.stream(table.getItems()).filter(row -> row.getText().equals(name)).findFirst()
                .orElseThrow();
        item.setChecked(true);
        Event event = new Event();
        event.item = item;
        event.detail = SWT.CHECK;
        table.notifyListeners(SWT.Selection, event);
    }

    @Test
    public void shouldEndWithTheCommandWhenThereIsOne() throws CoreException {
        launch(configuration(0, "sleep 1; false"));
        assertTrue(decoded(done(), "in") > 0);
        Robot.waitFor("a complaint", () -> !Workbench.studio().notice().isEmpty());
        assertEquals("The command on the target ended with exit code 1: sleep 1; false", Workbench.studio().notice());
    }

    @Test
    public void shouldKeepWhatWasRecordedWhenCancelled() throws CoreException {
        DebugUITools.launch(configuration(600, "").doSave(), ILaunchManager.RUN_MODE);
        Robot.waitFor("events", () -> Workbench.session().recording().isActive()
                && Workbench.session().recording().events() > 5);
        assertFalse(running().isEmpty());
        running().forEach(Job::cancel);
        RecordingStatus recording = done();
        assertTrue(recording.table().toString(), decoded(recording, "in") > 2);
        assertFalse(recording.file().isEmpty());
    }

    @Test
    public void shouldMakeAConfigurationForTheFileWhenItIsRunAs() throws CoreException {
        IConfigurationElement found = Arrays
                .stream(Platform.getExtensionRegistry()
                        .getConfigurationElementsFor("org.eclipse.debug.ui.launchShortcuts"))
                .filter(shortcut -> (TYPE + ".shortcut").equals(shortcut.getAttribute("id"))).findFirst().orElseThrow();
        ILaunchShortcut shortcut = (ILaunchShortcut) found.createExecutableExtension("class");
        for (int i = 0; i < 2; i++) {
            shortcut.launch(Robot.page().getActiveEditor(), ILaunchManager.RUN_MODE);
            Robot.waitFor("events", () -> Workbench.session().recording().isActive()
                    && Workbench.session().recording().events() > 2);
            Workbench.actions().stopRecording();
            assertTrue(decoded(done(), "in") > 0);
        }
        ILaunchConfiguration[] made = manager().getLaunchConfigurations(type());
        assertEquals("the second time it is the same", 1, made.length);
        assertEquals("launch.kprobes", made[0].getName());
        assertEquals("sim:", made[0].getAttribute(PREFIX + "target", ""));
        assertEquals("/probes/launch.kprobes", made[0].getAttribute(PREFIX + "file", ""));
    }

    @Test
    public void shouldSayWhatIsMissingWhenDialogIsFilledIn() throws CoreException {
        ILaunchConfiguration configuration = configuration(10, "cat /proc/loadavg").doSave();
        Shell window = PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell();
        DialogRobot.drive("Run Configurations", () -> DebugUITools.openLaunchConfigurationDialogOnGroup(window,
                new StructuredSelection(configuration), IDebugUIConstants.ID_RUN_LAUNCH_GROUP), dialog -> {
                    dialog.waitFor("the tab", shell -> Robot.all(shell, Text.class).stream()
                            .anyMatch(text -> text.getText().equals("/probes/launch.kprobes")));
                    dialog.pause();
                    dialog.act(shell -> pictures.take("launch", shell));
                    dialog.act(shell -> Robot.only(shell, Text.class,
                            text -> text.getText().equals("/probes/launch.kprobes")).setText("/probes/none.kprobes"));
                    dialog.waitFor("a complaint",
                            shell -> says(shell, "There is no such file: path=/probes/none.kprobes"));
                    dialog.waitFor("no Run", shell -> !run(shell).isEnabled());
                    dialog.act(shell -> Robot.only(shell, Text.class,
                            text -> text.getText().equals("/probes/none.kprobes")).setText("/probes/launch.kprobes"));
                    dialog.waitFor("Run", shell -> run(shell).isEnabled());
                    dialog.press("Close");
                    dialog.waitForClose();
                });
    }

    private static Button run(Shell shell) {
        return Robot.only(shell, Button.class, button -> button.getText().replace("&", "").equals("Run"));
    }

    private static boolean says(Shell shell, String words) {
        return Robot.all(shell, Text.class).stream().anyMatch(text -> text.getText().contains(words))
                || Robot.all(shell, Label.class).stream().anyMatch(label -> label.getText().contains(words));
    }
}

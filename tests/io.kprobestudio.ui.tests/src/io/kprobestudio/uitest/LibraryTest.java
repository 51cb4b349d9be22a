/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.RecordingStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Table;
import org.junit.Rule;
import org.junit.Test;

/** The library of probe sets: each runs by one click, is recorded, and is accounted for. */
public class LibraryTest {

    /** The simulated workload calls their functions. */
    private static final List<String> WITH_WORKLOAD = List.of("File opens", "Reads and writes", "Latency of a function",
            "Driver probing", "Network transmit");
    /* Where the UI thread is seen while the library is shown. */
    private static final String PAGE = "ui.probes.internal.Library";
    private static final int ROUNDS = 3;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    @Test
    public void shouldRecordAndAccountForEachHitWhenSetsAreRun() {
        for (String name : WITH_WORKLOAD) {
            DialogRobot.click(runButton(name));
            Robot.waitFor(name + ": its events", () -> noFailure(name) && running()
                    && Workbench.studio().events().size() > 0);
            Workbench.command("io.kprobestudio.ui.events.stop");
            Robot.waitFor(name + ": its hit table", () -> !Workbench.session().recording().isActive()
                    && Workbench.session().recording().phase() == RecordingStatus.Phase.DONE);
            assertEquals(name, "", Workbench.studio().notice());
            List<HitRow> table = Workbench.session().recording().table();
            assertFalse(name + ": no table", table.isEmpty());
            for (HitRow row : table) {
                assertEquals(row.toString(), row.hits(), row.decoded() + row.filtered() + row.lost());
            }
            assertTrue(name + ": something was decoded " + table, table.stream().anyMatch(row -> row.decoded() > 0));
            Table shown = Workbench.table(Workbench.HITS);
            Robot.waitFor(name + ": the table in the view", () -> shown.getItemCount() == table.size());
            assertTrue(name + ": the probes stay, disabled", Workbench.session().probes().stream()
                    .filter(ProbeInfo::ours).noneMatch(ProbeInfo::enabled));
            Workbench.clean();
        }
    }

    @Test
    public void shouldShowSameEventsWhenRecordingIsOpened() {
        DialogRobot.click(runButton(WITH_WORKLOAD.get(0)));
        Robot.waitFor("some events", () -> running() && Workbench.studio().events().size() > 3);
        Workbench.command("io.kprobestudio.ui.events.stop");
        Robot.waitFor("the hit table", () -> !Workbench.session().recording().isActive());
        RecordingStatus recorded = Workbench.session().recording();
        String firstRow = Workbench.studio().events().row(0).toString();
        assertTrue(recorded.file(), Files.isDirectory(Path.of(recorded.file())));
        Workbench.actions().openRecording(Path.of(recorded.file()));
        Robot.waitFor("the opened recording", () -> Workbench.studio().events().label().equals(
                String.valueOf(Path.of(recorded.file()).getFileName())));
        assertEquals(recorded.events(), Workbench.studio().events().size());
        assertEquals(firstRow, Workbench.studio().events().row(0).toString());
        assertEquals(recorded.table().stream().mapToLong(HitRow::decoded).sum(),
                Workbench.studio().recording().table().stream().mapToLong(HitRow::decoded).sum());
        Workbench.studio().show(null);
    }

    @Test
    public void shouldSayAtEndWhatKernelLacks() {
        Button mmc = runButton("MMC and SD requests");
        Robot.waitFor("the kernel's sets", () -> !mmc.isEnabled());
        String reason = "start: this kernel has no function mmc_start_request";
        assertTrue(mmc.getToolTipText(), mmc.getToolTipText().contains(reason));
        assertTrue("the reason beside the button", mmc.getParent().getToolTipText().contains(reason));
        assertTrue("below those that run", y(mmc) > y(runButton("Network receive")));
        Workbench.studio().disconnect(Workbench.studio().selected());
        Robot.waitFor("all sets, since any kernel may be next", mmc::isEnabled);
        assertTrue("where it was", y(mmc) < y(runButton("Network receive")));
    }

    @Test
    public void shouldNotKeepTheUserWaitingWhenTheKernelChanges() throws TargetException {
        Button mmc = runButton("MMC and SD requests");
        Robot.waitFor("the kernel's sets", () -> !mmc.isEnabled());
        int before = UiWatch.busy(PAGE);
        TargetAddress other = Workbench.studio().add("sim:library?kernel=3.14&arch=arm");
        try {
            for (int i = 0; i < ROUNDS; i++) {
                Workbench.connected(other);
                Pictures.settle();
                Workbench.studio().disconnect(other);
                Robot.waitFor("all sets", mmc::isEnabled);
                Workbench.connected(TargetAddress.parse("sim:"));
                Robot.waitFor("the kernel's sets again", () -> !mmc.isEnabled());
            }
        } finally {
            Workbench.connected(TargetAddress.parse("sim:"));
            Workbench.actions().remove(other);
        }
        assertEquals(String.join("\n", UiWatch.report()), before, UiWatch.busy(PAGE));
    }

    @Test
    public void shouldShowAllOfASentenceWhenTheViewIsNarrow() {
        Button mmc = runButton("MMC and SD requests");
        Robot.waitFor("the kernel's sets", () -> !mmc.isEnabled());
        Pictures.size(true);
        try {
            Pictures.settle();
            assertEquals(List.of(), Looks.problems(mmc.getShell(), false, null));
            Button above = null;
            for (Button each : Robot.all(Workbench.view(Workbench.LIBRARY), Button.class)) {
                assertTrue(each.getToolTipText(), above == null || y(above) + above.getSize().y <= y(each));
                above = each;
            }
        } finally {
            Pictures.size(false);
        }
    }

    private static int y(Button button) {
        return button.toDisplay(0, 0).y;
    }

    private static boolean noFailure(String what) {
        assertEquals(what, "", Workbench.studio().notice());
        return true;
    }

    private static boolean running() {
        return Workbench.session().recording().phase() == RecordingStatus.Phase.RUNNING;
    }

    private static Button runButton(String set) {
        return Robot.all(Workbench.view(Workbench.LIBRARY), Button.class).stream()
                .filter(button -> button.getToolTipText().lines().toList().get(0).equals("Run " + set)).findFirst()
                .orElseThrow(() -> new AssertionError("no such set: " + set));
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

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

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    @Test
    public void shouldRecordAndAccountForEachHitWhenSetsAreRun() {
        List<Button> buttons = runButtons();
        assertEquals("sets of the library", 5, buttons.size());
        for (int set = 0; set < buttons.size(); set++) {
            Button run = runButtons().get(set);
            DialogRobot.click(run);
            String name = run.getToolTipText().lines().findFirst().orElse("");
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
        DialogRobot.click(runButtons().get(0));
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

    private static boolean noFailure(String what) {
        assertEquals(what, "", Workbench.studio().notice());
        return true;
    }

    private static boolean running() {
        return Workbench.session().recording().phase() == RecordingStatus.Phase.RUNNING;
    }

    private static List<Button> runButtons() {
        return Robot.all(Workbench.view(Workbench.LIBRARY), Button.class).stream()
                .filter(button -> button.getText().equals("Run")).toList();
    }
}

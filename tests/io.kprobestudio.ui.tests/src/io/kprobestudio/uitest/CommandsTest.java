/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.session.ProbeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** The commands that no other test runs by its name: what they do to the chosen target. */
public class CommandsTest {

    private static final String PROBES = "io.kprobestudio.ui.probes.";
    private static final String EVENTS = "io.kprobestudio.ui.events.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    @After
    public void tidy() {
        Workbench.studio().show(null);
    }

    private static boolean all(boolean enabled) {
        List<ProbeInfo> ours = Workbench.session().probes().stream().filter(ProbeInfo::ours).toList();
        return ours.size() == 2 && ours.stream().allMatch(probe -> probe.enabled() == enabled);
    }

    @Test
    public void shouldSwitchAllProbesWhenNoneIsSelected() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "p:out vfs_write"), false, false);
        Robot.waitFor("two probes", () -> all(false));
        Workbench.studio().selectProbes(List.of());
        Workbench.command(PROBES + "enableProbes");
        Robot.waitFor("both on", () -> all(true));
        Workbench.command(PROBES + "disableProbes");
        Robot.waitFor("both off", () -> all(false));
    }

    @Test
    public void shouldReplaceTheSelectedProbeWhenItIsEdited() {
        Workbench.actions().addProbes(List.of("p:in vfs_read"), false, false);
        Workbench.select(Workbench.probe("in"));
        DialogRobot.drive("Edit Probe", () -> Workbench.command(PROBES + "editProbe"), dialog -> {
            dialog.type("p:in vfs_read count=%r2:u32");
            dialog.waitFor("no complaint", shell -> true);
            dialog.press("Change");
            dialog.waitForClose();
        });
        Robot.waitFor("the other definition", () -> Workbench.session().probes().stream()
                .anyMatch(probe -> probe.ours() && probe.definition().equals("p:in vfs_read count=%r2:u32")));
    }

    @Test
    public void shouldOpenWhatWasRecordedWhenItIsNamed() throws Exception {
        Workbench.actions().addProbes(List.of("p:in vfs_read"), true, false);
        Robot.waitFor("the probe", () -> Workbench.session().probes().stream().anyMatch(ProbeInfo::enabled));
        Workbench.command(EVENTS + "record");
        Robot.waitFor("events", () -> Workbench.session().recording().isActive()
                && Workbench.session().recording().events() > 5);
        Workbench.command(EVENTS + "stop");
        Robot.waitFor("the end", () -> !Workbench.session().recording().file().isEmpty());
        String folder = Workbench.session().recording().file();
        long events = Workbench.session().recording().events();
        Workbench.command(EVENTS + "open", EVENTS + "path", folder);
        Robot.waitFor("the recording", () -> Workbench.studio().recording().file().equals(folder));
        assertEquals(events, Workbench.studio().recording().events());
        Path none = Files.createTempFile("no-recording", ".dat");
        Workbench.command(EVENTS + "openFile", EVENTS + "path", none.toString());
        Robot.waitFor("a complaint", () -> !Workbench.studio().notice().isEmpty());
        assertTrue(Workbench.studio().notice(), Workbench.studio().notice().contains(none.toString()));
    }
}

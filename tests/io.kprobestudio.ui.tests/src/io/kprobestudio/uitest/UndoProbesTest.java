/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.action.IAction;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.actions.ActionFactory;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Edit > Undo and Redo in the Probes view. */
public class UndoProbesTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";
    private static final String REDO = "org.eclipse.ui.edit.redo";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    @Before
    public void show() {
        Workbench.view(Workbench.PROBES).setFocus();
    }

    /** Undoes or does again in the view, which a recording may have left behind the Events view. */
    private static void edit(String command) {
        Workbench.view(Workbench.PROBES).setFocus();
        Workbench.command(command);
    }

    private static List<String> ours() {
        return Workbench.session().probes().stream().filter(ProbeInfo::ours)
                .map(probe -> probe.definition() + (probe.enabled() ? " on" : " off")).toList();
    }

    private static void waitFor(String... probes) {
        Robot.waitFor(List.of(probes).toString(), () -> ours().equals(List.of(probes)));
    }

    /** The text of an action of the Edit menu while the view is active. */
    private static String label(ActionFactory factory) {
        IViewPart view = Objects.requireNonNull(Robot.page().findView(Workbench.PROBES));
        IAction action = Objects
                .requireNonNull(view.getViewSite().getActionBars().getGlobalActionHandler(factory.getId()));
        return String.valueOf(action.getText()).replace("&", "").replaceAll("[\\t@].*", "");
    }

    private static void waitForLabel(ActionFactory factory, String label) {
        Robot.waitFor(label, () -> label(factory).equals(label));
    }

    @Test
    public void shouldTakeBackAndDoAgainWhenAProbeIsAddedSwitchedChangedAndRemoved() {
        Workbench.actions().addProbes(List.of("p:in vfs_read count=%r2:u32"), true, false);
        waitFor("p:in vfs_read count=%r2:u32 on");
        waitForLabel(ActionFactory.UNDO, "Undo Add Probe in");
        Workbench.check(Workbench.probe("in"), false);
        waitFor("p:in vfs_read count=%r2:u32 off");
        waitForLabel(ActionFactory.UNDO, "Undo Disable Probe in");
        Workbench.actions().replaceProbe(Workbench.session().probes().getFirst().key(), "p:in vfs_write", false);
        waitFor("p:in vfs_write off");
        waitForLabel(ActionFactory.UNDO, "Undo Change Probe in");
        Workbench.select(Workbench.probe("in"));
        Workbench.command("io.kprobestudio.ui.probes.removeProbes");
        waitFor();
        waitForLabel(ActionFactory.UNDO, "Undo Remove Probe in");
        edit(UNDO);
        waitFor("p:in vfs_write off");
        waitForLabel(ActionFactory.REDO, "Redo Remove Probe in");
        edit(UNDO);
        waitFor("p:in vfs_read count=%r2:u32 off");
        edit(UNDO);
        waitFor("p:in vfs_read count=%r2:u32 on");
        edit(REDO);
        waitFor("p:in vfs_read count=%r2:u32 off");
        edit(UNDO);
        waitFor("p:in vfs_read count=%r2:u32 on");
        edit(UNDO);
        waitFor();
        assertEquals("", Workbench.studio().notice());
    }

    @Test
    public void shouldLeaveTheRestAloneAndSayWhyNotWhenAChangeOfManyIsTakenBack() {
        Workbench.actions().addProbes(List.of("p:one vfs_read", "p:two vfs_write"), false, false);
        waitFor("p:one vfs_read off", "p:two vfs_write off");
        waitForLabel(ActionFactory.UNDO, "Undo Add 2 Probes");
        Workbench.actions().addProbes(List.of("p:three do_sys_openat2"), true, false);
        waitForLabel(ActionFactory.UNDO, "Undo Add Probe three");
        Workbench.command("io.kprobestudio.ui.events.record");
        Robot.waitFor("the recording", () -> Workbench.session().recording().isActive());
        edit(UNDO);
        Robot.waitFor("the refusal", () -> Workbench.studio().notice().contains("A recording runs"));
        Workbench.command("io.kprobestudio.ui.events.stop");
        Robot.waitFor("the end", () -> !Workbench.session().recording().isActive());
        assertEquals(3, ours().size());
        edit(UNDO);
        Robot.waitFor("the third to go", () -> ours().size() == 2);
        assertTrue(ours().toString(), ours().stream().allMatch(probe -> probe.endsWith(" off")));
        edit(UNDO);
        waitFor();
    }

    @Test
    public void shouldTakeBackWhatWasDoneToTheShownTargetAlone() throws TargetException {
        Workbench.actions().addProbes(List.of("p:here vfs_read"), false, false);
        waitForLabel(ActionFactory.UNDO, "Undo Add Probe here");
        TargetAddress other = Workbench.studio().add("sim:undo");
        Workbench.connected(other);
        Robot.waitFor("nothing to take back", () -> !label(ActionFactory.UNDO).contains("here"));
        Workbench.connected(TargetAddress.parse("sim:"));
        waitForLabel(ActionFactory.UNDO, "Undo Add Probe here");
        Workbench.actions().remove(other);
        Robot.waitFor("the target to go", () -> Workbench.studio().targets().stream()
                .noneMatch(known -> known.address().equals(other)));
    }
}

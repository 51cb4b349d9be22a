/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The text editor for {@code .kprobes} files: what it colours and what it marks, in the workspace and outside. */
public class ProbesEditorTest {

    private static final TargetAddress SIMULATED = simulated();
    /* Where the UI thread is seen while a file is opened. */
    private static final String EDITOR = "ui.probes.internal.editor.ProbesEditor.";
    private static final String LINE = "p:open do_sys_openat2+0x4 dfd=%r0:s32 # why";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Before
    public void connect() {
        Workbench.connected(SIMULATED);
    }

    @After
    public void closeEditors() {
        ProbeFile.closeAll();
    }

    @Test
    public void shouldNotKeepTheUserWaitingWhenFilesAreOpened() {
        Robot.waitFor("the editor's classes", () -> Arrays.stream(Job.getJobManager().find(null))
                .noneMatch(job -> job.getName().equals("kprobes editor classes")));
        int before = UiWatch.busy(EDITOR);
        for (int i = 0; i < 4; i++) {
            ProbeFile probes = ProbeFile.open("open" + i + ".kprobes", LINE + "\n");
            Robot.waitFor("the colours", () -> probes.style("p:open").foreground != null);
        }
        assertEquals(String.join("\n", UiWatch.report()), before, UiWatch.busy(EDITOR));
    }

    @Test
    public void shouldColourEachPieceWhenFileIsOpened() {
        ProbeFile probes = ProbeFile.open("colours.kprobes",
                "# a comment\n" + LINE + "\ne:x sched.sched_switch if pid\n");
        assertEquals("org.eclipse.ui.genericeditor.GenericEditor", probes.editor().getSite().getId());
        Robot.waitFor("the colours", () -> probes.style("p:open").foreground != null);
        assertEquals(SWT.BOLD, probes.style("p:open").fontStyle);
        probes.assertColour("comment", "# a comment");
        probes.assertColour("command", "p:open");
        probes.assertColour("event", "open");
        probes.assertColour("place", "do_sys_openat2");
        probes.assertColour("number", "+0x4");
        probes.assertColour("argument", "dfd=");
        probes.assertColour("value", "%r0");
        probes.assertColour("type", "s32");
        probes.assertColour("comment", "# why");
        probes.assertColour("text", "if pid");
        probes.replace("%r0", "@0xc0008000");
        Robot.waitFor("other colours",
                () -> ProbeFile.colour("number").equals(probes.style("@0xc").foreground.getRGB()));
    }

    @Test
    public void shouldMarkWhatTheKernelRefusesWhereItPointsWhenTextChanges() {
        ProbeFile probes = ProbeFile.open("live.kprobes",
                "# opens\n\np:open do_sys_openat2 dfd=%r0:s3 path=+0(%r1):ustring\n");
        Robot.waitFor("the mark", () -> !probes.marks().isEmpty());
        assertEquals(List.of("error 's3': Unknown type is specified"), probes.marks());
        IMarker marker = probes.markers().get(0);
        assertEquals(3, marker.getAttribute(IMarker.LINE_NUMBER, -1));
        assertEquals(IMarker.SEVERITY_ERROR, marker.getAttribute(IMarker.SEVERITY, -1));
        String where = marker.getAttribute(IMarker.LOCATION, "");
        assertTrue(where, where.startsWith("line 3, column 30 (Linux 6.1") && where.endsWith(" on arm, sim:)"));
        probes.replace("# opens", "# opens of files");
        probes.replace(":s3 ", ":s32 ");
        Robot.waitFor("no mark", () -> probes.marks().isEmpty() && probes.markers().isEmpty());
        probes.replace("do_sys_openat2", "do_sys_openat3");
        Robot.waitFor("another mark", () -> !probes.marks().isEmpty());
        assertTrue(probes.marks().toString(), probes.marks().get(0).startsWith("error 'do_sys_openat3': "));
    }

    @Test
    public void shouldJudgeForTheChosenTargetWhenItChanges() throws TargetException {
        ProbeFile probes = ProbeFile.open("target.kprobes", "p:open do_sys_openat2 path=+0(%r1):ustring\n");
        Workbench.connected(SIMULATED);
        Robot.waitFor("no mark on 6.1", () -> probes.marks().isEmpty());
        Workbench.studio().add("sim:?kernel=3.14");
        TargetAddress old = Workbench.studio().selected();
        Workbench.connected(old);
        Robot.waitFor("what 3.14 says", () -> !probes.marks().isEmpty());
        assertTrue(probes.marks().toString(), probes.marks().toString().contains("error"));
        Workbench.studio().remove(old);
        Workbench.connected(SIMULATED);
        Robot.waitFor("no mark on 6.1 again", () -> probes.marks().isEmpty());
    }

    @Test
    public void shouldJudgeForTheStatedKernelWhenNoTargetIsConnected() {
        Workbench.studio().disconnect(SIMULATED);
        ProbeFile probes = ProbeFile.open("offline.kprobes", "p:open no_such_function dfd=%di:s32\n");
        Robot.waitFor("the mark", () -> !probes.marks().isEmpty());
        assertTrue(probes.marks().toString(), probes.marks().get(0).startsWith("error '%di': "));
        assertEquals("line 1, column 28 (Linux 6.1 on arm, assumed while no target is connected)",
                probes.markers().get(0).getAttribute(IMarker.LOCATION, ""));
        Workbench.connected(SIMULATED);
        Robot.waitFor("the target's own complaint", () -> probes.marks().toString().contains("no_such_function"));
    }

    @Test
    public void shouldMarkInTheEditorAloneWhenFileIsOutsideOfTheWorkspace() {
        ProbeFile probes = ProbeFile.openOutside("outside.kprobes", "p:open do_sys_openat2 dfd=%r0:s3\n");
        Robot.waitFor("the mark", () -> !probes.marks().isEmpty());
        assertEquals(List.of("error 's3': Unknown type is specified"), probes.marks());
        probes.replace(":s3", ":s32");
        Robot.waitFor("no mark", () -> probes.marks().isEmpty());
    }

    @Test
    public void shouldListTheProblemsOfTheFileWhenEditorIsClosedUnsaved() {
        ProbeFile probes = ProbeFile.open("unsaved.kprobes", "p:open do_sys_openat2 dfd=%r0:s32\n");
        probes.replace("s32", "s3");
        Robot.waitFor("the marker", () -> probes.markers().size() == 1);
        Robot.page().closeAllEditors(false);
        Robot.waitFor("no marker", () -> probes.markers().isEmpty());
    }

    @Test
    public void shouldTellEachGradeApartWhenLinesAreDangerousOrOdd() {
        ProbeFile probes = ProbeFile.open("grades.kprobes", "p:a do_sys_openat2 a=%zz\n"
                + "p:b do_sys_openat2 path=+0(%r1):string\n");
        Robot.waitFor("the marks", () -> probes.marks().size() > 1);
        assertTrue(probes.marks().toString(), probes.marks().get(0).startsWith("error '%zz'"));
        assertNotEquals(probes.marks().toString(), "error", probes.marks().get(1).split(" ")[0]);
    }

    @Test
    public void shouldTellWhatMayHarmTheBoardFromWhatIsOddWhenMarked() throws org.eclipse.core.runtime.CoreException {
        Workbench.studio().disconnect(SIMULATED);
        ProbeFile probes = ProbeFile.open("danger.kprobes", "p:c __switch_to\n");
        Robot.waitFor("the mark", () -> !probes.marks().isEmpty());
        assertTrue(probes.marks().toString(),
                probes.marks().get(0).startsWith("danger '__switch_to': the machine may die"));
        assertEquals("io.kprobestudio.ui.probes.danger", probes.markers().get(0).getType());
        new Pictures().take("editor-danger");
    }

    private static TargetAddress simulated() {
        try {
            return TargetAddress.parse("sim:");
        } catch (TargetException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

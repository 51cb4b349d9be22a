/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.session.ProbeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.core.resources.IMarker;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.quickassist.IQuickAssistAssistant;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.ISourceViewerExtension3;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.ide.IDE;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** What the text editor for {@code .kprobes} files offers: completions, explanations, fixes, and applying. */
public class ProbesEditorAssistTest {

    private static final String APPLY = "io.kprobestudio.ui.probes.apply";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    @After
    public void closeEditors() {
        ProbeFile.closeAll();
    }

    @Test
    public void shouldOfferFunctionsRegistersAndTypesWhenAsked() {
        ProbeFile probes = ProbeFile.open("assist.kprobes", "p:open do_sys_op\n");
        complete(probes, "do_sys_op", "do_sys_openat2");
        Robot.waitFor("the function", () -> probes.text().equals("p:open do_sys_openat2\n"));
        probes.replace("\n", " dfd=%\n");
        complete(probes, "dfd=%", "%r0  -  first argument");
        Robot.waitFor("the register", () -> probes.text().endsWith("dfd=%r0\n"));
        probes.replace("\n", ":u\n");
        complete(probes, ":u", "ustring  -  ");
        Robot.waitFor("the type", () -> probes.text().endsWith("dfd=%r0:ustring\n"));
    }

    @Test
    public void shouldSayWhatAPieceMeansWhenTheMouseRestsOnIt() {
        ProbeFile probes = ProbeFile.open("hover.kprobes",
                "# opens\np:open do_sys_openat2 path=+0(%r1):ustring flags=+0(%r2):x32\n");
        Robot.waitFor("no mark", () -> probes.marks().isEmpty());
        assertHover(probes, "do_sys", "Function do_sys_openat2\nin the kernel at 0x");
        assertHover(probes, "%r1", "1. register r1, second argument\n  2. the text in user memory at that");
        assertHover(probes, "open do", "__data_loc char[] path");
    }

    static void assertHover(ProbeFile probes, String words, String said) {
        Point place = probes.widget().toDisplay(probes.widget().getLocationAtOffset(probes.offset(words) + 1));
        probes.widget().getShell().forceActive();
        probes.widget().setFocus();
        for (int step = 0; step < 2; step++) {
            Event move = new Event();
            move.type = SWT.MouseMove;
            move.x = place.x + 2 + step;
            move.y = place.y + 6;
            Display.getCurrent().post(move);
            Robot.settle();
        }
        Robot.waitFor("what is said of " + words, () -> shells().stream().filter(Shell::isVisible)
                .flatMap(shell -> Robot.all(shell, StyledText.class).stream())
                .anyMatch(text -> text != probes.widget() && text.getText().contains(said)));
    }

    @Test
    public void shouldMakeTheTargetHaveTheProbesWhenApplied() {
        ProbeFile probes = ProbeFile.open("apply.kprobes", "# opens\n\np:open do_sys_openat2 dfd=%r0:s32\n"
                + "#@ disabled\nr:openret do_sys_openat2 ret=$retval:s32\n");
        Workbench.command(APPLY);
        Robot.waitFor("the probes", () -> ours().equals("open on, openret off"));
        probes.replace("dfd=%r0:s32", "how=%r2:x32");
        probes.replace("#@ disabled\n", "");
        Workbench.command(APPLY);
        Robot.waitFor("what was changed", () -> ours().equals("open on, openret on") && Workbench.session().probes()
                .stream().anyMatch(probe -> probe.definition().contains("how=%r2:x32")));
        assertEquals("", Workbench.studio().notice());
        probes.replace("%r2:x32", "%r2:x33");
        Workbench.command(APPLY);
        Robot.waitFor("what is wrong", () -> Workbench.studio().notice().contains("Unknown type is specified"));
        assertEquals("open on, openret on", ours());
        Workbench.studio().setNotice("");
    }

    /** Our probes, each with whether it is on. */
    private static String ours() {
        return Workbench.session().probes().stream().filter(ProbeInfo::ours)
                .map(probe -> probe.key().event() + (probe.enabled() ? " on" : " off")).sorted()
                .collect(Collectors.joining(", "));
    }

    @Test
    public void shouldOfferTheFixesOfAFileWhenItsProblemIsMarked() {
        ProbeFile probes = ProbeFile.open("fixes.kprobes", "# opens\np:open do_sys_openat2 path=+0(%r1):ustrng\n");
        Robot.waitFor("the marker", () -> probes.markers().size() == 1);
        IMarker marker = probes.markers().get(0);
        IMarkerResolution[] fixes = IDE.getMarkerHelpRegistry().getResolutions(marker);
        assertTrue(Arrays.toString(fixes), fixes.length > 0);
        assertTrue(fixes[0].getLabel(), fixes[0].getLabel().contains("ustring"));
        fixes[0].run(marker);
        assertEquals("# opens\np:open do_sys_openat2 path=+0(%r1):ustring\n", probes.text());
        Robot.waitFor("no marker", () -> probes.markers().isEmpty());
    }

    @Test
    public void shouldOfferFixesAtTheCaretWhenFileIsOutsideOfTheWorkspace() {
        ProbeFile probes = ProbeFile.openOutside("fixes.kprobes", "p:open do_sys_openat2 path=+0(%r1):ustrng\n");
        Robot.waitFor("the mark", () -> !probes.marks().isEmpty());
        Set<Shell> before = shells();
        probes.viewer().setSelectedRange(probes.offset("ustrng") + 1, 0);
        probes.widget().setFocus();
        ISourceViewer viewer = probes.viewer();
        IQuickAssistAssistant assistant = ((ISourceViewerExtension3) viewer).getQuickAssistAssistant();
        assertTrue("can be fixed", assistant != null);
        ((ITextOperationTarget) viewer).doOperation(ISourceViewer.QUICK_ASSIST);
        Table offered = popup(before);
        Robot.waitFor("a fix", () -> text(offered, 0).contains("ustring"));
        choose(offered, 0);
        Robot.waitFor("the fixed text", () -> probes.text().equals("p:open do_sys_openat2 path=+0(%r1):ustring\n"));
        Robot.waitFor("no mark", () -> probes.marks().isEmpty());
    }

    /** Asks for completions behind some words, and takes the one that begins so. */
    static void complete(ProbeFile probes, String behind, String wanted) {
        Set<Shell> before = shells();
        probes.viewer().setSelectedRange(probes.offset(behind) + behind.length(), 0);
        probes.widget().setFocus();
        ((ITextOperationTarget) probes.viewer()).doOperation(ISourceViewer.CONTENTASSIST_PROPOSALS);
        Table offered = popup(before);
        Robot.waitFor(wanted + " among the offers behind " + behind, () -> index(offered, wanted) >= 0);
        choose(offered, index(offered, wanted));
    }

    private static int index(Table table, String wanted) {
        for (int i = 0; !table.isDisposed() && i < table.getItemCount(); i++) {
            if (table.getItem(i).getText().startsWith(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private static String text(Table table, int index) {
        return table.isDisposed() ? "" : table.getItem(index).getText();
    }

    private static Set<Shell> shells() {
        return Arrays.stream(Display.getCurrent().getShells()).collect(Collectors.toSet());
    }

    private static Table popup(Set<Shell> before) {
        Robot.waitFor("a list", () -> tables(before).size() > 0);
        return tables(before).get(0);
    }

    private static List<Table> tables(Set<Shell> before) {
        return shells().stream().filter(shell -> !before.contains(shell) && shell.isVisible())
                .flatMap(shell -> Robot.all(shell, Table.class).stream()).toList();
    }

    private static void choose(Table table, int index) {
        table.setSelection(index);
        Event event = new Event();
        event.widget = table;
        event.item = table.getItem(index);
        table.notifyListeners(SWT.Selection, event);
        table.notifyListeners(SWT.DefaultSelection, event);
        Robot.settle();
    }
}

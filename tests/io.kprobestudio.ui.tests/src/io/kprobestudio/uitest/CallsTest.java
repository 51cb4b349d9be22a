/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.HitRow;
import io.kprobestudio.ui.session.ProbeInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** Stacks that are recorded beside the probes, as a tree and a flame graph by probe. */
public class CallsTest {

    private static final String CHARTS = "io.kprobestudio.ui.charts.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @After
    public void tidy() {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).remove(StudioSettings.BESIDE);
        Workbench.studio().show(null);
        Robot.page().resetPerspective();
    }

    private static Composite view() {
        return Workbench.view(Workbench.CALLS);
    }

    private static Tree tree() {
        return Robot.only(view(), Tree.class, any -> true);
    }

    private static List<String> lines(String name) {
        try {
            Path file = Files.createTempDirectory("calls").resolve(name + ".csv");
            Workbench.command(CHARTS + "exportCsv", CHARTS + "path", file.toString());
            Robot.waitFor("the file", () -> Files.exists(file) && file.toFile().length() > 0);
            Pictures.settle();
            return Files.readAllLines(file);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    @Test
    public void shouldDrawTheWaysToAProbeWhenStacksAreRecorded() {
        ViewMenu.of(Workbench.EVENTS).menu("Record Beside the Probes").choose("Kernel Stack behind Each Event");
        assertTrue(StudioSettings.now().beside().stacks());
        Path recording = Workbench.record(100, "p:in vfs_read", "p:open do_sys_openat2");
        Workbench.clean();
        Workbench.open(recording);
        view();
        Robot.waitFor("the tree", () -> tree().isVisible() && tree().getItemCount() == 1);
        Combo combo = Robot.only(view(), Combo.class, any -> true);
        assertEquals(List.of("in", "open"), List.of(combo.getItems()).stream().sorted().toList());
        combo.select(combo.indexOf("in"));
        combo.notifyListeners(SWT.Selection, new Event());
        long ins = Workbench.studio().recording().table().stream().filter(row -> row.event().endsWith("/in"))
                .mapToLong(row -> row.decoded()).sum();
        Robot.waitFor("its stacks", () -> Workbench.number(tree().getItem(0).getText(1)) == ins);
        TreeItem root = tree().getItem(0);
        assertEquals("in", root.getText(0));
        assertEquals("100.0 %", root.getText(2).replace(',', '.'));
        assertTrue("calls=" + root.getItemCount(), root.getItemCount() > 0);
        assertTrue(Robot.all(view(), Label.class).stream().anyMatch(label -> label.getText().endsWith(" stacks")));
        pictures.take("calls");
        List<String> saved = lines("stacks");
        assertEquals("stack,hits", saved.get(0));
        assertEquals(String.join("\n", saved), ins, saved.stream().skip(1)
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(',') + 1))).sum());
        Workbench.command("org.eclipse.ui.window.maximizePart");
        Canvas flames = Robot.only(view(), Canvas.class,
                canvas -> canvas.getClass() == Canvas.class && canvas.getVerticalBar() != null);
        Pictures.settle();
        Event click = new Event();
        click.x = 5;
        click.y = 30;
        click.button = 1;
        flames.notifyListeners(SWT.MouseDown, click);
        Robot.waitFor("the function in the tree", () -> tree().getSelectionCount() == 1
                && tree().getSelection()[0].getParentItem() != null);
        pictures.take("calls-maximized");
        Workbench.command("org.eclipse.ui.window.maximizePart");
    }

    private static long decoded(String event) {
        return Workbench.session().recording().table().stream().filter(row -> row.event().endsWith("/" + event))
                .mapToLong(HitRow::decoded).sum();
    }

    private static boolean isTicked(String event) {
        return Workbench.cell(Workbench.probe(event), "Stack").equals("\u2611");
    }

    /** Clicks into the column Stack of a probe's row. */
    private static void tick(String event) {
        Table table = Workbench.table(Workbench.PROBES);
        Rectangle cell = Workbench.probe(event).getBounds(
                IntStream.range(0, table.getColumnCount()).filter(i -> table.getColumn(i).getText().equals("Stack"))
                        .findFirst().orElseThrow());
        Event click = new Event();
        click.x = cell.x + cell.width / 2;
        click.y = cell.y + cell.height / 2;
        click.button = 1;
        click.count = 1;
        table.notifyListeners(SWT.MouseDown, click);
        Robot.settle();
    }

    private static void record(String... events) {
        Workbench.command("io.kprobestudio.ui.events.record");
        Robot.waitFor("events", () -> Workbench.session().recording().isActive()
                && Workbench.session().recording().events() > 100);
        Workbench.command("io.kprobestudio.ui.events.stop");
        Robot.waitFor("the end", () -> !Workbench.session().recording().isActive());
        assertEquals("", Workbench.studio().notice());
        for (String event : events) {
            assertTrue(Workbench.session().recording().table().toString(), decoded(event) > 5);
        }
    }

    @Test
    public void shouldDrawTheWaysToTheTickedProbeAloneWhenItsStackIsRecorded() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "p:open do_sys_openat2"), true, false);
        Robot.waitFor("the probes", () -> Workbench.session().probes().stream().filter(ProbeInfo::enabled)
                .count() == 2);
        Workbench.view(Workbench.PROBES);
        tick("in");
        Robot.waitFor("the tick", () -> isTicked("in"));
        assertFalse(isTicked("open"));
        record("in", "open");
        assertEquals("a stack for each hit of the one, and for none of the other: "
                + Workbench.session().recording().table(), decoded("in"), decoded("kernel_stack"));
        Path recording = Path.of(Workbench.session().recording().file());
        assertTrue("the tick stays", isTicked("in"));
        pictures.take("stack-ticks");
        long ins = decoded("in");
        Workbench.clean();
        Workbench.open(recording);
        view();
        Robot.waitFor("the tree", () -> tree().isVisible() && tree().getItemCount() == 1);
        assertEquals(List.of("in"), List.of(Robot.only(view(), Combo.class, any -> true).getItems()));
        Robot.waitFor("its stacks", () -> Workbench.number(tree().getItem(0).getText(1)) == ins);
        assertTrue("calls=" + tree().getItem(0).getItemCount(), tree().getItem(0).getItemCount() > 0);
    }

    @Test
    public void shouldRecordNoStackWhenItsTickIsTakenBack() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "p:open do_sys_openat2"), true, false);
        Robot.waitFor("the probes", () -> Workbench.session().probes().stream().filter(ProbeInfo::enabled)
                .count() == 2);
        Workbench.select(Workbench.probe("in"));
        Workbench.command("io.kprobestudio.ui.probes.recordStacks");
        Robot.waitFor("the tick", () -> isTicked("in"));
        Workbench.command("io.kprobestudio.ui.probes.recordStacks");
        Robot.waitFor("no tick", () -> !isTicked("in"));
        record("in", "open");
        assertEquals(0, decoded("kernel_stack"));
    }

    @Test
    public void shouldOpenTheSourceWhenAFunctionIsOpened() throws Exception {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).put(StudioSettings.BESIDE, "stacks");
        Path recording = Workbench.record(20, "p:in vfs_read");
        Workbench.clean();
        Workbench.open(recording);
        view();
        Robot.waitFor("the tree", () -> tree().isVisible() && tree().getItemCount() == 1
                && tree().getItem(0).getItemCount() > 0);
        tree().setSelection(tree().getItem(0).getItem(0));
        Event selected = new Event();
        selected.item = tree().getItem(0).getItem(0);
        tree().notifyListeners(SWT.Selection, selected);
        Event open = new Event();
        open.item = selected.item;
        tree().notifyListeners(SWT.DefaultSelection, open);
        Robot.waitFor("what is missing: " + Workbench.studio().notice(),
                () -> Workbench.studio().notice().contains("vmlinux"));
    }

    @Test
    public void shouldRefuseStacksOfReturnsWhenTheKernelWouldDieOfThem() {
        InstanceScope.INSTANCE.getNode(StudioSettings.NODE).put(StudioSettings.BESIDE, "stacks");
        Workbench.actions().addProbes(List.of("p:in vfs_read", "r:out vfs_read"), true, false);
        Robot.waitFor("the probes", () -> Workbench.session().probes().size() == 2);
        Workbench.command("io.kprobestudio.ui.events.record");
        Robot.waitFor("a refusal", () -> Workbench.studio().notice().contains("or disable out."));
        assertTrue(!Workbench.session().recording().isActive());
    }

    @Test
    public void shouldRecordReturnsBesideTickedEntriesAndRefuseTheirStacksWhenTheKernelWouldDieOfThem() {
        Workbench.actions().addProbes(List.of("p:in vfs_read", "r:out vfs_read"), true, false);
        Robot.waitFor("the probes", () -> Workbench.session().probes().size() == 2);
        Workbench.view(Workbench.PROBES);
        tick("in");
        Robot.waitFor("the tick", () -> isTicked("in"));
        record("in", "out");
        assertEquals(decoded("in"), decoded("kernel_stack"));
        tick("out");
        Robot.waitFor("the tick", () -> isTicked("out"));
        Workbench.command("io.kprobestudio.ui.events.record");
        Robot.waitFor("a refusal", () -> Workbench.studio().notice().contains("or disable out."));
        assertFalse(Workbench.session().recording().isActive());
    }

    @Test
    public void shouldRecordWhatIsTickedBesideTheProbes() {
        ViewMenu.of(Workbench.EVENTS).menu("Record Beside the Probes").choose("Scheduling");
        Workbench.record(100, "p:in vfs_read");
        boolean switches = false;
        for (int i = 0; i < Workbench.studio().events().size(); i++) {
            switches |= Workbench.studio().events().row(i).event().equals("sched/sched_switch");
        }
        assertTrue("task switches are recorded beside the probes", switches);
        ViewMenu.of(Workbench.EVENTS).menu("Record Beside the Probes").choose("Scheduling", false);
        assertEquals("", StudioSettings.now().beside().words());
    }
}

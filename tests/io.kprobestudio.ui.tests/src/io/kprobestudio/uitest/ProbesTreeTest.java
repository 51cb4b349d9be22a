/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.session.TargetSession;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IAction;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IViewPart;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The probes of several targets as a tree by target and group. */
public class ProbesTreeTest {

    private static final String OTHER = "sim:tree";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private TargetAddress here = Workbench.studio().selected();
    private TargetAddress other = here;

    @Before
    public void begin() throws Exception {
        here = Workbench.studio().selected();
        other = Workbench.studio().add(OTHER);
        Workbench.connected(other);
        Workbench.clean();
        Workbench.actions().addProbes(List.of("p:there vfs_write"), false, false);
        Workbench.define(OTHER, "p:theirs/foreign vfs_read");
        Robot.waitFor("the other's", () -> Workbench.session().probes().size() == 2);
        Workbench.connected(here);
        Workbench.actions().addProbes(List.of("p:one vfs_read count=%r2:u32", "p:kps_own/two vfs_write"), false, false);
        Robot.waitFor("the first's", () -> Workbench.session().probes().size() == 2);
        asTree(true);
    }

    @After
    public void end() throws Exception {
        asTree(false);
        Workbench.connected(other);
        Workbench.define(OTHER, "-:theirs/foreign");
        Workbench.clean();
        Workbench.studio().select(here);
        Workbench.actions().remove(other);
        Robot.waitFor("it to go",
                () -> Workbench.studio().targets().stream().noneMatch(known -> known.address().equals(other)));
    }

    private static IViewPart view() {
        Workbench.view(Workbench.PROBES);
        return Objects.requireNonNull(Robot.page().findView(Workbench.PROBES));
    }

    /** Shows the probes as a tree or as a table. */
    static void asTree(boolean wanted) {
        IAction action = Arrays.stream(view().getViewSite().getActionBars().getToolBarManager().getItems())
                .filter(ActionContributionItem.class::isInstance)
                .map(item -> ((ActionContributionItem) item).getAction())
                .filter(found -> found.getText().contains("Tree")).findFirst().orElseThrow();
        if (action.isChecked() != wanted) {
            action.setChecked(wanted);
            action.run();
        }
        Robot.settle();
    }

    /** The tree of probes. */
    static Tree tree() {
        return Robot.only(Workbench.view(Workbench.PROBES), Tree.class, any -> true);
    }

    /** The row of that name below a parent; its rows are there when they are asked for. */
    private static TreeItem row(TreeItem[] items, String name) {
        Robot.settle();
        return Arrays.stream(items).filter(item -> item.getText(0).equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError(
                        name + " is not among " + Arrays.stream(items).map(item -> item.getText(0)).toList()));
    }

    private TreeItem row(TargetAddress address, String... names) {
        TreeItem row = row(tree().getItems(), address.toString());
        for (String name : names) {
            row = row(row.getItems(), name);
        }
        return row;
    }

    private static String group() {
        return Workbench.session().probes().stream().filter(ProbeInfo::ours).map(probe -> probe.key().group())
                .filter(name -> !name.equals("kps_own")).findFirst().orElseThrow();
    }

    private static boolean isOn(TargetAddress address, String event) {
        return Workbench.studio().session(address).map(TargetSession::probes).orElse(List.of()).stream()
                .anyMatch(probe -> probe.key().event().equals(event) && probe.enabled());
    }

    private static void select(boolean more, TreeItem item) {
        Tree tree = item.getParent();
        if (more) {
            tree.select(item);
        } else {
            tree.setSelection(item);
        }
        Event event = new Event();
        event.widget = tree;
        event.item = item;
        tree.notifyListeners(SWT.Selection, event);
        Robot.settle();
    }

    @Test
    public void shouldStandByTargetAndGroupWhenSeveralTargetsAreConnected() throws Exception {
        Robot.waitFor("both targets", () -> row(other).getItemCount() == 2);
        assertEquals("connected", row(here).getText(1));
        assertEquals("not connected", row(TargetAddress.parse("local:")).getText(1));
        assertEquals("0 of 1 on", row(here, group()).getText(1));
        assertEquals("vfs_read", row(here, group(), "one").getText(2));
        assertEquals("vfs_write", row(here, "kps_own", "two").getText(2));
        assertEquals("foreign", row(other, "theirs", "foreign").getText(1));
        assertTrue("open", row(here, group()).getExpanded());
        assertTrue("seen below its group",
                row(here, group(), "one").getBounds(0).y > row(here, group()).getBounds(0).y);
        assertTrue("a box that only says what is", row(other, "theirs").getGrayed());
        Pictures.settle();
        pictures.take("probes-tree");
    }

    @Test
    public void shouldSwitchProbesAndGroupsOnTheirTargetWhenTheirBoxesAreTicked() throws Exception {
        Robot.waitFor("both targets", () -> row(other).getItemCount() == 2);
        String group = group();
        Workbench.check(row(other, group, "there"), true);
        Robot.waitFor("it to be on", () -> isOn(other, "there"));
        assertEquals("the views look at it", other, Workbench.studio().selected());
        Robot.waitFor("its box", () -> row(other, group, "there").getChecked());
        Workbench.check(row(here, group), true);
        Robot.waitFor("the group to be on", () -> isOn(here, "one"));
        assertFalse("another group", isOn(here, "two"));
        Robot.waitFor("the group's words", () -> row(here, group).getText(1).equals("1 of 1 on"));
        Robot.waitFor("hits", () -> Workbench.number(row(here).getText(4)) > 0);
        RGB colour = Palette.of(tree()).seriesColor(0).getRGB();
        Robot.waitFor("the line of its rate", () -> ProbesViewTest.drawn(tree(),
                row(here, group, "one").getBounds(tree().getColumnCount() - 1), colour) > 3);
        Workbench.check(row(other, "theirs", "foreign"), true);
        assertFalse("others' boxes only say what is", row(other, "theirs", "foreign").getChecked());
        Robot.show(Workbench.PROBES).setFocus();
        Workbench.command("org.eclipse.ui.edit.undo");
        Robot.waitFor("it to be taken back", () -> !isOn(here, "one"));
        assertTrue("the other target is another matter", isOn(other, "there"));
        Workbench.check(row(other, group, "there"), false);
        Robot.waitFor("it to be off", () -> !isOn(other, "there"));
    }

    @Test
    public void shouldSelectRowsOfOneTargetWhenTheUserSelects() {
        Robot.waitFor("both targets", () -> row(other).getItemCount() == 2);
        select(false, row(here, "kps_own", "two"));
        assertEquals(here, Workbench.studio().selected());
        select(true, row(here, group(), "one"));
        assertEquals(2, Workbench.studio().selectedProbes().size());
        tree().setFocus();
        Workbench.command("org.eclipse.ui.edit.copy");
        Clipboard clipboard = new Clipboard(tree().getDisplay());
        try {
            assertEquals(
                    List.of("Probe\tState\tPlace\tArguments\tHits\tMisses\tHits/s\tStack",
                            "one\tdisabled\tvfs_read\tcount=%r2:u32\t0\t0\t0.0\t\u2610",
                            "kps_own/two\tdisabled\tvfs_write\t\t0\t0\t0.0\t\u2610"),
                    String.valueOf(clipboard.getContents(TextTransfer.getInstance())).lines().toList());
        } finally {
            clipboard.dispose();
        }
        select(true, row(other, group(), "there"));
        assertEquals(other, Workbench.studio().selected());
        assertEquals(List.of("there"), Workbench.studio().selectedProbes().stream().map(key -> key.event()).toList());
        assertEquals("rows of the other are given up", 1, tree().getSelectionCount());
        select(false, row(here, group()));
        assertEquals("a group stands for its probes", List.of("one"),
                Workbench.studio().selectedProbes().stream().map(key -> key.event()).toList());
    }

    @Test
    public void shouldFilterSortAndStayATreeWhenTheViewIsOpenedAgain() {
        for (int i = 0; i < 9; i++) {
            Workbench.actions().addProbes(List.of("p:m" + i + (i % 2 == 0 ? " vfs_write" : " do_sys_openat2")), false,
                    true);
        }
        Robot.waitFor("them", () -> row(here, group()).getItemCount() == 10);
        TreeColumn place = Arrays.stream(tree().getColumns()).filter(column -> column.getText().equals("Place"))
                .findFirst()
                .orElseThrow();
        place.notifyListeners(SWT.Selection, new Event());
        Robot.settle();
        assertEquals(place, tree().getSortColumn());
        assertEquals("do_sys_openat2", row(here, group()).getItem(0).getText(2));
        assertEquals("vfs_write", row(here, group()).getItem(9).getText(2));
        place.notifyListeners(SWT.Selection, new Event());
        Robot.settle();
        assertEquals("vfs_write", row(here, group()).getItem(0).getText(2));
        place.notifyListeners(SWT.Selection, new Event());
        Text filter = Robot.only(Workbench.view(Workbench.PROBES), Text.class,
                text -> (text.getStyle() & SWT.SEARCH) != 0);
        filter.setText("openat2");
        Robot.settle();
        assertEquals("groups without any are not shown", 1, row(here).getItemCount());
        assertEquals(4, row(here, group()).getItemCount());
        assertEquals(0, row(other).getItemCount());
        filter.setText("");
        row(here, "kps_own").setExpanded(false);
        Event closed = new Event();
        closed.item = row(here, "kps_own");
        tree().notifyListeners(SWT.Collapse, closed);
        Workbench.actions().addProbes(List.of("p:late vfs_read"), false, true);
        Robot.waitFor("the new one", () -> row(here, group()).getItemCount() == 11);
        assertFalse("closed", row(here, "kps_own").getExpanded());
        Robot.page().hideView(view());
        assertEquals("a tree again", 2, row(here).getItemCount());
    }
}

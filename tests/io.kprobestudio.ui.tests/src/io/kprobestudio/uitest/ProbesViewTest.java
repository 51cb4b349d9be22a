/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.registry.ProbeKey;
import io.kprobestudio.ui.Palette;
import io.kprobestudio.ui.session.HitPoint;
import io.kprobestudio.ui.session.ProbeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.junit.Rule;
import org.junit.Test;

/** The Probes view: its filter, what is copied of it, and the trend that it draws. */
public class ProbesViewTest {

    private static final int MANY = 10;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @Test
    public void shouldKeepEachProbeAndFilterThemWhenManyAreAddedAtOnce() {
        for (int i = 0; i < MANY; i++) {
            Workbench.actions().addProbes(List.of("p:many" + i + (i % 2 == 0 ? " vfs_read" : " vfs_write")), i == 0,
                    true);
        }
        Robot.waitFor("all of them", () -> Workbench.session().probes().stream().filter(ProbeInfo::ours)
                .count() == MANY);
        assertEquals("", Workbench.studio().notice());
        Table table = Workbench.table(Workbench.PROBES);
        Robot.waitFor("their rows", () -> table.getItemCount() == MANY);
        Text filter = Robot.only(Workbench.view(Workbench.PROBES), Text.class,
                text -> (text.getStyle() & SWT.SEARCH) != 0);
        Robot.waitFor("the filter", filter::isVisible);
        pictures.take("probes-filter");
        filter.setText("VFS_read many");
        assertEquals(MANY / 2, table.getItemCount());
        filter.setText("enabled vfs_read many0");
        assertEquals(1, table.getItemCount());
        assertEquals("many0", table.getItem(0).getText(0));
        filter.setText("");
        assertEquals(MANY, table.getItemCount());
        Workbench.clean();
        Robot.waitFor("no filter for no probes", () -> !filter.isVisible());
    }

    @Test
    public void shouldCopyTheSelectedRowsAsTextWhenAsked() {
        Workbench.actions().addProbes(List.of("p:first vfs_read count=%r2:u32", "r:second vfs_read"), false, true);
        Table table = Workbench.table(Workbench.PROBES);
        Robot.waitFor("the rows", () -> table.getItemCount() == 2);
        Workbench.select(Workbench.probe("first"));
        table.setFocus();
        Workbench.command("org.eclipse.ui.edit.copy");
        Clipboard clipboard = new Clipboard(table.getDisplay());
        try {
            assertEquals(List.of("Probe\tState\tPlace\tArguments\tHits\tMisses\tHits/s\tStack",
                    "first\tdisabled\tvfs_read\tcount=%r2:u32\t0\t0\t0.0\t\u2610"),
                    String.valueOf(clipboard.getContents(TextTransfer.getInstance())).lines().toList());
        } finally {
            clipboard.dispose();
        }
    }

    @Test
    public void shouldDrawTheRateOfAProbeWhenItIsHit() {
        Workbench.actions().addProbes(List.of("p:busy vfs_read"), true, true);
        Table table = Workbench.table(Workbench.PROBES);
        // a row of an earlier test may be shown until the next look
        Workbench.probe("busy");
        Robot.waitFor("the row alone", () -> table.getItemCount() == 1);
        ProbeKey key = Workbench.session().probes().stream().filter(ProbeInfo::ours).findFirst().orElseThrow().key();
        Robot.waitFor("some samples", () -> Workbench.session().history(key, 100).size() > 5);
        List<HitPoint> newest = Workbench.session().history(key, 3);
        assertEquals(3, newest.size());
        assertTrue("oldest first", newest.get(0).seconds() < newest.get(2).seconds());
        assertTrue("hits", newest.get(2).rate() > 0);
        RGB colour = Palette.of(table).seriesColor(0).getRGB();
        Robot.waitFor("the line",
                () -> drawn(table, table.getItem(0).getBounds(table.getColumnCount() - 1), colour) > 3);
        Pictures.settle();
        pictures.take("probes-trend");
    }

    @Test
    public void shouldSortByTheColumnThatIsClickedUntilItIsTheKernelsOrderAgain() {
        Workbench.actions().addProbes(List.of("p:mid vfs_write", "p:zed do_sys_openat2", "p:abc vfs_read"), false,
                true);
        Table table = Workbench.table(Workbench.PROBES);
        Robot.waitFor("the rows", () -> names(table).equals(List.of("mid", "zed", "abc")));
        TableColumn place = column(table, "Place");
        click(place);
        assertEquals(List.of("zed", "abc", "mid"), names(table));
        assertEquals(place, table.getSortColumn());
        assertEquals(SWT.UP, table.getSortDirection());
        Workbench.actions().addProbes(List.of("p:new icmp_rcv"), false, true);
        Robot.waitFor("a new row in its place", () -> names(table).equals(List.of("zed", "new", "abc", "mid")));
        click(place);
        assertEquals(List.of("mid", "abc", "new", "zed"), names(table));
        click(place);
        assertEquals(List.of("mid", "zed", "abc", "new"), names(table));
        assertNull("sorted by none", table.getSortColumn());
        TableColumn hits = column(table, "Hits");
        Workbench.check(Workbench.probe("abc"), true);
        Robot.waitFor("hits", () -> Workbench.number(Workbench.cell(Workbench.probe("abc"), "Hits")) > 0);
        click(hits);
        assertEquals("the most hits first", "abc", names(table).get(0));
        click(hits);
        click(hits);
    }

    @Test
    public void shouldShowTheColumnsThatAreChosenWhenOthersAreHidden() {
        Workbench.actions().addProbes(List.of("p:first vfs_read count=%r2:u32"), false, true);
        Table table = Workbench.table(Workbench.PROBES);
        Workbench.probe("first");
        TableColumn misses = column(table, "Misses");
        assertTrue("shown", misses.getWidth() > 0);
        IContributionItem item = chooser("Misses");
        run(item);
        Robot.waitFor("it to go", () -> misses.getWidth() == 0);
        Pictures.settle();
        pictures.take("probes-columns", table.getShell());
        Workbench.select(Workbench.probe("first"));
        table.setFocus();
        Workbench.command("org.eclipse.ui.edit.copy");
        Clipboard clipboard = new Clipboard(table.getDisplay());
        try {
            assertEquals("Probe\tState\tPlace\tArguments\tHits\tHits/s\tStack",
                    String.valueOf(clipboard.getContents(TextTransfer.getInstance())).lines().findFirst()
                            .orElseThrow());
        } finally {
            clipboard.dispose();
        }
        run(item);
        Robot.waitFor("it to come back", () -> misses.getWidth() > 0);
    }

    private static IContributionItem chooser(String column) {
        Workbench.view(Workbench.PROBES);
        IMenuManager menu = Objects.requireNonNull(Robot.page().findView(Workbench.PROBES)).getViewSite()
                .getActionBars()
                .getMenuManager();
        return Arrays.stream(menu.getItems()).filter(IMenuManager.class::isInstance).map(IMenuManager.class::cast)
                .flatMap(columns -> Arrays.stream(columns.getItems()))
                .filter(item -> item instanceof ActionContributionItem action
                        && column.equals(action.getAction().getText()))
                .findFirst().orElseThrow();
    }

    private static void run(IContributionItem item) {
        if (item instanceof ActionContributionItem contribution) {
            contribution.getAction().setChecked(!contribution.getAction().isChecked());
            contribution.getAction().run();
        }
    }

    private static TableColumn column(Table table, String title) {
        return Arrays.stream(table.getColumns()).filter(column -> column.getText().equals(title)).findFirst()
                .orElseThrow();
    }

    private static void click(TableColumn column) {
        Event event = new Event();
        event.widget = column;
        column.notifyListeners(SWT.Selection, event);
        Robot.settle();
    }

    private static List<String> names(Table table) {
        return Arrays.stream(table.getItems()).map(item -> item.getText(0)).toList();
    }

    /** How many pixels of an area are about of a colour. */
    static int drawn(Control table, Rectangle area, RGB colour) {
        Image image = new Image(table.getDisplay(), Math.max(1, area.width), Math.max(1, area.height));
        GC gc = new GC(table);
        try {
            gc.copyArea(image, area.x, area.y);
            ImageData data = image.getImageData();
            int found = 0;
            for (int y = 0; y < data.height; y++) {
                for (int x = 0; x < data.width; x++) {
                    RGB pixel = data.palette.getRGB(data.getPixel(x, y));
                    found += Math.abs(pixel.red - colour.red) + Math.abs(pixel.green - colour.green)
                            + Math.abs(pixel.blue - colour.blue) < 90 ? 1 : 0;
                }
            }
            return found;
        } finally {
            gc.dispose();
            image.dispose();
        }
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.ui.session.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** What can be done with the rows of the Events view, live and of a recording that was opened. */
public class EventsTest {

    private static final String EVENTS = "io.kprobestudio.ui.events.";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Connected, and clean again at the end. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();
    private Path recording = Path.of("");

    @Before
    public void record() {
        recording = Workbench.record(300, "p:in vfs_read count=%r2:u32", "r:out vfs_read ret=$retval:s32",
                "p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring");
        Workbench.open(recording);
        Robot.waitFor("rows", () -> table().isVisible() && table().getItemCount() > 3
                && !table().getItem(0).getText(0).isEmpty());
        Workbench.key(table(), SWT.HOME, 0);
    }

    @After
    public void tidy() {
        filter("");
        Workbench.studio().show(null);
        Robot.page().resetPerspective();
    }

    private static Composite view() {
        return Workbench.view(Workbench.EVENTS);
    }

    private static Table table() {
        return Robot.only(view(), Table.class, any -> true);
    }

    private static StyledText field() {
        return Robot.only(view(), StyledText.class, StyledText::getEditable);
    }

    private static StyledText details() {
        return Robot.only(view(), StyledText.class, text -> !text.getEditable());
    }

    private static List<String> labels() {
        return Robot.all(view(), Label.class).stream().filter(Label::isVisible).map(Label::getText).toList();
    }

    private static boolean says(String words) {
        return labels().stream().anyMatch(label -> label.matches(".*" + words + ".*"));
    }

    private static void filter(String expression) {
        field().setText(expression);
        Workbench.key(field(), SWT.CR, 0);
    }

    private static boolean all(String column, String value) {
        return table().getItemCount() > 0 && Arrays.stream(table().getItems())
                .allMatch(item -> Workbench.cell(item, column).equals(value));
    }

    private static long decoded(String event) {
        return Workbench.studio().recording().table().stream().filter(row -> row.event().endsWith("/" + event))
                .mapToLong(row -> row.decoded()).sum();
    }

    @Test
    public void shouldShowWhatMatchesWhenAFilterIsWritten() {
        filter("event == \"open\" && dfd < 0");
        Robot.waitFor("opens only", () -> all("Event", "open"));
        Robot.waitFor("their number", () -> says("[0-9,]+ of [0-9,]+ match\\..*"));
        filter("event == \"in\"");
        Robot.waitFor("all of them", () -> labels().stream().filter(label -> label.contains(" match.")).anyMatch(
                label -> Workbench.number(label.replaceFirst(" of .*", "")) == decoded("in")));
        filter("event == \"in\" && nothing == 3");
        assertTrue(labels().toString(), says("Column 18: no event of the recording has a field nothing"));
        assertTrue("the name is underlined", field().getStyleRangeAtOffset(17).underline);
        assertFalse(field().getStyleRangeAtOffset(3) != null && field().getStyleRangeAtOffset(3).underline);
        Workbench.key(field(), SWT.ARROW_UP, SWT.MOD3);
        assertEquals("the one before", "event == \"in\"", field().getText());
        assertFalse(labels().toString(), says("Column .*"));
        Workbench.key(field(), SWT.ARROW_UP, SWT.MOD3);
        assertEquals("event == \"open\" && dfd < 0", field().getText());
    }

    @Test
    public void shouldFindRowsWhenWordsAreLookedFor() {
        Workbench.command("org.eclipse.ui.edit.findReplace");
        Text words = Robot.only(view(), Text.class, Text::isVisible);
        words.setText("PATH=");
        Workbench.key(words, SWT.CR, 0);
        Robot.waitFor("an open", () -> selected().map(row -> row.equals("open")).orElse(Boolean.FALSE));
        // the row is read before its time is known
        Pictures.settle();
        TimeRange first = Workbench.studio().time().orElseThrow();
        Workbench.command(EVENTS + "findNext");
        Robot.waitFor("the next", () -> Workbench.studio().time().orElseThrow().from() > first.from());
        Workbench.command(EVENTS + "findPrevious");
        Robot.waitFor("the first again", () -> Workbench.studio().time().equals(Optional.of(first)));
        words.setText("nowhere to be found");
        Workbench.key(words, SWT.CR, 0);
        Robot.waitFor("the answer", () -> says("Not found"));
        Workbench.key(words, SWT.ESC, 0);
        assertTrue(Robot.all(view(), Text.class).stream().noneMatch(Text::isVisible));
    }

    private static Optional<String> selected() {
        return Arrays.stream(table().getSelection()).findFirst().map(item -> Workbench.cell(item, "Event"));
    }

    @Test
    public void shouldKeepBookmarksWithTheRecordingWhenItIsOpenedAgain() throws IOException {
        Workbench.key(table(), SWT.ARROW_DOWN, 0);
        Workbench.key(table(), SWT.ARROW_DOWN, 0);
        Pictures.settle();
        TimeRange marked = Workbench.studio().time().orElseThrow();
        Workbench.command(EVENTS + "bookmark");
        Path file = recording.resolve("events.bookmarks");
        Robot.waitFor("the file", () -> Files.exists(file));
        Workbench.key(table(), SWT.END, 0);
        Robot.waitFor("the end", () -> !Workbench.studio().time().equals(Optional.of(marked)));
        assertTrue(Files.readString(file), Files.readString(file).startsWith(marked.from() + "\t"));
        Workbench.studio().show(null);
        Pictures.settle();
        Workbench.open(recording);
        Workbench.key(table(), SWT.HOME, 0);
        Robot.waitFor("the mark", () -> Arrays.stream(table().getItems()).anyMatch(item -> item.getImage() != null));
        Workbench.command(EVENTS + "nextBookmark");
        Robot.waitFor("the event", () -> Workbench.studio().time().equals(Optional.of(marked)));
        Workbench.command(EVENTS + "previousBookmark");
        Workbench.command(EVENTS + "bookmark");
        Robot.waitFor("no file", () -> !Files.exists(file));
    }

    @Test
    public void shouldShowAllOfAnEventWhenDetailsAreOpen() {
        filter("event == \"open\"");
        Robot.waitFor("opens", () -> all("Event", "open"));
        Workbench.key(table(), SWT.HOME, 0);
        table().notifyListeners(SWT.DefaultSelection, new org.eclipse.swt.widgets.Event());
        Robot.waitFor("the fields", () -> details().getText().contains("dfd"));
        String text = details().getText();
        assertTrue(text, text.contains("open: (do_sys_openat2+0x0/"));
        assertTrue(text, text.matches("(?s).*\\ndfd +-?\\d+  0x[0-9a-f]+\\n.*"));
        assertTrue(text, text.matches("(?s).*\\npath +\"/.*"));
        assertTrue(text, text.matches("(?s).*\\n0000  ([0-9a-f]{2} ){16} .{16}\\n.*"));
        pictures.take("events-details");
        Workbench.command("org.eclipse.ui.window.maximizePart");
        pictures.take("events-large");
        Workbench.command("org.eclipse.ui.window.maximizePart");
    }

    private static String copied() {
        Clipboard clipboard = new Clipboard(Display.getCurrent());
        try {
            return clipboard.getContents(TextTransfer.getInstance()) instanceof String text ? text : "";
        } finally {
            clipboard.dispose();
        }
    }

    @Test
    public void shouldCopyRowsAsTextAndValuesWhenAsked() {
        filter("event == \"open\"");
        Robot.waitFor("opens", () -> all("Event", "open"));
        Workbench.key(table(), SWT.HOME, 0);
        Workbench.key(table(), SWT.ARROW_DOWN, SWT.MOD2);
        Workbench.key(table(), SWT.ARROW_DOWN, SWT.MOD2);
        table().setFocus();
        Workbench.command("org.eclipse.ui.edit.copy");
        Robot.waitFor("three lines", () -> copied().lines().count() == 3);
        assertTrue(copied(),
                copied().lines().allMatch(line -> line.matches(".*-\\d+ +\\[00\\d\\].*: open: \\(.*path=.*")));
        Workbench.command(EVENTS + "copyCsv");
        Robot.waitFor("values", () -> copied().startsWith("time_s,"));
        List<String> lines = copied().lines().toList();
        assertEquals("time_s,cpu,task,pid,event,dfd,path", lines.get(0));
        assertEquals(4, lines.size());
        assertTrue(lines.get(1), lines.get(1).matches("\\d+\\.\\d{9},\\d,[^,]+,\\d+,kps_\\w+:open,-?\\d+,/.*"));
    }

    @Test
    public void shouldGiveEachArgumentAColumnWhenChosen() {
        ViewMenu.of(Workbench.EVENTS).menu("Columns").choose("One for Each Argument");
        Robot.waitFor("columns", () -> titles().containsAll(List.of("count", "ret", "path")));
        assertFalse(titles().toString(), titles().contains("Fields"));
        pictures.take("events-columns");
        filter("event == \"open\"");
        Robot.waitFor("opens",
                () -> all("Event", "open") && Workbench.cell(table().getItem(0), "path").startsWith("\""));
        assertEquals("", Workbench.cell(table().getItem(0), "ret"));
    }

    private static List<String> titles() {
        return Arrays.stream(table().getColumns()).map(TableColumn::getText).toList();
    }

    @Test
    public void shouldShowTheRowsOfATimeWhenItIsChosenElsewhere() {
        Pictures.settle();
        TimeRange begin = Workbench.studio().time().orElseThrow();
        Workbench.key(table(), SWT.END, 0);
        Robot.waitFor("the end", () -> !Workbench.studio().time().equals(Optional.of(begin)));
        Workbench.studio().chooseTime(new TimeRange(begin.from(), begin.from() + 1));
        Robot.waitFor("the first row", () -> table().getSelectionCount() > 0 && table().getSelectionIndices()[0] == 0);
        Workbench.command(EVENTS + "filter");
        assertTrue(field().isFocusControl());
    }

    @Test
    public void shouldFollowTheEndWhenEventsComeUntilTheUserMoves() {
        Workbench.studio().show(null);
        // what was recorded is there until the first live event comes
        Workbench.actions().addProbes(List.of("p:moving vfs_read"), true, false);
        Robot.waitFor("live rows", () -> Workbench.studio().events().size() > 200 && table().getItemCount() > 3
                && Workbench.cell(table().getItem(0), "Event").equals("moving"));
        ToolItem follow = toolItem("Keep the newest event in view");
        follow.setSelection(true);
        follow.notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
        String first = table().getItem(0).getText(0);
        Robot.waitFor("newer rows", () -> !table().getItem(0).getText(0).equals(first));
        Workbench.key(table(), SWT.HOME, 0);
        assertFalse(follow.getSelection());
        String held = table().getItem(0).getText(0);
        int size = Workbench.studio().events().size();
        Robot.waitFor("more events", () -> Workbench.studio().events().size() > size + 50);
        assertEquals("held still", held, table().getItem(0).getText(0));
    }

    private static ToolItem toolItem(String tip) {
        return Robot.all(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(),
                org.eclipse.swt.widgets.ToolBar.class).stream().flatMap(bar -> Arrays.stream(bar.getItems()))
                .filter(item -> tip.equals(item.getToolTipText())).findFirst().orElseThrow();
    }
}

/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.Connection;
import io.kprobestudio.target.FileException;
import io.kprobestudio.target.FileWrite;
import io.kprobestudio.target.Progress;
import io.kprobestudio.target.Prompter;
import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import io.kprobestudio.target.TargetProviders;
import io.kprobestudio.target.log.TargetLogs;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** The view of what was done to a target, by the workbench and by others. */
public class LogViewTest {

    private static final String ADDRESS = "sim:";
    private static final String TRACING = "/sys/kernel/tracing/";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    /** Where the probes of a test are. */
    @Rule(order = 1)
    public final SimulatedTarget target = new SimulatedTarget();

    private final Pictures pictures = new Pictures();

    @After
    public void tidy() {
        filter("");
    }

    private static Text filterBox() {
        return Robot.only(Workbench.view(Workbench.LOG), Text.class, Text::getEditable);
    }

    private static void filter(String words) {
        filterBox().setText(words);
        Robot.settle();
    }

    /** A connection as another program of this user has it. */
    private static Connection theirs() throws TargetException {
        TargetProviders providers = Objects.requireNonNull(PlatformUI.getWorkbench().getService(TargetProviders.class));
        Path folder = Objects
                .requireNonNull(Workbench.studio().log(TargetAddress.parse(ADDRESS)).file().getParent());
        return new TargetLogs(folder, "berta", "kprobes add").logging(providers.target(ADDRESS), complaint -> {
            throw new AssertionError(complaint);
        }).connect(Prompter.NOBODY, Progress.NONE);
    }

    private static int find(Table table, String column, String text) {
        for (int i = table.getItemCount() - 1; i >= 0; i--) {
            if (Workbench.cell(table.getItem(i), column).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    private static TableItem row(String column, String text) {
        Table table = Workbench.table(Workbench.LOG);
        Robot.waitFor("a row with " + text, () -> find(table, column, text) >= 0);
        return table.getItem(find(table, column, text));
    }

    @Test
    public void shouldTellWhatWasDoneWhenTheWorkbenchAndOthersWrite() throws TargetException {
        Workbench.actions().addProbes(List.of("p:logged vfs_read count=%r2"), true, false);
        TableItem ours = row("Path and Text", "/logged vfs_read count=%r2");
        assertEquals("append", Workbench.cell(ours, "Action"));
        assertEquals("done", Workbench.cell(ours, "Outcome"));
        String by = ", workbench (" + ProcessHandle.current().pid() + ")";
        assertTrue(Workbench.cell(ours, "By"), Workbench.cell(ours, "By").endsWith(by));
        assertTrue(Workbench.cell(ours, "Time (UTC)"),
                Workbench.cell(ours, "Time (UTC)").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        try (Connection connection = theirs()) {
            assertThrows(FileException.class, () -> connection
                    .write(FileWrite.append(TRACING + "kprobe_events", "p:theirs/refused no_such_function")));
        }
        TableItem theirs = row("Path and Text", "p:theirs/refused no_such_function");
        assertEquals("berta, kprobes add (" + ProcessHandle.current().pid() + ")", Workbench.cell(theirs, "By"));
        assertEquals("No such file or directory (errno=2)", Workbench.cell(theirs, "Outcome"));
        assertEquals(TRACING + "kprobe_events: p:theirs/refused no_such_function",
                Workbench.cell(theirs, "Path and Text"));
        pictures.take("target-log");
    }

    @Test
    public void shouldShowWhatIsLookedForWhenWordsAreTyped() throws TargetException {
        try (Connection connection = theirs()) {
            connection.write(FileWrite.set(TRACING + "tracing_on", "1"));
            connection.write(FileWrite.set(TRACING + "buffer_size_kb", "1408"));
        }
        row("Path and Text", "buffer_size_kb: 1408");
        Table table = Workbench.table(Workbench.LOG);
        filter("BERTA 1408 write");
        assertEquals("buffer_size_kb: 1408",
                Workbench.cell(table.getItem(0), "Path and Text").substring(TRACING.length()));
        assertEquals(1, table.getItemCount());
        assertTrue(Robot.only(Workbench.view(Workbench.LOG), Label.class, label -> label.getText().contains("sim-.log"))
                .getText().startsWith("1 of "));
        filter("berta nothing-like-it");
        assertEquals(0, table.getItemCount());
        filter("berta 1408");
        table.setSelection(0);
        Event key = new Event();
        key.keyCode = 'c';
        key.stateMask = SWT.MOD1;
        table.notifyListeners(SWT.KeyDown, key);
        Clipboard clipboard = new Clipboard(table.getDisplay());
        String copied = String.valueOf(clipboard.getContents(TextTransfer.getInstance()));
        clipboard.dispose();
        assertTrue(copied, copied.contains("\t" + TRACING + "buffer_size_kb: 1408\tdone\t"));
        assertEquals(1, copied.lines().count());
    }

    @Test
    public void shouldFollowTheNewestUntilSomethingIsSelectedWhenEntriesCome() throws TargetException {
        row("Action", "run");
        Table table = Workbench.table(Workbench.LOG);
        FileWrite write = FileWrite.set(TRACING + "tracing_on", "1");
        try (Connection connection = theirs()) {
            int before = table.getItemCount();
            connection.writeAll(Collections.nCopies(300, write), true);
            Robot.waitFor("the entries", () -> table.getItemCount() >= before + 300);
            assertTrue("the newest is seen", lastSeen(table) >= table.getItemCount() - 2);
            Workbench.select(table.getItem(lastSeen(table) - 2));
            int top = table.getTopIndex();
            int held = table.getItemCount();
            connection.writeAll(Collections.nCopies(50, write), true);
            Robot.waitFor("more entries", () -> table.getItemCount() >= held + 50);
            assertEquals("what is read stays in view", top, table.getTopIndex());
        }
    }

    private static int lastSeen(Table table) {
        int rows = (table.getClientArea().height - table.getHeaderHeight()) / table.getItemHeight();
        return Math.min(table.getItemCount() - 1, table.getTopIndex() + rows);
    }

    @Test
    public void shouldSayThatNothingWasDoneWhenATargetIsNew() throws TargetException {
        TargetAddress fresh = Workbench.studio().add("sim:?seed=4&kernel=5.10");
        TargetAddress old = TargetAddress.parse(ADDRESS);
        try {
            assertTrue("options make no other target: " + fresh, Workbench.studio().log(fresh).file()
                    .equals(Workbench.studio().log(old).file()));
            TargetAddress other = Workbench.studio().add("sim:nothing-was-done");
            Robot.waitFor("the words of an empty log",
                    () -> Robot.all(Workbench.view(Workbench.LOG), Label.class).stream()
                            .anyMatch(label -> label.isVisible()
                                    && label.getText().equals("Nothing was done to sim:nothing-was-done yet")));
            Workbench.studio().remove(other);
        } finally {
            Workbench.studio().remove(fresh);
            Workbench.studio().select(old);
        }
        row("Action", "run");
    }
}

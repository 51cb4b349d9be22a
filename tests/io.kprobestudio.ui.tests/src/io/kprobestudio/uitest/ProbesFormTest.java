/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.target.TargetAddress;
import io.kprobestudio.target.TargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.jdt.annotation.Nullable;
import org.eclipse.jface.text.TextSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** The form of a {@code .kprobes} file: it edits one line of the text that the other page shows. */
public class ProbesFormTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";
    private static final String REDO = "org.eclipse.ui.edit.redo";
    private static final String FILE = """
            # File opens


            #   kept  as it is\t
            p:open  do_sys_openat2 dfd=%r0:s32  # why
            #@ disabled
            r:io/back vfs_read ret=$retval

            p:odd vfs_read a=%r0:
            -:open
            """;

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    @Before
    public void connect() throws TargetException {
        Workbench.connected(TargetAddress.parse("sim:"));
    }

    @After
    public void closeEditors() {
        ProbeFile.closeAll();
    }

    @Test
    public void shouldListEachDefinitionWithItsProblemWhenFormIsShown() {
        ProbeFile probes = ProbeFile.open("list.kprobes", FILE);
        Composite form = probes.page("Form");
        Table list = list(form);
        assertEquals(List.of("open do_sys_openat2", "back vfs_read"), rows(list).subList(0, 2));
        Robot.waitFor("what is wrong with the odd line", () -> rows(list).get(2).startsWith("odd ")
                && !rows(list).get(2).contains("text page only"));
        assertEquals("open Deletes a probe", rows(list).get(3));
        choose(list, 2);
        assertTrue(words(form), words(form).contains("The form cannot show line 9"));
        press(form, "Show in Text");
        Robot.waitFor("the text page", () -> probes.widget().isVisible());
        assertEquals("the caret is in the line", probes.offset("p:odd"), probes.widget().getCaretOffset());
        probes.editor().getSelectionProvider().setSelection(new TextSelection(probes.offset("vfs_read ret"), 0));
        probes.page("Form");
        Robot.waitFor("the form to follow the caret", () -> list.getSelectionIndex() == 1);
        assertEquals(List.of("vfs_read", "back", "io"), Robot.all(form, Text.class).stream().map(Text::getText)
                .filter(text -> !text.isEmpty()).toList());
    }

    @Test
    public void shouldChangeTheEditedLineAloneAndTakeItBackWhenFieldsAreEdited() {
        ProbeFile probes = ProbeFile.open("edit.kprobes", FILE);
        Composite form = probes.page("Form");
        choose(list(form), 0);
        field(form, "do_sys_openat2").setText("vfs_write");
        assertEquals(FILE.replace("do_sys_openat2", "vfs_write"), probes.text());
        field(form, "vfs_write").setText("");
        assertEquals("a line without a place would be another", FILE.replace("do_sys_openat2", "vfs_write"),
                probes.text());
        assertTrue(probes.part().isDirty());
        Workbench.command(UNDO);
        Robot.waitFor("the text as it was", () -> probes.text().equals(FILE));
        Workbench.command(REDO);
        Robot.waitFor("the edit again", () -> probes.text().contains("vfs_write"));
        Workbench.command(UNDO);
        Robot.waitFor("the field as it was", () -> has(form, "do_sys_openat2"));
        field(form, "open").setText("opened");
        Combo kind = Robot.only(form, Combo.class, any -> true);
        kind.select(1);
        kind.notifyListeners(SWT.Selection, new Event());
        Text maxactive = Robot.all(form, Text.class).getFirst();
        maxactive.setText("1x6");
        assertEquals(FILE.replace("p:open ", "r16:opened "), probes.text());
        choose(list(form), 1);
        press(form, "Remove");
        assertEquals("with what belongs to it", FILE.replace("p:open ", "r16:opened ")
                .replace("#@ disabled\nr:io/back vfs_read ret=$retval\n", ""), probes.text());
        probes.page("Text");
        Workbench.command(UNDO);
        Robot.waitFor("the removed line", () -> probes.text().contains("r:io/back"));
        probes.replace("io/back", "io/return");
        probes.page("Form");
        assertTrue(rows(list(form)).toString(), rows(list(form)).contains("return vfs_read"));
    }

    @Test
    public void shouldAddEditMoveAndRemoveArgumentsWhenKeysArePressed() {
        ProbeFile probes = ProbeFile.open("arguments.kprobes", FILE);
        Composite form = probes.page("Form");
        choose(list(form), 0);
        Table arguments = arguments(form);
        assertEquals(List.of("dfd %r0 s32"), rows(arguments));
        key(arguments, SWT.INSERT, 0);
        Text cell = cell(arguments);
        String offered = cell.getText();
        assertTrue("the second argument's register is offered: " + offered, offered.endsWith("%r1"));
        cell.setText("+0(%r1):ustring");
        cell.notifyListeners(SWT.DefaultSelection, new Event());
        Robot.waitFor("the new argument", () -> probes.text().contains("dfd=%r0:s32 ")
                && probes.text().contains("+0(%r1):ustring  # why"));
        assertEquals("+0(%r1) ustring", rows(arguments).get(1).substring(rows(arguments).get(1).indexOf('+')));
        key(arguments, SWT.ARROW_UP, SWT.ALT);
        Robot.waitFor("the other order", () -> rows(arguments).get(1).equals("dfd %r0 s32"));
        assertTrue(probes.text(), probes.text().contains(":ustring dfd=%r0:s32  # why"));
        key(arguments, SWT.ARROW_DOWN, SWT.ALT);
        key(arguments, SWT.DEL, 0);
        Robot.waitFor("one argument", () -> probes.text().equals(FILE));
    }

    @Test
    public void shouldPointWhereTheKernelDoesAndGrowTheRecordWhenDefinitionChanges() {
        ProbeFile probes = ProbeFile.open("verdict.kprobes", "p:open do_sys_openat2 dfd=%r0:s32\n");
        Composite form = probes.page("Form");
        Robot.waitFor("the record", () -> read(form).contains("   8     4  unsigned long")
                && read(form).contains("  12     4  s32                    dfd"));
        assertTrue(words(form), words(form).contains("judged for Linux 6.1"));
        definition(form).setText("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustrng");
        Robot.waitFor("the caret under the type", () -> read(form).contains("\n" + " ".repeat(47) + "^~~~~~"));
        assertEquals("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustrng\n", probes.text());
        assertTrue(read(form), read(form).contains("No record"));
        definition(form).setText("p:open do_sys_openat2 dfd=%r0:s32 path=+0(%r1):ustring");
        Robot.waitFor("the longer record", () -> read(form).contains("16     4  __data_loc char[]      path"));
        definition(form).setText("p:open do_sys_openat2");
        Robot.waitFor("the shorter record", () -> !read(form).contains("dfd"));
    }

    @Test
    public void shouldOfferWhatTheTextEditorDoesWhenPlaceIsCompleted() {
        ProbeFile probes = ProbeFile.open("assist.kprobes", "");
        Composite form = probes.page("Form");
        assertTrue(words(form), words(form).contains("No probes yet"));
        press(form, "Add");
        assertEquals("p:probe1\n", probes.text());
        Text place = Robot.all(form, Text.class).get(1);
        Robot.waitFor("the keyboard in the place", place::isFocusControl);
        place.setText("dso");
        place.setSelection(3);
        Event keys = new Event();
        keys.character = ' ';
        keys.keyCode = ' ';
        keys.stateMask = SWT.CTRL;
        place.notifyListeners(SWT.KeyDown, keys);
        Robot.waitFor("the list of functions", () -> proposals() != null);
        Table offered = Objects.requireNonNull(proposals());
        offered.setSelection(rows(offered).indexOf("do_sys_openat2"));
        offered.notifyListeners(SWT.DefaultSelection, new Event());
        Robot.waitFor("the place", () -> probes.text().equals("p:probe1 do_sys_openat2\n"));
        Workbench.command(UNDO);
        assertFalse(probes.text().contains("openat2"));
    }

    private static @Nullable Table proposals() {
        for (Shell shell : Display.getCurrent().getShells()) {
            for (Table table : Robot.all(shell, Table.class)) {
                if (shell.isVisible() && shell.getText().isEmpty() && table.getItemCount() > 0
                        && table.getItem(0).getText().contains("do_")) {
                    return table;
                }
            }
        }
        return null;
    }

    private static Table list(Composite form) {
        return Robot.only(form, Table.class, table -> table.getColumnCount() == 2);
    }

    private static Table arguments(Composite form) {
        return Robot.only(form, Table.class, table -> table.getColumnCount() == 3);
    }

    private static List<String> rows(Table table) {
        return Arrays.stream(table.getItems()).map(item -> row(item, table.getColumnCount())).toList();
    }

    private static String row(TableItem item, int columns) {
        StringBuilder row = new StringBuilder(item.getText(0));
        for (int i = 1; i < columns; i++) {
            row.append(' ').append(item.getText(i));
        }
        return row.toString().strip();
    }

    private static void choose(Table table, int index) {
        Workbench.select(table.getItem(index));
    }

    private static boolean has(Composite form, String text) {
        return Robot.all(form, Text.class).stream().anyMatch(field -> field.getText().equals(text));
    }

    private static Text field(Composite form, String text) {
        return Robot.only(form, Text.class, field -> field.getText().equals(text));
    }

    private static Text cell(Table table) {
        return Robot.only(table, Text.class, Control::isVisible);
    }

    private static StyledText definition(Composite form) {
        return Robot.only(form, StyledText.class, StyledText::getEditable);
    }

    /** What the monospaced fields show. */
    private static String read(Composite form) {
        StringBuilder words = new StringBuilder();
        Robot.all(form, StyledText.class).forEach(text -> words.append('\n').append(text.getText()));
        return words.toString();
    }

    private static String words(Composite form) {
        StringBuilder words = new StringBuilder();
        Robot.all(form, Label.class).forEach(label -> words.append(label.getText()).append('\n'));
        return words.toString();
    }

    private static void press(Composite form, String words) {
        DialogRobot.click(Robot.all(form, Button.class).stream()
                .filter(button -> button.getText().replace("&", "").equals(words)).findFirst().orElseThrow());
        Robot.settle();
    }

    private static void key(Table table, int code, int mask) {
        Event event = new Event();
        event.keyCode = code;
        event.stateMask = mask;
        event.doit = true;
        table.notifyListeners(SWT.KeyDown, event);
        Robot.settle();
    }
}

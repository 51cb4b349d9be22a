/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.TextSelection;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.CompositeRuler;
import org.eclipse.jface.text.source.IVerticalRulerColumn;
import org.eclipse.jface.text.source.IVerticalRulerInfo;
import org.eclipse.jface.text.source.IVerticalRulerInfoExtension;
import org.eclipse.jface.text.source.projection.ProjectionAnnotation;
import org.eclipse.jface.text.source.projection.ProjectionAnnotationModel;
import org.eclipse.jface.text.source.projection.ProjectionViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.keys.IBindingService;
import org.eclipse.ui.part.PageBookView;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;

/** The shape of a {@code .kprobes} file in its editor: outline, folding, format, rename, and what the ruler shows of it. */
public class ProbesEditorShapeTest {

    private static final String FORMAT = "io.kprobestudio.ui.probes.format";
    private static final String RENAME = "io.kprobestudio.ui.probes.renameEvent";
    private static final String APPLY = "io.kprobestudio.ui.probes.apply";
    private static final String FILE = """
            # File opens
            # and what comes back.

            p:open do_sys_openat2 dfd=%r0:s32
            p:io/read vfs_read count=%r2:u32
            r:io/back vfs_read ret=$retval
            -:open
            """;

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
    public void shouldGoToTheLineAndFollowTheCaretWhenOutlineIsShown() throws PartInitException {
        ProbeFile probes = ProbeFile.open("outline.kprobes", FILE);
        Tree tree = outline();
        Robot.page().activate(probes.part());
        Robot.waitFor("the outline", () -> tree.getItemCount() == 4);
        assertEquals(List.of("File opens", "open  do_sys_openat2", "io", "open"), titles(tree.getItems()));
        assertEquals(List.of("read  vfs_read", "back  vfs_read"), titles(tree.getItem(2).getItems()));
        tree.setFocus();
        tree.setSelection(tree.getItem(2).getItem(1));
        Event chosen = new Event();
        chosen.item = tree.getItem(2).getItem(1);
        tree.notifyListeners(SWT.Selection, chosen);
        Robot.waitFor("the event's name to be selected",
                () -> probes.widget().getSelectionText().equals("back"));
        probes.widget().setFocus();
        caret(probes, "vfs_read count");
        Robot.waitFor("the outline to follow",
                () -> Arrays.stream(tree.getSelection()).anyMatch(item -> item.getText().startsWith("read")));
        probes.replace("p:open", "p:opened");
        Robot.waitFor("the new name in the outline", () -> tree.getItem(1).getText().startsWith("opened"));
    }

    @Test
    public void shouldFoldCommentsAndGroupsWhenFileIsEdited() throws BadLocationException {
        ProbeFile probes = ProbeFile.open("folding.kprobes", FILE);
        Robot.waitFor("what can be folded", () -> folds(probes).equals(List.of("0-1", "4-5")));
        probes.document().replace(0, 0, "\n");
        Robot.waitFor("the folds to move", () -> folds(probes).equals(List.of("1-2", "5-6")));
        probes.replace("p:io/read", "p:x/read");
        Robot.waitFor("the group to go", () -> folds(probes).equals(List.of("1-2")));
        int shown = probes.widget().getLineCount();
        ProjectionAnnotationModel model = folding(probes);
        model.collapse(model.getAnnotationIterator().next());
        Robot.waitFor("a line less", () -> probes.widget().getLineCount() == shown - 1);
    }

    @Test
    public void shouldPutOneBlankBetweenWordsInOneStepWhenFormatted() {
        String written = "#  a  comment\n  p:open\tdo_sys_openat2   dfd=%r0:s32  # why  so\np:read  vfs_read\n";
        ProbeFile probes = ProbeFile.open("format.kprobes", written);
        Robot.page().activate(probes.part());
        assertBound(FORMAT, "Shift+Ctrl+F");
        Workbench.command(FORMAT);
        assertEquals("#  a  comment\np:open do_sys_openat2 dfd=%r0:s32 # why  so\np:read vfs_read\n", probes.text());
        Workbench.command("org.eclipse.ui.edit.undo");
        Robot.waitFor("the text as it was", () -> probes.text().equals(written));
    }

    @Test
    public void shouldRenameTheEventWhereverItIsNamedWhenAsked() {
        ProbeFile probes = ProbeFile.open("rename.kprobes", FILE);
        Robot.page().activate(probes.part());
        assertBound(RENAME, "Shift+Alt+R");
        caret(probes, "dfd=");
        DialogRobot.drive("Rename Event", () -> Workbench.command(RENAME), dialog -> {
            dialog.act(shell -> name(shell, "2nd"));
            assertFalse(dialog.canPress("OK"));
            dialog.act(shell -> name(shell, "opened"));
            dialog.waitFor("OK", shell -> true);
            dialog.press("OK");
            dialog.waitForClose();
        });
        assertEquals(FILE.replace("p:open ", "p:opened ").replace("-:open", "-:opened"), probes.text());
        Workbench.command("org.eclipse.ui.edit.undo");
        Robot.waitFor("the text as it was", () -> probes.text().equals(FILE));
    }

    @Test
    public void shouldShowStateAndHitsOfEachLineWhenProbesAreApplied() {
        ProbeFile probes = ProbeFile.open("column.kprobes", """
                # reads
                p:reads vfs_read
                #@ disabled
                p:writes vfs_write
                """);
        Robot.page().activate(probes.part());
        Robot.waitFor("absent", () -> hover(probes, 1).startsWith("Not on sim:"));
        assertEquals("", hover(probes, 0));
        Workbench.command(APPLY);
        Robot.waitFor("enabled with hits",
                () -> hover(probes, 1).matches("kps_\\w+/reads is on sim:, enabled: [1-9]\\d* hits, 0 misses"));
        assertTrue(hover(probes, 3),
                hover(probes, 3).matches("kps_\\w+/writes is on sim:, disabled: 0 hits, 0 misses"));
        probes.replace("p:reads vfs_read", "p:reads vfs_read count=%r2");
        Robot.waitFor("different", () -> hover(probes, 1).contains("has another definition"));
        assertTrue("as wide as what it shows", column(probes).getWidth() > 10);
        Workbench.studio().disconnect(Workbench.studio().selected());
        Robot.waitFor("not connected", () -> hover(probes, 1).equals("sim: is not connected"));
    }

    @Test
    public void shouldGiveThePlaceBackToTheViewsWhenTheLastEditorIsClosed() {
        ProbeFile probes = ProbeFile.open("area.kprobes", FILE);
        assertTrue(Robot.page().isEditorAreaVisible());
        IEditorReference other = Robot.page().getEditorReferences()[0];
        assertNotNull(other.getEditor(false));
        Robot.page().closeEditor(probes.part(), false);
        Robot.waitFor("no editor area", () -> !Robot.page().isEditorAreaVisible());
        ProbeFile.open("again.kprobes", FILE);
        assertTrue("shown again with an editor", Robot.page().isEditorAreaVisible());
    }

    private static Tree outline() throws PartInitException {
        PageBookView view = (PageBookView) Robot.show(IPageLayout.ID_OUTLINE);
        Robot.waitFor("the outline's page", () -> view.getCurrentPage().getControl() instanceof Tree);
        return (Tree) view.getCurrentPage().getControl();
    }

    private static List<String> titles(TreeItem[] items) {
        return Arrays.stream(items).map(TreeItem::getText).toList();
    }

    private static void caret(ProbeFile probes, String words) {
        probes.editor().getSelectionProvider().setSelection(new TextSelection(probes.offset(words), 0));
        Robot.settle();
    }

    private static void name(Shell shell, String name) {
        Robot.only(shell, Text.class, Text::getEditable).setText(name);
    }

    private static void assertBound(String command, String keys) {
        IBindingService bindings = Objects.requireNonNull(PlatformUI.getWorkbench().getService(IBindingService.class));
        assertEquals(keys, bindings.getBestActiveBindingFormattedFor(command));
    }

    private static ProjectionAnnotationModel folding(ProbeFile probes) {
        return Objects.requireNonNull(((ProjectionViewer) probes.viewer()).getProjectionAnnotationModel());
    }

    private static List<String> folds(ProbeFile probes) {
        ProjectionAnnotationModel model = folding(probes);
        List<String> folds = new ArrayList<>();
        for (Iterator<Annotation> all = model.getAnnotationIterator(); all.hasNext();) {
            if (all.next() instanceof ProjectionAnnotation fold) {
                Position position = Objects.requireNonNull(model.getPosition(fold));
                try {
                    folds.add(probes.document().getLineOfOffset(position.getOffset()) + "-"
                            + probes.document().getLineOfOffset(position.getOffset() + position.getLength() - 1));
                } catch (BadLocationException failed) {
                    throw new AssertionError(failed);
                }
            }
        }
        return folds.stream().sorted().toList();
    }

    private static IVerticalRulerColumn column(ProbeFile probes) {
        CompositeRuler ruler = (CompositeRuler) Objects
                .requireNonNull(probes.editor().getAdapter(IVerticalRulerInfo.class));
        for (Iterator<IVerticalRulerColumn> columns = ruler.getDecoratorIterator(); columns.hasNext();) {
            IVerticalRulerColumn column = columns.next();
            if (column.getClass().getName().startsWith("io.kprobestudio.")) {
                return column;
            }
        }
        throw new AssertionError("the editor has no column of the suite");
    }

    /** What the column says of a line, an empty text where it says nothing. */
    private static String hover(ProbeFile probes, int line) {
        IVerticalRulerInfoExtension column = (IVerticalRulerInfoExtension) column(probes);
        String words = column.getHover().getHoverInfo(probes.viewer(), line);
        return words == null ? "" : words;
    }
}

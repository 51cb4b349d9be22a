/*
 * Copyright (c) 2026 Kprobe Studio contributors. SPDX-License-Identifier: EPL-2.0
 */

package io.kprobestudio.uitest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.kprobestudio.symbols.DebugInfo;
import io.kprobestudio.ui.StudioSettings;
import io.kprobestudio.ui.session.ProbeInfo;
import io.kprobestudio.ui.source.KernelSource;
import io.kprobestudio.ui.source.SourceSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.filesystem.IFileStore;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.text.ITextSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

/** Probes on lines and variables of the kernel's source, from a text editor, and from a probe back to its line. */
public class SourceProbesTest {

    private static final String PAGE = "io.kprobestudio.ui.preferences.source";
    private static final String COMMANDS = "io.kprobestudio.ui.probes.";
    private static final String OTHER = "00112233445566778899aabbccddeeff00112233";

    /** Watches the log. */
    @Rule
    public final NoLoggedErrors log = new NoLoggedErrors();

    private final Pictures pictures = new Pictures();
    private final KernelWithSource kernel;

    /** Unpacks a kernel. */
    public SourceProbesTest() throws Exception {
        kernel = KernelWithSource.unpack();
    }

    @Before
    public void name() {
        kernel.name(node());
    }

    @After
    public void tidy() throws Exception {
        node().clear();
        Workbench.clean();
        ProbeFile.closeAll();
        KernelWithSource.leave();
    }

    private static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(StudioSettings.NODE);
    }

    private void connect(String buildId) throws Exception {
        Workbench.connected(kernel.target(buildId));
        Workbench.clean();
    }

    private String buildId() throws Exception {
        return DebugInfo.open(kernel.vmlinux()).buildId().orElseThrow();
    }

    /** Opens the source and puts the caret behind some words. */
    private ITextEditor caret(String words) throws Exception {
        ITextEditor editor = Objects.requireNonNull(IDE.openEditorOnFileStore(Robot.page(), EFS.getLocalFileSystem()
                .getStore(kernel.source().resolve("src/places.c").toUri())).getAdapter(ITextEditor.class));
        String text = Objects.requireNonNull(editor.getDocumentProvider().getDocument(editor.getEditorInput())).get();
        assertTrue(words, text.contains(words));
        editor.selectAndReveal(text.indexOf(words) + words.length(), 0);
        Robot.page().activate(editor);
        Robot.settle();
        return editor;
    }

    /* The dialog opens when a job has found what to show. */
    private static void drive(String title, String command, Consumer<DialogRobot> user) {
        DialogRobot.drive(title, () -> Workbench.command(COMMANDS + command), user);
    }

    private static List<String> ours() {
        return Workbench.session().probes().stream().filter(ProbeInfo::ours).map(ProbeInfo::definition).sorted()
                .toList();
    }

    private static String definitions(Shell dialog) {
        return Robot.only(dialog, StyledText.class, any -> true).getText();
    }

    private static String message(Shell dialog) {
        return Robot.all(dialog, Text.class).stream().map(Text::getText).collect(Collectors.joining(" "));
    }

    /** Ticks a row of the table of variables, which is the last one. */
    private static void tick(Shell dialog, String variable) {
        Table table = Robot.all(dialog, Table.class).getLast();
        TableItem row = Arrays.stream(table.getItems()).filter(item -> item.getText(0).equals(variable)).findFirst()
                .orElseThrow();
        Workbench.check(row, true);
    }

    @Test
    public void shouldPutAProbeOnTheTargetWhenALineIsProbed() throws Exception {
        connect(buildId());
        caret("count += s");
        drive("Probe This Line", "probeLine", dialog -> {
            dialog.waitFor("the same kernel", shell -> message(shell).contains("runs this very kernel"));
            dialog.act(shell -> tick(shell, "seed"));
            dialog.waitFor("the definition",
                    shell -> definitions(shell).equals("p:counted_too_44 counted_too seed=%r0:s32"));
            dialog.pause();
            dialog.act(shell -> pictures.take("source-line", shell));
            dialog.press("Add");
            dialog.waitForClose();
        });
        Robot.waitFor("the probe", () -> ours().size() == 1);
        assertTrue(ours().toString(), ours().get(0).matches("p:(\\w+/)?counted_too_44 counted_too seed=%r0:s32"));
        assertEquals("", Workbench.studio().notice());
    }

    @Test
    public void shouldWarnAndOnlyWriteToAFileWhenTheTargetRunsAnotherKernel() throws Exception {
        connect(OTHER);
        ProbeFile.open("source.kprobes", "# from the source\n");
        caret("\treturn consume(held");
        drive("Probe This Function", "probeFunction", dialog -> {
            // held is the name of no function: the one around it is meant
            dialog.waitFor("another kernel", shell -> message(shell).contains("This is not the kernel that runs on")
                    && message(shell).contains(OTHER));
            dialog.waitFor("three places", shell -> Robot.all(shell, Table.class).getFirst().getItemCount() == 3);
            assertFalse(dialog.read(shell -> Robot.all(shell, Button.class).stream()
                    .filter(button -> button.getText().startsWith("On the target")).findFirst().orElseThrow()
                    .isEnabled()));
            // both of its parameters are ticked, which the place does not have at which they are computed
            dialog.waitFor("definitions", shell -> definitions(shell).contains(" amount=%r5:s32 held=%r4:x32")
                    && definitions(shell).lines().count() == 2 && message(shell).contains("not there at 1 of 3"));
            dialog.pause();
            dialog.act(shell -> pictures.take("source-function", shell));
            dialog.press("Add");
            dialog.waitForClose();
        });
        ITextEditor editor = Objects.requireNonNull(
                Objects.requireNonNull(Robot.page().getActiveEditor()).getAdapter(ITextEditor.class));
        String text = Objects.requireNonNull(editor.getDocumentProvider().getDocument(editor.getEditorInput())).get();
        assertTrue(text, text.matches("(?s)# from the source\n(p:inner(_\\d)? \\S+ .*\n)+"));
        assertEquals(List.of(), ours());
        editor.doRevertToSaved();
    }

    @Test
    public void shouldMeasureTheFunctionWhenItsNameIsAtTheCaret() throws Exception {
        connect(buildId());
        caret("int counted_");
        Workbench.command(COMMANDS + "measureFunction");
        Robot.waitFor("two probes", () -> ours().size() == 2);
        assertTrue(ours().toString(), ours().get(0).endsWith("counted_too_in counted_too")
                && ours().get(1).endsWith("counted_too_out counted_too"));
    }

    @Test
    public void shouldOpenTheLineWhenAPlaceOfAnEventIsNamed() throws Exception {
        DialogRobot.drive("Open Source Line", () -> Workbench.command(COMMANDS + "openSource", COMMANDS + "place",
                "(counted_too+0x20/0x60) seed=1"), dialog -> {
                    dialog.waitFor("the chain", shell -> Robot.all(shell, Table.class).getFirst().getItemCount() == 3);
                    dialog.press("OK");
                    dialog.waitForClose();
                });
        Robot.waitFor("the source", () -> Robot.page().getActiveEditor() != null);
        ITextEditor editor = Objects.requireNonNull(
                Objects.requireNonNull(Robot.page().getActiveEditor()).getAdapter(ITextEditor.class));
        assertEquals("places.c", editor.getTitle());
        int line = ((ITextSelection) editor.getSelectionProvider().getSelection()).getStartLine() + 1;
        // inner's line, where it was inlined in outer, or the line of counted_too: the list is sorted by its words
        assertTrue("line " + line, List.of(15, 20, 45).contains(line));
    }

    @Test
    public void shouldOpenTheLineOfATarWhenThatIsTheSource() throws Exception {
        Path tar = kernel.folder().resolve("linux.tar.gz");
        assertEquals(0,
                new ProcessBuilder("tar", "-czf", tar.toString(), "-C", kernel.source().toString(), "src").inheritIO()
                        .start().waitFor());
        node().put(SourceSettings.FOLDER, tar.toString());
        Workbench.command(COMMANDS + "openSource", COMMANDS + "place", "(counted_too+0x0/0x60)");
        Robot.waitFor("the source", () -> Robot.page().getActiveEditor() != null);
        ITextEditor editor = Objects.requireNonNull(
                Objects.requireNonNull(Robot.page().getActiveEditor()).getAdapter(ITextEditor.class));
        assertEquals("places.c", editor.getTitle());
        String kept = String.valueOf(editor.getEditorInput().getAdapter(IFileStore.class));
        assertTrue(kept, kept.contains("/sources/") && kept.endsWith("/src/places.c"));
    }

    @Test
    public void shouldOpenTheLineWhenARowWithAPlaceHasTheFocus() throws Exception {
        Shell shell = new Shell(Display.getCurrent());
        try {
            Table table = new Table(shell, SWT.NONE);
            table.setSize(300, 100);
            new TableColumn(table, SWT.LEFT);
            new TableColumn(table, SWT.LEFT);
            new TableItem(table, SWT.NONE).setText(new String[]{ "hit", "(walk+0x0/0x94) limit=2" });
            table.setSelection(0);
            shell.setSize(320, 140);
            shell.open();
            Robot.waitFor("the focus", () -> table.forceFocus() && table.isFocusControl());
            Workbench.command(COMMANDS + "openSource");
            // walk is of sample.c, which is not beside places.c
            Robot.waitFor("where the file would be", () -> Workbench.studio().notice().contains("/src/sample.c:"));
        } finally {
            shell.dispose();
        }
        Workbench.studio().setNotice("");
    }

    @Test
    public void shouldOfferPlacesAndVariablesWhenALineOfTheSourceIsNamed() throws Exception {
        read();
        ProbeFile probes = ProbeFile.open("assist.kprobes", "p:here places.c:44\n");
        ProbesEditorAssistTest.complete(probes, "places.c:44", "counted_too  -  counted_too at /src/places.c:");
        Robot.waitFor("the place", () -> probes.text().equals("p:here counted_too\n"));
        probes.replace("\n", " se\n");
        ProbesEditorAssistTest.complete(probes, "counted_too se", "seed=%r0:s32  -  int seed");
        Robot.waitFor("the variable", () -> probes.text().equals("p:here counted_too seed=%r0:s32\n"));
        ProbesEditorAssistTest.assertHover(probes, "counted_too", "source: counted_too at /src/places.c:");
    }

    @Test
    public void shouldSayWhereAVariableLivesWhenTheMouseRestsOnIt() throws Exception {
        read();
        ProbeFile source = ProbeFile.of(caret("count += s"));
        ProbesEditorAssistTest.assertHover(source, "seed;\n\treturn outer", "int seed\ncounted_too+0: %r0");
    }

    /** Waits until the debug information is read, as a first completion does not. */
    private static void read() {
        KernelSource source = Objects.requireNonNull(PlatformUI.getWorkbench().getService(KernelSource.class));
        Robot.waitFor("the debug information", () -> source.ready().isPresent());
    }

    @Test
    public void shouldKeepVmlinuxAndSourceWhenThePageIsApplied() throws Exception {
        node().clear();
        assertEquals(new SourceSettings(Optional.empty(), Optional.empty(), List.of()), SourceSettings.now());
        Opened.add("page", PAGE);
        DialogRobot.drive("Preferences", () -> PreferencesUtil.createPreferenceDialogOn(
                PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), PAGE, null, null).open(), dialog -> {
                    dialog.waitFor("the page", shell -> fields(shell).size() == 2);
                    dialog.act(shell -> write(fields(shell).get(0), "/no/such/vmlinux"));
                    dialog.waitFor("a complaint", shell -> !Robot.only(shell, Button.class,
                            button -> button.getText().equals("Apply and Close")).isEnabled());
                    dialog.act(shell -> write(fields(shell).get(0), kernel.vmlinux().toString()));
                    dialog.act(shell -> write(fields(shell).get(1), kernel.source().toString()));
                    dialog.pause();
                    dialog.act(shell -> pictures.take("source-preferences", shell));
                    dialog.press("Apply and Close");
                    dialog.waitForClose();
                });
        assertEquals(
                new SourceSettings(Optional.of(kernel.vmlinux()), Optional.of(kernel.source().toString()), List.of()),
                SourceSettings.now());
    }

    /** Types over what is there, and goes on to the next field. */
    private static void write(Text field, String text) {
        field.setText(text);
        field.notifyListeners(SWT.KeyUp, new Event());
        field.notifyListeners(SWT.FocusOut, new Event());
    }

    /** The fields of the page: the filter of the pages' tree stands before them. */
    private static List<Text> fields(Shell shell) {
        return Robot.all(shell, Text.class).stream().filter(field -> field.isVisible()
                && field.getParent().getChildren().length >= 3 && field.getEditable() && field.getMessage().isEmpty())
                .toList();
    }

    @Test
    public void shouldSayWhatIsMissingWhenNoKernelIsNamed() throws Exception {
        node().remove(SourceSettings.VMLINUX);
        caret("count += s");
        Workbench.command(COMMANDS + "probeLine");
        Robot.waitFor("what is missing",
                () -> Workbench.studio().notice().contains("No kernel with debug information"));
        Workbench.studio().setNotice("");
    }
}
